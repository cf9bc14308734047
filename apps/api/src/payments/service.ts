import { isCurrency, parseMicros, toMinorUnits } from '@seatline/billing'
import type { Money } from '@seatline/billing'
import type { TenantId } from '@seatline/core'
import { recordAudit } from '../audit/record-audit.ts'
import { authorized } from '../auth/authorized.ts'
import type { TenantScope } from '../auth/request-scope.ts'
import { newId } from '../new-id.ts'
import { InvalidInputError, UserError } from '../user-errors.ts'
import { collectInvoice } from './collect-invoice.ts'
import { checkPage } from './finance-service.ts'
import { currencyOf } from './payment-row.ts'
import type { PaymentMethodView, PaymentView } from './payment-views.ts'
import type { PaymentProvider } from './provider/payment-provider.ts'
import * as repository from './repository.ts'
import type { PaymentPage } from './repository.ts'

type OfTenant = { readonly tenantId: TenantId }

export const listOwnPayments = authorized(
  'bill.view',
  async (scope, input: OfTenant & { readonly offset: number; readonly limit: number }): Promise<PaymentPage> => {
    checkPage(input)
    return scope.run((tx) => repository.readPayments(tx, { tenantId: input.tenantId }, input))
  },
)

/** Whether invoices can be paid here; otherwise by bank transfer alone. */
export const canPayOnline = authorized('bill.view', (scope, _input: OfTenant): Promise<boolean> =>
  Promise.resolve(scope.platform.payments !== null),
)

export const paymentMethod = authorized(
  'bill.view',
  (scope, { tenantId }: OfTenant): Promise<PaymentMethodView | null> =>
    scope.run(async (tx) => {
      const row = await tx.paymentCustomer.findUnique({ where: { tenantId } })
      if (!row?.methodRef) return null
      return { label: row.methodLabel, last4: row.methodLast4, ends: row.methodEnds, collects: row.collects }
    }),
)

/** What the client has paid and not used: the credit of its ledger, in its own currency. */
export const creditBalance = authorized('bill.view', (scope, { tenantId }: OfTenant): Promise<Money> =>
  scope.run(async (tx) => {
    const currency = currencyOf(scope.tenant.currency)
    const { _sum } = await tx.ledgerPosting.aggregate({
      where: { tenantId, account: 'customerCredit', currency },
      _sum: { amountMicros: true },
    })
    return { currency, micros: -(_sum.amountMicros ?? 0n) }
  }),
)

function providerOf(scope: TenantScope): PaymentProvider {
  const { payments } = scope.platform
  if (payments === null)
    throw new UserError({
      code: 'payments.notOnline',
      message: 'Online payment is not set up here. Pay by bank transfer and write the number of the invoice in it.',
    })
  return payments
}

/** Asks for what is open of an invoice through the payment provider: by the method that is saved, or on a page of the provider's. */
export const payInvoice = authorized(
  'payments.manage',
  async (scope, { tenantId, invoiceId }: OfTenant & { readonly invoiceId: string }): Promise<PaymentView> => {
    providerOf(scope)
    return scope.run(async (tx) => {
      const by = scope.viewer.person.id
      const payment = await collectInvoice(tx, { tenantId, invoiceId, by, now: scope.platform.now() })
      await recordAudit(tx, scope, {
        tenantId,
        action: 'invoice.pay',
        subject: { id: invoiceId, name: payment.reference },
        after: { paymentId: payment.id },
      })
      return repository.readView(tx, payment.id)
    })
  },
)

/** The client at the payment provider; made there when it is not known yet. Asked twice it is the same one. */
async function customerOf(scope: TenantScope, provider: PaymentProvider): Promise<string> {
  const tenantId = scope.tenant.id
  const row = await scope.run((tx) => tx.paymentCustomer.findUnique({ where: { tenantId } }))
  if (row?.customerRef) return row.customerRef
  const customerRef = await provider.createCustomer({ tenantId, name: scope.tenant.name })
  const values = { customerRef, updatedAt: new Date(scope.platform.now()) }
  await scope.run((tx) =>
    tx.paymentCustomer.upsert({ where: { tenantId }, create: { tenantId, ...values }, update: values }),
  )
  return customerRef
}

