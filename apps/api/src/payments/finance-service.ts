import { allocatePayment, isCurrency, parseMicros, refundable, toMinorUnits } from '@seatline/billing'
import type { PaymentAllocation } from '@seatline/billing'
import { idSchema } from '@seatline/core'
import type { Instant, TenantId } from '@seatline/core'
import { z } from 'zod'
import { recordAudit } from '../audit/record-audit.ts'
import { authorizedPlatform } from '../auth/authorized.ts'
import type { PlatformScope } from '../auth/authorized.ts'
import type { RequestScope } from '../auth/request-scope.ts'
import { permits } from '../auth/viewer.ts'
import { parseInput, refusal, refuseIfAny } from '../configuration/parse-input.ts'
import type { DatabaseScope, Transaction } from '../database/client.ts'
import { newId } from '../new-id.ts'
import { InvalidInputError, NotFoundError, UserError } from '../user-errors.ts'
import { applyInput } from './apply-input.ts'
import { callOffPaid } from './collect-invoice.ts'
import { currencyOf, stateFromRow } from './payment-row.ts'
import type { PaymentView } from './payment-views.ts'
import * as repository from './repository.ts'
import type { PaymentPage } from './repository.ts'
import { writeTask } from './tasks.ts'

export const PAYMENTS_PAGE_MAX = 200

/** The rows of one client and the operator's own. */
export const wallOf = (scope: PlatformScope, tenantId: TenantId): DatabaseScope => ({
  tenantIds: [scope.operatorTenantId, tenantId],
  operator: true,
  userId: scope.viewer.person.id,
})

export function checkPage({ offset, limit }: { readonly offset: number; readonly limit: number }): void {
  if (limit < 1 || limit > PAYMENTS_PAGE_MAX)
    throw new InvalidInputError('limit', `A page has 1 to ${String(PAYMENTS_PAGE_MAX)} rows.`)
  if (offset < 0) throw new InvalidInputError('offset', 'The first one is 0.')
}

type PaymentsQuery = { readonly tenantId: TenantId | null; readonly offset: number; readonly limit: number }

/** Payments of all clients, or of one. */
export const listPayments = authorizedPlatform(
  'platform.viewFinance',
  async (scope, query: PaymentsQuery): Promise<PaymentPage> => {
    checkPage(query)
    return scope.run((tx) =>
      repository.readPayments(tx, query.tenantId === null ? {} : { tenantId: query.tenantId }, query),
    )
  },
)

const micros = z.string().transform((text, context) => {
  const parsed = parseMicros(text.trim())
  if (parsed.ok && parsed.value > 0n) return parsed.value
  context.addIssue({
    code: 'custom',
    message: 'Enter an amount above nothing, such as 1200.50.',
    params: { code: 'amount.form' },
  })
  return z.NEVER
})
const day = z.string().refine((text) => /^\d{4}-\d{2}-\d{2}$/.test(text) && !Number.isNaN(Date.parse(text)), {
  message: 'Enter a day such as 2026-11-02.',
  params: { code: 'day.form' },
})
const words = (max: number) =>
  z
    .string()
    .trim()
    .max(max, `Use at most ${String(max)} characters.`)
export const reasonField = words(300).min(3, 'Say why, in a few words: it is kept with the payment.')
export const allocationInput = z
  .array(z.object({ invoiceId: z.string(), amount: micros }))
  .max(100)
  .nullable()

const transferInput = z.object({
  tenantId: idSchema('tenant'),
  amount: micros,
  currency: z
    .string()
    .refine(isCurrency, { message: 'A currency has three letters, such as CNY.', params: { code: 'currency.form' } }),
  receivedOn: day,
  reference: words(80).min(1, "Enter the bank's reference: the same transfer is then not entered twice."),
  payer: words(120),
  note: words(300),
  allocations: allocationInput,
})

/** A transfer to the operator's bank account that a person saw there. It pays the invoices that are named, or what was due first; the rest is the client's credit. */
export const enterTransfer = authorizedPlatform(
  'platform.manageFinance',
  async (scope, sent: unknown): Promise<PaymentView> => {
    const input = parseInput(transferInput, sent)
    return scope.runIn(wallOf(scope, input.tenantId), (tx) =>
      bookTransfer(tx, scope, {
        ...input,
        allocations: input.allocations?.map(({ invoiceId, amount }) => ({ invoiceId, micros: amount })) ?? null,
      }),
    )
  },
)

export type Transfer = {
  readonly tenantId: TenantId
  readonly amount: bigint
  readonly currency: string
  readonly receivedOn: string
  readonly reference: string
  readonly payer: string
  readonly note: string
  readonly allocations: readonly PaymentAllocation[] | null
}

