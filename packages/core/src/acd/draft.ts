import { InvariantError } from '../assert.ts'
import type { Fact } from '../contracts/journal.ts'
import type { QueueConfig } from '../contracts/snapshot.ts'
import type { AgentId, CallId, QueueId } from '../ids.ts'
import type { Instant } from '../time.ts'
import { findCall, placeOf } from './pooled-calls.ts'
import type { AcdEffect, AcdFact, AcdState, AcdStep, PooledAgent, PooledCall } from './step-types.ts'

/**
 * The state under one step. The state that came in is never written to: each table is copied at its first change,
 * so that a step that changes nothing gives back the very same state.
 */
export class AcdDraft {
  readonly now: Instant
  /** Agents who became ready in this step, and calls that began to wait in it: the only ones a new match can come from. */
  readonly freedAgents = new Set<AgentId>()
  readonly newlyWaiting = new Set<CallId>()
  private readonly before: AcdState
  private queues: Record<QueueId, QueueConfig> | null = null
  private agents: Record<AgentId, PooledAgent> | null = null
  private calls: PooledCall[] | null = null
  private unclaimedPhones: Record<AgentId, true> | null = null
  private closingQueues: Record<QueueId, true> | null = null
  private readonly effects: AcdEffect[] = []
  private readonly facts: AcdFact[] = []
  private ignored: string | null = null

  constructor(before: AcdState, now: Instant) {
    this.before = before
    this.now = now
  }

  agent(agentId: AgentId): PooledAgent | undefined {
    return (this.agents ?? this.before.agents)[agentId]
  }

  call(callId: CallId): PooledCall | undefined {
    return findCall(this.calls ?? this.before.calls, callId)
  }

  queue(queueId: QueueId): QueueConfig | undefined {
    return (this.queues ?? this.before.queues)[queueId]
  }

  /** The queue of a call in the pool, as the call began with it, else as it is: configured for as long as the call is there. */
  queueOf(call: PooledCall): QueueConfig {
    const queue = call.queue ?? this.queue(call.queueId)
    if (queue === undefined)
      throw new InvariantError(`a pooled call has no queue [call:${call.callId} queue:${call.queueId}]`)
    return queue
  }

  allAgents(): readonly PooledAgent[] {
    return Object.values(this.agents ?? this.before.agents)
  }

  allCalls(): readonly PooledCall[] {
    return this.calls ?? this.before.calls
  }

  isPhoneUnclaimed(agentId: AgentId): boolean {
    return (this.unclaimedPhones ?? this.before.unclaimedPhones)[agentId] === true
  }

  isQueueClosing(queueId: QueueId): boolean {
    return (this.closingQueues ?? this.before.closingQueues)[queueId] === true
  }

  putAgent(agent: PooledAgent): PooledAgent {
    this.agents ??= { ...this.before.agents }
    this.agents[agent.agentId] = agent
    return agent
  }

  putCall(call: PooledCall): PooledCall {
    this.calls ??= [...this.before.calls]
    const place = placeOf(this.calls, call.callId)
    this.calls.splice(place, this.calls[place]?.callId === call.callId ? 1 : 0, call)
    return call
  }

  putQueue(queue: QueueConfig): void {
    this.queues ??= { ...this.before.queues }
    this.queues[queue.queueId] = queue
  }

  removeCall(callId: CallId): void {
    this.calls ??= [...this.before.calls]
    const place = placeOf(this.calls, callId)
    if (this.calls[place]?.callId === callId) this.calls.splice(place, 1)
  }

  removeQueue(queueId: QueueId): void {
    this.queues ??= { ...this.before.queues }
    removeKey(this.queues, queueId)
  }

  setPhoneUnclaimed(agentId: AgentId, isUnclaimed: boolean): void {
    this.unclaimedPhones = withMark(this.unclaimedPhones ?? this.before.unclaimedPhones, agentId, isUnclaimed)
  }

  setQueueClosing(queueId: QueueId, isClosing: boolean): void {
    this.closingQueues = withMark(this.closingQueues ?? this.before.closingQueues, queueId, isClosing)
  }

  effect(effect: AcdEffect): void {
    this.effects.push(effect)
  }

  /** A fact about a call belongs to the call's tenant, whoever's agent serves it. */
  callFact(call: Pick<PooledCall, 'tenantId'>, fact: Fact): void {
    this.facts.push({ tenantId: call.tenantId, fact })
  }

  /** A fact about an agent belongs to the agent's home tenant, whoever is served. */
  agentFact(agent: PooledAgent, fact: Fact): void {
    this.facts.push({ tenantId: agent.homeTenantId, fact })
  }

  ignore(why: string): void {
    this.ignored = why
  }

  finish(): AcdStep {
    const { before, queues, agents, calls, unclaimedPhones, closingQueues } = this
    const isUnchanged = !(queues ?? agents ?? calls ?? unclaimedPhones ?? closingQueues)
    const state: AcdState = isUnchanged
      ? before
      : {
          queues: queues ?? before.queues,
          agents: agents ?? before.agents,
          calls: calls ?? before.calls,
          unclaimedPhones: unclaimedPhones ?? before.unclaimedPhones,
          closingQueues: closingQueues ?? before.closingQueues,
        }
    return { state, effects: this.effects, facts: this.facts, ignored: this.ignored }
  }
}

function withMark<K extends string>(marks: Readonly<Record<K, true>>, key: K, isMarked: boolean): Record<K, true> {
  const copy: Record<K, true> = { ...marks }
  if (isMarked) copy[key] = true
  else removeKey(copy, key)
  return copy
}

function removeKey<K extends string>(table: Record<K, unknown>, key: K): void {
  Reflect.deleteProperty(table, key)
}
