import { isAvailable } from '../acd/capacity.ts'
import { isAtMaximum } from '../acd/fair-share.ts'
import { PoolTables } from '../acd/pool-tables.ts'
import { poolShareSchema } from '../acd/queue-routing.ts'
import { whyUnable } from '../acd/ability.ts'
import { requirementOf } from '../acd/requirement.ts'
import type { AcdState, AcdStep, PooledAgent, PooledCall } from '../acd/step-types.ts'
import { retryTimerId, ringTimerId, waitTimerId, wrapUpTimerId } from '../acd/timers.ts'
import type { CallbackId, CallId, TenantId } from '../ids.ts'

/** What must hold after every step, whatever happened; each fault in a sentence. */
export function findFaults(step: AcdStep, timerIds: readonly string[]): readonly string[] {
  const { state } = step
  const agents = Object.values(state.agents)
  const calls = state.calls
  return [
    ...faultsOfList(calls),
    ...calls.flatMap((call) => faultsOfCall(state, call)),
    ...agents.flatMap((agent) => faultsOfAgent(state, agent)),
    ...faultsOfMatching(state, agents, calls),
    ...faultsOfOrder(step, calls),
    ...faultsOfShares(step, agents),
    ...faultsOfCallbacks(state),
    ...faultsOfTimers(state, agents, timerIds),
  ]
}

/** A call is in the list once, and the list is in order: else a search would miss it. */
const faultsOfList = (calls: readonly PooledCall[]): readonly string[] =>
  calls.flatMap(({ callId }, index) => (callId > (calls[index - 1]?.callId ?? '') ? [] : [`${callId} is out of order`]))

/** Who a call is with, by what the call says: agent and status. */
function expectedHolders({ phase }: PooledCall): readonly string[] {
  switch (phase.kind) {
    case 'waiting':
    case 'outside':
      return []
    case 'presented':
      return phase.rings.map(({ agentId }) => `${agentId} ringing`)
    case 'talking':
      return [`${phase.agentId} ${phase.held ? 'hold' : 'talking'}`]
    case 'dialling':
      return [`${phase.agentId} talking`]
    case 'inFlow':
      return phase.agentId === null ? [] : [`${phase.agentId} hold`]
  }
}

/** A call is in exactly one place: it waits, or the agents who say the same have it. */
function faultsOfCall(state: AcdState, call: PooledCall): readonly string[] {
  if (call.queue === undefined && state.queues[call.queueId] === undefined) return [`${call.callId} waits in no queue`]
  const holders = Object.values(state.agents)
    .filter(({ status }) => status.kind !== 'wrapUp' && 'callId' in status && status.callId === call.callId)
    .map(({ agentId, status }) => `${agentId} ${status.kind}`)
  const expected = expectedHolders(call).toSorted()
  const isAsExpected = holders.toSorted().join() === expected.join()
  return isAsExpected
    ? []
    : [`${call.callId} is ${call.phase.kind} with ${expected.join()}, agents say ${holders.join()}`]
}

/** An agent has at most one call, and the record of it is the same everywhere. */
function faultsOfAgent(state: AcdState, agent: PooledAgent): readonly string[] {
  const { status, servedCall, agentId } = agent
  const callId = 'callId' in status ? status.callId : null
  if (callId !== (servedCall?.callId ?? null)) return [`${agentId} is ${status.kind} and bound to another call`]
  if (agent.busyMs < 0) return [`${agentId} was busy less than never`]
  if (callId !== null && status.kind !== 'wrapUp' && !state.calls.some((call) => call.callId === callId))
    return [`${agentId} is on a call that is gone`]
  if (status.kind === 'ready' && !agent.phoneRegistered) return [`${agentId} is ready without a phone`]
  return []
}

const busyFor = (agents: readonly PooledAgent[], tenantId: TenantId): number =>
  agents.filter(({ servedCall }) => servedCall?.tenantId === tenantId).length

const isFull = (state: AcdState, agents: readonly PooledAgent[], tenantId: TenantId): boolean => {
  const { agentsMin, agentsMax } = state.tenants[tenantId] ?? poolShareSchema.parse({})
  return isAtMaximum({ busyAgents: busyFor(agents, tenantId), agentsMin, agentsMax })
}

