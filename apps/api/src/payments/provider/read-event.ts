import { fromMinorUnits, isCurrency } from '@seatline/billing'
import type { DisputeStatus, Money, PaymentInput, RefundStatus } from '@seatline/billing'
import { z } from 'zod'

/** Which payment a message is about, by whatever of it the message names; `paymentId` is ours, given along when we asked. */
export type AboutPayment = {
  readonly paymentId: string | null
  readonly providerRef: string | null
  readonly intent: string | null
}

/** By what a client pays from now on; never a number, only how it ends. */
export type SavedMethod = {
  readonly kind: 'methodSaved'
  readonly customerRef: string
  readonly methodRef: string
  readonly label: string
  readonly last4: string
  /** `2028-04`, or empty. */
  readonly ends: string
}

/** A message of the payment provider, in our terms. */
export type ProviderFact =
  | { readonly kind: 'payment'; readonly about: AboutPayment; readonly heard: PaymentInput }
  /** Only tells by which payment intent an invoice is paid. */
  | { readonly kind: 'link'; readonly about: AboutPayment }
  | SavedMethod
  | { readonly kind: 'methodGone'; readonly methodRef: string }
  | { readonly kind: 'nothing' }
  /** Not of the form that the provider documents: a person has to look. */
  | { readonly kind: 'unreadable'; readonly problem: string }

const reference = z
  .union([z.string(), z.looseObject({ id: z.string() })])
  .nullish()
  .transform((value) => (typeof value === 'object' && value !== null ? value.id : (value ?? null)))
const metadata = z
  .looseObject({ seatline_payment: z.string().optional() })
  .nullish()
  .transform((value) => value?.seatline_payment ?? null)
const whole = z.number().int()

const invoiceSchema = z.looseObject({ id: z.string(), amount_paid: whole, currency: z.string(), metadata })
const invoicePaymentSchema = z.looseObject({
  invoice: reference,
  amount_paid: whole.nullable(),
  currency: z.string(),
  payment: z.looseObject({ payment_intent: reference }),
})
const refundSchema = z.looseObject({
  id: z.string(),
  amount: whole,
  currency: z.string(),
  status: z.string().nullable(),
  payment_intent: reference,
  metadata,
})
const disputeSchema = z.looseObject({
  id: z.string(),
  amount: whole,
  currency: z.string(),
  status: z.string(),
  payment_intent: reference,
})
const sessionSchema = z.looseObject({
  id: z.string(),
  mode: z.string(),
  amount_total: whole.nullish(),
  currency: z.string().nullish(),
  payment_status: z.string().nullish(),
  payment_intent: reference,
  metadata,
})
const ending = z.looseObject({ last4: z.string().nullish() }).nullish()
const methodSchema = z.looseObject({
  id: z.string(),
  type: z.string(),
  customer: reference,
  card: z.looseObject({ brand: z.string(), last4: z.string(), exp_month: whole, exp_year: whole }).nullish(),
  sepa_debit: ending,
  us_bank_account: ending,
})

export const eventSchema = z.looseObject({
  id: z.string().min(1).max(255),
  type: z.string(),
  created: whole,
  data: z.looseObject({ object: z.looseObject({}) }),
})
export type ProviderEvent = z.output<typeof eventSchema>

/** What a message says. Types that we do not use are `nothing`; what has not the documented form is told, never guessed. */
export function readEvent(event: ProviderEvent): ProviderFact {
  const { object } = event.data
  switch (event.type) {
    case 'invoice.paid':
      return readAs(invoiceSchema, object, (invoice) =>
        paid(aboutInvoice(invoice), invoice.currency, invoice.amount_paid),
      )
    case 'invoice.payment_failed':
      return readAs(invoiceSchema, object, (invoice) => heardOf(aboutInvoice(invoice), { kind: 'failed' }))
    case 'invoice.voided':
    case 'invoice.marked_uncollectible':
      return readAs(invoiceSchema, object, (invoice) => heardOf(aboutInvoice(invoice), { kind: 'canceled' }))
    case 'invoice_payment.paid':
      return readAs(invoicePaymentSchema, object, (payment) => ({
        kind: 'link',
        about: { paymentId: null, providerRef: payment.invoice, intent: payment.payment.payment_intent },
      }))
    case 'checkout.session.completed':
    case 'checkout.session.async_payment_succeeded':
    case 'checkout.session.async_payment_failed':
    case 'checkout.session.expired':
      return readAs(sessionSchema, object, (session) => readSession(event.type, session))
    case 'refund.created':
    case 'refund.updated':
    case 'refund.failed':
    case 'charge.refund.updated':
      return readAs(refundSchema, object, readRefund)
    case 'charge.dispute.created':
    case 'charge.dispute.updated':
    case 'charge.dispute.closed':
    case 'charge.dispute.funds_withdrawn':
    case 'charge.dispute.funds_reinstated':
      return readAs(disputeSchema, object, readDispute)
    case 'payment_method.attached':
      return readAs(methodSchema, object, readMethod)
    case 'payment_method.detached':
      return readAs(methodSchema, object, ({ id }) => ({ kind: 'methodGone', methodRef: id }))
    default:
      return { kind: 'nothing' }
  }
}

