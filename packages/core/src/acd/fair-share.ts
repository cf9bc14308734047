import type { QueueId, TenantId } from '../ids.ts'
import type { Instant } from '../time.ts'

/** A queue that the freed agent could take the next caller of. It has at least one caller whom the agent may serve. */
export type QueueClaim = {
  readonly queueId: QueueId
  readonly tenantId: TenantId
  /** Callers who wait in it. */
  readonly waiting: number
  /** How long the first of those whom this agent may serve has waited. */
  readonly headWaitMs: number
  /** The promise: this share of the calls is answered within this time. */
  readonly targetMs: number
  readonly targetShare: number
  /** Queue and tenant together; twice the weight is to wait half as long. */
  readonly weight: number
  /** Calls that come in, per millisecond: see `ratePerMs`. */
  readonly arrivalsPerMs: number
  readonly emergency: boolean
}

/** What a tenant holds of the pool and may hold. Busy: agents who ring, talk or wrap up for it. */
export type TenantHolding = {
  readonly busyAgents: number
  readonly agentsMin: number
  readonly agentsMax: number | null
}

export type FairChoice = {
  readonly queueId: QueueId
  /** Callers above the queue's share of all who wait; what the queues are compared by. */
  readonly imbalance: number
  readonly queuesConsidered: number
  readonly share: 'emergency' | 'belowMinimum' | 'overdue' | 'within'
}

/** A caller who has waited so many times the queue's mean target goes before what queue ratios would say: nobody is starved. */
export const OVERDUE_FACTOR = 5

/**
 * Which queue a freed agent serves next.
 *
 * Fixed-queue-ratio routing (Gurvich and Whitt, "Queue-and-idleness-ratio controls in many-server service systems", 2007): each queue i is to hold a fixed share
 * p_i of all who wait, and the agent takes the first caller of the queue that is furthest above its share, argmax Q_i − p_i·ΣQ. By Little's law shares in
 * proportion to arrivals × target make waits stand in proportion to the targets. The target mean is `targetMs / −ln(1 − targetShare)`, which an exponential wait needs
 * to keep the promise.
 *
 * Before that: emergencies; then tenants below their guaranteed minimum; then callers who are overdue. Within these three the longest wait by target decides. A tenant
 * at its maximum gets nobody. Ties go by queue id, so that the choice never depends on the order of the claims. Null: no claim, or all at their maximum.
 */
export function chooseFairQueue(
  claims: readonly QueueClaim[],
  holdingOf: (tenantId: TenantId) => TenantHolding,
): FairChoice | null {
  const open = claims.filter((claim) => claim.emergency || !isAtMaximum(holdingOf(claim.tenantId)))
  const { waiting, shares } = totalsOf(open)
  let best: RankedClaim | null = null
  for (const claim of open) {
    const imbalance = claim.waiting - (shares === 0 ? 0 : (shareWeight(claim) / shares) * waiting)
    const ranked = rank(claim, imbalance, holdingOf(claim.tenantId))
    if (best === null || goesBefore(ranked, best)) best = ranked
  }
  if (best === null) return null
  return {
    queueId: best.queueId,
    imbalance: best.imbalance,
    queuesConsidered: open.length,
    share: SHARES[best.tier] ?? 'within',
  }
}

const SHARES = ['emergency', 'belowMinimum', 'overdue', 'within'] as const
const [EMERGENCY, BELOW_MINIMUM, OVERDUE, WITHIN] = [0, 1, 2, 3] as const

type RankedClaim = {
  readonly queueId: QueueId
  readonly imbalance: number
  readonly tier: number
  /** Compared within a tier: the higher goes first. */
  readonly urgency: number
}

/** Whether the tenant may have one agent more. */
export const isAtMaximum = ({ busyAgents, agentsMax }: TenantHolding): boolean =>
  agentsMax !== null && busyAgents >= agentsMax

function rank(claim: QueueClaim, imbalance: number, holding: TenantHolding): RankedClaim {
  const { queueId } = claim
  const waitedByTarget = (claim.headWaitMs * claim.weight) / meanTargetMs(claim)
  if (claim.emergency) return { queueId, imbalance, tier: EMERGENCY, urgency: waitedByTarget }
  if (holding.busyAgents < holding.agentsMin)
    return { queueId, imbalance, tier: BELOW_MINIMUM, urgency: waitedByTarget }
  if (waitedByTarget >= OVERDUE_FACTOR) return { queueId, imbalance, tier: OVERDUE, urgency: waitedByTarget }
  return { queueId, imbalance, tier: WITHIN, urgency: imbalance }
}

function goesBefore(a: RankedClaim, b: RankedClaim): boolean {
  if (a.tier !== b.tier) return a.tier < b.tier
  if (a.urgency !== b.urgency) return a.urgency > b.urgency
  return a.queueId < b.queueId
}

function totalsOf(claims: readonly QueueClaim[]): { readonly waiting: number; readonly shares: number } {
  let [waiting, shares] = [0, 0]
  for (const claim of claims) {
    waiting += claim.waiting
    shares += shareWeight(claim)
  }
  return { waiting, shares }
}

/** What p_i is in proportion to. A queue nobody has called lately still has the share of one call in a long while, so that it is a queue at all. */
const shareWeight = (claim: QueueClaim): number =>
  (Math.max(claim.arrivalsPerMs, RATE_MIN_PER_MS) * meanTargetMs(claim)) / claim.weight

/** One call in an hour. */
const RATE_MIN_PER_MS = 1 / 3_600_000
/** −ln(1 − share) of a promise to answer every call at once would have no end. */
const TAIL_MAX = 7

/** The mean wait that keeps the promise when waits are exponential: P(W > target) = 1 − share. Never zero. */
export function meanTargetMs({ targetMs, targetShare }: Pick<QueueClaim, 'targetMs' | 'targetShare'>): number {
  const tail = targetShare >= 1 ? TAIL_MAX : Math.min(TAIL_MAX, -Math.log(1 - targetShare))
  return Math.max(1_000, targetMs) / Math.max(tail, 0.01)
}

/** How fast calls come in, over the last quarter to half an hour. Plain data; whole numbers, so that it is the same on every machine. */
export type ArrivalRate = { readonly since: Instant; readonly before: number; readonly now: number }

const WINDOW_MS = 900_000

export const noArrivals = (at: Instant): ArrivalRate => ({ since: at, before: 0, now: 0 })

export function countArrival(rate: ArrivalRate, at: Instant): ArrivalRate {
  const turned = turn(rate, at)
  return { ...turned, now: turned.now + 1 }
}

/** The window that runs and as much of the one before as makes a whole window, divided by its length; in the first window, by the time since it began. */
export function ratePerMs(rate: ArrivalRate, at: Instant): number {
  const { since, before, now } = turn(rate, at)
  const passed = Math.max(1, at - since)
  if (before === 0) return now / Math.max(passed, WINDOW_MS / 15)
  return (now + before * (1 - passed / WINDOW_MS)) / WINDOW_MS
}

function turn(rate: ArrivalRate, at: Instant): ArrivalRate {
  const windows = Math.floor((at - rate.since) / WINDOW_MS)
  if (windows <= 0) return rate
  const since = (rate.since + windows * WINDOW_MS) as Instant
  return { since, before: windows === 1 ? rate.now : 0, now: 0 }
}
