import { InvariantError, type TenantId } from '@seatline/core'
import { clipped, type AgentInterval, type SignIn, type Span } from './agent-time.ts'

/** Who bears what of a shared agent; the same for all tenants of a pool, else shares would not add up. */
export type SharingRule = {
  /**
   * How time ready for anybody is divided among the tenants whose queues the agent was signed in for. `guarantees`: in proportion to the agents each is guaranteed, one
   * who is guaranteed none counting as one. `equal`: evenly.
   */
  readonly idle: 'guarantees' | 'equal'
  /** `asIdle`: time not ready is divided like time ready. `employer`: the agent's home tenant bears it. */
  readonly notReady: 'asIdle' | 'employer'
}

export const DEFAULT_SHARING_RULE: SharingRule = { idle: 'guarantees', notReady: 'asIdle' }

/** What a tenant bears of an agent's time, in milliseconds. */
export type AgentShare = {
  readonly tenantId: TenantId
  readonly talkMs: number
  readonly holdMs: number
  readonly wrapUpMs: number
  /** A call of the tenant rang at the agent. */
  readonly ringMs: number
  readonly idleMs: number
  readonly notReadyMs: number
}

export type AgentTime = {
  readonly homeTenantId: TenantId
  /** Of one agent. What lies outside the span is left out. */
  readonly intervals: readonly AgentInterval[]
  readonly signIns: readonly SignIn[]
  readonly span: Span
  readonly rule: SharingRule
  /** Agents guaranteed, by tenant; of one that is not named, none. */
  readonly guaranteed: ReadonlyMap<TenantId, number>
}

/**
 * Divides an agent's signed-in time of a span among tenants. The shares add up to it exactly, to the millisecond.
 *
 * The rule: talking, holding, wrapping up and ringing belong to the tenant whose call it is. Ready belongs to the tenants whose queues the agent was signed in for, by
 * `rule.idle`; not ready by `rule.notReady`. Divided time is added up for the span by the set of tenants that bear it, and each sum is divided once: everybody gets
 * the whole milliseconds of the proportion, and what is left over goes, a millisecond each, to those with the largest fraction, of equal ones to the lower tenant id.
 * Time that binds the agent to no known tenant, or of an agent signed in for no queue, is the home tenant's.
 */
export function splitAgentTime(time: AgentTime): readonly AgentShare[] {
  const shares = new Map<TenantId, Mutable<AgentShare>>()
  const add = (tenantId: TenantId, part: Part, ms: number): void => {
    const share = shares.get(tenantId) ?? { tenantId, ...NOTHING }
    share[part] += ms
    shares.set(tenantId, share)
  }
  const together = new Map<string, { readonly part: 'idleMs' | 'notReadyMs'; readonly among: Among; ms: number }>()
  for (const interval of time.intervals.flatMap((each) => clipped(each, time.span) ?? []))
    for (const stretch of stretchesOf(interval, time.signIns)) {
      const bearer = bearerOf(interval, time, stretch.among)
      const ms = stretch.until - stretch.from
      if (bearer.kind === 'one') add(bearer.tenantId, bearer.part, ms)
      else {
        const key = `${bearer.part} ${bearer.among.join(' ')}`
        const sum = together.get(key) ?? { part: bearer.part, among: bearer.among, ms: 0 }
        sum.ms += ms
        together.set(key, sum)
      }
    }
  for (const { part, among, ms } of together.values())
    for (const [tenantId, own] of divide(ms, among, weightsOf(time))) add(tenantId, part, own)
  return [...shares.values()].toSorted((a, b) => (a.tenantId < b.tenantId ? -1 : 1))
}

export const shareMs = ({ talkMs, holdMs, wrapUpMs, ringMs, idleMs, notReadyMs }: AgentShare): number =>
  talkMs + holdMs + wrapUpMs + ringMs + idleMs + notReadyMs

/** Whole parts of `whole` in proportion to the weights: they add up to it exactly. Largest remainder, ties by id. */
export function divide(
  whole: number,
  among: readonly TenantId[],
  weightOf: (tenantId: TenantId) => number,
): readonly (readonly [TenantId, number])[] {
  const weights = among.map((tenantId) => ({ tenantId, weight: BigInt(weightOf(tenantId)) }))
  const total = weights.reduce((sum, { weight }) => sum + weight, 0n)
  if (total <= 0n) throw new InvariantError(`nobody to divide among [tenants:${among.join(',')}]`)
  const parts = weights.map(({ tenantId, weight }) => {
    const product = BigInt(whole) * weight
    return { tenantId, part: Number(product / total), remainder: product % total }
  })
  const left = whole - parts.reduce((sum, { part }) => sum + part, 0)
  const first = parts
    .toSorted((a, b) => compare(b.remainder, a.remainder) || compare(a.tenantId, b.tenantId))
    .slice(0, left)
  const extra = new Set(first.map(({ tenantId }) => tenantId))
  return parts.map(({ tenantId, part }) => [tenantId, part + (extra.has(tenantId) ? 1 : 0)] as const)
}

type Mutable<T> = { -readonly [K in keyof T]: T[K] }
type Part = Exclude<keyof AgentShare, 'tenantId'>
type Among = readonly TenantId[]
type Bearer =
  | { readonly kind: 'one'; readonly tenantId: TenantId; readonly part: Part }
  | { readonly kind: 'several'; readonly among: Among; readonly part: 'idleMs' | 'notReadyMs' }

const NOTHING = { talkMs: 0, holdMs: 0, wrapUpMs: 0, ringMs: 0, idleMs: 0, notReadyMs: 0 }

const PART_OF = {
  talking: 'talkMs',
  hold: 'holdMs',
  wrapUp: 'wrapUpMs',
  ringing: 'ringMs',
  ready: 'idleMs',
  notReady: 'notReadyMs',
} as const satisfies Readonly<Record<AgentInterval['status'], Part>>

function bearerOf(interval: AgentInterval, { homeTenantId, rule }: AgentTime, among: Among): Bearer {
  const part = PART_OF[interval.status]
  if (part !== 'idleMs' && part !== 'notReadyMs')
    return { kind: 'one', tenantId: interval.servedTenantId ?? homeTenantId, part }
  if (among.length === 0 || (part === 'notReadyMs' && rule.notReady === 'employer'))
    return { kind: 'one', tenantId: homeTenantId, part }
  return { kind: 'several', among, part }
}

const weightsOf =
  ({ rule, guaranteed }: AgentTime) =>
  (tenantId: TenantId): number =>
    rule.idle === 'equal' ? 1 : Math.max(1, guaranteed.get(tenantId) ?? 0)

/** The interval cut where the agent signed in anew, each piece with those whose queues it was for. */
function stretchesOf({ from, until }: Span, signIns: readonly SignIn[]): readonly (Span & { readonly among: Among })[] {
  const ordered = signIns.toSorted((a, b) => a.at - b.at)
  const cuts = ordered.filter(({ at }) => at > from && at < until).map(({ at }) => at)
  return [from, ...cuts].map((start, index) => {
    const signIn = ordered.findLast(({ at }) => at <= start)
    return { from: start, until: cuts[index] ?? until, among: [...new Set(signIn?.tenantIds)].toSorted(compare) }
  })
}

const compare = <T extends string | bigint>(a: T, b: T): number => (a < b ? -1 : a > b ? 1 : 0)
