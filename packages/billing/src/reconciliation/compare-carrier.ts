import type { Instant, TrunkId } from '@seatline/core'
import type { Currency, Micros } from '../money.ts'
import { formatIncrement } from '../tariffs/increment.ts'
import type { DestinationRate } from '../tariffs/rate-table.ts'
import { costOfDuration, costOfSeconds, costRateOf, incrementBehind } from './call-sides.ts'
import type { JournalLeg, TrunkTariff } from './call-sides.ts'
import type { CarrierRecord } from './carrier-csv.ts'
import { compared, type Comparison, type Difference, type DifferenceCause, type Weight } from './comparison.ts'
import { matchCalls, type MatchedCall, type MatchTolerance } from './match-calls.ts'

export type CarrierComparisonInput = {
  /** Those of the period, and of a margin around it in which a partner may lie. */
  readonly legs: readonly JournalLeg[]
  readonly records: readonly CarrierRecord[]
  readonly period: { readonly from: Instant; readonly until: Instant }
  readonly tariffs: ReadonlyMap<TrunkId, TrunkTariff>
  /** Of the carrier's prices. A tariff in another currency is none. */
  readonly currency: Currency
  readonly tolerance: MatchTolerance
  /** A difference of price up to this is the carrier's rounding. */
  readonly priceToleranceMicros: Micros
}

/** Both beginnings within two minutes, both durations within two seconds, prices within half a cent. */
export const USUAL_TOLERANCE: MatchTolerance = { windowMs: 120_000, durationMs: 2_000 }
export const USUAL_PRICE_TOLERANCE: Micros = 5_000n

/** Our journal against the carrier's records: first side what we expect to be charged, second what the carrier charges. */
export function compareWithCarrier(input: CarrierComparisonInput): Comparison {
  const { period } = input
  const isWithin = ({ startedAt }: { readonly startedAt: Instant }): boolean =>
    startedAt >= period.from && startedAt < period.until
  const matched = matchCalls(input.legs, input.records, input.tolerance)
  const differences: Difference[] = []
  for (const pair of matched.pairs) {
    const legIsWithin = isWithin(pair.leg)
    const recordIsWithin = isWithin(pair.record)
    if (legIsWithin && recordIsWithin) differences.push(...differencesOf(pair, input))
    else if (legIsWithin) differences.push(ofLeg(pair.leg, 'overPeriodEdge', pairMicros(pair, input)))
    else if (recordIsWithin) differences.push(ofRecord(pair.record, 'overPeriodEdge'))
  }
  for (const { record } of matched.duplicates.filter((each) => isWithin(each.record)))
    differences.push(ofRecord(record, 'duplicateAtCarrier'))
  for (const leg of matched.legsAlone.filter(isWithin))
    differences.push(ofLeg(leg, leg.test ? 'testCall' : 'missingAtCarrier', expectedMicros(leg, input)))
  for (const record of matched.recordsAlone.filter(isWithin)) differences.push(ofRecord(record, 'missingInJournal'))
  return compared({
    first: expectedOf(matched.pairs, matched.legsAlone, input).filter(({ leg }) => isWithin(leg)),
    second: input.records.filter(isWithin).map(weightOf),
    matchedCount: matched.pairs.filter(({ leg, record }) => isWithin(leg) && isWithin(record)).length,
    differences,
  })
}

type Expected = Weight & { readonly leg: JournalLeg }

function expectedOf(
  pairs: readonly MatchedCall[],
  alone: readonly JournalLeg[],
  input: CarrierComparisonInput,
): readonly Expected[] {
  const of = (leg: JournalLeg): Expected => ({ leg, ms: leg.durationMs, micros: expectedMicros(leg, input) })
  const ofPair = (pair: MatchedCall): Expected => ({ ...of(pair.leg), micros: pairMicros(pair, input) })
  return [...pairs.map(ofPair), ...alone.map(of)]
}

/** Where the carrier tells no price nothing is expected: there is nothing to compare but time. */
const pairMicros = ({ leg, record }: MatchedCall, input: CarrierComparisonInput): Micros =>
  record.priceMicros === null ? 0n : expectedMicros(leg, input)

function rateFor(leg: JournalLeg, { tariffs, currency }: CarrierComparisonInput): DestinationRate | null {
  const tariff = tariffs.get(leg.trunkId) ?? null
  if (tariff?.[leg.direction]?.currency !== currency) return null
  return costRateOf(leg, tariff)
}

function expectedMicros(leg: JournalLeg, input: CarrierComparisonInput): Micros {
  const rate = rateFor(leg, input)
  return rate === null ? 0n : costOfDuration(rate, leg.durationMs)
}

const weightOf = (record: CarrierRecord): Weight => ({ ms: record.durationMs, micros: record.priceMicros ?? 0n })

const ofLeg = (leg: JournalLeg, cause: DifferenceCause, micros: Micros): Difference => ({
  ...placeOf(leg, null),
  cause,
  ms: -leg.durationMs,
  micros: -micros,
  detail: { ourSeconds: secondsOf(leg.durationMs) },
})

