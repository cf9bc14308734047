import { describe, expect, test } from 'vitest'
import type { Fact } from '../contracts/journal.ts'
import type { AgentId, LegId } from '../ids.ts'
import { instant } from '../time.ts'
import type { CallInput, CallState } from './call-types.ts'
import type { LegInput } from './leg-types.ts'
import { causeOf } from './sip-q850.ts'
import { stepCall } from './step-call.ts'
import { AGENT, CALL_INPUTS, CALL_STATES, CALLER_LEG, OUTSIDE_LEG } from './testing/call-states.ts'

/** Mulberry32: small, seeded, the same everywhere. */
function randomFrom(seed: number): (below: number) => number {
  let a = seed >>> 0
  return (below) => {
    a = (a + 0x6d2b79f5) >>> 0
    let t = Math.imul(a ^ (a >>> 15), 1 | a)
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t
    return ((t ^ (t >>> 14)) >>> 0) % below
  }
}

const LEG_INPUTS: readonly LegInput[] = [
  { kind: 'far.ringing' },
  { kind: 'far.answered', session: null },
  { kind: 'far.answered', session: { intervalMs: 90_000, refresher: 'us' } },
  { kind: 'far.refused', sipStatus: 486 },
  { kind: 'far.refused', sipStatus: 408 },
  { kind: 'far.cancelled' },
  { kind: 'far.acked' },
  { kind: 'far.ackTimedOut' },
  { kind: 'far.hungUp' },
  { kind: 'far.vanished', reason: 'connectionLost' },
  { kind: 'far.modified', requestId: 1, offer: 'hold', movesMedia: false, session: null },
  { kind: 'far.modified', requestId: 2, offer: 'active', movesMedia: true, session: null },
  { kind: 'our.mediaMoved', requestId: 2, offer: 'active', ok: true },
  { kind: 'our.refreshFinished', sipStatus: 491 },
  { kind: 'timer.fired', timer: 'sessionRefresh' },
  { kind: 'timer.fired', timer: 'sessionExpiry' },
]

/** The caller is never joined to two. */
const joinedAtOnce = ({ agentLegs }: CallState): number =>
  agentLegs.filter(({ stage, leg }) => leg.phase === 'established' && (stage === 'joining' || stage === 'joined'))
    .length

type Story = { readonly facts: Fact[]; readonly state: CallState }

/** Throws anything at a call, in any order, several agents included, and at last ends it. */
function live(seed: number, begin: CallState): Story {
  const random = randomFrom(seed)
  const facts: Fact[] = []
  let state = begin
  const legIds: LegId[] = [CALLER_LEG, OUTSIDE_LEG]
  const apply = (input: CallInput, at: number): void => {
    const step = stepCall(state, input, instant(at))
    state = step.state
    expect(joinedAtOnce(state)).toBeLessThanOrEqual(1)
    facts.push(...step.facts)
    if (step.effects.some(({ kind }) => kind === 'call.finish') && random(3) > 0) apply({ kind: 'call.finish' }, at)
  }
  for (let at = 1_000_000; at < 1_000_200; at++) {
    const roll = random(10)
    if (roll < 5) apply(pick(Object.values(CALL_INPUTS), random), at)
    else if (roll < 9) apply({ kind: 'leg', legId: pick(legIds, random), input: pick(LEG_INPUTS, random) }, at)
    else legIds.push(ring(apply, at, random(3)))
  }
  apply({ kind: 'call.abort', reason: 'nodeLost' }, 1_001_000)
  for (const dial of state.restingDials)
    apply({ kind: 'outside.failed', dial, outcome: 'failed', cause: causeOf('noAnswer') }, 1_001_000)
  apply({ kind: 'voicemail.ended' }, 1_001_000)
  apply({ kind: 'call.finish' }, 1_001_001)
  return { facts, state }
}

const pick = <T>(list: readonly T[], random: (below: number) => number): T => {
  const chosen = list[random(list.length)]
  if (chosen === undefined) throw new RangeError('an empty list')
  return chosen
}

/** Rings another agent, and goes some of the way to the talk. */
function ring(apply: (input: CallInput, at: number) => void, at: number, steps: number): LegId {
  const legId = `leg_at${String(at)}` as LegId
  const agentId: AgentId = AGENT
  apply({ kind: 'acd.ring', agentId, device: 'browser', presentation: at, legId, sipCallId: legId }, at)
  if (steps > 0) apply({ kind: 'agentMedia.offered', legId, localPort: 30_000 }, at)
  if (steps > 1) {
    apply({ kind: 'leg', legId, input: { kind: 'far.answered', session: null } }, at)
    apply({ kind: 'agentMedia.joined', legId, localPort: 30_000 }, at)
    apply({ kind: 'acd.connect', agentId, legId, recordingId: 'rec_one' as never }, at)
  }
  return legId
}

const count = (facts: readonly Fact[], kind: Fact['kind']): number => facts.filter((fact) => fact.kind === kind).length

/** `began`: legs that were there before the story. */
function expectOrder({ facts, state }: Story, began: number): void {
  expect(state.phase).toBe('ended')
  expect(count(facts, 'call.ended')).toBe(1)
  expect(facts.at(-1)?.kind).toBe('call.ended')
  const answeredOutside = facts.filter((fact) => fact.kind === 'leg.ended' && fact.legId === OUTSIDE_LEG).length
  expect(count(facts, 'leg.ended')).toBe(count(facts, 'leg.started') + began + answeredOutside)
  const ended = facts.flatMap((fact) => (fact.kind === 'leg.ended' && fact.legId !== OUTSIDE_LEG ? [fact.legId] : []))
  expect(new Set(ended).size).toBe(ended.length)
  expect(count(facts, 'recording.stopped')).toBe(count(facts, 'recording.started'))
  expect(state.agentLegs.every(({ leg }) => leg.phase === 'ended' || leg.phase === 'cancelling')).toBe(true)
}

describe('whatever happens to a call', () => {
  const seeds = Array.from({ length: 500 }, (_, index) => index + 1)
  test.each(seeds)('seed %i: one end of the call, one of each leg, each recording closed', (seed) => {
    expectOrder(live(seed, CALL_STATES.opening), 1)
  })
  test.each(seeds)('seed %i: the same of a callback', (seed) => {
    expectOrder(live(seed, CALL_STATES['callback, nobody']), 0)
  })
})