/** Whether the agent may be rung for the call at this moment, said from the state alone. */
function canServe(tables: PoolTables, agent: PooledAgent, call: PooledCall): boolean {
  const profile = tables.index.profileOf(agent.agentId)
  if (profile === undefined || call.test === true || !isAvailable(agent)) return false
  if (call.hold !== null) return call.hold.agentId === agent.agentId
  return whyUnable(profile, requirementOf(call, tables.queueOf(call), tables.flags)) === null
}

/** No ready agent idles while a call waits that the agent could take, unless its tenant has as many agents as it may. */
function faultsOfMatching(
  state: AcdState,
  agents: readonly PooledAgent[],
  calls: readonly PooledCall[],
): readonly string[] {
  const tables = new PoolTables(state)
  const waiting = calls.filter((call) => call.phase.kind === 'waiting' && call.silent !== true)
  const open = waiting.filter((call) => tables.queueOf(call).routing.emergency || !isFull(state, agents, call.tenantId))
  return open.flatMap((call) =>
    agents
      .filter((agent) => canServe(tables, agent, call))
      .map((agent) => `${agent.agentId} idles while ${call.callId} waits`),
  )
}

/** Within a queue nobody who asks the same of the agent is overtaken. */
function faultsOfOrder(step: AcdStep, calls: readonly PooledCall[]): readonly string[] {
  const presented = step.facts.flatMap(({ fact }) => (fact.kind === 'call.presented' ? [fact] : []))
  return presented.flatMap((fact) => {
    const call = calls.find(({ callId }) => callId === fact.callId)
    if (call === undefined) return []
    if (fact.reason.trigger !== 'agentFreed' || fact.reason.fairness === null) return []
    return calls
      .filter((other) => other.phase.kind === 'waiting' && other.queueId === call.queueId && other.test !== true)
      .filter((other) => other.silent !== true)
      .filter((other) => other.hold === null && other.step === call.step && other.skills.length === call.skills.length)
      .filter((other) => other.order < call.order)
      .map((other) => `${call.callId} overtook ${other.callId}`)
  })
}

/** Never more than the maximum; and what was decided by fairness was decided for a tenant that might have an agent more. */
function faultsOfShares(step: AcdStep, agents: readonly PooledAgent[]): readonly string[] {
  const { state } = step
  return Object.entries(state.tenants).flatMap(([tenantId, { agentsMax }]) => {
    if (agentsMax === null) return []
    const isEmergency = (agent: PooledAgent): boolean =>
      agent.servedCall !== null && state.queues[agent.servedCall.queueId]?.routing.emergency === true
    const busy = agents.filter((agent) => agent.servedCall?.tenantId === tenantId && !isEmergency(agent)).length
    // Who serves already when the maximum is lowered goes on: only a step that rings somebody counts.
    const hasRung = step.facts.some(({ fact, tenantId: of }) => fact.kind === 'call.presented' && of === tenantId)
    const byTransfer = step.facts.some(({ fact }) => fact.kind === 'call.transferred')
    return hasRung && !byTransfer && busy > agentsMax
      ? [`${tenantId} has ${String(busy)} agents, at most ${String(agentsMax)}`]
      : []
  })
}

/** A callback rests, or exactly one call is its attempt. */
function faultsOfCallbacks(state: AcdState): readonly string[] {
  const open = state.calls.flatMap(({ callback }) => (callback?.reached === false ? [callback.callbackId] : []))
  const faults = Object.values(state.callbacks).flatMap(({ callbackId, restsUntil, attempts, attemptsMax }) => {
    const places = open.filter((each) => each === callbackId).length + (restsUntil === null ? 0 : 1)
    return [
      ...(places === 1 ? [] : [`${callbackId} is in ${String(places)} places`]),
      ...(attempts <= attemptsMax ? [] : [`${callbackId} was dialled ${String(attempts)} times`]),
    ]
  })
  const lost = open.filter((callbackId) => state.callbacks[callbackId] === undefined)
  return [...faults, ...lost.map((callbackId) => `an attempt of ${callbackId} is nobody's`)]
}

