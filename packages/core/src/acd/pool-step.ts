import type { Fact } from '../contracts/journal.ts'
import type { QueueConfig } from '../contracts/snapshot.ts'
import type { WaitCause } from '../contracts/wait-cause.ts'
import type { AgentId, CallId, QueueId, TenantId } from '../ids.ts'
import type { Instant } from '../time.ts'
import { isAtMaximum, type TenantHolding } from './fair-share.ts'
import { isOn, type EngineFlag } from './flags.ts'
import type { PoolTables } from './pool-tables.ts'
import type { AcdEffect, AcdFact, AcdOutcome, PooledAgent, PooledCall, QueueMemory } from './step-types.ts'

const NO_MEMORY: QueueMemory = { lastAgentId: null, servedAt: [], lastWaitMs: null, arrivals: null }

/** One input at work on the pool: what it reads and changes, and what is told of it. */
export class PoolStep {
  readonly now: Instant
  readonly tables: PoolTables
  readonly freedAgents: Set<AgentId>
  readonly newlyWaiting: Set<CallId>
  readonly relievedTenants: Set<TenantId>
  readonly #effects: AcdEffect[] = []
  readonly #facts: AcdFact[] = []
  #ignored: string | null = null

  constructor(tables: PoolTables, now: Instant) {
    this.tables = tables
    this.now = now
    this.freedAgents = tables.loose.freedAgents
    this.newlyWaiting = tables.loose.newlyWaiting
    this.relievedTenants = tables.loose.relievedTenants
  }

  isOn(flag: EngineFlag): boolean {
    return isOn(this.tables.flags, flag)
  }

  agent(agentId: AgentId): PooledAgent | undefined {
    return this.tables.agents.get(agentId)
  }

  call(callId: CallId): PooledCall | undefined {
    return this.tables.calls.get(callId)
  }

  queue(queueId: QueueId): QueueConfig | undefined {
    return this.tables.queue(queueId)
  }

  queueOf(call: Parameters<PoolTables['queueOf']>[0]): QueueConfig {
    return this.tables.queueOf(call)
  }

  /** What the tenant holds of the pool as it is at the moment of asking. */
  holding(tenantId: TenantId): TenantHolding & { readonly weight: number } {
    return this.tables.index.holding(tenantId)
  }

  memory(queueId: QueueId): QueueMemory {
    return this.tables.memory(queueId) ?? NO_MEMORY
  }

  remember(queueId: QueueId, change: Partial<QueueMemory>): void {
    this.tables.remember(queueId, { ...this.memory(queueId), ...change })
  }

  isPhoneUnclaimed(agentId: AgentId): boolean {
    return this.tables.unclaimedPhones.has(agentId)
  }

  isQueueClosing(queueId: QueueId): boolean {
    return this.tables.closingQueues.has(queueId)
  }

  putAgent(agent: PooledAgent): PooledAgent {
    const before = this.tables.agents.get(agent.agentId)
    const served = before?.servedCall?.tenantId
    const wasFull = served !== undefined && served !== agent.servedCall?.tenantId && isAtMaximum(this.holding(served))
    this.tables.putAgent(agent, before)
    if (wasFull && !isAtMaximum(this.holding(served))) this.relievedTenants.add(served)
    return agent
  }

  putCall<C extends PooledCall>(call: C): C {
    this.tables.putCall(call)
    return call
  }

  removeCall(call: PooledCall): void {
    this.tables.removeCall(call)
  }

  setPhoneUnclaimed(agentId: AgentId, isUnclaimed: boolean): void {
    setMark(this.tables.unclaimedPhones, agentId, isUnclaimed)
  }

  setQueueClosing(queueId: QueueId, isClosing: boolean): void {
    setMark(this.tables.closingQueues, queueId, isClosing)
  }

  effect(effect: AcdEffect): void {
    this.#effects.push(effect)
  }

  /** A fact about a call belongs to the call's tenant, whoever's agent serves it. */
  callFact(call: Pick<PooledCall, 'tenantId'>, fact: Fact): void {
    this.#facts.push({ tenantId: call.tenantId, fact })
  }

  /** A fact about an agent belongs to the agent's home tenant, whoever is served. */
  agentFact(agent: PooledAgent, fact: Fact): void {
    this.#facts.push({ tenantId: agent.homeTenantId, fact })
  }

  /** What this step has told of the call's waiting gets its causes: known only after everybody had a chance to be rung. */
  tellWhyWaiting(callId: CallId, causes: readonly WaitCause[]): void {
    for (let index = this.#facts.length - 1; index >= 0; index--) {
      const told = this.#facts[index]
      const fact = told?.fact
      if (told === undefined || (fact?.kind !== 'call.queued' && fact?.kind !== 'call.requirementRelaxed')) continue
      if (fact.callId !== callId) continue
      this.#facts[index] = { ...told, fact: { ...fact, causes: [...causes] } }
      return
    }
  }

  ignore(why: string): void {
    this.#ignored = why
  }

  finish(): AcdOutcome {
    return { effects: this.#effects, facts: this.#facts, ignored: this.#ignored }
  }
}

function setMark<K>(marks: Set<K>, key: K, isMarked: boolean): void {
  if (isMarked) marks.add(key)
  else marks.delete(key)
}
