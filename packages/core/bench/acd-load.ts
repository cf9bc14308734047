import { AcdPool } from '../src/acd/pool.ts'
import type { AcdInput, AcdOutcome } from '../src/acd/step-types.ts'
import type { QueueConfig } from '../src/contracts/snapshot.ts'
import type { AgentId, CallId } from '../src/ids.ts'
import { buildQueue, idOf } from '../src/testing/acd-builders.ts'
import { instant } from '../src/time.ts'

/** How big a pool is. Every agent serves all queues of `tenantsOfAgent` tenants, so the same queues whatever the number of tenants. */
export type PoolSize = {
  readonly agents: number
  readonly queues: number
  readonly tenants: number
  readonly waiting: number
  /** Queues that an agent serves. */
  readonly queuesOfAgent: number
}

export type Decision = { readonly callId: CallId; readonly agentId: AgentId }

export const decisionsOf = ({ facts }: AcdOutcome): readonly Decision[] =>
  facts.flatMap(({ fact }) => (fact.kind === 'call.presented' ? [{ callId: fact.callId, agentId: fact.agentId }] : []))

const commandId = idOf('command', 'bench')
const homeTenantId = idOf('tenant', 'operator')

/** Queues that are spread over tenants, agents who serve some queues side by side, and a call made for each queue in turn. */
export class AcdLoad {
  readonly size: PoolSize
  readonly pool = AcdPool.empty()
  readonly queues: readonly QueueConfig[]
  /** Who talks, the longest talk first. */
  readonly talks: Decision[] = []
  inputs = 0
  #now = 1_772_442_000_000
  #calls = 0

  constructor(size: PoolSize) {
    this.size = size
    this.queues = Array.from({ length: size.queues }, (_, index) =>
      buildQueue(`queue-${String(index)}`, { tenantId: idOf('tenant', `tenant-${String(index % size.tenants)}`) }),
    )
    for (const queue of this.queues) this.happens({ kind: 'queue.configured', queue })
    for (let index = 0; index < size.agents; index++) this.#signIn(index)
  }

  /** Every agent talks and so many callers wait: the fullest hour of the day. */
  fill(): this {
    for (let index = 0; index < this.size.agents; index++)
      this.talks.push(...this.arrive().map((each) => this.answer(each)))
    while (this.#waiting() < this.size.waiting) this.talks.push(...this.arrive().map((each) => this.answer(each)))
    return this
  }

  happens(input: AcdInput): readonly Decision[] {
    return decisionsOf(this.apply(input))
  }

  apply(input: AcdInput): AcdOutcome {
    this.inputs++
    // Forty inputs a second: time passes as it does on a busy day.
    this.#now += 25
    return this.pool.apply(input, instant(this.#now))
  }

  arrive(): readonly Decision[] {
    return this.happens(this.arrival())
  }

  arrival(): AcdInput {
    const index = this.#calls++
    // Not in step with the tenants, so that the load on each is the same.
    const queue = this.queues[(index * 7) % this.queues.length]
    if (queue === undefined) throw new RangeError('a pool without queues')
    const { tenantId, queueId } = queue
    return {
      kind: 'call.enqueue',
      callId: idOf('call', `call-${String(index)}`),
      tenantId,
      queueId,
      priority: index % 3,
    }
  }

  answer({ callId, agentId }: Decision): Decision {
    const legId = idOf('leg', callId.slice(4))
    const presentation = this.pool.call(callId)?.presentations ?? 1
    this.happens({ kind: 'presentation.answered', callId, agentId, presentation, legId })
    return { callId, agentId }
  }

  /** The agent is free and takes the next caller. */
  freeAgent(agentId: AgentId): AcdInput {
    return { kind: 'agent.endWrapUp', commandId, agentId }
  }

  #waiting(): number {
    return this.queues.reduce((sum, { queueId }) => sum + this.pool.waitingCount(queueId), 0)
  }

  #signIn(index: number): void {
    const agentId = idOf('agent', `agent-${String(index)}`)
    const { queues, queuesOfAgent } = this.size
    const first = index % queues
    const queueIds = Array.from(
      { length: queuesOfAgent },
      (_, offset) => this.queues[(first + offset) % queues]?.queueId ?? idOf('queue', 'queue-0'),
    )
    this.happens({ kind: 'agent.phoneRegistered', agentId })
    this.happens({
      kind: 'agent.signIn',
      commandId,
      agentId,
      homeTenantId,
      device: 'browser',
      queueIds,
      allowedQueueIds: queueIds,
    })
    this.happens({ kind: 'agent.ready', commandId, agentId })
  }
}
