import type { CarrierRecord } from './carrier-csv.ts'
import { incrementBehind, type JournalLeg } from './call-sides.ts'

/** How far the two sides of one call may lie apart. */
export type MatchTolerance = {
  /** Between the two beginnings: signalling takes time, clocks differ. */
  readonly windowMs: number
  /** Between the two durations. */
  readonly durationMs: number
}

/** Why a pair is one: found at once, by the last digits of the numbers, by a shift of the clock, or in spite of its duration. */
export type MatchedBy = 'numbers' | 'lastDigits' | 'timeShift' | 'timeOnly'
export type MatchedCall = {
  readonly leg: JournalLeg
  readonly record: CarrierRecord
  readonly by: MatchedBy
  /** By how much the carrier's clock was ahead, whole quarters of an hour; 0 without a shift. */
  readonly shiftMs: number
}
export type MatchedCalls = {
  readonly pairs: readonly MatchedCall[]
  /** The record stands for a call that another record stands for already. */
  readonly duplicates: readonly { readonly record: CarrierRecord; readonly of: CarrierRecord }[]
  readonly legsAlone: readonly JournalLeg[]
  readonly recordsAlone: readonly CarrierRecord[]
}

const QUARTER_MS = 900_000
const SHIFT_MS_MAX = 14 * 3_600_000
/** One call is no clock: so many pairs must show the same shift. */
const SHIFT_VOTES_MIN = 2
const LAST_DIGITS = 7

/**
 * Pairs the carrier's records with our legs: each with one at most, the nearest first. The same input gives the same pairs in whatever order it
 * comes; near-linear in the number of calls, as only calls between the same numbers are compared.
 */
export function matchCalls(
  legs: readonly JournalLeg[],
  records: readonly CarrierRecord[],
  tolerance: MatchTolerance,
): MatchedCalls {
  const open = new OpenCalls(legs, records)
  const pairs: MatchedCall[] = [
    ...pairUp(open, exactKey, { tolerance, by: 'numbers', shiftMs: 0, anyDuration: false }),
    ...pairUp(open, looseKey, { tolerance, by: 'lastDigits', shiftMs: 0, anyDuration: false }),
  ]
  const duplicates = takeDuplicates(open, pairs, tolerance)
  for (let shiftMs = commonShift(open, tolerance); shiftMs !== null; shiftMs = commonShift(open, tolerance))
    pairs.push(...pairUp(open, looseKey, { tolerance, by: 'timeShift', shiftMs, anyDuration: false }))
  pairs.push(...pairUp(open, looseKey, { tolerance, by: 'timeOnly', shiftMs: 0, anyDuration: true }))
  return { pairs, duplicates, legsAlone: [...open.legs], recordsAlone: [...open.records] }
}

class OpenCalls {
  readonly legs: Set<JournalLeg>
  readonly records: Set<CarrierRecord>
  constructor(legs: readonly JournalLeg[], records: readonly CarrierRecord[]) {
    this.legs = new Set(legs.toSorted((a, b) => a.startedAt - b.startedAt || order(a.legId, b.legId)))
    this.records = new Set(records.toSorted((a, b) => a.startedAt - b.startedAt || order(a.recordKey, b.recordKey)))
  }
}

const order = (a: string, b: string): number => (a < b ? -1 : Number(a > b))

type Numbers = { readonly direction: string; readonly calling: string; readonly called: string }
const exactKey = ({ direction, calling, called }: Numbers): string => `${direction}|${calling}|${called}`
const looseKey = ({ direction, called }: Numbers): string => `${direction}|${called.slice(-LAST_DIGITS)}`

/** A caller that one side does not know may be anybody. */
function sameCaller(a: string, b: string): boolean {
  return a === '' || b === '' || a.slice(-LAST_DIGITS) === b.slice(-LAST_DIGITS)
}

type Way = {
  readonly tolerance: MatchTolerance
  readonly by: MatchedBy
  readonly shiftMs: number
  readonly anyDuration: boolean
}
type Candidate = {
  readonly leg: JournalLeg
  readonly record: CarrierRecord
  readonly apartMs: number
  readonly differMs: number
}