function readAs<T>(schema: z.ZodType<T>, object: unknown, read: (value: T) => ProviderFact): ProviderFact {
  const parsed = schema.safeParse(object)
  if (parsed.success) return read(parsed.data)
  const problem = parsed.error.issues.map(({ path, message }) => `${path.join('.')}: ${message}`).join('; ')
  return { kind: 'unreadable', problem }
}

const heardOf = (about: AboutPayment, heard: PaymentInput): ProviderFact => ({ kind: 'payment', about, heard })

const aboutInvoice = ({ id, metadata: paymentId }: z.output<typeof invoiceSchema>): AboutPayment => ({
  paymentId,
  providerRef: id,
  intent: null,
})

function readMethod(method: z.output<typeof methodSchema>): ProviderFact {
  if (method.customer === null) return { kind: 'nothing' }
  const { card } = method
  return {
    kind: 'methodSaved',
    customerRef: method.customer,
    methodRef: method.id,
    label: card?.brand ?? method.type,
    last4: card?.last4 ?? method.sepa_debit?.last4 ?? method.us_bank_account?.last4 ?? '',
    ends: card ? `${String(card.exp_year)}-${String(card.exp_month).padStart(2, '0')}` : '',
  }
}

/** The provider writes currencies in small letters. */
function moneyOf(currency: string, minor: number): Money | null {
  const code = currency.toUpperCase()
  return isCurrency(code) ? fromMinorUnits(code, BigInt(minor)) : null
}

function paid(about: AboutPayment, currency: string, minor: number): ProviderFact {
  const amount = moneyOf(currency, minor)
  if (amount === null) return { kind: 'unreadable', problem: `currency: ${currency}` }
  // An invoice of nothing is paid by nobody.
  return amount.micros === 0n ? { kind: 'nothing' } : heardOf(about, { kind: 'received', amount })
}

function readSession(type: string, session: z.output<typeof sessionSchema>): ProviderFact {
  if (session.mode !== 'payment') return { kind: 'nothing' }
  const about = { paymentId: session.metadata, providerRef: session.id, intent: session.payment_intent }
  if (type === 'checkout.session.expired') return heardOf(about, { kind: 'canceled' })
  if (type === 'checkout.session.async_payment_failed') return heardOf(about, { kind: 'failed' })
  // A bank debit is completed before the money is there; that is told later.
  return session.payment_status === 'paid'
    ? paid(about, session.currency ?? '', session.amount_total ?? 0)
    : { kind: 'link', about }
}

function readRefund(refund: z.output<typeof refundSchema>): ProviderFact {
  const amount = moneyOf(refund.currency, refund.amount)
  const status = refundStatus(refund.status)
  if (amount === null || status === null)
    return { kind: 'unreadable', problem: `refund: ${String(refund.status)} ${refund.currency}` }
  const about = { paymentId: refund.metadata, providerRef: null, intent: refund.payment_intent }
  return heardOf(about, { kind: 'refund', refundId: refund.id, status, amount })
}

export function refundStatus(status: string | null): RefundStatus | null {
  switch (status) {
    case 'pending':
    case 'requires_action':
      return 'pending'
    case 'succeeded':
      return 'succeeded'
    case 'failed':
    case 'canceled':
      return 'failed'
    default:
      return null
  }
}

function readDispute(dispute: z.output<typeof disputeSchema>): ProviderFact {
  const amount = moneyOf(dispute.currency, dispute.amount)
  const status = disputeStatus(dispute.status)
  if (amount === null) return { kind: 'unreadable', problem: `currency: ${dispute.currency}` }
  if (status === null) return { kind: 'nothing' }
  const about = { paymentId: null, providerRef: null, intent: dispute.payment_intent }
  return heardOf(about, { kind: 'dispute', disputeId: dispute.id, status, amount })
}

/** Warnings and prevented disputes take no money. */
function disputeStatus(status: string): DisputeStatus | null {
  switch (status) {
    case 'needs_response':
    case 'under_review':
      return 'open'
    case 'lost':
    case 'appeal_needs_response':
    case 'appeal_under_review':
      return 'lost'
    case 'won':
      return 'won'
    default:
      return null
  }
}