/** Keeps a transfer and books it; one with a reference that was entered already is refused. */
export async function bookTransfer(tx: Transaction, scope: PlatformScope, transfer: Transfer): Promise<PaymentView> {
  const { tenantId } = transfer
  const client = await tx.tenant.findFirst({ where: { id: tenantId, kind: 'client' } })
  if (client === null) throw new NotFoundError('client')
  if (transfer.currency !== client.currency)
    refuseIfAny([
      {
        field: 'currency',
        code: 'currency.other',
        message: `The client pays in ${client.currency}. Change the money into it, or enter what arrived in it.`,
      },
    ])
  if (Date.parse(transfer.receivedOn) > scope.platform.now() + 86_400_000)
    refuseIfAny([{ field: 'receivedOn', code: 'day.future', message: 'This day has not come yet.' }])
  await tx.$executeRaw`SELECT pg_advisory_xact_lock(hashtext(${`transfer/${transfer.reference}`}))`
  const same = await tx.payment.findFirst({
    where: { method: 'bankTransfer', reference: transfer.reference, charge: { not: 'reversed' } },
  })
  if (same !== null)
    refuseIfAny([
      { field: 'reference', code: 'reference.known', message: 'A transfer with this reference is entered already.' },
    ])
  const allocations = await checkedAllocations(tx, transfer)
  const paymentId = newId('payment')
  const now = scope.platform.now()
  await writePayment(tx, { transfer, allocations, paymentId, now, by: scope.viewer.person.id })
  const amount = { currency: currencyOf(transfer.currency), micros: transfer.amount }
  await applyInput(tx, { tenantId, paymentId, heard: { kind: 'received', amount }, now })
  await callOffPaid(tx, tenantId, now)
  const view = await repository.readView(tx, paymentId)
  await recordAudit(tx, scope, {
    tenantId,
    action: 'payment.enter',
    subject: { id: paymentId, name: transfer.reference },
    after: {
      amount: String(transfer.amount),
      currency: transfer.currency,
      receivedOn: transfer.receivedOn,
      payer: transfer.payer,
      invoices: view.allocations.map(({ number }) => number),
    },
  })
  return view
}

async function checkedAllocations(tx: Transaction, transfer: Transfer): Promise<readonly PaymentAllocation[] | null> {
  if (transfer.allocations === null) return null
  const documents = await repository.readOpenDocuments(tx, { tenantId: transfer.tenantId })
  const open = documents.map((row) => ({
    invoiceId: row.id,
    currency: currencyOf(row.currency),
    dueOn: row.dueOn?.toISOString().slice(0, 10) ?? '9999-12-31',
    open: row.payableMicros - row.settledMicros,
  }))
  const amount = { currency: currencyOf(transfer.currency), micros: transfer.amount }
  const allocated = allocatePayment(amount, open, transfer.allocations)
  if (allocated.ok) return allocated.value.allocations
  throw refusal(
    allocated.error.map(({ invoiceId, code }) => ({
      field: invoiceId === null ? 'allocations' : `allocations.${invoiceId}`,
      code,
      message: ALLOCATION_WORDS[code],
    })),
  )
}

const ALLOCATION_WORDS = {
  'allocation.unknownInvoice': 'The client has no such open invoice.',
  'allocation.otherCurrency': 'The invoice is in another currency.',
  'allocation.notPositive': 'Enter an amount above nothing.',
  'allocation.moreThanOpen': 'That is more than is open of the invoice. What is too much stays as credit by itself.',
  'allocation.moreThanPaid': 'The amounts are more than was paid.',
  'allocation.twice': 'The invoice is there twice.',
} as const

async function writePayment(
  tx: Transaction,
  input: {
    readonly transfer: Transfer
    readonly allocations: readonly PaymentAllocation[] | null
    readonly paymentId: string
    readonly now: Instant
    readonly by: string
  },
): Promise<void> {
  const { transfer, allocations, paymentId, now, by } = input
  const at = new Date(now)
  await tx.payment.create({
    data: {
      id: paymentId,
      tenantId: transfer.tenantId,
      method: 'bankTransfer',
      currency: transfer.currency,
      askedMicros: transfer.amount,
      charge: 'pending',
      status: 'pending',
      ...(allocations === null
        ? {}
        : { allocations: allocations.map(({ invoiceId, micros: part }) => ({ invoiceId, micros: String(part) })) }),
      reference: transfer.reference,
      payer: transfer.payer,
      note: transfer.note,
      receivedOn: new Date(transfer.receivedOn),
      createdBy: by,
      createdAt: at,
      updatedAt: at,
    },
  })
}

const reverseInput = z.object({ paymentId: idSchema('payment'), reason: reasonField })