/** A page of the provider's on which the client enters how it pays: no card number comes through here. */
export const startMethodSetup = authorized(
  'payments.manage',
  async (scope, { tenantId }: OfTenant): Promise<{ readonly url: string }> => {
    const provider = providerOf(scope)
    const customerRef = await customerOf(scope, provider)
    const url = await provider.setUpMethod({
      customerRef,
      returnUrl: `${scope.platform.portalUrl}/payments`,
      currency: scope.tenant.currency,
    })
    await scope.run((tx) =>
      recordAudit(tx, scope, {
        tenantId,
        action: 'paymentMethod.setUp',
        subject: { id: null, name: scope.tenant.name },
      }),
    )
    return { url }
  },
)

/** Whether invoices are collected by the saved method as soon as they are final. */
export const setCollection = authorized(
  'payments.manage',
  async (scope, { tenantId, enabled }: OfTenant & { readonly enabled: boolean }): Promise<PaymentMethodView> =>
    scope.run(async (tx) => {
      const row = await tx.paymentCustomer.findUnique({ where: { tenantId } })
      if (!row?.methodRef)
        throw new UserError({ code: 'paymentMethod.none', message: 'Set up a payment method first.' })
      await tx.paymentCustomer.update({
        where: { tenantId },
        data: { collects: enabled, updatedAt: new Date(scope.platform.now()) },
      })
      await recordAudit(tx, scope, {
        tenantId,
        action: 'paymentMethod.setCollection',
        subject: { id: null, name: scope.tenant.name },
        before: { collects: row.collects },
        after: { collects: enabled },
      })
      return { label: row.methodLabel, last4: row.methodLast4, ends: row.methodEnds, collects: enabled }
    }),
)

/** Money that is paid in before it is used, on a page of the provider's. The payment is kept first: whatever dies, what is paid is found by it. */
export const topUpBalance = authorized(
  'payments.manage',
  async (scope, { tenantId, amount }: OfTenant & { readonly amount: string }): Promise<PaymentView> => {
    const provider = providerOf(scope)
    const { currency } = scope.tenant
    const micros = parseMicros(amount.trim())
    if (!micros.ok || micros.value <= 0n || !isCurrency(currency))
      throw new InvalidInputError('amount', 'Enter an amount above nothing, such as 1200.50.')
    const minor = toMinorUnits({ currency, micros: micros.value })
    if (!minor.ok) throw new InvalidInputError('amount', 'Enter an amount in whole coins of the currency.')
    const customerRef = await customerOf(scope, provider)
    const paymentId = newId('payment')
    const at = new Date(scope.platform.now())
    await scope.run(async (tx) => {
      await tx.payment.create({
        data: {
          id: paymentId,
          tenantId,
          method: 'provider',
          currency,
          askedMicros: micros.value,
          charge: 'pending',
          status: 'pending',
          topUp: true,
          createdBy: scope.viewer.person.id,
          createdAt: at,
          updatedAt: at,
        },
      })
      const after = { amount: String(micros.value), currency }
      await recordAudit(tx, scope, {
        tenantId,
        action: 'balance.topUp',
        subject: { id: paymentId, name: scope.tenant.name },
        after,
      })
    })
    const returnUrl = `${scope.platform.portalUrl}/payments`
    const session = await provider.payOnce({
      customerRef,
      paymentId,
      tenantId,
      minor: minor.value,
      currency,
      returnUrl,
      name: scope.tenant.name,
    })
    return scope.run(async (tx) => {
      await tx.payment.update({ where: { id: paymentId }, data: { providerRef: session.id, hostedUrl: session.url } })
      return repository.readView(tx, paymentId)
    })
  },
)
