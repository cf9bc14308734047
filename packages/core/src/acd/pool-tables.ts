import { InvariantError } from '../assert.ts'
import type { QueueConfig } from '../contracts/snapshot.ts'
import type { AgentId, CallbackId, CallId, QueueId, TenantId } from '../ids.ts'
import { AgentIndex } from './agent-index.ts'
import { Claims } from './claims.ts'
import { compareIds } from './order.ts'
import type { AcdState, PooledAgent, PooledCall, PooledCallback, QueueMemory } from './pool-types.ts'
import type { PoolShare } from './queue-routing.ts'
import { Register } from './register.ts'
import { requirementOf } from './requirement.ts'
import { QueueFigures } from './queue-figures.ts'
import { plainHead, WaitingLines, type QueueLines } from './waiting-lines.ts'

/** Agents who became ready in a step, calls that began to wait in it, and tenants that may have an agent more. */
export type Loose = {
  readonly freedAgents: Set<AgentId>
  readonly newlyWaiting: Set<CallId>
  readonly relievedTenants: Set<TenantId>
}

/**
 * The state of a pool with its indexes. Agents and calls are replaced, never changed, and each replacement tells the indexes: so whatever is decided costs by what it
 * touches, not by the size of the pool. The indexes hold nothing that does not follow from the state, and everything in them is in a total order.
 */
export class PoolTables {
  flags: readonly number[]
  readonly queues: Register<QueueId, QueueConfig>
  readonly tenants: Map<TenantId, PoolShare>
  readonly callbacks: Map<CallbackId, PooledCallback>
  readonly #memories = new Map<QueueId, QueueMemory>()
  readonly unclaimedPhones: Set<AgentId>
  readonly closingQueues: Set<QueueId>
  readonly agents = new Register<AgentId, PooledAgent>()
  readonly calls = new Register<CallId, PooledCall>()
  readonly index: AgentIndex
  readonly figures = new QueueFigures()
  readonly lines = new WaitingLines(this.figures)
  /** For one choice at a time. */
  readonly claims = new Claims()
  /** Calls that ring at all phones of their queue. */
  readonly ringingAtAll = new Set<CallId>()
  /** What a new match can come from; empty between two steps. */
  readonly loose: Loose = { freedAgents: new Set(), newlyWaiting: new Set(), relievedTenants: new Set() }
  readonly #callsOf = new Map<QueueId, number>()

  constructor(state: AcdState) {
    this.flags = state.flags
    this.queues = new Register(entriesOf(state.queues))
    this.tenants = new Map(entriesOf(state.tenants))
    this.callbacks = new Map(entriesOf(state.callbacks))
    for (const [queueId, memory] of entriesOf(state.memories)) this.remember(queueId, memory)
    this.unclaimedPhones = new Set(entriesOf(state.unclaimedPhones).map(([agentId]) => agentId))
    this.closingQueues = new Set(entriesOf(state.closingQueues).map(([queueId]) => queueId))
    this.index = new AgentIndex({
      tenantOf: (queueId) => this.queues.get(queueId)?.tenantId,
      linesOf: (queueId) => this.lines.queue(queueId),
    })
    for (const [tenantId, share] of this.tenants) this.index.setShare(tenantId, share)
    for (const agent of Object.values(state.agents)) this.putAgent(agent)
    for (const call of state.calls) this.putCall(call)
  }

  /** The queue of a call in the pool, as the call began with it, else as it is: configured for as long as the call is there. */
  queueOf(call: Pick<PooledCall, 'callId' | 'queueId'> & { readonly queue?: QueueConfig | undefined }): QueueConfig {
    const queue = call.queue?.queueId === call.queueId ? call.queue : this.queues.get(call.queueId)
    if (queue === undefined)
      throw new InvariantError(`a pooled call has no queue [call:${call.callId} queue:${call.queueId}]`)
    return queue
  }

