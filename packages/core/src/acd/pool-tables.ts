import { InvariantError } from '../assert.ts'
import type { QueueConfig } from '../contracts/snapshot.ts'
import type { AgentId, CallbackId, CallId, QueueId, TenantId } from '../ids.ts'
import { AgentIndex } from './agent-index.ts'
import { Claims } from './claims.ts'
import { FewIds } from './few-ids.ts'
import { compareIds } from './order.ts'
import type {
  AcdState,
  Draft,
  PooledAgent,
  PooledCall,
  PooledCallback,
  QueueMemory,
  RingChange,
  StatusChange,
} from './pool-types.ts'
import type { PoolShare } from './queue-routing.ts'
import { Register } from './register.ts'
import { requirementOf } from './requirement.ts'
import { QueueFigures } from './queue-figures.ts'
import { QueuePlaces, Reaches, type Profile, type QueuePlace } from './queue-place.ts'
import { Shortlist } from './shortlist.ts'
import { plainHead, WaitingLines } from './waiting-lines.ts'

/** Agents who became ready in a step, calls that began to wait in it, and tenants that may have an agent more. */
export type Loose = {
  readonly freedAgents: FewIds<AgentId>
  readonly newlyWaiting: FewIds<CallId>
  readonly relievedTenants: FewIds<TenantId>
}

/**
 * The state of a pool with its indexes. Agents and calls are replaced, never changed, and each replacement tells the indexes: so whatever is decided costs by what it
 * touches, not by the size of the pool. The indexes hold nothing that does not follow from the state, and everything in them is in a total order.
 */
export class PoolTables {
  flags: readonly number[]
  readonly tenants: Map<TenantId, PoolShare>
  readonly callbacks: Map<CallbackId, PooledCallback>
  readonly unclaimedPhones: Set<AgentId>
  readonly closingQueues: Set<QueueId>
  readonly agents = new Register<AgentId, PooledAgent, Profile>()
  readonly calls = new Register<CallId, PooledCall>()
  readonly #reaches = new Reaches()
  readonly places = new QueuePlaces(this.#reaches)
  readonly figures = new QueueFigures()
  readonly lines = new WaitingLines(this.places, this.figures)
  readonly index = new AgentIndex(this.agents, this.#reaches, {
    tenantOf: (queueId) => this.queue(queueId)?.tenantId,
    placeOf: (queueId) => this.places.of(queueId),
    reachOf: (id) => this.#reaches.of(id),
  })
  /** For one choice at a time. */
  readonly claims = new Claims()
  readonly shortlist = new Shortlist()
  /** Calls that ring at all phones of their queue. */
  readonly ringingAtAll = new Set<CallId>()
  /** What a new match can come from; empty between two steps. */
  readonly loose: Loose = { freedAgents: new FewIds(), newlyWaiting: new FewIds(), relievedTenants: new FewIds() }

  constructor(state: AcdState) {
    this.flags = state.flags
    for (const [queueId, queue] of entriesOf(state.queues)) this.configure(queueId, queue)
    this.tenants = new Map(entriesOf(state.tenants))
    this.callbacks = new Map(entriesOf(state.callbacks))
    for (const [queueId, memory] of entriesOf(state.memories)) this.remember(queueId, memory)
    this.unclaimedPhones = new Set(entriesOf(state.unclaimedPhones).map(([agentId]) => agentId))
    this.closingQueues = new Set(entriesOf(state.closingQueues).map(([queueId]) => queueId))
    for (const [tenantId, share] of this.tenants) this.index.setShare(tenantId, share)
    for (const agent of Object.values(state.agents)) this.putAgent(agent)
    for (const call of state.calls) this.putCall(call)
  }

  /** The queue as it is configured; undefined: it is not. */
  queue(queueId: QueueId): QueueConfig | undefined {
    return this.places.config(queueId)
  }

  /** In no order that means anything. */
  *queues(): Generator<QueueConfig> {
    for (const { config } of this.places.values()) if (config !== undefined) yield config
  }

  configure(queueId: QueueId, config: QueueConfig | undefined): void {
    this.places.of(queueId).config = config
  }

  /** The queue of a call in the pool, as the call began with it, else as it is: configured for as long as the call is there. */
  queueOf(call: Pick<PooledCall, 'callId' | 'queueId'> & { readonly queue?: QueueConfig | undefined }): QueueConfig {
    const queue = call.queue?.queueId === call.queueId ? call.queue : this.queue(call.queueId)
    if (queue === undefined)
      throw new InvariantError(`a pooled call has no queue [call:${call.callId} queue:${call.queueId}]`)
    return queue
  }

  hasCalls(queueId: QueueId): boolean {
    return this.places.of(queueId).calls > 0
  }

  putShare(tenantId: TenantId, share: PoolShare): void {
    this.tenants.set(tenantId, share)
    this.index.setShare(tenantId, share)
  }

  memory(queueId: QueueId): QueueMemory | undefined {
    return this.places.of(queueId).memory
  }

