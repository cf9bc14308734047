import type { AgentId, QueueId } from '../ids.ts'
import { changeStatus, systemNotReady } from './agent-status-change.ts'
import { ACCEPTED, refuse, type CommandOutcome } from './command-outcome.ts'
import type { AcdDraft } from './draft.ts'
import { takeSeats } from './seats.ts'
import type { AcdInput, PooledAgent, TakenSeat } from './step-types.ts'

type SignInInput = Extract<AcdInput, { kind: 'agent.signIn' }>

/** Signs in, or, when signed in already, takes over other queues. The same wish twice (a tab opened again) changes nothing. */
export function signIn(draft: AcdDraft, input: SignInInput): CommandOutcome {
  const refused = input.queueIds.find(
    (queueId) => !input.allowedQueueIds.includes(queueId) || draft.queue(queueId) === undefined,
  )
  if (refused !== undefined)
    return refuse('agent.queueNotAllowed', `the agent may not serve the queue [queue:${refused}]`)
  const queueIds = [...new Set(input.queueIds)].toSorted()
  const agent = draft.agent(input.agentId)
  const isAbsent = agent === undefined || agent.status.kind === 'signedOut'
  const held = isAbsent ? [] : agent.seats
  const taken = takeSeats(draft, { queueIds, offers: input.seatOffers ?? [], held })
  if (!taken.ok) return taken.refusal
  const choice: Choice = { device: input.device, queueIds, seats: taken.seats }
  if (!isAbsent) return signInAgain(draft, agent, choice)
  startShift(draft, { ...(agent ?? newAgent(draft, input)), homeTenantId: input.homeTenantId }, choice)
  return ACCEPTED
}

type Choice = {
  readonly device: PooledAgent['device']
  readonly queueIds: readonly QueueId[]
  readonly seats: readonly TakenSeat[]
}

function startShift(draft: AcdDraft, agent: PooledAgent, choice: Choice): void {
  const present = draft.putAgent({ ...agent, ...choice, idleSince: draft.now, next: null, muted: false })
  tellSignedIn(draft, present)
  if (draft.isPhoneUnclaimed(agent.agentId)) {
    draft.setPhoneUnclaimed(agent.agentId, false)
    draft.agentFact(present, { kind: 'agent.phoneChanged', agentId: agent.agentId, registered: true })
  }
  changeStatus(draft, present, { status: systemNotReady('signedIn'), servedCall: null })
}

function signInAgain(draft: AcdDraft, agent: PooledAgent, choice: Choice): CommandOutcome {
  // Who signs in anew no longer wants to leave after the call.
  const next = agent.next?.kind === 'signedOut' ? null : agent.next
  const isSame = agent.device === choice.device && isSameSet(agent.queueIds, choice.queueIds)
  if (isSame) {
    if (next === agent.next) draft.ignore('the agent is signed in like that already')
    else draft.putAgent({ ...agent, next })
    return ACCEPTED
  }
  const { kind } = agent.status
  if (kind === 'ringing' || kind === 'talking' || kind === 'hold')
    return refuse('agent.onCall', `queues and phone cannot change during a call [agent:${agent.agentId}]`)
  tellSignedIn(draft, draft.putAgent({ ...agent, ...choice, next }))
  if (kind === 'ready') draft.freedAgents.add(agent.agentId)
  return ACCEPTED
}

export function tellSignedIn(draft: AcdDraft, agent: PooledAgent): void {
  const queues = agent.queueIds.flatMap((queueId) => {
    const queue = draft.queue(queueId)
    return queue === undefined ? [] : [{ tenantId: queue.tenantId, queueId }]
  })
  draft.agentFact(agent, { kind: 'agent.signedIn', agentId: agent.agentId, device: agent.device, queues })
}

function newAgent(draft: AcdDraft, input: SignInInput): PooledAgent {
  const agentId: AgentId = input.agentId
  return {
    agentId,
    homeTenantId: input.homeTenantId,
    device: input.device,
    queueIds: [],
    seats: [],
    status: { kind: 'signedOut' },
    statusSince: draft.now,
    idleSince: draft.now,
    phoneRegistered: draft.isPhoneUnclaimed(agentId),
    muted: false,
    servedCall: null,
    next: null,
  }
}

/** Both lists are free of doubles. */
function isSameSet(a: readonly QueueId[], b: readonly QueueId[]): boolean {
  return a.length === b.length && a.every((queueId) => b.includes(queueId))
}
