import type { AgentId, CallId, GroupId, QueueId, TenantId } from '../ids.ts'
import { compareQueuedCalls, placeIn } from './order.ts'
import type { PooledCall } from './pool-types.ts'
import { signatureOf, type Requirement } from './requirement.ts'

/** Waiting calls of one queue that the same agents can serve, the first one first. */
export type Line = {
  readonly key: string
  readonly requirement: Requirement
  /** The agent for whom these calls are held; null: for anybody able. */
  readonly heldFor: AgentId | null
  /** Calls of the platform's own: nobody is rung for them. */
  readonly test: boolean
  readonly calls: PooledCall[]
}

/** The lines of one queue, few of them, and how many wait in them; calls of the platform's own do not count. Kept for good once it is there. */
export type QueueLines = { readonly lines: Line[]; waiting: number }

/** The calls that wait, by queue and by what they ask for, each line in the order in which its calls are served. Kept with every change of a call. */
export class WaitingLines {
  readonly #queues = new Map<QueueId, QueueLines>()
  readonly #lineOf = new Map<CallId, Line>()
  readonly #held = new Map<AgentId, Set<Line>>()
  readonly #open = new Map<GroupId, Set<Line>>()
  readonly #tenants = new Map<TenantId, Set<QueueId>>()

  queue(queueId: QueueId): QueueLines {
    let queue = this.#queues.get(queueId)
    if (queue === undefined) this.#queues.set(queueId, (queue = { lines: [], waiting: 0 }))
    return queue
  }

  waitingCount(queueId: QueueId): number {
    return this.queue(queueId).waiting
  }

  linesOf(queueId: QueueId): readonly Line[] {
    return this.queue(queueId).lines
  }

  lineOf(callId: CallId): Line | undefined {
    return this.#lineOf.get(callId)
  }

  heldFor(agentId: AgentId): Iterable<Line> {
    return this.#held.get(agentId) ?? []
  }

  /** Lines that are open to a group's agents, whatever queues these are signed in for. */
  openTo(groupId: GroupId): Iterable<Line> {
    return this.#open.get(groupId) ?? []
  }

  /** Queues of the tenant in which somebody waits. */
  queuesOf(tenantId: TenantId): Iterable<QueueId> {
    return this.#tenants.get(tenantId) ?? []
  }

  /** The place in the queue, from 1, that the call has or would have. */
  positionOf(call: PooledCall): number {
    let ahead = 0
    for (const line of this.linesOf(call.queueId)) {
      if (line.test) continue
      const place = placeIn(line.calls, call, compareQueuedCalls)
      ahead += place
    }
    return ahead + 1
  }

  add(call: PooledCall, requirement: Requirement): void {
    const { queueId, tenantId } = call
    const queue = this.queue(queueId)
    const line = this.#lineFor(queue, call, requirement)
    line.calls.splice(placeIn(line.calls, call, compareQueuedCalls), 0, call)
    this.#lineOf.set(call.callId, line)
    if (line.test) return
    queue.waiting++
    if (queue.waiting === 1) addTo(this.#tenants, tenantId, queueId)
  }

  remove(call: PooledCall): void {
    const line = this.#lineOf.get(call.callId)
    if (line === undefined) return
    const queue = this.queue(call.queueId)
    this.#lineOf.delete(call.callId)
    const place = placeIn(line.calls, call, compareQueuedCalls)
    if (line.calls[place]?.callId === call.callId) line.calls.splice(place, 1)
    // The plain line of a queue stays: it comes and goes with nearly every call.
    if (line.calls.length === 0 && line.key !== '') this.#drop(queue, line)
    if (line.test) return
    queue.waiting--
    if (queue.waiting === 0) removeFrom(this.#tenants, call.tenantId, call.queueId)
  }

  #lineFor(queue: QueueLines, call: PooledCall, requirement: Requirement): Line {
    const heldFor = call.hold?.agentId ?? null
    const test = call.test === true
    const key = `${test ? 't' : ''}${heldFor ?? ''}${signatureOf(requirement)}`
    const known = queue.lines.find((each) => each.key === key)
    if (known !== undefined) return known
    const line: Line = { key, requirement, heldFor, test, calls: [] }
    queue.lines.push(line)
    if (heldFor !== null) addTo(this.#held, heldFor, line)
    else if (!test) for (const groupId of requirement.groupIds) addTo(this.#open, groupId, line)
    return line
  }

  #drop(queue: QueueLines, line: Line): void {
    queue.lines.splice(queue.lines.indexOf(line), 1)
    if (line.heldFor !== null) removeFrom(this.#held, line.heldFor, line)
    else for (const groupId of line.requirement.groupIds) removeFrom(this.#open, groupId, line)
  }
}

function addTo<K, V>(table: Map<K, Set<V>>, key: K, value: V): void {
  const known = table.get(key)
  if (known === undefined) table.set(key, new Set([value]))
  else known.add(value)
}

function removeFrom<K, V>(table: Map<K, Set<V>>, key: K, value: V): void {
  const known = table.get(key)
  known?.delete(value)
  if (known?.size === 0) table.delete(key)
}
