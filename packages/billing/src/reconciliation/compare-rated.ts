import type { CallId, Instant, LegId, TenantId } from '@seatline/core'
import type { Micros } from '../money.ts'
import type { JournalLeg } from './call-sides.ts'
import { compared, type Comparison, type Difference, type DifferenceCause, type Weight } from './comparison.ts'

/** A rated entry as it is kept; a reversal has a negative duration and amount. */
export type RatedLine = {
  readonly entryId: string
  readonly legId: LegId
  readonly callId: CallId
  readonly tenantId: TenantId
  readonly startedAt: Instant
  readonly durationMs: number
  readonly amountMicros: Micros
}

export type RatedComparisonInput = {
  readonly legs: readonly JournalLeg[]
  readonly lines: readonly RatedLine[]
  readonly period: { readonly from: Instant; readonly until: Instant }
  /** What the leg costs when it is rated anew; absent: it has no price, or is not known here, and the kept amount is taken as right. */
  readonly expected: ReadonlyMap<LegId, Micros>
}

/** Our journal against what was rated: first side what should have been rated, second what was. */
export function compareWithRated({ legs, lines, period, expected }: RatedComparisonInput): Comparison {
  const isWithin = ({ startedAt }: { readonly startedAt: Instant }): boolean =>
    startedAt >= period.from && startedAt < period.until
  const within = legs.filter(isWithin)
  const linesWithin = lines.filter(isWithin)
  const byLeg = Map.groupBy(linesWithin, ({ legId }) => legId)
  const known = new Set(within.map(({ legId }) => legId))
  const first: Weight[] = []
  const differences: Difference[] = []
  let matchedCount = 0
  for (const leg of within) {
    const rated = byLeg.get(leg.legId) ?? []
    const kept = sumOf(rated)
    const right = { ms: leg.durationMs, micros: expected.get(leg.legId) ?? soundAmount(leg, rated) }
    first.push(right)
    if (rated.length > 0) matchedCount++
    differences.push(...differencesOf(leg, { rated, kept, right }))
  }
  for (const line of linesWithin) {
    if (known.has(line.legId)) continue
    differences.push({
      ...placeOf(line),
      trunkId: null,
      calling: '',
      called: '',
      cause: 'ratedWithoutCall',
      ms: line.durationMs,
      micros: line.amountMicros,
      detail: { entry: line.entryId },
    })
  }
  return compared({
    first,
    second: linesWithin.map((line) => ({ ms: line.durationMs, micros: line.amountMicros })),
    matchedCount,
    differences,
  })
}

/** Nothing to compare with: what is kept is right, but once only. */
function soundAmount(leg: JournalLeg, rated: readonly RatedLine[]): Micros {
  if (isRatedTwice(leg, rated)) return rated[0]?.amountMicros ?? 0n
  return sumOf(rated).micros
}

const isRatedTwice = (leg: JournalLeg, rated: readonly RatedLine[]): boolean =>
  rated.length > 1 && leg.durationMs > 0 && sumOf(rated).ms >= 2 * leg.durationMs

type Sides = { readonly rated: readonly RatedLine[]; readonly kept: Weight; readonly right: Weight }

function differencesOf(leg: JournalLeg, { rated, kept, right }: Sides): Difference[] {
  const ms = kept.ms - right.ms
  const micros = kept.micros - right.micros
  if (ms === 0 && micros === 0n) return []
  const of = (cause: DifferenceCause, weight: Weight): Difference => ({
    ...placeOf(leg),
    trunkId: leg.trunkId,
    calling: leg.calling,
    called: leg.called,
    cause,
    ...weight,
    detail: { ourSeconds: String(right.ms / 1_000), ratedSeconds: String(kept.ms / 1_000) },
  })
  if (rated.length === 0) return [of(causeOfNone(leg), { ms, micros })]
  if (isRatedTwice(leg, rated)) return [of('ratedTwice', { ms, micros })]
  return ms === 0 ? [of('price', { ms, micros })] : [of('duration', { ms, micros })]
}

function causeOfNone(leg: JournalLeg): DifferenceCause {
  if (leg.test) return 'testCall'
  return leg.charged ? 'notRated' : 'notCharged'
}

const placeOf = (of: Pick<RatedLine, 'startedAt' | 'legId' | 'callId' | 'tenantId'>) => ({
  at: of.startedAt,
  legId: of.legId,
  callId: of.callId,
  tenantId: of.tenantId,
  recordKey: null,
})

function sumOf(lines: readonly RatedLine[]): Weight {
  return lines.reduce<Weight>(
    (sum, line) => ({ ms: sum.ms + line.durationMs, micros: sum.micros + line.amountMicros }),
    { ms: 0, micros: 0n },
  )
}