  remember(queueId: QueueId, memory: QueueMemory): void {
    const place = this.places.of(queueId)
    place.memory = memory
    this.figures.setArrivals(place.row, memory.arrivals)
  }

  forget(queueId: QueueId): void {
    const place = this.places.of(queueId)
    place.memory = undefined
    this.figures.setArrivals(place.row, null)
  }

  putAgent(agent: PooledAgent): void {
    const known = this.agents.find(agent.agentId)
    if (known !== null) this.index.leave(known)
    const before = known?.value
    const entry = this.agents.set(agent.agentId, agent)
    this.index.enter(entry, before !== undefined && isSameKind(before, agent))
  }

  /** Makes the change and puts the agent, who may be there already. */
  putChanged(agent: Draft<PooledAgent>, { status, servedCall, statusSince, busyMs }: StatusChange): void {
    const known = this.agents.find(agent.agentId)
    if (known !== null) this.index.leave(known)
    agent.status = status
    agent.servedCall = servedCall
    agent.statusSince = statusSince
    agent.busyMs = busyMs
    const before = known?.value
    const entry = this.agents.set(agent.agentId, agent)
    this.index.enter(entry, before !== undefined && isSameKind(before, agent))
  }

  putCall(call: PooledCall): void {
    const before = this.calls.get(call.callId)
    if (before !== undefined && isInLine(before)) this.#noteHead(this.lines.remove(before))
    this.#put(call, before?.queueId)
  }

  /** Makes the change and puts the call, which may be there already: it waits for nothing any more. */
  putRinging(call: Draft<PooledCall>, { presentations, phase }: RingChange): void {
    const before = this.calls.get(call.callId)
    const queueId = before?.queueId
    if (before !== undefined && isInLine(before)) this.#noteHead(this.lines.remove(before))
    call.dueAt = null
    call.hold = null
    call.presentations = presentations
    call.phase = phase
    this.#put(call, queueId)
  }

  #put(call: PooledCall, queueBefore: QueueId | undefined): void {
    this.calls.set(call.callId, call)
    this.#noteRinging(call, isRingingAtAll(call))
    if (isInLine(call)) this.#noteHead(this.lines.add(call, requirementOf(call, this.queueOf(call), this.flags)))
    if (queueBefore === call.queueId) return
    if (queueBefore !== undefined) this.#countCall(queueBefore, -1)
    this.#countCall(call.queueId, 1)
  }

  removeCall(call: PooledCall): void {
    const before = this.calls.get(call.callId)
    if (before === undefined) return
    if (isInLine(before)) this.#noteHead(this.lines.remove(before))
    this.calls.delete(call.callId)
    this.#noteRinging(call, false)
    this.#countCall(before.queueId, -1)
  }

  #noteRinging({ callId }: PooledCall, rings: boolean): void {
    if (rings) this.ringingAtAll.add(callId)
    else if (this.ringingAtAll.size > 0) this.ringingAtAll.delete(callId)
  }

  #noteHead(queue: QueuePlace): void {
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
      queues: inOrder([...this.queues()].map((queue) => [queue.queueId, queue] as const)),
      tenants: inOrder(this.tenants),
      agents: inOrder(this.agents),
      calls: [...this.calls.values()].toSorted((a, b) => compareIds(a.callId, b.callId)),
      callbacks: inOrder(this.callbacks),
      memories: inOrder(this.#memories()),
      unclaimedPhones: marksOf(this.unclaimedPhones),
      closingQueues: marksOf(this.closingQueues),
    }
  }

  *#memories(): Generator<[QueueId, QueueMemory]> {
    for (const { queueId, memory } of this.places.values()) if (memory !== undefined) yield [queueId, memory]
  }

  #countCall(queueId: QueueId, by: 1 | -1): void {
    this.places.of(queueId).calls += by
  }
}

/** Nothing has changed that a call can ask of the agent. */
const isSameKind = (before: PooledAgent, after: PooledAgent): boolean =>
  before.queueIds === after.queueIds && before.attributes === after.attributes && before.capacity === after.capacity

const isRingingAtAll = ({ phase }: PooledCall): boolean => phase.kind === 'presented' && phase.atAll === true

/** Keys of our own tables are ids of their kind; the language forgets it. */
const entriesOf = <K extends string, V>(table: Readonly<Record<K, V>>): [K, V][] => Object.entries(table) as [K, V][]

function inOrder<K extends string, V>(table: Iterable<readonly [K, V]>): Record<K, V> {
  const sorted = [...table].toSorted(([a], [b]) => compareIds(a, b))
  return Object.fromEntries(sorted) as Record<K, V>
}

const marksOf = <K extends string>(marks: ReadonlySet<K>): Record<K, true> =>
  inOrder(new Map([...marks].map((key) => [key, true as const])))

const isInLine = ({ phase, silent }: PooledCall): boolean => phase.kind === 'waiting' && silent !== true