/** Takes a transfer back that was entered by mistake: its invoices are open again. Both stay readable. */
export const reverseTransfer = authorizedPlatform(
  'platform.manageFinance',
  async (scope, sent: unknown): Promise<PaymentView> => {
    const { paymentId, reason } = parseInput(reverseInput, sent)
    const { tenantId } = await scope.run((tx) => repository.findPayment(tx, null, paymentId))
    const client = idSchema('tenant').parse(tenantId)
    return scope.runIn(wallOf(scope, client), async (tx) => {
      const applied = await applyInput(tx, {
        tenantId: client,
        paymentId,
        heard: { kind: 'reversed' },
        now: scope.platform.now(),
      })
      if (applied.kind === 'refused')
        throw new UserError({
          code: applied.reason,
          message: REVERSAL_WORDS[applied.reason] ?? 'It cannot be taken back.',
        })
      if (applied.kind === 'ignored')
        throw new UserError({ code: 'payment.reversedAlready', message: 'It was taken back already.' })
      await tx.bankBooking.updateMany({
        where: { tenantId: scope.operatorTenantId, paymentId },
        data: { state: 'unmatched', reason: 'takenBack', paymentId: null, clientId: null },
      })
      const view = await repository.readView(tx, paymentId)
      await recordAudit(tx, scope, {
        tenantId: client,
        action: 'payment.reverse',
        subject: { id: paymentId, name: view.reference },
        before: { status: 'succeeded' },
        after: { status: view.status },
        reason,
      })
      return view
    })
  },
)

const REVERSAL_WORDS: Readonly<Record<string, string>> = {
  'payment.notByHand':
    'Only a transfer that was entered can be taken back. Refund a payment that came through the payment provider.',
  'payment.refundedAlready': 'Part of it was refunded: it cannot be taken back as a whole.',
}

const refundInput = z.object({ paymentId: idSchema('payment'), amount: micros, reason: reasonField })

/** Gives money back: through the provider for what came through it; for a transfer it says that the operator's bank has paid it out. */
export const refundPayment = authorizedPlatform(
  'platform.manageFinance',
  async (scope, sent: unknown): Promise<PaymentView> => {
    const { paymentId, amount, reason } = parseInput(refundInput, sent)
    const { tenantId } = await scope.run((tx) => repository.findPayment(tx, null, paymentId))
    const client = idSchema('tenant').parse(tenantId)
    return scope.runIn(wallOf(scope, client), async (tx) => {
      await tx.$queryRaw`SELECT id FROM payment WHERE tenant_id = ${client} AND id = ${paymentId} FOR UPDATE`
      await askRefund(tx, { scope, client, paymentId, amount })
      const view = await repository.readView(tx, paymentId)
      await recordAudit(tx, scope, {
        tenantId: client,
        action: 'payment.refund',
        subject: { id: paymentId, name: view.reference },
        after: { amount: String(amount), currency: view.asked.currency },
        reason,
      })
      return view
    })
  },
)

async function askRefund(
  tx: Transaction,
  input: {
    readonly scope: PlatformScope
    readonly client: TenantId
    readonly paymentId: string
    readonly amount: bigint
  },
): Promise<void> {
  const { scope, client, paymentId, amount } = input
  const row = await repository.findPayment(tx, client, paymentId)
  const state = stateFromRow(row)
  const asked = await tx.paymentTask.findMany({
    where: { tenantId: client, paymentId, kind: 'refund.create', state: 'waiting' },
  })
  const waiting = asked.reduce(
    (sum, { input: sent }) => sum + BigInt(z.object({ micros: z.string() }).parse(sent).micros),
    0n,
  )
  if (amount > refundable(state) - waiting)
    throw refusal([
      { field: 'amount', code: 'refund.tooMuch', message: 'That is more than can be given back of this payment.' },
    ])
  const now = scope.platform.now()
  const money = { currency: state.amount.currency, micros: amount }
  const all = await tx.paymentTask.count({ where: { tenantId: client, paymentId, kind: 'refund.create' } })
  if (state.method === 'bankTransfer') {
    const refundId = `by-hand-${String(Object.keys(state.refunds).length + 1)}`
    await applyInput(tx, {
      tenantId: client,
      paymentId,
      heard: { kind: 'refund', refundId, status: 'succeeded', amount: money },
      now,
    })
    return
  }
  const minor = toMinorUnits(money)
  if (!minor.ok)
    throw refusal([{ field: 'amount', code: minor.error, message: 'Enter an amount in whole coins of the currency.' }])
  if (row.providerIntent === null)
    throw new UserError({
      code: 'payment.notLinked',
      message: 'The payment provider has not told yet how this was paid. Try again in a minute.',
    })
  await writeTask(
    tx,
    {
      tenantId: client,
      kind: 'refund.create',
      key: `refund.create/${paymentId}/${String(all + 1)}`,
      paymentId,
      input: { minor: String(minor.value), micros: String(amount), intent: row.providerIntent },
    },
    now,
  )
}

/** The client's name, for one who sees finance of all; null for everybody else. */
export async function clientName(scope: RequestScope, tenantId: TenantId): Promise<string | null> {
  const { operator } = scope.viewer
  if (operator === null || !permits(scope.viewer, operator.tenantId, 'platform.viewFinance')) return null
  return nameOf(scope, tenantId)
}

const nameOf = authorizedPlatform('platform.viewFinance', (scope, tenantId: TenantId): Promise<string | null> =>
  scope.run(
    async (tx) => (await tx.tenant.findUnique({ where: { id: tenantId }, select: { name: true } }))?.name ?? null,
  ),
)
