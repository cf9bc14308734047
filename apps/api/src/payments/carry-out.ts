import { fromMinorUnits, isCurrency } from '@seatline/billing'
import { assertNever } from '@seatline/core'
import Stripe from 'stripe'
import { InvariantError } from '@seatline/core'
import type { PaymentInput } from '@seatline/billing'
import { idempotencyKey } from './provider/open-provider.ts'
import { refundStatus } from './provider/read-event.ts'
import type { TaskInput, TaskKind } from './tasks.ts'

/** Everything that a task needs to be asked of the provider. */
export type Asked = {
  readonly tenantId: string
  readonly clientName: string
  readonly kind: TaskKind
  readonly key: string
  readonly paymentId: string | null
  readonly input: TaskInput
  readonly customerRef: string | null
  readonly methodRef: string | null
  readonly collects: boolean
}

/** What was learned by asking. */
export type Answered = {
  readonly customerRef?: string
  readonly providerRef?: string
  readonly hostedUrl?: string
  readonly heard?: PaymentInput
}

/** How the asking went: answered; refused for good, for a person to look at; or to be tried again with the same key. */
export type Outcome =
  | { readonly kind: 'answered'; readonly answer: Answered }
  | { readonly kind: 'refused'; readonly problem: string }
  | { readonly kind: 'again'; readonly problem: string }

/** Asks the provider once. Asked again with the same key it answers the same and does nothing twice. */
export async function carryOut(stripe: Stripe, asked: Asked): Promise<Outcome> {
  try {
    return { kind: 'answered', answer: await ask(stripe, asked) }
  } catch (error) {
    return outcomeOf(error, asked)
  }
}

async function ask(stripe: Stripe, asked: Asked): Promise<Answered> {
  const { input } = asked
  const options = { idempotencyKey: idempotencyKey(`${asked.tenantId}/${asked.key}`) }
  switch (asked.kind) {
    case 'customer.create': {
      const params = { name: asked.clientName, metadata: { seatline_tenant: asked.tenantId } }
      return { customerRef: (await stripe.customers.create(params, options)).id }
    }
    case 'invoice.create': {
      const invoice = await stripe.invoices.create(invoiceParams(asked), options)
      return { providerRef: invoice.id }
    }
    case 'invoice.addLine': {
      const params = {
        customer: needed(asked.customerRef, asked),
        invoice: needed(input.providerRef, asked),
        amount: Number(needed(input.minor, asked)),
        currency: needed(input.currency, asked).toLowerCase(),
        description: input.description ?? '',
      }
      await stripe.invoiceItems.create(params, options)
      return {}
    }
    case 'invoice.finalize': {
      const invoice = await stripe.invoices.finalizeInvoice(
        needed(input.providerRef, asked),
        { auto_advance: false },
        options,
      )
      return typeof invoice.hosted_invoice_url === 'string' ? { hostedUrl: invoice.hosted_invoice_url } : {}
    }
    case 'invoice.pay':
      await stripe.invoices.pay(needed(input.providerRef, asked), { off_session: true }, options)
      return {}
    case 'invoice.void':
      await stripe.invoices.voidInvoice(needed(input.providerRef, asked), {}, options)
      return { heard: { kind: 'canceled' } }
    case 'refund.create': {
      const params = {
        payment_intent: needed(input.intent, asked),
        amount: Number(needed(input.minor, asked)),
        metadata: { seatline_payment: needed(asked.paymentId, asked) },
      }
      const refund = await stripe.refunds.create(params, options)
      const status = refundStatus(refund.status)
      const currency = refund.currency.toUpperCase()
      if (status === null || !isCurrency(currency)) return {}
      return {
        heard: { kind: 'refund', refundId: refund.id, status, amount: fromMinorUnits(currency, BigInt(refund.amount)) },
      }
    }
    default:
      return assertNever(asked.kind, 'task')
  }
}

/** Nothing is collected by the provider's own timetable: what is asked for, and when, is decided here. */
function invoiceParams(asked: Asked): Stripe.InvoiceCreateParams {
  const { input } = asked
  const collects = asked.collects && asked.methodRef !== null
  return {
    customer: needed(asked.customerRef, asked),
    auto_advance: false,
    currency: needed(input.currency, asked).toLowerCase(),
    description: input.description ?? '',
    pending_invoice_items_behavior: 'exclude',
    metadata: { seatline_tenant: asked.tenantId, seatline_payment: needed(asked.paymentId, asked) },
    ...(collects
      ? { collection_method: 'charge_automatically', default_payment_method: needed(asked.methodRef, asked) }
      : { collection_method: 'send_invoice', days_until_due: input.dueDays ?? 0 }),
  }
}

function needed<T>(value: T | null | undefined, asked: Asked): T {
  if (value === null || value === undefined)
    throw new InvariantError(`a task lacks what it needs [task:${asked.key} kind:${asked.kind}]`)
  return value
}

/** Only what the provider has looked at and refused is final. Silence is not: it may have been done. */
function outcomeOf(error: unknown, asked: Asked): Outcome {
  if (error instanceof Stripe.errors.StripeCardError && asked.kind === 'invoice.pay')
    return { kind: 'answered', answer: { heard: { kind: 'failed' } } }
  const problem = error instanceof Error ? error.message : String(error)
  if (error instanceof InvariantError) return { kind: 'refused', problem }
  // Another process asks the same at this moment.
  if (error instanceof Stripe.errors.StripeIdempotencyError && error.statusCode === 409)
    return { kind: 'again', problem }
  if (error instanceof Stripe.errors.StripeInvalidRequestError || error instanceof Stripe.errors.StripeIdempotencyError)
    return { kind: 'refused', problem }
  return { kind: 'again', problem }
}
