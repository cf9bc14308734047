import { canServe } from '../acd/matching.ts'
import { findCall } from '../acd/pooled-calls.ts'
import type { AcdState, AcdStep, PooledAgent, PooledCall } from '../acd/step-types.ts'
import { ringTimerId, wrapUpTimerId } from '../acd/timers.ts'
import type { FactOf } from '../contracts/journal.ts'
import type { CallId } from '../ids.ts'

/** What must hold after every step, whatever happened; each fault in a sentence. */
export function findFaults(step: AcdStep, timerIds: readonly string[]): readonly string[] {
  const { state } = step
  const agents = Object.values(state.agents)
  const calls = state.calls
  return [
    ...faultsOfList(calls),
    ...calls.flatMap((call) => faultsOfCall(state, call)),
    ...agents.flatMap((agent) => faultsOfAgent(state, agent)),
    ...faultsOfMatching(agents, calls),
    ...faultsOfOrder(step, agents, calls),
    ...faultsOfTimers(agents, calls, timerIds),
  ]
}

/** A call is in the list once, and the list is in order: else a search would miss it. */
const faultsOfList = (calls: readonly PooledCall[]): readonly string[] =>
  calls.flatMap(({ callId }, index) => (callId > (calls[index - 1]?.callId ?? '') ? [] : [`${callId} is out of order`]))

/** A call is in exactly one place: it waits, or one agent, who says the same, has it. */
function faultsOfCall(state: AcdState, call: PooledCall): readonly string[] {
  if (state.queues[call.queueId] === undefined) return [`${call.callId} waits in no queue`]
  const holders = Object.values(state.agents).filter(
    ({ status }) =>
      (status.kind === 'ringing' || status.kind === 'talking' || status.kind === 'hold') &&
      status.callId === call.callId,
  )
  const statuses = holders.map(({ status }) => status.kind).join('+')
  const { phase } = call
  if (phase.kind === 'waiting')
    return statuses === '' ? [] : [`${call.callId} waits and is with an agent (${statuses})`]
  const expected = phase.kind === 'presented' ? 'ringing' : phase.held ? 'hold' : 'talking'
  const isWithItsAgent = statuses === expected && holders[0]?.agentId === phase.agentId
  return isWithItsAgent ? [] : [`${call.callId} is ${phase.kind}, its agents are ${statuses}`]
}

/** An agent has at most one call, and the record of it is the same everywhere. */
function faultsOfAgent(state: AcdState, agent: PooledAgent): readonly string[] {
  const { status, servedCall, agentId } = agent
  const callId = 'callId' in status ? status.callId : null
  if (callId !== (servedCall?.callId ?? null)) return [`${agentId} is ${status.kind} and bound to another call`]
  if (status.kind === 'wrapUp')
    return findCall(state.calls, status.callId) === undefined ? [] : [`${agentId} wraps up too early`]
  if (callId !== null && findCall(state.calls, callId) === undefined) return [`${agentId} is on a call that is gone`]
  if (status.kind === 'ready' && !agent.phoneRegistered) return [`${agentId} is ready without a phone`]
  return []
}

/** No ready agent idles while a call waits that the agent could take. */
function faultsOfMatching(agents: readonly PooledAgent[], calls: readonly PooledCall[]): readonly string[] {
  const waiting = calls.filter((call) => call.phase.kind === 'waiting')
  return waiting.flatMap((call) =>
    agents.filter((agent) => canServe(agent, call)).map((agent) => `${agent.agentId} idles while ${call.callId} waits`),
  )
}

/** The presented call was the first the agent could take, and the agent the longest idle of those who could. */
function faultsOfOrder(step: AcdStep, agents: readonly PooledAgent[], calls: readonly PooledCall[]): readonly string[] {
  const presented = step.facts.flatMap(({ fact }) => (fact.kind === 'call.presented' ? [fact] : []))
  return presented.flatMap((fact) => {
    const call = findCall(step.state.calls, fact.callId)
    const agent = step.state.agents[fact.agentId]
    if (call === undefined || agent === undefined) return [`${fact.callId} was presented and is gone`]
    return [...overtaken(call, agent, calls), ...passedOver(fact, agent, agents)]
  })
}

const overtaken = (call: PooledCall, agent: PooledAgent, calls: readonly PooledCall[]): readonly string[] =>
  calls
    .filter((other) => other.phase.kind === 'waiting' && agent.queueIds.includes(other.queueId))
    .filter((other) => isBefore(other, call))
    .map((other) => `${call.callId} overtook ${other.callId}`)

/** The promise to callers, said again in its own words and not with the engine's comparison. */
const isBefore = (other: PooledCall, call: PooledCall): boolean =>
  other.priority > call.priority || (other.priority === call.priority && other.enqueuedAt < call.enqueuedAt)

const passedOver = (
  fact: FactOf<'call.presented'>,
  chosen: PooledAgent,
  agents: readonly PooledAgent[],
): readonly string[] =>
  agents
    .filter((agent) => canServe(agent, fact) && agent.idleSince < chosen.idleSince)
    .map((agent) => `${agent.agentId} idled longer than ${fact.agentId}`)

/** Every ring and every wrap-up has its timer, and there is no other. */
function faultsOfTimers(
  agents: readonly PooledAgent[],
  calls: readonly PooledCall[],
  timerIds: readonly string[],
): readonly string[] {
  const needed = [
    ...calls.flatMap(({ callId, phase }) => (phase.kind === 'presented' ? [ringTimerId({ callId, ...phase })] : [])),
    ...agents.flatMap(({ agentId, status }) =>
      status.kind === 'wrapUp' ? [wrapUpTimerId({ agentId, endsAt: status.endsAt })] : [],
    ),
  ].toSorted()
  const isEqual = needed.length === timerIds.length && needed.every((timerId, index) => timerId === timerIds[index])
  return isEqual ? [] : [`timers are ${timerIds.join(' ')}, needed are ${needed.join(' ')}`]
}

/** Counts calls by what became of them first: offered = answered + abandoned + still waiting for the first answer. */
export class CallLedger {
  private readonly offered = new Set<CallId>()
  private readonly answered = new Set<CallId>()
  private readonly abandoned = new Set<CallId>()

  take(step: AcdStep): void {
    for (const { fact } of step.facts) {
      if (fact.kind === 'call.queued' && !fact.requeued) this.offered.add(fact.callId)
      if (fact.kind === 'call.connected') this.answered.add(fact.callId)
      if (fact.kind === 'call.abandoned' && !this.answered.has(fact.callId)) this.abandoned.add(fact.callId)
    }
  }

  get counts(): { readonly offered: number; readonly answered: number; readonly abandoned: number } {
    return { offered: this.offered.size, answered: this.answered.size, abandoned: this.abandoned.size }
  }

  findFault(state: AcdState): string | null {
    const waiting = state.calls.filter((call) => !this.answered.has(call.callId)).length
    const { offered, answered, abandoned } = this.counts
    return offered === answered + abandoned + waiting
      ? null
      : `offered ${String(offered)} = answered ${String(answered)} + abandoned ${String(abandoned)} + waiting ${String(waiting)}`
  }
}
