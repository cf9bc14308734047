import type { QueueConfig } from '../contracts/snapshot.ts'
import type { WaitCause } from '../contracts/wait-cause.ts'
import type { AgentId, CallbackId, CallId, QueueId, TenantId } from '../ids.ts'
import type { Instant } from '../time.ts'
import { applyInput } from './apply-input.ts'
import { emptyAcdState } from './empty-state.ts'
import { PoolStep } from './pool-step.ts'
import { PoolTables } from './pool-tables.ts'
import { whyNotOffered, type WhyNot } from './why-not.ts'
import { whyWaiting } from './why-waiting.ts'
import type { PoolShare } from './queue-routing.ts'
import type { AcdInput, AcdOutcome, AcdState, PooledAgent, PooledCall, PooledCallback } from './step-types.ts'

/**
 * The engine of one routing pool as it runs: changed in place by each input, and indexed. A pool restored from what another's `snapshot` gave goes on exactly as that
 * one would. Nothing it hands out is changed later. A state that contradicts itself throws `InvariantError`; the pool is of no use then and is restored from its log.
 */
export class AcdPool {
  readonly #tables: PoolTables

  private constructor(state: AcdState) {
    this.#tables = new PoolTables(state)
  }

  static empty(): AcdPool {
    return new AcdPool(emptyAcdState())
  }

  static restore(state: AcdState): AcdPool {
    return new AcdPool(state)
  }

  /** Decides what one thing that happened means for the pool. Total: every state has an answer to every input, and `ignored` says why nothing (more) came of it. */
  apply(input: AcdInput, now: Instant): AcdOutcome {
    const step = new PoolStep(this.#tables, now)
    applyInput(step, input)
    return step.finish()
  }

  /** The whole state as plain data, for a take-over; it costs by the size of the pool, the reading below does not. */
  snapshot(): AcdState {
    return this.#tables.snapshot()
  }

  get flags(): readonly number[] {
    return this.#tables.flags
  }

  /** What is published of the tenant's share; undefined: nothing yet. */
  share(tenantId: TenantId): PoolShare | undefined {
    return this.#tables.tenants.get(tenantId)
  }

  agent(agentId: AgentId): PooledAgent | undefined {
    return this.#tables.agents.get(agentId)
  }

  call(callId: CallId): PooledCall | undefined {
    return this.#tables.calls.get(callId)
  }

  callback(callbackId: CallbackId): PooledCallback | undefined {
    return this.#tables.callbacks.get(callbackId)
  }

  queue(queueId: QueueId): QueueConfig | undefined {
    return this.#tables.queue(queueId)
  }

  isQueueClosing(queueId: QueueId): boolean {
    return this.#tables.closingQueues.has(queueId)
  }

  /** In no order that means anything. */
  agents(): Iterable<PooledAgent> {
    return this.#tables.agents.values()
  }

  calls(): Iterable<PooledCall> {
    return this.#tables.calls.values()
  }

  queues(): Iterable<QueueConfig> {
    return this.#tables.queues()
  }

  /** Waiting callers of the queue, those of the platform's own left out. */
  waitingCount(queueId: QueueId): number {
    return this.#tables.lines.waitingCount(queueId)
  }

  /** Why the call waits, as of now (`why-waiting.ts`); none for one that does not. */
  whyWaiting(callId: CallId): readonly WaitCause[] {
    const call = this.call(callId)
    return call === undefined ? [] : whyWaiting(this.#tables, call)
  }

  /** Why this agent is not rung for this call, as of now (`why-not.ts`). */
  whyNotOffered(agentId: AgentId, callId: CallId, now: Instant): readonly WhyNot[] {
    return whyNotOffered(this.#tables, { agentId, callId, now })
  }
}
