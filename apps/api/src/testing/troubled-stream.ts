import type { JournalEvent } from '@seatline/core'
import { writeDay, type StoryWorld } from './journal-stories.ts'
import type { SeededRandom } from './seeded-random.ts'

export type TroubledStream = {
  /** The raw entries, in the order in which they reach the stream. */
  readonly entries: readonly string[]
  /** Every event that counts, once. */
  readonly events: readonly JournalEvent[]
  readonly unreadable: number
}

/**
 * A day on which everything happens that a journal must bear: a node that dies in the middle and comes back, events that come late and out of order, others
 * that come twice, entries that are no events, events of tenants and agents that do not exist.
 */
export function troubledStream(world: StoryWorld, random: SeededRandom, calls: number): TroubledStream {
  const startsAt = Date.UTC(2026, 10, 2, 8)
  const callsPerSecond = 0.4
  const half = Math.ceil(calls / 2)
  const first = writeDay(world, { random, startsAt, calls: half, callsPerSecond })
  const diesAt = startsAt + Math.floor((half * 1_000 * 0.8) / callsPerSecond)
  const before = first.filter((event) => event.at <= diesAt)
  const second = writeDay(world, { random, startsAt: diesAt + 20_000, calls: half, callsPerSecond }).map((event) =>
    event.fact.kind === 'node.started' ? { ...event, fact: { ...event.fact, lastAliveAt: diesAt } } : event,
  )
  const events = [...before, ...second]
  const entries = delayed(events, random).map((event) => JSON.stringify(event))
  const repeated = random.shuffled(entries).slice(0, Math.ceil(entries.length / 20))
  const unreadable = [
    'not JSON',
    '{}',
    JSON.stringify({ ...events[5], v: 2 }),
    JSON.stringify({ ...events[6], eventId: `evt_${random.id()}`, tenantId: 'ten_nobody' }),
    JSON.stringify(unknownAgent(before, random)),
  ]
  return { entries: scattered(entries, [...repeated, ...unreadable], random), events, unreadable: unreadable.length }
}

/** One event in twenty comes up to forty places late. */
function delayed(events: readonly JournalEvent[], random: SeededRandom): readonly JournalEvent[] {
  return events
    .map((event, index) => ({ event, place: index + (random.chance(0.05) ? random.between(1, 40) : 0) }))
    .sort((a, b) => a.place - b.place)
    .map(({ event }) => event)
}

function scattered(entries: readonly string[], extra: readonly string[], random: SeededRandom): readonly string[] {
  const all = [...entries]
  for (const entry of extra) all.splice(random.between(0, all.length), 0, entry)
  return all
}

function unknownAgent(events: readonly JournalEvent[], random: SeededRandom): object {
  const change = events.find((event) => event.fact.kind === 'agent.stateChanged')
  if (change === undefined) throw new RangeError('a day has agents')
  const agentId = 'agt_nobody'
  return {
    ...change,
    eventId: `evt_${random.id()}`,
    subject: { kind: 'agent', id: agentId },
    fact: { ...change.fact, agentId },
  }
}
