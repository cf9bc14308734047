import type { AgentStatus, JournalEvent } from '@seatline/core'
import { describe, expect, it } from 'vitest'
import { JournalWriter, writeDay } from '../testing/journal-stories.ts'
import { SeededRandom } from '../testing/seeded-random.ts'
import { IMAGINED_WORLD } from '../testing/story-ids.ts'
import { deriveIntervals, deriveLive, derivePresence, type AgentEvent, type StateEvent } from './derive-agent.ts'
import { NodeStarts } from './node-starts.ts'
import { isFact } from './stored-event.ts'

const AGENT = 'agt_test-1'
const T0 = Date.UTC(2026, 10, 6, 10)
const EPOCH = T0 - 60_000
const NO_RESTART = new NodeStarts()

const SIGNED_OUT: AgentStatus = { kind: 'signedOut' }
const READY: AgentStatus = { kind: 'ready' }
const ARRIVED: AgentStatus = { kind: 'notReady', reason: { kind: 'system', code: 'signedIn' } }
const TALKING = { kind: 'talking', callId: 'cal_one' } as unknown as AgentStatus

/** Changes of state at the given times (ms from T0); the first is the first ever. */
function changes(...told: readonly (readonly [at: number, to: AgentStatus])[]): StateEvent[] {
  const writer = new JournalWriter(new SeededRandom(1), { nodeId: 'media-1', epoch: EPOCH })
  let from: AgentStatus = SIGNED_OUT
  for (const [at, to] of told) {
    const isServing = to.kind === 'talking'
    writer.write({ kind: 'agent', id: AGENT }, 'ten_test-op', T0 + at, {
      kind: 'agent.stateChanged',
      agentId: AGENT,
      from,
      to,
      servedTenantId: isServing ? 'ten_test-a' : null,
      queueId: isServing ? 'que_test-a' : null,
    })
    from = to
  }
  return writer.events.filter((event): event is StateEvent => isFact(event, 'agent.stateChanged'))
}

const lengths = (events: readonly StateEvent[], nodes = NO_RESTART): (readonly [string, number | null])[] =>
  deriveIntervals({ events, firstFromAt: null, nodes }).map((row) => [row.status, row.durationMs])

const restartAt = (epoch: number, lastAliveAt: number | null): NodeStarts => {
  const nodes = new NodeStarts()
  const writer = new JournalWriter(new SeededRandom(2), { nodeId: 'media-1', epoch })
  writer.write({ kind: 'node', id: 'media-1' }, 'ten_test-op', epoch, { kind: 'node.started', lastAliveAt })
  for (const event of writer.events) nodes.add(event)
  return nodes
}

describe('intervals', () => {
  it('lie end to end; the last is open; none is of someone who is signed out', () => {
    expect(lengths(changes([0, ARRIVED], [500, READY], [4_000, TALKING]))).toEqual([
      ['notReady', 500],
      ['ready', 3_500],
      ['talking', null],
    ])
    expect(lengths(changes([0, ARRIVED], [500, SIGNED_OUT], [9_000, ARRIVED], [9_100, SIGNED_OUT]))).toEqual([
      ['notReady', 500],
      ['notReady', 100],
    ])
  })

  it('are never negative when a clock is set back, and lose no time', () => {
    const rows = deriveIntervals({
      events: changes([0, ARRIVED], [5_000, READY], [3_000, TALKING], [6_000, SIGNED_OUT]),
      firstFromAt: null,
      nodes: NO_RESTART,
    })
    expect(rows.map((row) => row.durationMs)).toEqual([5_000, 0, 1_000])
  })

  it('end with their node when nobody closed them', () => {
    const events = changes([0, ARRIVED], [500, READY])
    expect(lengths(events, restartAt(T0 + 60_000, T0 + 9_500))).toEqual([
      ['notReady', 500],
      ['ready', 9_000],
    ])
    expect(lengths(events, restartAt(T0 + 60_000, null)).at(-1)).toEqual(['ready', 0])
  })

  it.each([1, 2, 3])('derived piece by piece are those derived at once (seed %i)', (seed) => {
    const random = new SeededRandom(seed)
    const day = writeDay(IMAGINED_WORLD, { random, startsAt: T0, calls: 60, callsPerSecond: 0.5 })
    const events = day.filter(
      (event): event is StateEvent => isFact(event, 'agent.stateChanged') && event.fact.agentId === AGENT,
    )
    const atOnce = deriveIntervals({ events, firstFromAt: null, nodes: NO_RESTART })
    const cut = random.between(1, events.length - 1)
    const early = deriveIntervals({ events: events.slice(0, cut), firstFromAt: null, nodes: NO_RESTART })
    const predecessor = early.at(-1)
    const late = deriveIntervals({
      events: random.shuffled(events.slice(cut - 1)),
      firstFromAt: predecessor?.fromAt.getTime() ?? null,
      nodes: NO_RESTART,
    })
    expect([...early.slice(0, -1), ...late]).toEqual(atOnce)
    const signedInMs = (events.at(-1)?.at ?? 0) - (events[0]?.at ?? 0)
    expect(atOnce.reduce((sum, row) => sum + (row.durationMs ?? 0), 0)).toBe(signedInMs)
  })
})

