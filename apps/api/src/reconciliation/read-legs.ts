import { billableSeconds, parseIncrement, roundToMicros } from '@seatline/billing'
import type { JournalLeg, Micros, RatedLine } from '@seatline/billing'
import { idSchema, instant, InvariantError, toDialled } from '@seatline/core'
import type { Instant, LegId } from '@seatline/core'
import type { Transaction } from '../database/client.ts'
import type { UsageRecord } from '../generated/prisma/client.ts'
import { isBilledAt } from '../usage/billed-times.ts'

type Span = { readonly from: Instant; readonly until: Instant }
const ROWS_AT_ONCE = 5_000

/** The answered legs to carriers of one client that began in the span, and what they were rated at. The transaction sees that client's rows. */
export async function readClientCalls(
  tx: Transaction,
  tenantId: string,
  span: Span,
): Promise<{
  readonly legs: readonly JournalLeg[]
  readonly lines: readonly RatedLine[]
  readonly expected: ReadonlyMap<LegId, Micros>
  readonly currencyByLeg: ReadonlyMap<LegId, string>
}> {
  const legs = await readLegs(tx, tenantId, span)
  const usage = await readUsage(tx, tenantId, span)
  const durations = new Map(legs.map(({ legId, durationMs }) => [legId, durationMs]))
  const expected = new Map<LegId, Micros>()
  const currencyByLeg = new Map<LegId, string>()
  for (const [legId, rows] of Map.groupBy(usage, (row) => idSchema('leg').parse(row.legId))) {
    const [row] = rows
    const durationMs = durations.get(legId)
    if (row === undefined) continue
    currencyByLeg.set(legId, row.currency)
    if (rows.length === 1 && durationMs !== undefined) expected.set(legId, ratedAnew(row, durationMs))
  }
  return { legs, lines: usage.map(lineOf), expected, currencyByLeg }
}

/**
 * The journal's duration at what the row names: what it would be, were it rated now. Time in menus that has a price of its own and included seconds stay as
 * rated; a price by tiers stays too, because it depends on the month.
 */
function ratedAnew(row: UsageRecord, durationMs: number): Micros {
  const increment = parseIncrement(row.increment)
  if (increment === null) throw new InvariantError(`a kept increment cannot be read [usage:${row.id}]`)
  const countedMs = Math.max(0, durationMs - (row.durationMs - row.countedMs))
  const seconds = billableSeconds(countedMs, increment)
  if (seconds === 0) return 0n
  const charged = BigInt(Math.max(0, seconds - row.includedSeconds))
  const byRate = roundToMicros({ numerator: row.pricePerMinuteMicros * charged, denominator: 60n })
  return (row.tierId === null ? byRate : row.usageMicros) + row.connectionFeeMicros + row.minimumTopUpMicros
}

const lineOf = (row: UsageRecord): RatedLine => ({
  entryId: row.id,
  legId: idSchema('leg').parse(row.legId),
  callId: idSchema('call').parse(row.callId),
  tenantId: idSchema('tenant').parse(row.tenantId),
  startedAt: instant(row.startedAt.getTime()),
  durationMs: row.durationMs,
  amountMicros: row.amountMicros,
})

async function readUsage(tx: Transaction, tenantId: string, { from, until }: Span): Promise<UsageRecord[]> {
  return tx.usageRecord.findMany({
    // The time in menus has no leg, and no counterpart at a carrier.
    where: { tenantId, legId: { not: null }, startedAt: { gte: new Date(from), lt: new Date(until) } },
    orderBy: [{ startedAt: 'asc' }, { id: 'asc' }],
  })
}

async function readLegs(tx: Transaction, tenantId: string, span: Span): Promise<JournalLeg[]> {
  const steps = await tx.tenantStatusChange.findMany({ where: { tenantId }, orderBy: { at: 'asc' } })
  const legs: JournalLeg[] = []
  for (let last: string | null = null; ;) {
    const rows = await legRows(tx, tenantId, span, last)
    const dialled = await outsideNumbers(tx, tenantId, rows)
    for (const row of rows)
      if (row.answeredAt !== null && row.trunkId !== null && (row.connectedMs ?? 0) > 0)
        legs.push({
          legId: idSchema('leg').parse(row.id),
          callId: idSchema('call').parse(row.callId),
          tenantId: idSchema('tenant').parse(tenantId),
          trunkId: idSchema('trunk').parse(row.trunkId),
          direction: row.direction,
          ...numbersOf(row, dialled),
          startedAt: instant(row.answeredAt.getTime()),
          durationMs: row.connectedMs ?? 0,
          test: row.call.test,
          charged: isBilledAt(steps, row.answeredAt),
        })
    last = rows.at(-1)?.id ?? null
    if (rows.length < ROWS_AT_ONCE) return legs
  }
}

const legRows = (tx: Transaction, tenantId: string, { from, until }: Span, after: string | null) =>
  tx.leg.findMany({
    where: {
      tenantId,
      trunkId: { not: null },
      endedAt: { not: null },
      answeredAt: { gte: new Date(from), lt: new Date(until) },
      ...(after === null ? {} : { id: { gt: after } }),
    },
    include: { call: { select: { ani: true, dnis: true, test: true, direction: true } } },
    orderBy: { id: 'asc' },
    take: ROWS_AT_ONCE,
  })
type LegRow = Awaited<ReturnType<typeof legRows>>[number]

/** A leg to a number outside that was rung for a caller: the number stands in the step of the call, not in the leg. */
async function outsideNumbers(
  tx: Transaction,
  tenantId: string,
  rows: readonly LegRow[],
): Promise<ReadonlyMap<string, readonly { readonly at: number; readonly number: string }[]>> {
  const callIds = rows.filter(({ party }) => party === 'outside').map(({ callId }) => callId)
  if (callIds.length === 0) return new Map()
  const steps = await tx.callStep.findMany({
    where: { tenantId, callId: { in: callIds }, kind: 'call.outsideRung' },
    orderBy: { at: 'asc' },
  })
  const numbered = steps.map(({ callId, at, detail }) => ({
    callId,
    at: at.getTime(),
    number: numberIn(detail),
  }))
  return Map.groupBy(numbered, ({ callId }) => callId)
}

function numberIn(detail: unknown): string {
  const { number } = (detail ?? {}) as { readonly number?: unknown }
  return typeof number === 'string' ? number : ''
}

function numbersOf(
  row: LegRow,
  dialled: Awaited<ReturnType<typeof outsideNumbers>>,
): { readonly calling: string; readonly called: string } {
  const { ani, dnis, direction } = row.call
  if (row.party !== 'outside' || direction === 'outbound') return { calling: written(ani), called: written(dnis) }
  const rung = (dialled.get(row.callId) ?? []).findLast(({ at }) => at <= row.startedAt.getTime() + 1_000)
  return { calling: written(dnis), called: written(rung?.number ?? '') }
}

/** As carriers' numbers are compared; what is no number is nobody. */
const written = (number: string): string => toDialled(number) ?? ''
