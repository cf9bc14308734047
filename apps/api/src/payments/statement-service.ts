import { isCurrency, matchStatementLine, readStatement } from '@seatline/billing'
import type { InvoiceToMatch, StatementLine, StatementMatch } from '@seatline/billing'
import { idSchema } from '@seatline/core'
import { z } from 'zod'
import { recordAudit } from '../audit/record-audit.ts'
import { authorizedPlatform } from '../auth/authorized.ts'
import type { PlatformScope } from '../auth/authorized.ts'
import { parseInput } from '../configuration/parse-input.ts'
import type { Transaction } from '../database/client.ts'
import { newId } from '../new-id.ts'
import { InvalidInputError, NotFoundError, UserError } from '../user-errors.ts'
import { allocationInput, bookTransfer, checkPage, reasonField, wallOf } from './finance-service.ts'
import { currencyOf } from './payment-row.ts'
import type { BookingState, PaymentView, StatementImport } from './payment-views.ts'
import * as repository from './repository.ts'
import type { BookingPage } from './repository.ts'

type BookingsQuery = { readonly state: BookingState | null; readonly offset: number; readonly limit: number }

/** What came to the operator's bank account. */
export const listBookings = authorizedPlatform(
  'platform.viewFinance',
  async (scope, query: BookingsQuery): Promise<BookingPage> => {
    checkPage(query)
    const where = { tenantId: scope.operatorTenantId, ...(query.state === null ? {} : { state: query.state }) }
    return scope.run((tx) => repository.readBookings(tx, where, query))
  },
)

type ImportInput = { readonly csv: string; readonly currency: string; readonly onlyCheck: boolean }

/**
 * Takes the file of a bank account. A booking that names invoices of one client pays them at once; every other waits for a person. Bookings that were in an earlier file
 * are left alone. With a wrong line nothing is taken.
 */
export const importStatement = authorizedPlatform(
  'platform.manageFinance',
  async (scope, { csv, currency, onlyCheck }: ImportInput): Promise<StatementImport> => {
    if (!isCurrency(currency)) throw new InvalidInputError('currency', 'A currency has three letters, such as CNY.')
    const read = readStatement(csv, currency)
    if (!read.ok) return { ...NOTHING, issues: read.error.map(issueOf) }
    const { fresh, known } = await scope.run((tx) => newLines(tx, scope, read.value))
    const invoices = await scope.run((tx) => invoicesToMatch(tx))
    const matches = fresh.map((line) => ({ line, match: matchStatementLine(line, invoices) }))
    const count = (kind: StatementMatch['kind']): number => matches.filter(({ match }) => match.kind === kind).length
    const result = {
      matched: count('matched'),
      unmatched: count('unmatched'),
      outgoing: count('outgoing'),
      known,
      issues: [],
    }
    if (onlyCheck) return result
    let refused = 0
    // Each booking is kept with its payment in one transaction: a file that stops half-way is taken again, and goes on where it stopped.
    for (const { line, match } of matches) refused += await keepLine(scope, line, match)
    const kept = { ...result, matched: result.matched - refused, unmatched: result.unmatched + refused }
    await scope.run((tx) =>
      recordAudit(tx, scope, {
        tenantId: scope.operatorTenantId,
        action: 'bankStatement.import',
        subject: { id: null, name: `${String(fresh.length)} bookings` },
        after: { matched: kept.matched, unmatched: kept.unmatched, outgoing: kept.outgoing, known },
      }),
    )
    return kept
  },
)

const NOTHING: StatementImport = { matched: 0, unmatched: 0, outgoing: 0, known: 0, issues: [] }

const ISSUE_WORDS: Readonly<Record<string, string>> = {
  noHeader: 'The file is empty. Its first line names the columns.',
  missingColumn: 'This column is missing.',
  unknownColumn: 'The first line names a column that is not known, or one twice.',
  wrongFieldCount: 'The line has more or fewer fields than the first line.',
  notDate: 'A day is written 2026-11-02.',
  notDecimal: 'An amount is written 1200.50.',
  tooManyPlaces: 'An amount has at most six places.',
  notCurrency: 'A currency has three letters, such as CNY.',
  required: 'This must not be empty.',
  twice: 'There is another line with this reference.',
  quoteNotClosed: 'A quotation mark is not closed.',
  quoteInField: 'There is a quotation mark within a field.',
}

const issueOf = (error: { readonly line: number; readonly column: string | null; readonly code: string }) => ({
  line: error.line,
  field: error.column ?? '',
  code: error.code,
  message: ISSUE_WORDS[error.code] ?? error.code,
})

async function newLines(tx: Transaction, scope: PlatformScope, lines: readonly StatementLine[]) {
  const rows = await tx.bankBooking.findMany({
    where: { tenantId: scope.operatorTenantId, reference: { in: lines.map(({ reference }) => reference) } },
    select: { reference: true },
  })
  const taken = new Set(rows.map(({ reference }) => reference))
  return { fresh: lines.filter(({ reference }) => !taken.has(reference)), known: taken.size }
}

async function invoicesToMatch(tx: Transaction): Promise<readonly InvoiceToMatch[]> {
  const rows = await repository.readOpenDocuments(tx, {})
  return rows.flatMap((row) =>
    row.number === null
      ? []
      : [{ invoiceId: row.id, tenantId: row.tenantId, number: row.number, currency: currencyOf(row.currency) }],
  )
}

