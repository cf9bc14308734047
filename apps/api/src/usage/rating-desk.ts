import { CounterBook, dayOf, entriesFor, firstDayOf, makeRater, monthOf, ratedFromJson } from '@seatline/billing'
import type { PricePlan, RatedEntry, RatedJson, Rater, UsageCounters, UsageRecord } from '@seatline/billing'
import { instant } from '@seatline/core'
import type { LocalDate } from '@seatline/core'
import type { Transaction } from '../database/client.ts'
import { upsertRows } from '../events/upsert.ts'
import type { UsageRecord as UsageRow } from '../generated/prisma/client.ts'
import { planAt, readPlan, readPlanHeads } from '../price-plans/plan-rows.ts'
import type { PlanHead } from '../price-plans/plan-rows.ts'
import { entryToRow, usageToRow } from './usage-rows.ts'
import type { WrittenEntry, WrittenUsage } from './usage-rows.ts'

/** Something used, and the leg it was used on; the time in menus has none. */
export type UsageToRate = { readonly usage: UsageRecord; readonly legId: string | null }

export type Desk = {
  readonly tenantId: string
  readonly timeZone: string
  readonly heads: readonly PlanHead[]
  readonly book: CounterBook
  readonly counters: UsageCounters
  readonly seatsUpTo: (date: LocalDate) => number
  readonly raters: Map<string, Rater>
}

/**
 * Everything that rating one tenant's usage needs. Whoever opens a desk holds the tenant's rating until the transaction ends: allowances and tiers are used up in
 * one order.
 */
export async function openDesk(
  tx: Transaction,
  tenant: { readonly id: string; readonly timeZone: string },
): Promise<Desk> {
  await tx.$queryRaw`SELECT 1 FROM pg_advisory_xact_lock(hashtextextended(${`rating/${tenant.id}`}, 0))`
  const heads = await readPlanHeads(tx, [tenant.id])
  const rows = await tx.usageCounter.findMany({ where: { tenantId: tenant.id } })
  const counters = countersOf(rows)
  const seats = await tx.seatSubscription.findMany({ where: { tenantId: tenant.id } })
  const dayText = (date: Date): LocalDate => date.toISOString().slice(0, 10)
  const rented = seats.map(({ seatsCount, fromDay, untilDay }) => ({
    seatsCount,
    from: dayText(fromDay),
    until: untilDay === null ? null : dayText(untilDay),
  }))
  return {
    tenantId: tenant.id,
    timeZone: tenant.timeZone,
    heads,
    counters,
    book: new CounterBook(counters),
    seatsUpTo: (date) => mostSeats(rented, date),
    raters: new Map(),
  }
}

type Rented = { readonly seatsCount: number; readonly from: LocalDate; readonly until: LocalDate | null }

/** The greatest number of seats on one day of the month up to the date: it can only rise on a day on which some begin. */
export function mostSeats(rented: readonly Rented[], date: LocalDate): number {
  const first = firstDayOf(monthOf(date))
  const days = new Set([first, ...rented.map(({ from }) => from).filter((from) => from > first && from <= date)])
  const on = (day: LocalDate): number =>
    rented
      .filter(({ from, until }) => day >= from && (until === null || day < until))
      .reduce((sum, { seatsCount }) => sum + seatsCount, 0)
  return Math.max(...[...days].map(on))
}

const TAKEN = 'taken/'
const TIERED = 'tiered/'

function countersOf(rows: readonly { readonly key: string; readonly seconds: number }[]): UsageCounters {
  const of = (prefix: string) =>
    new Map(
      rows.flatMap(({ key, seconds }) =>
        key.startsWith(prefix) ? [[key.slice(prefix.length), seconds] as const] : [],
      ),
    )
  return { taken: of(TAKEN), tiered: of(TIERED) }
}

/** The rater of the version that was in force then; null when the tenant had none. */
export async function raterAt(tx: Transaction, desk: Desk, at: Date): Promise<Rater | null> {
  const head = planAt(desk.heads, desk.tenantId, at)
  if (head === null) return null
  const key = `${head.planId}/${String(head.version)}`
  const known = desk.raters.get(key)
  if (known !== undefined) return known
  const made = raterOf(desk, await readPlan(tx, head))
  desk.raters.set(key, made)
  return made
}

export function raterOf(desk: Pick<Desk, 'timeZone' | 'heads' | 'seatsUpTo'>, plan: PricePlan): Rater {
  const { timeZone, heads, seatsUpTo } = desk
  const [first] = heads
  const since = first === undefined ? '9999-12-31' : dayOf(timeZone, instant(first.validFrom.getTime()))
  return makeRater(plan, { timeZone, since, seatsUpTo })
}