function pairUp(open: OpenCalls, keyOf: (call: Numbers) => string, way: Way): MatchedCall[] {
  const legsByKey = Map.groupBy(open.legs, keyOf)
  const pairs: MatchedCall[] = []
  for (const [key, records] of Map.groupBy(open.records, keyOf)) {
    const candidates = candidatesOf(legsByKey.get(key) ?? [], records, way).toSorted(nearestFirst)
    for (const { leg, record } of candidates) {
      if (!open.legs.has(leg) || !open.records.has(record)) continue
      open.legs.delete(leg)
      open.records.delete(record)
      pairs.push({ leg, record, by: way.by, shiftMs: way.shiftMs })
    }
  }
  return pairs
}

const nearestFirst = (a: Candidate, b: Candidate): number =>
  a.apartMs - b.apartMs ||
  a.differMs - b.differMs ||
  order(a.leg.legId, b.leg.legId) ||
  order(a.record.recordKey, b.record.recordKey)

/** Both lists are in order of time, so that the window only moves on. */
function candidatesOf(legs: readonly JournalLeg[], records: readonly CarrierRecord[], way: Way): Candidate[] {
  const { windowMs } = way.tolerance
  const candidates: Candidate[] = []
  let first = 0
  for (const record of records) {
    const at = record.startedAt - way.shiftMs
    while (first < legs.length && (legs[first]?.startedAt ?? 0) < at - windowMs) first++
    for (let index = first; index < legs.length; index++) {
      const leg = legs[index]
      if (leg === undefined || leg.startedAt > at + windowMs) break
      if (!sameCaller(leg.calling, record.calling)) continue
      if (!way.anyDuration && !durationsAgree(leg, record, way.tolerance)) continue
      const apartMs = Math.abs(leg.startedAt - at)
      candidates.push({ leg, record, apartMs, differMs: Math.abs(leg.durationMs - record.durationMs) })
    }
  }
  return candidates
}

/** Near enough, or ours counted by an increment of the trade. */
const durationsAgree = (
  leg: Pick<JournalLeg, 'durationMs'>,
  record: CarrierRecord,
  tolerance: MatchTolerance,
): boolean =>
  Math.abs(leg.durationMs - record.durationMs) <= tolerance.durationMs ||
  (record.durationMs % 1_000 === 0 && incrementBehind(leg.durationMs, record.durationMs / 1_000) !== null)

/** A record left over, of the same numbers, time and duration as one that has its leg. */
function takeDuplicates(
  open: OpenCalls,
  pairs: readonly MatchedCall[],
  tolerance: MatchTolerance,
): MatchedCalls['duplicates'] {
  const paired = Map.groupBy(
    pairs.map(({ record }) => record),
    exactKey,
  )
  const duplicates: { record: CarrierRecord; of: CarrierRecord }[] = []
  for (const record of open.records) {
    const of = (paired.get(exactKey(record)) ?? []).find(
      (other) =>
        Math.abs(other.startedAt - record.startedAt) <= Math.min(tolerance.windowMs, 1_000) &&
        other.durationMs === record.durationMs,
    )
    if (of === undefined) continue
    open.records.delete(record)
    duplicates.push({ record, of })
  }
  return duplicates
}

/** The shift, in quarters of an hour, that most calls left over have in common; of several the smallest. null when there is none. */
function commonShift(open: OpenCalls, tolerance: MatchTolerance): number | null {
  const votes = new Map<number, number>()
  const legsByKey = Map.groupBy(open.legs, looseKey)
  for (const record of open.records)
    for (const shift of shiftsOf(record, legsByKey.get(looseKey(record)) ?? [], tolerance))
      votes.set(shift, (votes.get(shift) ?? 0) + 1)
  const best = [...votes].toSorted(
    ([a, votesOfA], [b, votesOfB]) => votesOfB - votesOfA || Math.abs(a) - Math.abs(b) || b - a,
  )[0]
  return best !== undefined && best[1] >= SHIFT_VOTES_MIN ? best[0] : null
}

function shiftsOf(record: CarrierRecord, legs: readonly JournalLeg[], tolerance: MatchTolerance): ReadonlySet<number> {
  const shifts = new Set<number>()
  for (const leg of legs) {
    const apartMs = record.startedAt - leg.startedAt
    const shift = Math.round(apartMs / QUARTER_MS) * QUARTER_MS
    if (shift === 0 || Math.abs(shift) > SHIFT_MS_MAX) continue
    if (Math.abs(apartMs - shift) > Math.min(tolerance.windowMs, QUARTER_MS / 2)) continue
    if (sameCaller(leg.calling, record.calling) && durationsAgree(leg, record, tolerance)) shifts.add(shift)
  }
  return shifts
}