  hasCalls(queueId: QueueId): boolean {
    return (this.#callsOf.get(queueId) ?? 0) > 0
  }

  putShare(tenantId: TenantId, share: PoolShare): void {
    this.tenants.set(tenantId, share)
    this.index.setShare(tenantId, share)
  }

  memory(queueId: QueueId): QueueMemory | undefined {
    return this.#memories.get(queueId)
  }

  remember(queueId: QueueId, memory: QueueMemory): void {
    this.#memories.set(queueId, memory)
    this.figures.setArrivals(this.lines.queue(queueId).row, memory.arrivals)
  }

  forget(queueId: QueueId): void {
    this.#memories.delete(queueId)
    this.figures.setArrivals(this.lines.queue(queueId).row, null)
  }

  putAgent(agent: PooledAgent, before = this.agents.get(agent.agentId)): void {
    this.agents.set(agent.agentId, agent)
    this.index.update(before, agent)
  }

  putCall(call: PooledCall): void {
    const before = this.calls.get(call.callId)
    if (before?.phase.kind === 'waiting') this.#noteHead(this.lines.remove(before))
    this.calls.set(call.callId, call)
    this.#noteRinging(call, isRingingAtAll(call))
    if (call.phase.kind === 'waiting')
      this.#noteHead(this.lines.add(call, requirementOf(call, this.queueOf(call), this.flags)))
    if (before?.queueId === call.queueId) return
    if (before !== undefined) this.#countCall(before.queueId, -1)
    this.#countCall(call.queueId, 1)
  }

  removeCall(call: PooledCall): void {
    const before = this.calls.get(call.callId)
    if (before === undefined) return
    if (before.phase.kind === 'waiting') this.#noteHead(this.lines.remove(before))
    this.calls.delete(call.callId)
    this.#noteRinging(call, false)
    this.#countCall(before.queueId, -1)
  }

  #noteRinging({ callId }: PooledCall, rings: boolean): void {
    if (rings) this.ringingAtAll.add(callId)
    else if (this.ringingAtAll.size > 0) this.ringingAtAll.delete(callId)
  }

  #noteHead(queue: QueueLines): void {
    const call = plainHead(queue)
    if (call === queue.head) return
    queue.head = call
    const head = call === null ? null : { call, queue: this.queueOf(call), holding: this.index.holding(call.tenantId) }
    this.figures.setHead(queue.row, head)
  }

  /** Plain data, everything in the order of its id: two pools in the same state give the same text. */
  snapshot(): AcdState {
    return {
      flags: this.flags,
      queues: inOrder(this.queues),
      tenants: inOrder(this.tenants),
      agents: inOrder(this.agents),
      calls: [...this.calls.values()].toSorted((a, b) => compareIds(a.callId, b.callId)),
      callbacks: inOrder(this.callbacks),
      memories: inOrder(this.#memories),
      unclaimedPhones: marksOf(this.unclaimedPhones),
      closingQueues: marksOf(this.closingQueues),
    }
  }

  #countCall(queueId: QueueId, by: 1 | -1): void {
    this.#callsOf.set(queueId, (this.#callsOf.get(queueId) ?? 0) + by)
  }
}

const isRingingAtAll = ({ phase }: PooledCall): boolean => phase.kind === 'presented' && phase.atAll === true

/** Keys of our own tables are ids of their kind; the language forgets it. */
const entriesOf = <K extends string, V>(table: Readonly<Record<K, V>>): [K, V][] => Object.entries(table) as [K, V][]

function inOrder<K extends string, V>(table: Iterable<readonly [K, V]>): Record<K, V> {
  const sorted = [...table].toSorted(([a], [b]) => compareIds(a, b))
  return Object.fromEntries(sorted) as Record<K, V>
}

const marksOf = <K extends string>(marks: ReadonlySet<K>): Record<K, true> =>
  inOrder(new Map([...marks].map((key) => [key, true as const])))
