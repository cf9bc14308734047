import type Stripe from 'stripe'
import { idempotencyKey, openProvider } from './open-provider.ts'
import type { ProviderConfig } from './open-provider.ts'

/** What the API asks of the payment provider while a person waits; none of it moves money. What does is a task of the worker. */
export type PaymentProvider = {
  readonly webhookSecret: string | null
  readonly createCustomer: (client: { readonly tenantId: string; readonly name: string }) => Promise<string>
  /** The address of a page where the client enters how it pays. */
  readonly setUpMethod: (input: {
    readonly customerRef: string
    readonly returnUrl: string
    readonly currency: string
  }) => Promise<string>
  /** A page where so much is paid once. */
  readonly payOnce: (input: PayOnce) => Promise<{ readonly id: string; readonly url: string | null }>
}

export type PayOnce = {
  readonly customerRef: string
  readonly paymentId: string
  readonly tenantId: string
  readonly minor: bigint
  readonly currency: string
  readonly name: string
  readonly returnUrl: string
}

export function paymentProvider(config: ProviderConfig): PaymentProvider {
  const stripe = openProvider(config)
  return {
    webhookSecret: config.webhookSecret,
    createCustomer: async ({ tenantId, name }) => {
      const params = { name, metadata: { seatline_tenant: tenantId } }
      return (await stripe.customers.create(params, { idempotencyKey: idempotencyKey(`${tenantId}/customer`) })).id
    },
    setUpMethod: async ({ customerRef, returnUrl, currency }) => {
      const session = await stripe.checkout.sessions.create({
        mode: 'setup',
        customer: customerRef,
        currency: currency.toLowerCase(),
        success_url: returnUrl,
        cancel_url: returnUrl,
      })
      if (typeof session.url !== 'string') throw new TypeError('the payment provider gave no page')
      return session.url
    },
    payOnce: async (input) => {
      const session = await stripe.checkout.sessions.create(payOnceParams(input), {
        idempotencyKey: idempotencyKey(input.paymentId),
      })
      return { id: session.id, url: session.url ?? null }
    },
  }
}

const payOnceParams = (input: PayOnce): Stripe.Checkout.SessionCreateParams => ({
  mode: 'payment',
  customer: input.customerRef,
  success_url: input.returnUrl,
  cancel_url: input.returnUrl,
  metadata: { seatline_payment: input.paymentId, seatline_tenant: input.tenantId },
  line_items: [
    {
      quantity: 1,
      price_data: {
        currency: input.currency.toLowerCase(),
        unit_amount: Number(input.minor),
        product_data: { name: input.name },
      },
    },
  ],
})
