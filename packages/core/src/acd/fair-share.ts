import type { QueueId, TenantId } from '../ids.ts'
import {
  ARRIVALS_PER_MS,
  CLAIM_COLUMNS,
  FairClaims,
  HEAD_WAIT_MS,
  isAtMaximum,
  MEAN_TARGET_MS,
  SHARE_WEIGHT,
  WAITING,
  WEIGHT,
  type TenantHolding,
} from './fair-claims.ts'

export { isAtMaximum, type TenantHolding } from './fair-claims.ts'
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

export type FairChoice = Fairness & { readonly queueId: QueueId }

export type Fairness = {
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
  const entered = new FairClaims<QueueClaim>()
  for (const claim of claims) {
    const row = entered.next(claim, holdingOf(claim.tenantId))
    const { waiting, headWaitMs, weight, arrivalsPerMs, emergency } = claim
    entered.figures.set([waiting, headWaitMs, meanTargetMs(claim), weight, arrivalsPerMs, emergency ? 1 : 0, 0, 0], row)
    entered.count++
  }
  const chosen = chooseFairClaim(entered)
  const queueId = chosen === null ? undefined : claims[chosen.index]?.queueId
  if (chosen === null || queueId === undefined) return null
  const { imbalance, queuesConsidered, share } = chosen
  return { queueId, imbalance, queuesConsidered, share }
}

export type ChosenClaim = Fairness & { readonly index: number }

/** The same among claims that have been entered. */
export function chooseFairClaim<Q extends { readonly queueId: QueueId }>(claims: FairClaims<Q>): ChosenClaim | null {
  const { count, figures } = claims
  let [waiting, shares, queuesConsidered] = [0, 0, 0]
  for (let index = 0; index < count; index++) {
    if (!isOpen(claims, index)) continue
    const row = index * CLAIM_COLUMNS
    const shareWeight = shareWeightOf(figures, row)
    figures[row + SHARE_WEIGHT] = shareWeight
    waiting += figures[row + WAITING] ?? 0
    shares += shareWeight
    queuesConsidered++
  }
  let best = -1
  let [bestImbalance, bestTier, bestUrgency] = [0, 0, 0]
  for (let index = 0; index < count; index++) {
    if (!isOpen(claims, index)) continue
    const row = index * CLAIM_COLUMNS
    const share = shares === 0 ? 0 : ((figures[row + SHARE_WEIGHT] ?? 0) / shares) * waiting
    const imbalance = (figures[row + WAITING] ?? 0) - share
    const waitedByTarget =
      ((figures[row + HEAD_WAIT_MS] ?? 0) * (figures[row + WEIGHT] ?? 0)) / (figures[row + MEAN_TARGET_MS] ?? 1)
    const tier = tierOf(claims, index, waitedByTarget)
    const urgency = tier === WITHIN ? imbalance : waitedByTarget
    if (best >= 0) {
      if (tier > bestTier) continue
      if (tier === bestTier && urgency < bestUrgency) continue
      if (tier === bestTier && urgency === bestUrgency && !isFirstById(claims, index, best)) continue
    }
    best = index
    bestImbalance = imbalance
    bestTier = tier
    bestUrgency = urgency
  }
  if (best < 0) return null
  return { index: best, imbalance: bestImbalance, queuesConsidered, share: SHARES[bestTier] ?? 'within' }
}

const SHARES = ['emergency', 'belowMinimum', 'overdue', 'within'] as const
const [EMERGENCY, BELOW_MINIMUM, OVERDUE, WITHIN] = [0, 1, 2, 3] as const

type AnyClaims = FairClaims<{ readonly queueId: QueueId }>

function tierOf(claims: AnyClaims, index: number, waitedByTarget: number): number {
  if (claims.isEmergency(index)) return EMERGENCY
  const { busyAgents, agentsMin } = claims.holdingAt(index)
  if (busyAgents < agentsMin) return BELOW_MINIMUM
  return waitedByTarget >= OVERDUE_FACTOR ? OVERDUE : WITHIN
}

const isOpen = (claims: AnyClaims, index: number): boolean =>
  claims.isEmergency(index) || !isAtMaximum(claims.holdingAt(index))

const isFirstById = ({ queues }: AnyClaims, index: number, other: number): boolean =>
  (queues[index]?.queueId ?? '') < (queues[other]?.queueId ?? '')

/** What p_i is in proportion to. A queue nobody has called lately still has the share of one call in a long while, so that it is a queue at all. */
function shareWeightOf(figures: Float64Array, row: number): number {
  const rate = Math.max(figures[row + ARRIVALS_PER_MS] ?? 0, RATE_MIN_PER_MS)
  return (rate * (figures[row + MEAN_TARGET_MS] ?? 0)) / (figures[row + WEIGHT] ?? 1)
}

/** One call in an hour. */
const RATE_MIN_PER_MS = 1 / 3_600_000
/** −ln(1 − share) of a promise to answer every call at once would have no end. */
const TAIL_MAX = 7

/** The mean wait that keeps the promise when waits are exponential: P(W > target) = 1 − share. Never zero. */
export function meanTargetMs({ targetMs, targetShare }: Pick<QueueClaim, 'targetMs' | 'targetShare'>): number {
  const tail = targetShare >= 1 ? TAIL_MAX : Math.min(TAIL_MAX, -Math.log(1 - targetShare))
  return Math.max(1_000, targetMs) / Math.max(tail, 0.01)
}
