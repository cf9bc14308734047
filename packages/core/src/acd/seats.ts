import type { QueueId } from '../ids.ts'
import { LIFECYCLE } from '../tenants/lifecycle.ts'
import { refuse, type CommandOutcome } from './command-outcome.ts'
import type { PoolStep } from './pool-step.ts'
import type { SeatOffer } from './seat-offer.ts'
import type { PooledAgent, TakenSeat } from './step-types.ts'

export type SeatRequest = {
  readonly queueIds: readonly QueueId[]
  /** One for each tenant that has the agent. A log from before seats were enforced has none: nothing is limited then. */
  readonly offers: readonly SeatOffer[]
  /** Seats that the agent has already, and keeps whatever has become of the rent. */
  readonly held: readonly TakenSeat[]
}

export type SeatAnswer =
  { readonly ok: true; readonly seats: readonly TakenSeat[] } | { readonly ok: false; readonly refusal: CommandOutcome }

/**
 * One seat in each tenant whose queues are signed in for. All or none: an agent for whom one tenant has no seat left signs in for nobody. The engine is the only
 * one who gives seats, so two who ask for the last one cannot both have it. Nobody is thrown out when seats are given back; the next one who asks is refused.
 */
export function takeSeats(step: PoolStep, request: SeatRequest): SeatAnswer {
  const tenantIds = [...new Set(request.queueIds.flatMap((queueId) => step.queue(queueId)?.tenantId ?? []))].toSorted()
  const seats: TakenSeat[] = []
  for (const tenantId of tenantIds) {
    const held = request.held.find((seat) => seat.tenantId === tenantId)
    const offer = request.offers.find((each) => each.tenantId === tenantId)
    const refusal = held !== undefined || offer === undefined ? null : refusalOf(step, offer)
    if (refusal !== null) return { ok: false, refusal }
    if (held !== undefined) seats.push(held)
    else if (offer !== undefined) seats.push({ tenantId, grade: offer.grade })
  }
  return { ok: true, seats }
}

/** How many agents sit on the tenant's seats of a grade. */
export function seatsInUse(agents: readonly Pick<PooledAgent, 'seats'>[], seat: TakenSeat): number {
  return agents.filter(({ seats }) => holds(seats, seat)).length
}

const holds = (seats: readonly TakenSeat[], { tenantId, grade }: TakenSeat): boolean =>
  seats.some((seat) => seat.tenantId === tenantId && seat.grade === grade)

function refusalOf(step: PoolStep, offer: SeatOffer): CommandOutcome | null {
  const { tenantId, tenantName, status, grade, rented } = offer
  if (!LIFECYCLE[status].maySignIn)
    return refuse('tenant.notOpen', `${tenantName} is ${status}: nobody signs in for its queues now.`, {
      tenantId,
      tenantName,
      status,
      grade: null,
      rented: null,
      inUse: null,
    })
  if (rented === null) return null
  const inUse = seatsInUse([...step.tables.agents.values()], { tenantId, grade })
  if (inUse < rented) return null
  const message =
    `${tenantName} has rented ${String(rented)} ${grade} seats, and ${String(inUse)} are in use. ` +
    'Sign in when a colleague has signed out, leave out its queues, or ask its administrator to rent another seat.'
  return refuse('agent.seatsExhausted', message, { tenantId, tenantName, status, grade, rented, inUse })
}
