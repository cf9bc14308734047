import type { ContractPromise } from './contract-terms.ts'
import type { Figure, Indicator, ServiceTier } from './indicators.ts'
import { judge } from './judge.ts'

/** An incident with its times; each is null until it happened. */
export type IncidentTimes = {
  /** When the trouble began, as far as it is known. */
  readonly openedAt: number
  /** When the client was told. */
  readonly noticedAt: number | null
  /** When somebody began to work on it. */
  readonly respondedAt: number | null
  readonly resolvedAt: number | null
}

/** How a case stands now. `dueAt` is when the promise runs out; `decidedAt` when nothing can change its tier any more, null while something can. */
export type CaseStanding = {
  readonly indicator: Indicator
  readonly figure: Figure & { readonly kind: 'duration' }
  readonly tier: ServiceTier
  readonly dueAt: number
  readonly seriousAt: number
  readonly decidedAt: number | null
}

/**
 * A case that has taken so long until now. It is decided when it is done, or when even the serious limit has passed: in the month of that moment it counts, once.
 * Still open and within its time it is met so far.
 */
export function caseStanding(
  promise: ContractPromise,
  times: { readonly beganAt: number; readonly doneAt: number | null },
  now: number,
): CaseStanding {
  const { beganAt, doneAt } = times
  const seriousAt = beganAt + Number(promise.serious)
  const ms = Math.max(0, (doneAt ?? now) - beganAt)
  const figure = { kind: 'duration', ms } as const
  const latest = seriousAt + 1
  const decided = doneAt === null ? latest : Math.min(doneAt, latest)
  return {
    indicator: promise.indicator,
    figure,
    tier: judge(promise, figure),
    dueAt: beganAt + Number(promise.target),
    seriousAt,
    decidedAt: decided <= now ? decided : null,
  }
}

/** How an incident stands with each promise that concerns incidents. */
export function incidentStandings(
  promises: readonly ContractPromise[],
  incident: IncidentTimes,
  now: number,
): readonly CaseStanding[] {
  return promises.flatMap((promise) => {
    const doneAt = doneAtOf(promise.indicator, incident)
    return doneAt === undefined ? [] : [caseStanding(promise, { beganAt: incident.openedAt, doneAt }, now)]
  })
}

function doneAtOf(indicator: Indicator, incident: IncidentTimes): number | null | undefined {
  if (indicator === 'incidentNotice') return incident.noticedAt
  if (indicator === 'incidentResponse') return incident.respondedAt
  return indicator === 'incidentResolution' ? incident.resolvedAt : undefined
}
