import type { AgentId, GroupId, QueueId, TenantId } from '../ids.ts'
import { compareQueuedCalls, placeIn } from './order.ts'
import type { PooledCall } from './pool-types.ts'
import type { QueueFigures } from './queue-figures.ts'
import type { Line, QueuePlace, QueuePlaces } from './queue-place.ts'
import { signatureOf, type Requirement } from './requirement.ts'

/** The line of calls that ask for nothing but an agent of the queue. */
const PLAIN = ''

/** The calls that wait, by queue and by what they ask for, each line in the order in which its calls are served. Kept with every change of a call. */
export class WaitingLines {
  readonly #places: QueuePlaces
  readonly #figures: QueueFigures
  readonly #held = new Map<AgentId, Set<Line>>()
  readonly #open = new Map<GroupId, Set<Line>>()
  readonly #tenants = new Map<TenantId, Set<QueueId>>()

  constructor(places: QueuePlaces, figures: QueueFigures) {
    this.#places = places
    this.#figures = figures
  }

  waitingCount(queueId: QueueId): number {
    return this.#places.of(queueId).waiting
  }

  linesOf(queueId: QueueId): readonly Line[] {
    return this.#places.of(queueId).lines
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

  add(call: PooledCall, requirement: Requirement): QueuePlace {
    const { queueId, tenantId } = call
    const queue = this.#places.of(queueId)
    const line = this.#lineFor(queue, call, requirement)
    const place = placeOf(line, call)
    if (place === line.calls.length) line.calls.push(call)
    else line.calls.splice(place, 0, call)
    if (line.test) return queue
    queue.waiting++
    this.#figures.setWaiting(queue.row, queue.waiting)
    if (queue.waiting === 1) addTo(this.#tenants, tenantId, queueId)
    return queue
  }

  remove(call: PooledCall): QueuePlace {
    const queue = this.#places.of(call.queueId)
    const line = takeOut(queue, call)
    if (line === null) return queue
    // The plain line of a queue stays: it comes and goes with nearly every call.
    if (line.calls.length === 0 && line.key !== PLAIN) this.#drop(queue, line)
    if (line.test) return queue
    queue.waiting--
    this.#figures.setWaiting(queue.row, queue.waiting)
    if (queue.waiting === 0) this.#tenants.get(call.tenantId)?.delete(call.queueId)
    return queue
  }

  #lineFor(queue: QueuePlace, call: PooledCall, requirement: Requirement): Line {
    const heldFor = call.hold?.agentId ?? null
    const test = call.test === true
    const signature = signatureOf(requirement)
    const key = heldFor === null && !test ? signature : `${test ? 't' : ''}${heldFor ?? ''}${signature}`
    for (const known of queue.lines) if (known.key === key) return known
    const line: Line = { key, requirement, heldFor, test, calls: [] }
    queue.lines.push(line)
    if (key === PLAIN) queue.plain = line
    if (heldFor !== null) addTo(this.#held, heldFor, line)
    else if (!test) for (const groupId of requirement.groupIds) addTo(this.#open, groupId, line)
    return line
  }

  #drop(queue: QueuePlace, line: Line): void {
    queue.lines.splice(queue.lines.indexOf(line), 1)
    if (line.heldFor !== null) removeFrom(this.#held, line.heldFor, line)
    else for (const groupId of line.requirement.groupIds) removeFrom(this.#open, groupId, line)
  }
}

const NO_LINES: ReadonlySet<Line> = new Set()

/** The first call of the plain line, when no other line may have one that goes before it for some agent. */
export function plainHead({ lines, plain }: QueuePlace): PooledCall | null {
  for (const line of lines) if (line !== plain && line.heldFor === null && !line.test) return null
  return plain?.calls[0] ?? null
}

function placeOf({ calls }: Line, call: PooledCall): number {
  if (calls.length === 0 || calls[0] === call) return 0
  return placeIn(calls, call, compareQueuedCalls)
}

/** Takes the call out of its line: of the few lines of a queue, the one that has it. */
function takeOut({ lines }: QueuePlace, call: PooledCall): Line | null {
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
