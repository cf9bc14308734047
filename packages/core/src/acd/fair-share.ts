import type { QueueId, TenantId } from '../ids.ts'

export { countArrival, noArrivals, ratePerMs, type ArrivalRate } from './arrival-rate.ts'

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

/**
 * A claim as figures side by side. The engine keeps a few of them and fills them anew for each freed agent: a decision makes no object for a queue that it only looks at.
 */
export type Claim = {
  queueId: QueueId
  holding: TenantHolding
  waiting: number
  headWaitMs: number
  meanTargetMs: number
  weight: number
  arrivalsPerMs: number
  emergency: boolean
  /** What the queue's share of all who wait is in proportion to: worked out in choosing. */
  shareWeight: number
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
  const rows = claims.map((claim) => ({
    ...claim,
    holding: holdingOf(claim.tenantId),
    meanTargetMs: meanTargetMs(claim),
    shareWeight: 0,
  }))
  const chosen = chooseFairClaim(rows, rows.length)
  if (chosen === null) return null
  const { claim, ...choice } = chosen
  return { queueId: claim.queueId, ...choice }
}

export type ChosenClaim<C extends Claim> = Omit<FairChoice, 'queueId'> & { readonly claim: C }

/** The same for the first `count` of the claims. */
export function chooseFairClaim<C extends Claim>(claims: readonly C[], count: number): ChosenClaim<C> | null {
  let [waiting, shares, queuesConsidered] = [0, 0, 0]
  for (let index = 0; index < count; index++) {
    const claim = claims[index]
    if (claim === undefined || !isOpen(claim)) continue
    claim.shareWeight = shareWeight(claim)
    waiting += claim.waiting
    shares += claim.shareWeight
    queuesConsidered++
  }
  let best: C | null = null
  let [bestImbalance, bestTier, bestUrgency] = [0, 0, 0]
  for (let index = 0; index < count; index++) {
    const claim = claims[index]
    if (claim === undefined || !isOpen(claim)) continue
    const imbalance = claim.waiting - (shares === 0 ? 0 : (claim.shareWeight / shares) * waiting)
    const waitedByTarget = (claim.headWaitMs * claim.weight) / claim.meanTargetMs
    const tier = tierOf(claim, waitedByTarget)
    const urgency = tier === WITHIN ? imbalance : waitedByTarget
    if (best !== null) {
      if (tier > bestTier) continue
      if (tier === bestTier && urgency < bestUrgency) continue
      if (tier === bestTier && urgency === bestUrgency && claim.queueId >= best.queueId) continue
    }
    best = claim
    bestImbalance = imbalance
    bestTier = tier
    bestUrgency = urgency
  }
  if (best === null) return null
  return { claim: best, imbalance: bestImbalance, queuesConsidered, share: SHARES[bestTier] ?? 'within' }
}

const SHARES = ['emergency', 'belowMinimum', 'overdue', 'within'] as const
const [EMERGENCY, BELOW_MINIMUM, OVERDUE, WITHIN] = [0, 1, 2, 3] as const

function tierOf({ emergency, holding }: Claim, waitedByTarget: number): number {
  if (emergency) return EMERGENCY
  if (holding.busyAgents < holding.agentsMin) return BELOW_MINIMUM
  return waitedByTarget >= OVERDUE_FACTOR ? OVERDUE : WITHIN
}

const isOpen = ({ emergency, holding }: Claim): boolean => emergency || !isAtMaximum(holding)

/** Whether the tenant may have one agent more. */
export const isAtMaximum = ({ busyAgents, agentsMax }: TenantHolding): boolean =>
  agentsMax !== null && busyAgents >= agentsMax

/** What p_i is in proportion to. A queue nobody has called lately still has the share of one call in a long while, so that it is a queue at all. */
const shareWeight = ({ arrivalsPerMs, meanTargetMs, weight }: Claim): number =>
  (Math.max(arrivalsPerMs, RATE_MIN_PER_MS) * meanTargetMs) / weight

/** One call in an hour. */
const RATE_MIN_PER_MS = 1 / 3_600_000
/** −ln(1 − share) of a promise to answer every call at once would have no end. */
const TAIL_MAX = 7

/** The mean wait that keeps the promise when waits are exponential: P(W > target) = 1 − share. Never zero. */
export function meanTargetMs({ targetMs, targetShare }: Pick<QueueClaim, 'targetMs' | 'targetShare'>): number {
  const tail = targetShare >= 1 ? TAIL_MAX : Math.min(TAIL_MAX, -Math.log(1 - targetShare))
  return Math.max(1_000, targetMs) / Math.max(tail, 0.01)
}
