import { abandonment, serviceLevel } from '@seatline/core'
import type { QueuedCall } from '@seatline/core'
import { availability, caseStanding, downSpans, incidentStandings, judge } from '@seatline/billing'
import type { ContractPromise, ContractTerms, Figure, Indicator, ServiceTier } from '@seatline/billing'
import type { MeasuredFacts, MeasuredSpan } from './measured-facts.ts'

/** A promise as measured: of the month, or of one case. `inputs` are the counts it was made of, and what they count. */
export type Measured = {
  readonly indicator: Indicator
  readonly caseId: string | null
  readonly figure: Figure
  readonly target: bigint
  readonly serious: bigint
  readonly tier: ServiceTier
  readonly inputs: Readonly<Record<string, string | number | readonly string[]>>
}

/** Pure. Measures every promise of the terms over the span; cases are those that were decided in it, as it was at its end. */
export function measureMonth(terms: ContractTerms, facts: MeasuredFacts, span: MeasuredSpan): readonly Measured[] {
  return terms.promises.flatMap((promise) => {
    const { indicator, target, serious } = promise
    const whole = (figure: Figure, inputs: Measured['inputs']): readonly Measured[] => [
      { indicator, caseId: null, figure, target, serious, tier: judge(promise, figure), inputs },
    ]
    switch (indicator) {
      case 'availability': {
        return measureAvailability(facts, span, whole)
      }
      case 'serviceLevel': {
        const figure = serviceLevelOf(terms, facts)
        return whole(figure, { answeredWithin: figure.part, answeredAndAbandoned: figure.whole, ...threshold(terms) })
      }
      case 'abandonment': {
        const share = abandonment(facts.calls, 0)
        return whole({ kind: 'share', ...share }, { abandoned: share.part, answeredAndAbandoned: share.whole })
      }
      case 'speedOfAnswer': {
        const figure = speedOf(facts.calls)
        return whole(figure, { answered: figure.count, waitedMs: figure.totalMs })
      }
      case 'satisfaction': {
        const { answers, satisfied } = facts.surveys
        return whole({ kind: 'share', part: satisfied, whole: answers }, { satisfied, answers })
      }
      case 'incidentNotice':
      case 'incidentResponse':
      case 'incidentResolution':
      case 'changeAnswer': {
        return measureCases(promise, facts, span)
      }
    }
  })
}

function measureAvailability(
  facts: MeasuredFacts,
  span: MeasuredSpan,
  whole: (figure: Figure, inputs: Measured['inputs']) => readonly Measured[],
): readonly Measured[] {
  const figure = availability(facts.availability, span)
  const down = downSpans(facts.availability, span)
  const behind = facts.incidents.filter(
    ({ severity, openedAt, resolvedAt }) =>
      severity === 'outage' && openedAt < span.until && (resolvedAt ?? span.until) > span.from,
  )
  return whole(figure, {
    downMs: figure.whole - figure.part,
    wholeMs: figure.whole,
    callsRefused: facts.availability.refusedAt.length,
    incidentIds: behind.map(({ id }) => id),
    down: down.map(({ from, until }) => `${new Date(from).toISOString()}/${new Date(until).toISOString()}`),
  })
}

const threshold = ({
  answerWithinMs,
}: ContractTerms): { readonly thresholdMs: number } | { readonly threshold: string } =>
  answerWithinMs === null ? { threshold: 'queue' } : { thresholdMs: answerWithinMs }

/** By core's rule, of each queue by its own threshold or of all by the contract's; shares of queues are added as counted. */
function serviceLevelOf({ answerWithinMs }: ContractTerms, facts: MeasuredFacts): Figure & { readonly kind: 'share' } {
  const shares = [...Map.groupBy(facts.calls, ({ queueId }) => queueId)].map(([queueId, calls]) =>
    serviceLevel(calls, {
      variant: 'answeredOfOffered',
      thresholdMs: answerWithinMs ?? facts.thresholds.get(queueId) ?? 0,
      shortAbandonMs: 0,
    }),
  )
  return {
    kind: 'share',
    part: shares.reduce((sum, { part }) => sum + part, 0),
    whole: shares.reduce((sum, { whole }) => sum + whole, 0),
  }
}

function speedOf(calls: readonly QueuedCall[]): Figure & { readonly kind: 'mean' } {
  const waits = calls.flatMap(({ outcome }) => (outcome.kind === 'answered' ? [outcome.waitedMs] : []))
  return { kind: 'mean', totalMs: waits.reduce((sum, waited) => sum + waited, 0), count: waits.length }
}

/** Cases decided in the span, each with its own figure. */
function measureCases(promise: ContractPromise, facts: MeasuredFacts, span: MeasuredSpan): readonly Measured[] {
  const standings =
    promise.indicator === 'changeAnswer'
      ? facts.changes.map(({ id, requestedAt, answeredAt }) => ({
          id,
          standing: caseStanding(promise, { beganAt: requestedAt, doneAt: answeredAt }, span.until),
        }))
      : facts.incidents.flatMap((incident) =>
          incidentStandings([promise], incident, span.until).map((standing) => ({ id: incident.id, standing })),
        )
  return standings.flatMap(({ id, standing }) => {
    const { decidedAt, figure, tier } = standing
    if (decidedAt === null || decidedAt < span.from || decidedAt >= span.until) return []
    const { indicator, target, serious } = promise
    return [{ indicator, caseId: id, figure, target, serious, tier, inputs: { caseId: id, takenMs: figure.ms } }]
  })
}
