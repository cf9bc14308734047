import type { Currency, Micros } from '../money.ts'

/** What a group of calls brought in and cost. */
export type MarginFact = {
  readonly tenantId: string
  readonly trunkId: string
  /** By the carrier's table of prices; empty where none fits. */
  readonly destination: string
  readonly currency: Currency
  readonly callsCount: number
  readonly durationMs: number
  readonly revenueMicros: Micros
  /** null: no price of the carrier is kept, so that nothing can be said. */
  readonly costMicros: Micros | null
}

export const MARGIN_DIMENSIONS = ['tenant', 'trunk', 'destination'] as const
export type MarginDimension = (typeof MARGIN_DIMENSIONS)[number]

export type MarginRow = {
  readonly key: string
  readonly currency: Currency
  readonly callsCount: number
  readonly durationMs: number
  readonly revenueMicros: Micros
  readonly costMicros: Micros
  /** Revenue less cost of the calls whose cost is known. */
  readonly marginMicros: Micros
  /** Calls without a known cost, and what they brought in: in revenue, not in margin. */
  readonly withoutCostCount: number
  readonly withoutCostMicros: Micros
}

const KEY: Readonly<Record<MarginDimension, (fact: MarginFact) => string>> = {
  tenant: ({ tenantId }) => tenantId,
  trunk: ({ trunkId }) => trunkId,
  destination: ({ destination }) => destination,
}

/** The calls grouped one way, dearest margin first; each currency for itself. However they are grouped, the rows add up to the same. */
export function marginBy(dimension: MarginDimension, facts: readonly MarginFact[]): readonly MarginRow[] {
  const groups = Map.groupBy(facts, (fact) => `${fact.currency}|${KEY[dimension](fact)}`)
  return [...groups.values()].flatMap((of) => rowOf(dimension, of)).toSorted(byMargin)
}

function rowOf(dimension: MarginDimension, facts: readonly MarginFact[]): readonly MarginRow[] {
  const [first] = facts
  if (first === undefined) return []
  const sum = (valueOf: (fact: MarginFact) => Micros): Micros =>
    facts.reduce((total, fact) => total + valueOf(fact), 0n)
  const unknown = facts.filter(({ costMicros }) => costMicros === null)
  const revenueMicros = sum((fact) => fact.revenueMicros)
  const costMicros = sum((fact) => fact.costMicros ?? 0n)
  const withoutCostMicros = sum((fact) => (fact.costMicros === null ? fact.revenueMicros : 0n))
  return [
    {
      key: KEY[dimension](first),
      currency: first.currency,
      callsCount: callsOf(facts),
      durationMs: facts.reduce((total, { durationMs }) => total + durationMs, 0),
      revenueMicros,
      costMicros,
      marginMicros: revenueMicros - withoutCostMicros - costMicros,
      withoutCostCount: callsOf(unknown),
      withoutCostMicros,
    },
  ]
}

const callsOf = (facts: readonly MarginFact[]): number => facts.reduce((total, fact) => total + fact.callsCount, 0)

function byMargin(a: MarginRow, b: MarginRow): number {
  if (a.marginMicros !== b.marginMicros) return a.marginMicros > b.marginMicros ? -1 : 1
  const keyOfA = `${a.currency}|${a.key}`
  return keyOfA < `${b.currency}|${b.key}` ? -1 : 1
}
