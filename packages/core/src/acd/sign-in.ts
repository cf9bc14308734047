import type { AgentId, QueueId } from '../ids.ts'
import { configureAgent } from './agent-attributes.ts'
import { callsWithoutAgents, changeStatus, systemNotReady } from './agent-status-change.ts'
import { DEFAULT_CAPACITY } from './capacity.ts'
import { ACCEPTED, refuse, type CommandOutcome } from './command-outcome.ts'
import { compareIds } from './order.ts'
import type { PoolStep } from './pool-step.ts'
import { takeSeats } from './seats.ts'
import type { AcdInput, AgentAttributes, Capacity, PooledAgent, TakenSeat } from './step-types.ts'

type SignInInput = Extract<AcdInput, { kind: 'agent.signIn' }>

/** Signs in, or, when signed in already, takes over other queues. The same wish twice (a tab opened again) changes nothing. */
export function signIn(step: PoolStep, input: SignInInput): CommandOutcome {
  const refused = input.queueIds.find(
    (queueId) => !input.allowedQueueIds.includes(queueId) || step.queue(queueId) === undefined,
  )
  if (refused !== undefined)
    return refuse('agent.queueNotAllowed', `the agent may not serve the queue [queue:${refused}]`)
  const queueIds = [...new Set(input.queueIds)].toSorted()
  const agent = step.agent(input.agentId)
  const isAbsent = agent === undefined || agent.status.kind === 'signedOut'
  const held = isAbsent ? [] : agent.seats
  const taken = takeSeats(step, { queueIds, offers: input.seatOffers ?? [], held })
  if (!taken.ok) return taken.refusal
  const choice: Choice = { device: input.device, queueIds, seats: taken.seats, ...publishedOf(input, agent) }
  if (!isAbsent) return signInAgain(step, agent, choice)
  startShift(step, { ...(agent ?? newAgent(step, input)), homeTenantId: input.homeTenantId }, choice)
  return ACCEPTED
}

type Choice = {
  readonly device: PooledAgent['device']
  readonly queueIds: readonly QueueId[]
  readonly seats: readonly TakenSeat[]
  readonly attributes: readonly AgentAttributes[]
  readonly capacity: Capacity
}

/** What the agent is to the tenants, as published with the sign-in; a sign-in from before has none, and changes nothing of it. */
const publishedOf = (input: SignInInput, agent: PooledAgent | undefined): Pick<Choice, 'attributes' | 'capacity'> => ({
  attributes: input.attributes?.toSorted((a, b) => compareIds(a.tenantId, b.tenantId)) ?? agent?.attributes ?? [],
  capacity: input.capacity ?? agent?.capacity ?? DEFAULT_CAPACITY,
})

function startShift(step: PoolStep, agent: PooledAgent, choice: Choice): void {
  const fresh = { idleSince: step.now, signedInAt: step.now, statusSince: step.now, busyMs: 0 }
  const present = step.putAgent({ ...agent, ...choice, ...fresh, next: null, muted: false })
  tellSignedIn(step, present)
  if (step.isPhoneUnclaimed(agent.agentId)) {
    step.setPhoneUnclaimed(agent.agentId, false)
    step.agentFact(present, { kind: 'agent.phoneChanged', agentId: agent.agentId, registered: true })
  }
  changeStatus(step, present, { status: systemNotReady('signedIn'), servedCall: null })
}

function signInAgain(step: PoolStep, agent: PooledAgent, choice: Choice): CommandOutcome {
  // Who signs in anew no longer wants to leave after the call.
  const next = agent.next?.kind === 'signedOut' ? null : agent.next
  const isSame = agent.device === choice.device && isSameSet(agent.queueIds, choice.queueIds)
  if (isSame) {
    if (next === agent.next) step.ignore('the agent is signed in like that already')
    else step.putAgent({ ...agent, next })
    configureAgent(step, { agentId: agent.agentId, attributes: choice.attributes })
    return ACCEPTED
  }
  const { kind } = agent.status
  if (kind === 'ringing' || kind === 'talking' || kind === 'hold')
    return refuse('agent.onCall', `queues and phone cannot change during a call [agent:${agent.agentId}]`)
  tellSignedIn(step, step.putAgent({ ...agent, ...choice, next }))
  if (kind === 'ready') step.freedAgents.add(agent.agentId)
  callsWithoutAgents(step, agent.queueIds)
  return ACCEPTED
}

export function tellSignedIn(step: PoolStep, agent: PooledAgent): void {
  const queues = agent.queueIds.flatMap((queueId) => {
    const queue = step.queue(queueId)
    return queue === undefined ? [] : [{ tenantId: queue.tenantId, queueId }]
  })
  step.agentFact(agent, { kind: 'agent.signedIn', agentId: agent.agentId, device: agent.device, queues })
}

function newAgent(step: PoolStep, input: SignInInput): PooledAgent {
  const agentId: AgentId = input.agentId
  return {
    agentId,
    homeTenantId: input.homeTenantId,
    device: input.device,
    queueIds: [],
    seats: [],
    attributes: [],
    capacity: DEFAULT_CAPACITY,
    status: { kind: 'signedOut' },
    statusSince: step.now,
    idleSince: step.now,
    signedInAt: step.now,
    busyMs: 0,
    phoneRegistered: step.isPhoneUnclaimed(agentId),
    muted: false,
    servedCall: null,
    noAnswers: 0,
    servedHeld: false,
    next: null,
  }
}

/** Both lists are free of doubles. */
function isSameSet(a: readonly QueueId[], b: readonly QueueId[]): boolean {
  return a.length === b.length && a.every((queueId) => b.includes(queueId))
}
