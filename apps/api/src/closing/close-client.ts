import { calendarMonth, lateCorrections, monthOf, monthsBefore } from '@seatline/billing'
import type { ChargeLine, Currency, Month } from '@seatline/billing'
import { idSchema, instant, InvariantError, LIFECYCLE } from '@seatline/core'
import type { TenantId } from '@seatline/core'
import { keepServiceCredits } from '../contracts/keep-measures.ts'
import type { Database, Transaction } from '../database/client.ts'
import { derivedId } from '../derived-id.ts'
import type { Closing, ClosingClient, Tenant } from '../generated/prisma/client.ts'
import { finalise, writeDraft } from '../invoices/documents.ts'
import { currencyOf, lineFromRow } from '../invoices/line-rows.ts'
import { lockBooks } from '../ledger/post-entry.ts'
import { findingsOf, findingsSchema } from './findings.ts'
import { chargesOf, readMonthFacts, withCredits } from './month-charges.ts'
import type { InvoiceFactsKept, MonthFacts } from './month-charges.ts'
import { packFacts, unpackFacts } from './packed-facts.ts'

/** How far back what came late is looked for. */
const LATE_MONTHS = 3

type Parts = { readonly database: Database; readonly closing: Closing; readonly tenantId: TenantId }

/**
 * Closes a client's month from wherever it is: drafts, then final documents in the books, each step a transaction. Broken off at any point and begun again, it
 * ends in the same documents and the same entries. A blocked month is drafted anew.
 */
export async function closeClient(parts: Parts): Promise<ClosingClient['step']> {
  const { database, tenantId } = parts
  const step = (work: (tx: Transaction) => Promise<ClosingClient['step']>): Promise<ClosingClient['step']> =>
    database.withTenants({ tenantIds: [tenantId] }, async (tx) => {
      await lockBooks(tx, tenantId)
      return work(tx)
    })
  const drafted = await step((tx) => draft(tx, parts))
  return drafted === 'drafted' ? step((tx) => makeFinal(tx, parts)) : drafted
}

const where = ({ closing, tenantId }: Parts) => ({ tenantId_month: { tenantId, month: closing.month } })

async function draft(tx: Transaction, parts: Parts): Promise<ClosingClient['step']> {
  const { closing, tenantId } = parts
  const row = await tx.closingClient.findUniqueOrThrow({ where: where(parts) })
  if (row.step === 'final') return row.step
  const tenant = await tx.tenant.findUniqueOrThrow({ where: { id: tenantId } })
  const asked = { tenantId, timeZone: tenant.timeZone, month: closing.month }
  const found = await readMonthFacts(tx, asked)
  const findings = await findingsOf(tx, asked, {
    hasPlan: found !== null,
    isBilled: LIFECYCLE[tenant.status].isBilled,
    now: closing.at.getTime(),
  })
  const next = findings.some(({ blocks }) => blocks) ? 'blocked' : 'drafted'
  // While calls are missing it cannot be said what was promised and not kept, nor what a percentage of the month is.
  const facts =
    found === null || next === 'blocked' ? found : await withCredits(tx, found, { ...asked, now: closing.at.getTime() })
  const own = facts === null ? [] : chargesOf(facts)
  const late = await correctionsOf(tx, tenant, closing.month)
  const invoiceIds = await writeDrafts(tx, parts, { tenant, facts, lines: [...own, ...late] })
  await tx.closingClient.update({
    where: where(parts),
    data: { step: next, findings: [...findings], invoiceIds, updatedAt: closing.at },
  })
  return next
}

