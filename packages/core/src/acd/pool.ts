import type { AgentId, CallbackId, CallId, QueueId } from '../ids.ts'
import type { Instant } from '../time.ts'
import { emptyAcdState, stepAcd } from './engine.ts'
import type { AcdInput, AcdOutcome, AcdState, PooledAgent, PooledCall, PooledCallback } from './step-types.ts'
import type { QueueConfig } from '../contracts/snapshot.ts'

/**
 * The engine of one routing pool as it runs: changed in place by each input, and indexed. A pool restored from what another's `snapshot` gave goes on exactly as that
 * one would. Nothing it hands out is changed later.
 */
export class AcdPool {
  #state: AcdState

  private constructor(state: AcdState) {
    this.#state = state
  }

  static empty(): AcdPool {
    return new AcdPool(emptyAcdState())
  }

  static restore(state: AcdState): AcdPool {
    return new AcdPool(state)
  }

  /** Decides what one thing that happened means for the pool. Total: every state has an answer to every input, and `ignored` says why nothing (more) came of it. */
  apply(input: AcdInput, now: Instant): AcdOutcome {
    const { state, ...outcome } = stepAcd(this.#state, input, now)
    this.#state = state
    return outcome
  }

  /** The whole state as plain data, for a take-over; it costs by the size of the pool, the reading below does not. */
  snapshot(): AcdState {
    return this.#state
  }

  agent(agentId: AgentId): PooledAgent | undefined {
    return this.#state.agents[agentId]
  }

  call(callId: CallId): PooledCall | undefined {
    return this.#state.calls.find((call) => call.callId === callId)
  }

  callback(callbackId: CallbackId): PooledCallback | undefined {
    return this.#state.callbacks[callbackId]
  }

  queue(queueId: QueueId): QueueConfig | undefined {
    return this.#state.queues[queueId]
  }

  isQueueClosing(queueId: QueueId): boolean {
    return this.#state.closingQueues[queueId] === true
  }

  /** In no order that means anything. */
  agents(): Iterable<PooledAgent> {
    return Object.values(this.#state.agents)
  }

  calls(): Iterable<PooledCall> {
    return this.#state.calls
  }

  queues(): Iterable<QueueConfig> {
    return Object.values(this.#state.queues)
  }
}
