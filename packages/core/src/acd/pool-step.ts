import type { Fact } from '../contracts/journal.ts'
import type { QueueConfig } from '../contracts/snapshot.ts'
import type { WaitCause } from '../contracts/wait-cause.ts'
import type { AgentId, CallId, QueueId, TenantId } from '../ids.ts'
import type { Instant } from '../time.ts'
import type { FewIds } from './few-ids.ts'
import { isAtMaximum, type TenantHolding } from './fair-share.ts'
import { isOn, type EngineFlag } from './flags.ts'
import type { PoolTables } from './pool-tables.ts'
import type { Draft, RingChange, StatusChange } from './pool-types.ts'
import type { AcdEffect, AcdFact, AcdOutcome, PooledAgent, PooledCall, QueueMemory } from './step-types.ts'

const NO_MEMORY: QueueMemory = { lastAgentId: null, servedAt: [], lastWaitMs: null, arrivals: null }

/** One input at work on the pool: what it reads and changes, and what is told of it. */
export class PoolStep {
  readonly now: Instant
  readonly tables: PoolTables
  readonly freedAgents: FewIds<AgentId>
  readonly newlyWaiting: FewIds<CallId>
  readonly relievedTenants: FewIds<TenantId>
  readonly #effects: AcdEffect[] = []
  readonly #facts: AcdFact[] = []
  #ignored: string | null = null
  #ownAgent: Draft<PooledAgent> | null = null
  #ownCall: Draft<PooledCall> | null = null

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
    const left = this.#tenantLeft(agent.agentId, agent.servedCall)
    this.tables.putAgent(agent)
    this.#relieve(left)
    return agent
  }

  /** Who is free from now on, to be put with what the agent becomes. */
  idleFromNow(agent: PooledAgent): PooledAgent {
    return (this.#ownAgent = { ...agent, idleSince: this.now })
  }

  /** An agent whom this step has made is changed where it stands, for nobody else has seen it; any other one is replaced. */
  putChanged(agent: PooledAgent, change: StatusChange): PooledAgent {
    const own = agent === this.#ownAgent ? this.#ownAgent : { ...agent }
    this.#ownAgent = own
    const left = this.#tenantLeft(agent.agentId, change.servedCall)
    this.tables.putChanged(own, change)
    this.#relieve(left)
    return own
  }

  /** The tenant that had as many agents as it may, and whom the agent serves no longer. */
  #tenantLeft(agentId: AgentId, servedCall: PooledAgent['servedCall']): TenantId | null {
    const served = this.tables.agents.get(agentId)?.servedCall?.tenantId
    if (served === undefined || served === servedCall?.tenantId) return null
    return isAtMaximum(this.holding(served)) ? served : null
  }

  #relieve(tenantId: TenantId | null): void {
    if (tenantId !== null && !isAtMaximum(this.holding(tenantId))) this.relievedTenants.add(tenantId)
  }

  /** One that is not in the pool yet has been made by this step: nobody else has seen it. */
  putNewCall(call: PooledCall): PooledCall {
    if (this.call(call.callId) === undefined) this.#ownCall = call
    return this.putCall(call)
  }

  /** A call that this step has made is changed where it stands; any other one is replaced. */
  putRinging(call: PooledCall, change: RingChange): PooledCall {
    const own = call === this.#ownCall ? this.#ownCall : { ...call }
    this.tables.putRinging(own, change)
    return own
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
