import {
  compareWithCarrier,
  compareWithRated,
  importRates,
  instantsOf,
  isCurrency,
  USUAL_PRICE_TOLERANCE,
  USUAL_TOLERANCE,
} from '@seatline/billing'
import type { CarrierRecord, Comparison, Currency, JournalLeg, RateTable, TrunkTariff } from '@seatline/billing'
import { InvariantError, instant, idSchema } from '@seatline/core'
import type { Instant, LegId, TrunkId } from '@seatline/core'
import type { Database, Transaction } from '../database/client.ts'
import { dayFromRow, dayToRow } from '../entitlements/day-columns.ts'
import type { Reconciliation as ReconciliationRow } from '../generated/prisma/client.ts'
import { newId } from '../new-id.ts'
import { readClientCalls } from './read-legs.ts'
import { mappingFromRow } from './repository.ts'
import type { ComparisonJson, SumJson } from './reconciliation-views.ts'
import { writeMargins } from './write-margins.ts'

export type CheckParts = { readonly database: Database; readonly now: () => number }
type Period = { readonly from: Instant; readonly until: Instant }
export type OperatorTenant = { readonly id: string; readonly timeZone: string }

/** No time zone and no signalling puts the two ends of one call further apart. */
const MARGIN_MS = 15 * 3_600_000
/** Kept one by one, of each comparison; the sums are of all. */
const KEPT_MAX = 20_000
const ROWS_AT_ONCE = 1_000

type Calls = Awaited<ReturnType<typeof readClientCalls>>
type Compared = { readonly mappingId: string | null; readonly carrier: string | null; readonly currency: string } & {
  readonly comparison: Comparison
}

/**
 * Carries out one check: reads every client's calls, each through its own wall, and the operator's records; writes the result whole or not at all.
 * The same check made again gives the same, as long as no file has been taken in between.
 */
export async function runCheck(parts: CheckParts, operator: OperatorTenant, row: ReconciliationRow): Promise<void> {
  const { database, now } = parts
  const days = { timeZone: operator.timeZone, from: dayFromRow(row.fromDay), until: dayFromRow(row.untilDay) }
  const { startsAt, endsAt } = instantsOf(days)
  const period = { from: startsAt, until: endsAt }
  const calls = await readAllCalls(database, {
    from: instant(period.from - MARGIN_MS),
    until: instant(period.until + MARGIN_MS),
  })
  const { tariffs, carriers } = await readOperatorFacts(database, operator, period)
  const results: readonly Compared[] = [
    ...ratedComparisons(calls, period),
    ...carriers.map((carrier) => carrierComparison(carrier, { calls, period, tariffs })),
  ]
  await database.withTenants({ tenantIds: [operator.id] }, async (tx) => {
    await tx.reconciliationDifference.deleteMany({ where: { tenantId: operator.id, reconciliationId: row.id } })
    for (const result of results) await writeDifferences(tx, row, result)
    await writeMargins(tx, { operator, days, calls, tariffs })
    await tx.reconciliation.update({
      where: { id: row.id },
      data: {
        state: 'done',
        finishedAt: new Date(now()),
        problem: null,
        result: results.map((result) => jsonOf(result)),
      },
    })
  })
}

async function readAllCalls(database: Database, span: Period): Promise<readonly Calls[]> {
  const clients = await database.withTenants({ tenantIds: [], operator: true }, (tx) =>
    tx.tenant.findMany({ where: { kind: 'client' }, select: { id: true }, orderBy: { id: 'asc' } }),
  )
  const calls: Calls[] = []
  for (const { id } of clients)
    calls.push(await database.withTenants({ tenantIds: [id] }, (tx) => readClientCalls(tx, id, span)))
  return calls
}

type Carrier = {
  readonly mappingId: string
  readonly carrier: string
  readonly trunkIds: ReadonlySet<string>
  readonly currency: Currency
  readonly records: readonly CarrierRecord[]
}

async function readOperatorFacts(
  database: Database,
  operator: OperatorTenant,
  period: Period,
): Promise<{ readonly tariffs: ReadonlyMap<TrunkId, TrunkTariff>; readonly carriers: readonly Carrier[] }> {
  return database.withTenants({ tenantIds: [operator.id] }, async (tx) => {
    const mappings = await tx.carrierMapping.findMany({ where: { tenantId: operator.id }, orderBy: { carrier: 'asc' } })
    const carriers: Carrier[] = []
    for (const mapping of mappings) {
      const records = await readRecords(tx, mapping.id, period)
      // A carrier whose file has not come yet would only be a list of everything.
      if (records.length === 0) continue
      carriers.push({
        mappingId: mapping.id,
        carrier: mapping.carrier,
        trunkIds: new Set(mapping.trunkIds),
        currency: mappingFromRow(mapping).currency,
        records,
      })
    }
    return { carriers, tariffs: await readTariffs(tx, operator, period.from) }
  })
}