/** A draft for each currency; those of an earlier try are gone. */
async function writeDrafts(
  tx: Transaction,
  { closing, tenantId }: Parts,
  made: { readonly tenant: Tenant; readonly facts: MonthFacts | null; readonly lines: readonly ChargeLine[] },
): Promise<string[]> {
  const { tenant, facts, lines } = made
  const { month } = closing
  await tx.invoice.deleteMany({ where: { tenantId, month, kind: 'invoice', status: 'draft' } })
  const revision = await tx.invoice.count({ where: { tenantId, month, kind: 'invoice', status: 'void' } })
  const period = calendarMonth(tenant.timeZone, month)
  const invoiceIds: string[] = []
  for (const [currency, of] of [...Map.groupBy(lines, ({ amount }) => amount.currency)].toSorted(byName)) {
    const invoiceId = derivedId('invoice', tenantId, month, currency, String(revision))
    await writeDraft(tx, {
      invoiceId,
      tenantId,
      kind: 'invoice',
      currency,
      lines: of,
      month,
      period,
      closingId: closing.id,
      at: instant(closing.at.getTime()),
    })
    await tx.invoiceFacts.create({
      data: {
        tenantId,
        invoiceId,
        ...packFacts({ month: facts, late: of.filter(({ kind }) => kind === 'correction') }),
      },
    })
    invoiceIds.push(invoiceId)
  }
  return invoiceIds
}

const byName = ([a]: readonly [Currency, unknown], [b]: readonly [Currency, unknown]): number => (a < b ? -1 : 1)

/** What earlier months would be charged today and were not. */
async function correctionsOf(tx: Transaction, tenant: Tenant, month: Month): Promise<ChargeLine[]> {
  const tenantId = idSchema('tenant').parse(tenant.id)
  const corrections: ChargeLine[] = []
  for (const earlier of monthsBefore(month, LATE_MONTHS).toReversed()) {
    const closed = await tx.closingClient.findUnique({ where: { tenantId_month: { tenantId, month: earlier } } })
    if (closed?.step !== 'final') continue
    const facts = await readMonthFacts(tx, { tenantId, timeZone: tenant.timeZone, month: earlier })
    const charged = await chargedFor(tx, tenantId, { month: earlier, before: month })
    corrections.push(...lateCorrections({ charged, now: facts === null ? [] : chargesOf(facts) }))
  }
  return corrections
}

/** All that documents charged for a month, in the order in which they did: its own lines, and what later months corrected of them. */
async function chargedFor(
  tx: Transaction,
  tenantId: TenantId,
  of: { readonly month: Month; readonly before: Month },
): Promise<ChargeLine[]> {
  const documents = await tx.invoice.findMany({
    where: { tenantId, kind: 'invoice', status: { notIn: ['draft', 'void'] }, month: { gte: of.month, lt: of.before } },
    include: { lines: { orderBy: { position: 'asc' } } },
    orderBy: { month: 'asc' },
  })
  return documents.flatMap(({ month, currency, lines }) =>
    lines
      .map((row) => lineFromRow(row, currencyOf(currency)))
      .filter(({ details, servicePeriod }) =>
        details['corrects'] === undefined ? month === of.month : monthOf(servicePeriod.from) === of.month,
      ),
  )
}

async function makeFinal(tx: Transaction, parts: Parts): Promise<ClosingClient['step']> {
  const { closing, tenantId } = parts
  const row = await tx.closingClient.findUniqueOrThrow({ where: where(parts) })
  if (row.step !== 'drafted') return row.step
  for (const invoiceId of row.invoiceIds) {
    await keepCreditsOf(tx, { tenantId, invoiceId, now: closing.at.getTime() })
    const final = await finalise(tx, { tenantId, invoiceId, at: instant(closing.at.getTime()) })
    if (!final.ok)
      throw new InvariantError(`a draft of a closing cannot be final [invoice:${invoiceId} why:${final.error}]`)
  }
  await tx.closingClient.update({ where: where(parts), data: { step: 'final', updatedAt: closing.at } })
  return 'final'
}

/** The credits that the draft was made with are decided now. */
async function keepCreditsOf(
  tx: Transaction,
  { tenantId, invoiceId, now }: { readonly tenantId: TenantId; readonly invoiceId: string; readonly now: number },
): Promise<void> {
  const packed = await tx.invoiceFacts.findFirstOrThrow({ where: { tenantId, invoiceId } })
  const { month } = unpackFacts(packed) as InvoiceFactsKept
  await keepServiceCredits(tx, { credits: month?.facts.credits ?? [], now })
}

export const blockedBy = (row: ClosingClient): boolean =>
  findingsSchema.parse(row.findings).some(({ blocks }) => blocks)
