import type { AgentId, GroupId, QueueId, TenantId } from '../ids.ts'
import { compareQueuedCalls, placeIn } from './order.ts'
import type { PooledCall } from './pool-types.ts'
import type { QueueFigures } from './queue-figures.ts'
import { Register } from './register.ts'
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
export type QueueLines = {
  readonly queueId: QueueId
  readonly lines: Line[]
  waiting: number
  /** Its row among the figures. */
  readonly row: number
  /** Who is taken next by anybody who serves the queue: null when nobody waits, or when that depends on what the agent is able to. */
  head: PooledCall | null
}

/** The line of calls that ask for nothing but an agent of the queue. */
const PLAIN = ''

/** The calls that wait, by queue and by what they ask for, each line in the order in which its calls are served. Kept with every change of a call. */
export class WaitingLines {
  readonly figures: QueueFigures
  readonly #queues = new Register<QueueId, QueueLines>()
  readonly #held = new Map<AgentId, Set<Line>>()
  readonly #open = new Map<GroupId, Set<Line>>()
  readonly #tenants = new Map<TenantId, Set<QueueId>>()

  constructor(figures: QueueFigures) {
    this.figures = figures
  }

  queue(queueId: QueueId): QueueLines {
    let queue = this.#queues.get(queueId)
    if (queue === undefined) {
      queue = { queueId, lines: [], waiting: 0, row: this.figures.open(), head: null }
      this.#queues.set(queueId, queue)
    }
    return queue
  }

  waitingCount(queueId: QueueId): number {
    return this.queue(queueId).waiting
  }

  linesOf(queueId: QueueId): readonly Line[] {
    return this.queue(queueId).lines
  }

  heldFor(agentId: AgentId): ReadonlySet<Line> {
    return this.#held.get(agentId) ?? NO_LINES
  }

  /** Lines that are open to a group's agents, whatever queues these are signed in for. */
  openTo(groupId: GroupId): ReadonlySet<Line> {
    return this.#open.get(groupId) ?? NO_LINES
  }

  /** Queues of the tenant in which somebody waits. */
  queuesOf(tenantId: TenantId): Iterable<QueueId> {
    return this.#tenants.get(tenantId) ?? []
  }

  /** The place in the queue, from 1, that the call has or would have. */
  positionOf(call: PooledCall): number {
    let ahead = 0
    for (const line of this.linesOf(call.queueId)) if (!line.test) ahead += placeOf(line, call)
    return ahead + 1
  }

  add(call: PooledCall, requirement: Requirement): QueueLines {
    const { queueId, tenantId } = call
    const queue = this.queue(queueId)
    const line = this.#lineFor(queue, call, requirement)
    const place = placeOf(line, call)
    if (place === line.calls.length) line.calls.push(call)
    else line.calls.splice(place, 0, call)
    if (line.test) return queue
    queue.waiting++
    this.figures.setWaiting(queue.row, queue.waiting)
    if (queue.waiting === 1) addTo(this.#tenants, tenantId, queueId)
    return queue
  }

  remove(call: PooledCall): QueueLines {
    const queue = this.queue(call.queueId)
    const line = takeOut(queue, call)
    if (line === null) return queue
    // The plain line of a queue stays: it comes and goes with nearly every call.
    if (line.calls.length === 0 && line.key !== PLAIN) this.#drop(queue, line)
    if (line.test) return queue
    queue.waiting--
    this.figures.setWaiting(queue.row, queue.waiting)
    if (queue.waiting === 0) this.#tenants.get(call.tenantId)?.delete(call.queueId)
    return queue
  }

  #lineFor(queue: QueueLines, call: PooledCall, requirement: Requirement): Line {
    const heldFor = call.hold?.agentId ?? null
    const test = call.test === true
    const signature = signatureOf(requirement)
    const key = heldFor === null && !test ? signature : `${test ? 't' : ''}${heldFor ?? ''}${signature}`
    for (const known of queue.lines) if (known.key === key) return known
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

const NO_LINES: ReadonlySet<Line> = new Set()

/** The first call of the plain line, when no other line may have one that goes before it for some agent. */
export function plainHead({ lines }: QueueLines): PooledCall | null {
  let head: PooledCall | null = null
  for (const line of lines) {
    if (line.key === PLAIN) head = line.calls[0] ?? null
    else if (line.heldFor === null && !line.test) return null
  }
  return head
}

function placeOf({ calls }: Line, call: PooledCall): number {
  if (calls.length === 0 || calls[0] === call) return 0
  return placeIn(calls, call, compareQueuedCalls)
}

/** Takes the call out of its line: of the few lines of a queue, the one that has it. */
function takeOut({ lines }: QueueLines, call: PooledCall): Line | null {
  for (const line of lines) {
    const place = placeOf(line, call)
    if (line.calls[place]?.callId !== call.callId) continue
    if (place === 0) line.calls.shift()
    else line.calls.splice(place, 1)
    return line
  }
  return null
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