/** Every ring, wrap-up, wait and rest has its timer, and there is no other. */
function faultsOfTimers(
  state: AcdState,
  agents: readonly PooledAgent[],
  timerIds: readonly string[],
): readonly string[] {
  const needed = [
    ...state.calls.flatMap(({ callId, phase, dueAt }) => [
      ...(phase.kind === 'presented' ? phase.rings.map((ring) => ringTimerId({ ...ring, callId })) : []),
      ...(dueAt === null ? [] : [waitTimerId({ callId, dueAt })]),
    ]),
    ...agents.flatMap(({ agentId, status }) =>
      status.kind === 'wrapUp' ? [wrapUpTimerId({ agentId, endsAt: status.endsAt })] : [],
    ),
    ...Object.values(state.callbacks).flatMap(({ callbackId, restsUntil }) =>
      restsUntil === null ? [] : [retryTimerId({ callbackId, restsUntil })],
    ),
  ].toSorted()
  const isEqual = needed.length === timerIds.length && needed.every((timerId, index) => timerId === timerIds[index])
  return isEqual ? [] : [`timers are ${timerIds.join(' ')}, needed are ${needed.join(' ')}`]
}

/** Counts calls by what became of them first: each one that is offered is answered, gives up, goes elsewhere, or still waits. */
export class CallLedger {
  readonly #offered = new Set<CallId>()
  readonly #answered = new Set<CallId>()
  readonly #abandoned = new Set<CallId>()
  readonly #elsewhere = new Set<CallId>()
  readonly #dials = new Map<string, number>()
  readonly #requested = new Set<CallbackId>()
  readonly #ended = new Set<CallbackId>()
  readonly #faults: string[] = []

  take(step: Pick<AcdStep, 'facts' | 'effects'>): void {
    for (const { fact } of step.facts) {
      if (fact.kind === 'call.queued' && !fact.requeued) this.#offered.add(fact.callId)
      if (fact.kind === 'call.connected' || fact.kind === 'call.outsideAnswered') this.#answered.add(fact.callId)
      if (fact.kind === 'call.abandoned' && !this.#answered.has(fact.callId)) this.#abandoned.add(fact.callId)
      if (fact.kind === 'callback.requested') this.#requested.add(fact.callbackId)
      if (fact.kind === 'callback.ended') {
        if (this.#ended.has(fact.callbackId)) this.#faults.push(`${fact.callbackId} ended twice`)
        this.#ended.add(fact.callbackId)
      }
    }
    for (const effect of step.effects) {
      if (effect.kind === 'call.overflow' || effect.kind === 'call.leaveQueue') this.#goesElsewhere(effect.callId)
      if (effect.kind !== 'callback.dial') continue
      const attempt = `${effect.callbackId} ${String(effect.attempt)}`
      this.#dials.set(attempt, (this.#dials.get(attempt) ?? 0) + 1)
      if (this.#dials.get(attempt) !== 1) this.#faults.push(`attempt ${attempt} was dialled twice`)
    }
  }

  get counts() {
    return {
      offered: this.#offered.size,
      answered: this.#answered.size,
      abandoned: this.#abandoned.size,
      elsewhere: this.#elsewhere.size,
      dials: this.#dials.size,
      callbacks: this.#requested.size,
      callbacksEnded: this.#ended.size,
    }
  }

  findFault(state: AcdState): string | null {
    const waiting = state.calls.filter(({ callId }) => this.#offered.has(callId) && !this.#answered.has(callId)).length
    const answered = [...this.#answered].filter((callId) => this.#offered.has(callId)).length
    const { offered, abandoned, elsewhere, callbacks, callbacksEnded } = this.counts
    const openCallbacks = Object.keys(state.callbacks).length
    if (callbacks !== callbacksEnded + openCallbacks)
      return `callbacks ${String(callbacks)} = ended ${String(callbacksEnded)} + open ${String(openCallbacks)}`
    if (this.#faults.length > 0) return this.#faults.join('; ')
    return offered === answered + abandoned + elsewhere + waiting
      ? null
      : `offered ${String(offered)} = answered ${String(answered)} + abandoned ${String(abandoned)} + elsewhere ${String(elsewhere)} + waiting ${String(waiting)}`
  }

  #goesElsewhere(callId: CallId): void {
    if (this.#offered.has(callId) && !this.#answered.has(callId)) this.#elsewhere.add(callId)
  }
}