const ofRecord = (record: CarrierRecord, cause: DifferenceCause): Difference => ({
  cause,
  at: record.startedAt,
  legId: null,
  callId: null,
  tenantId: null,
  trunkId: null,
  recordKey: record.recordKey,
  calling: record.calling,
  called: record.called,
  ...weightOf(record),
  detail: { carrierSeconds: secondsOf(record.durationMs) },
})

const placeOf = (leg: JournalLeg, record: CarrierRecord | null) => ({
  at: leg.startedAt,
  legId: leg.legId,
  callId: leg.callId,
  tenantId: leg.tenantId,
  trunkId: leg.trunkId,
  recordKey: record?.recordKey ?? null,
  calling: leg.calling,
  called: leg.called,
})

const secondsOf = (ms: number): string => String(ms / 1_000)

/** Every step from what we expected to what the carrier charges, each by its own cause; what no step explains is the residual of this call. */
function differencesOf({ leg, record, by, shiftMs }: MatchedCall, input: CarrierComparisonInput): Difference[] {
  const detail = {
    ourSeconds: secondsOf(leg.durationMs),
    carrierSeconds: secondsOf(record.durationMs),
    ...(record.billedSeconds === null ? {} : { carrierBilledSeconds: String(record.billedSeconds) }),
  }
  const steps: Difference[] = []
  const add = (cause: Difference['cause'], weight: Weight, more: Readonly<Record<string, string>> = {}): void => {
    steps.push({ ...placeOf(leg, record), ...weight, cause, detail: { ...detail, ...more } })
  }
  const nothing = { ms: 0, micros: 0n }
  if (by === 'timeShift') add('timeShift', nothing, { shiftMinutes: String(shiftMs / 60_000) })
  if (leg.calling !== record.calling || leg.called !== record.called)
    add('numberFormat', nothing, { carrierCalling: record.calling, carrierCalled: record.called })
  const rate = rateFor(leg, input)
  for (const step of timeSteps(leg, record, record.priceMicros === null ? null : rate))
    add(step.cause, step.weight, step.more)
  for (const step of priceSteps(leg, record, rate, input.priceToleranceMicros)) add(step.cause, step.weight, step.more)
  return steps
}

type Step = {
  readonly cause: Difference['cause']
  readonly weight: Weight
  readonly more?: Readonly<Record<string, string>>
}

/** From our duration to the carrier's, and what that does to the price at our rate. */
function timeSteps(leg: JournalLeg, record: CarrierRecord, rate: DestinationRate | null): Step[] {
  const ms = record.durationMs - leg.durationMs
  if (ms === 0) return []
  const micros = rate === null ? 0n : durationCost(leg, record, rate) - costOfDuration(rate, leg.durationMs)
  if (Math.abs(ms) < 1_000) return [{ cause: 'rounding', weight: { ms, micros } }]
  const increment = wholeIncrement(leg, record)
  if (increment === null) return [{ cause: 'duration', weight: { ms, micros } }]
  return [{ cause: 'increment', weight: { ms, micros }, more: { increment: formatIncrement(increment) } }]
}

/** A duration that already is the charged one is not counted by our increment again. */
function durationCost(leg: JournalLeg, record: CarrierRecord, rate: DestinationRate): Micros {
  const differs = Math.abs(record.durationMs - leg.durationMs) >= 1_000
  return differs && wholeIncrement(leg, record) !== null
    ? costOfSeconds(rate, record.durationMs / 1_000)
    : costOfDuration(rate, record.durationMs)
}

const wholeIncrement = (leg: JournalLeg, record: CarrierRecord) =>
  record.durationMs % 1_000 === 0 ? incrementBehind(leg.durationMs, record.durationMs / 1_000) : null

/** From the price of the carrier's duration at our rate to the carrier's price. */
function priceSteps(
  leg: JournalLeg,
  record: CarrierRecord,
  rate: DestinationRate | null,
  priceTolerance: Micros,
): Step[] {
  if (record.priceMicros === null) return []
  if (rate === null)
    return record.priceMicros === 0n ? [] : [{ cause: 'noTariff', weight: { ms: 0, micros: record.priceMicros } }]
  const steps: Step[] = []
  let known = durationCost(leg, record, rate)
  if (record.billedSeconds !== null) {
    const charged = costOfSeconds(rate, record.billedSeconds)
    const increment = incrementBehind(record.durationMs, record.billedSeconds)
    if (charged !== known)
      steps.push({
        cause: increment === null ? 'residual' : 'increment',
        weight: { ms: 0, micros: charged - known },
        ...(increment === null ? {} : { more: { increment: formatIncrement(increment) } }),
      })
    known = charged
  }
  const micros = record.priceMicros - known
  if (micros === 0n) return steps
  const isRounding = micros <= priceTolerance && micros >= -priceTolerance
  return [...steps, { cause: isRounding ? 'rounding' : 'price', weight: { ms: 0, micros } }]
}