async function readRecords(tx: Transaction, mappingId: string, { from, until }: Period): Promise<CarrierRecord[]> {
  const rows = await tx.carrierRecord.findMany({
    where: { mappingId, startedAt: { gte: new Date(from - MARGIN_MS), lt: new Date(until + MARGIN_MS) } },
    orderBy: [{ startedAt: 'asc' }, { recordKey: 'asc' }],
  })
  return rows.map((row) => ({ ...row, startedAt: instant(row.startedAt.getTime()) }))
}

/** The tables that held when the period began. */
async function readTariffs(
  tx: Transaction,
  operator: OperatorTenant,
  at: Instant,
): Promise<ReadonlyMap<TrunkId, TrunkTariff>> {
  const day = dayToRow(new Date(at + MARGIN_MS).toISOString().slice(0, 10))
  const rows = await tx.trunkCost.findMany({
    where: { tenantId: operator.id, fromDay: { lte: day } },
    orderBy: [{ fromDay: 'asc' }, { setAt: 'asc' }],
  })
  const tariffs = new Map<TrunkId, TrunkTariff>()
  for (const row of rows) {
    const trunkId = idSchema('trunk').parse(row.trunkId)
    const before = tariffs.get(trunkId) ?? { inbound: null, outbound: null }
    tariffs.set(trunkId, { ...before, [row.direction]: tableOf(row) })
  }
  return tariffs
}

function tableOf(row: { readonly id: string; readonly rates: string; readonly currency: string }): RateTable {
  const { currency } = row
  const table = isCurrency(currency) ? importRates({ text: row.rates, currency }) : null
  if (table?.ok === true) return table.value
  throw new InvariantError(`a stored table of prices is not valid [table:${row.id}]`)
}

/** A comparison for each currency that clients pay in. */
function ratedComparisons(calls: readonly Calls[], period: Period): Compared[] {
  const byCurrency = new Map<string, Calls[]>()
  for (const of of calls) {
    const currency = [...of.currencyByLeg.values()][0] ?? ''
    if (of.legs.length + of.lines.length === 0) continue
    byCurrency.set(currency, [...(byCurrency.get(currency) ?? []), of])
  }
  return [...byCurrency.entries()]
    .toSorted(([a], [b]) => (a < b ? -1 : 1))
    .map(([currency, of]) => ({
      mappingId: null,
      carrier: null,
      currency,
      comparison: compareWithRated({
        legs: of.flatMap(({ legs }) => legs),
        lines: of.flatMap(({ lines }) => lines),
        period,
        expected: new Map(of.flatMap(({ expected }) => [...expected])),
      }),
    }))
}

type Facts = {
  readonly calls: readonly Calls[]
  readonly period: Period
  readonly tariffs: ReadonlyMap<TrunkId, TrunkTariff>
}

function carrierComparison(carrier: Carrier, { calls, period, tariffs }: Facts): Compared {
  const legs: readonly JournalLeg[] = calls.flatMap((of) =>
    of.legs.filter(({ trunkId }) => carrier.trunkIds.has(trunkId)),
  )
  return {
    ...carrier,
    comparison: compareWithCarrier({
      legs,
      records: carrier.records,
      period,
      tariffs,
      currency: carrier.currency,
      tolerance: USUAL_TOLERANCE,
      priceToleranceMicros: USUAL_PRICE_TOLERANCE,
    }),
  }
}

async function writeDifferences(tx: Transaction, row: ReconciliationRow, result: Compared): Promise<void> {
  const { mappingId, currency, comparison } = result
  const kept = comparison.differences.slice(0, KEPT_MAX)
  for (let start = 0; start < kept.length; start += ROWS_AT_ONCE)
    await tx.reconciliationDifference.createMany({
      data: kept.slice(start, start + ROWS_AT_ONCE).map((difference, index) => ({
        id: newId('reconciliation'),
        tenantId: row.tenantId,
        reconciliationId: row.id,
        mappingId,
        position: start + index,
        cause: difference.cause,
        at: new Date(difference.at),
        clientTenantId: difference.tenantId,
        callId: difference.callId,
        legId: difference.legId satisfies LegId | null,
        trunkId: difference.trunkId,
        recordKey: difference.recordKey,
        calling: difference.calling,
        called: difference.called,
        durationMs: BigInt(difference.ms),
        amountMicros: difference.micros,
        currency: currency === '' ? NO_CURRENCY : currency,
        detail: difference.detail,
      })),
    })
}

/** ISO 4217: no currency involved, as where clients were only tried out. */
const NO_CURRENCY = 'XXX'

function jsonOf({ mappingId, carrier, currency, comparison }: Compared): ComparisonJson {
  const { first, second, difference, residual, causes, matchedCount, differences } = comparison
  const sum = ({ count, ms, micros }: { count: number; ms: number; micros: bigint }): SumJson => ({
    count,
    ms,
    micros: String(micros),
  })
  return {
    mappingId,
    carrier,
    currency: currency === '' ? NO_CURRENCY : currency,
    first: sum(first),
    second: sum(second),
    difference: { ms: difference.ms, micros: String(difference.micros) },
    matchedCount,
    causes: causes.map((cause) => ({ cause: cause.cause, ...sum(cause) })),
    residual: sum(residual),
    keptCount: Math.min(differences.length, KEPT_MAX),
  }
}