/** What rating some usage adds: entries, and what stands of each use then. */
export type RatingOutcome = {
  readonly entries: readonly RatedEntry[]
  readonly rows: readonly WrittenUsage[]
  /** When it was rated anew; null where rating goes with the journal, whose own times count. */
  readonly at: Date | null
  /** What had no plan. */
  readonly unrated: readonly UsageToRate[]
}

/**
 * Rates usage in the order in which it ended. What is known already and unchanged adds nothing, however often it is told; what was corrected, or falls under
 * another version now, is taken back and charged anew.
 */
export async function rateAtDesk(
  tx: Transaction,
  desk: Desk,
  work: readonly UsageToRate[],
  at: Date | null = null,
): Promise<RatingOutcome> {
  const known = await readStanding(
    tx,
    desk.tenantId,
    work.map(({ usage }) => usage.usageId),
  )
  const entries: RatedEntry[] = []
  const rows: WrittenUsage[] = []
  const unrated: UsageToRate[] = []
  for (const item of work.toSorted(compareEnds)) {
    const { usage } = item
    const rater = await raterAt(tx, desk, new Date(usage.startedAt))
    if (rater === null) {
      unrated.push(item)
      continue
    }
    const standing = known.get(usage.usageId) ?? null
    const { planId, version } = rater.plan
    const added = entriesFor(standing === null ? [] : [standing.entry], {
      usage,
      plan: { planId, version },
      timeZone: desk.timeZone,
      book: desk.book,
      rate: rater.rate,
    })
    const charge = added.at(-1)
    if (charge === undefined) continue
    entries.push(...added)
    const chargesCount = (standing?.row.chargesCount ?? 0) + 1
    const day = dayOf(desk.timeZone, usage.startedAt)
    rows.push(usageToRow(charge.rated, { legId: item.legId, day, chargesCount }))
  }
  return { entries, rows, unrated, at }
}

function compareEnds({ usage: a }: UsageToRate, { usage: b }: UsageToRate): number {
  const byEnd = a.startedAt + a.durationMs - (b.startedAt + b.durationMs)
  if (byEnd !== 0) return byEnd
  return a.usageId < b.usageId ? -1 : Number(a.usageId > b.usageId)
}

type Standing = { readonly row: UsageRow; readonly entry: RatedEntry }

async function readStanding(
  tx: Transaction,
  tenantId: string,
  usageIds: readonly string[],
): Promise<ReadonlyMap<string, Standing>> {
  const rows = await tx.usageRecord.findMany({ where: { tenantId, id: { in: [...usageIds] } } })
  if (rows.length === 0) return new Map()
  const idOf = (row: UsageRow): string => `${row.id}/${String(row.chargesCount)}`
  const kept = await tx.ratedEntry.findMany({ where: { tenantId, id: { in: rows.map(idOf) } } })
  const ratedOf = new Map(kept.map(({ id, rated }) => [id, ratedFromJson(rated as unknown as RatedJson)]))
  return new Map(
    rows.flatMap((row) => {
      const rated = ratedOf.get(idOf(row))
      if (rated === undefined) throw new RangeError(`a use stands without its entry [usage:${row.id}]`)
      return [[row.id, { row, entry: { entryId: idOf(row), kind: 'charge' as const, rated } }] as const]
    }),
  )
}

/** Writes what rating made, and the counters as they stand now. */
export async function writeRating(tx: Transaction, desk: Desk, outcome: RatingOutcome): Promise<void> {
  await upsertRows(tx, { table: 'usage_record', key: ['id'] }, outcome.rows)
  await insertEntries(
    tx,
    outcome.entries.map((entry) => entryToRow(entry, outcome.at ?? endOf(entry))),
  )
  const after = desk.book.counters()
  const changed = [
    ...changedIn(TAKEN, desk.counters.taken, after.taken),
    ...changedIn(TIERED, desk.counters.tiered, after.tiered),
  ]
  await upsertRows(
    tx,
    { table: 'usage_counter', key: ['tenantId', 'key'] },
    changed.map((row) => ({ tenantId: desk.tenantId, ...row })),
  )
}

function changedIn(prefix: string, before: ReadonlyMap<string, number>, after: ReadonlyMap<string, number>) {
  return [...after].flatMap(([key, seconds]) =>
    before.get(key) === seconds ? [] : [{ key: `${prefix}${key}`, seconds }],
  )
}

const endOf = ({ rated: { usage } }: RatedEntry): Date => new Date(usage.startedAt + usage.durationMs)

const PART = 5_000

/** Entries are only ever added: one that is there already is a fault, and the database says so. */
async function insertEntries(tx: Transaction, rows: readonly WrittenEntry[]): Promise<void> {
  for (let from = 0; from < rows.length; from += PART)
    await tx.ratedEntry.createMany({
      data: rows.slice(from, from + PART).map((row) => ({ ...row, amountMicros: BigInt(row.amountMicros) })),
    })
}