/** 1 when a booking that was found an invoice for is left to a person after all. */
async function keepLine(scope: PlatformScope, line: StatementLine, match: StatementMatch): Promise<number> {
  if (match.kind !== 'matched') {
    const reason = match.kind === 'unmatched' ? match.reason : ''
    await scope.run((tx) => writeBooking(tx, scope, { line, state: match.kind, reason }))
    return 0
  }
  const tenantId = idSchema('tenant').parse(match.tenantId)
  try {
    await scope.runIn(wallOf(scope, tenantId), async (tx) => {
      const open = await repository.readOpenDocuments(tx, { tenantId, id: { in: [...match.invoiceIds] } })
      let left = line.amount.micros
      const allocations = open.flatMap((row) => {
        const owed = row.payableMicros - row.settledMicros
        const micros = owed < left ? owed : left
        left -= micros > 0n ? micros : 0n
        return micros > 0n ? [{ invoiceId: row.id, micros }] : []
      })
      const payment = await bookTransfer(tx, scope, { ...transferOf(line), tenantId, allocations })
      await writeBooking(tx, scope, { line, state: 'matched', reason: '', tenantId, paymentId: payment.id })
    })
    return 0
  } catch (error) {
    if (!(error instanceof UserError)) throw error
    await scope.run((tx) => writeBooking(tx, scope, { line, state: 'unmatched', reason: error.field ?? error.code }))
    return 1
  }
}

const transferOf = (line: StatementLine) => ({
  amount: line.amount.micros,
  currency: line.amount.currency,
  receivedOn: line.date,
  reference: line.reference,
  payer: line.payer.slice(0, 120),
  note: line.text.slice(0, 300),
})

async function writeBooking(
  tx: Transaction,
  scope: PlatformScope,
  booking: {
    readonly line: StatementLine
    readonly state: BookingState
    readonly reason: string
    readonly tenantId?: string
    readonly paymentId?: string
  },
): Promise<void> {
  const { line, state, reason } = booking
  await tx.bankBooking.createMany({
    data: {
      id: newId('bankBooking'),
      tenantId: scope.operatorTenantId,
      reference: line.reference,
      day: new Date(line.date),
      currency: line.amount.currency,
      micros: line.amount.micros,
      text: line.text,
      payer: line.payer,
      state,
      reason,
      clientId: booking.tenantId ?? null,
      paymentId: booking.paymentId ?? null,
      importedAt: new Date(scope.platform.now()),
    },
  })
}

const assignInput = z.object({
  bookingId: z.string(),
  tenantId: idSchema('tenant'),
  allocations: allocationInput,
})

/** A person says whose money it is. */
export const assignBooking = authorizedPlatform(
  'platform.manageFinance',
  async (scope, sent: unknown): Promise<PaymentView> => {
    const { bookingId, tenantId, allocations } = parseInput(assignInput, sent)
    return scope.runIn(wallOf(scope, tenantId), async (tx) => {
      const row = await waitingBooking(tx, scope, bookingId)
      const payment = await bookTransfer(tx, scope, {
        tenantId,
        amount: row.micros,
        currency: row.currency,
        receivedOn: row.day.toISOString().slice(0, 10),
        reference: row.reference,
        payer: row.payer.slice(0, 120),
        note: row.text.slice(0, 300),
        allocations: allocations?.map(({ invoiceId, amount }) => ({ invoiceId, micros: amount })) ?? null,
      })
      const data = { state: 'matched', reason: '', clientId: tenantId, paymentId: payment.id }
      await tx.bankBooking.update({ where: { id: row.id }, data })
      return payment
    })
  },
)

async function waitingBooking(tx: Transaction, scope: PlatformScope, id: string) {
  const tenantId = scope.operatorTenantId
  await tx.$queryRaw`SELECT id FROM bank_booking WHERE tenant_id = ${tenantId} AND id = ${id} FOR UPDATE`
  const row = await tx.bankBooking.findFirst({ where: { tenantId, id } })
  if (row === null) throw new NotFoundError('booking')
  if (row.state === 'matched')
    throw new UserError({ code: 'booking.matched', message: 'This booking is a payment already.' })
  if (row.state === 'outgoing') throw new UserError({ code: 'booking.outgoing', message: 'This money went out.' })
  return row
}

const setAsideInput = z.object({ bookingId: z.string(), reason: reasonField })

/** A booking that is no client's payment. */
export const setBookingAside = authorizedPlatform(
  'platform.manageFinance',
  async (scope, sent: unknown): Promise<{ readonly id: string; readonly state: BookingState }> => {
    const { bookingId, reason } = parseInput(setAsideInput, sent)
    return scope.run(async (tx) => {
      const row = await waitingBooking(tx, scope, bookingId)
      await tx.bankBooking.update({ where: { id: row.id }, data: { state: 'setAside', reason } })
      await recordAudit(tx, scope, {
        tenantId: scope.operatorTenantId,
        action: 'bankBooking.setAside',
        subject: { id: row.id, name: row.reference },
        reason,
      })
      return { id: row.id, state: 'setAside' }
    })
  },
)