describe('what an agent does now', () => {
  const signedIn = agentEvent<'agent.signedIn'>(1, {
    kind: 'agent.signedIn',
    agentId: AGENT,
    device: 'browser',
    queues: [
      { tenantId: 'ten_test-a', queueId: 'que_test-a' },
      { tenantId: 'ten_test-b', queueId: 'que_test-b' },
    ],
  })
  const phone = agentEvent<'agent.phoneChanged'>(1, { kind: 'agent.phoneChanged', agentId: AGENT, registered: true })
  const latest = (state: StateEvent | undefined) => ({
    agentId: AGENT,
    tenantId: 'ten_test-op',
    state: state ?? null,
    signedIn,
    mute: null,
    phone,
  })

  it('is told whole to the home tenant, and to others only as far as it concerns them', () => {
    const live = deriveLive(latest(changes([0, ARRIVED], [1, TALKING]).at(-1)), NO_RESTART)
    expect(live).toMatchObject({
      status: 'talking',
      servedTenantId: 'ten_test-a',
      callId: 'cal_one',
      phoneOnline: true,
    })
    expect(derivePresence(live).map(({ tenantId, presence }) => [tenantId, presence])).toEqual([
      ['ten_test-a', 'busyHere'],
      ['ten_test-b', 'busyElsewhere'],
    ])
  })

  it('is signed out after sign-out, and after the node has gone', () => {
    const out = deriveLive(latest(changes([0, ARRIVED], [1, SIGNED_OUT]).at(-1)), NO_RESTART)
    expect(out).toMatchObject({ status: 'signedOut', queues: [], phoneOnline: true })
    const orphan = deriveLive(latest(changes([0, READY]).at(-1)), restartAt(T0 + 9_000, T0 + 5_000))
    expect(orphan).toMatchObject({ status: 'signedOut', since: new Date(T0 + 5_000), phoneOnline: false })
    expect(derivePresence(orphan)).toEqual([])
  })

  it('is nothing before the first sign-in, though the phone may be there', () => {
    expect(deriveLive({ ...latest(undefined), signedIn: null }, NO_RESTART)).toMatchObject({
      status: 'signedOut',
      since: null,
      phoneOnline: true,
    })
  })
})

function agentEvent<K extends 'agent.signedIn' | 'agent.phoneChanged'>(seq: number, fact: object): AgentEvent<K> {
  const writer = new JournalWriter(new SeededRandom(seq), { nodeId: 'media-1', epoch: EPOCH })
  writer.write({ kind: 'agent', id: AGENT }, 'ten_test-op', T0, fact)
  const [event] = writer.events as readonly JournalEvent[]
  return event as AgentEvent<K>
}
