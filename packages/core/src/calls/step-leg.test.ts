import { describe, expect, test } from 'vitest'
import type { AgentId, CallId, LegId, TrunkId } from '../ids.ts'
import { instant } from '../time.ts'
import type { LegEffect, LegInput, LegInputKind, LegState, LegStep } from './leg-types.ts'
import { startLeg, stepLeg } from './step-leg.ts'

const BEGAN = instant(1_000_000)
const NOW = instant(1_060_000)
const SESSION = { intervalMs: 1_800_000, refresher: 'us' } as const
const identity = { legId: 'leg_one' as LegId, callId: 'cal_one' as CallId, sipCallId: 'one@carrier' }
const caller = startLeg({
  ...identity,
  direction: 'inbound',
  party: 'caller',
  agentId: null,
  trunkId: 'trk_one' as TrunkId,
}).state
const agent = startLeg({
  ...identity,
  direction: 'outbound',
  party: 'agent',
  agentId: 'agt_one' as AgentId,
  trunkId: null,
}).state
const up = { session: SESSION, answeredAt: BEGAN }

const STATES = {
  'proceeding (inbound)': caller,
  'proceeding (outbound)': agent,
  ringing: { ...agent, phase: 'ringing', hasRung: true },
  answered: { ...caller, ...up, phase: 'answered' },
  established: { ...agent, ...up, phase: 'established' },
  refreshing: { ...agent, ...up, phase: 'established', refreshing: true },
  cancelling: { ...agent, phase: 'cancelling' },
  ended: { ...agent, phase: 'ended' },
} as const satisfies Record<string, LegState>
type StateName = keyof typeof STATES

const INPUTS: { readonly [K in LegInputKind]: Extract<LegInput, { kind: K }> } = {
  'far.ringing': { kind: 'far.ringing' },
  'far.answered': { kind: 'far.answered', session: null },
  'far.refused': { kind: 'far.refused', sipStatus: 486 },
  'far.cancelled': { kind: 'far.cancelled' },
  'far.acked': { kind: 'far.acked' },
  'far.ackTimedOut': { kind: 'far.ackTimedOut' },
  'far.hungUp': { kind: 'far.hungUp' },
  'far.modified': { kind: 'far.modified', requestId: 7, offer: 'hold', movesMedia: false, session: null },
  'far.informed': { kind: 'far.informed' },
  'far.vanished': { kind: 'far.vanished', reason: 'connectionLost' },
  'our.answer': { kind: 'our.answer', session: null },
  'our.reject': { kind: 'our.reject', reason: 'tenantFull', sipStatus: 486 },
  'our.hangUp': { kind: 'our.hangUp', reason: 'normalClearing', releasedBy: 'system' },
  'our.mediaMoved': { kind: 'our.mediaMoved', requestId: 7, offer: 'active', ok: true },
  'our.refreshFinished': { kind: 'our.refreshFinished', sipStatus: 200 },
  'timer.fired': { kind: 'timer.fired', timer: 'sessionExpiry' },
}

/** What each input does in each state: next phase, effects, facts, reports; `--` why nothing. A new kind or state does not compile without its row. */
const MATRIX: Record<StateName, Record<LegInputKind, string>> = {
  'proceeding (inbound)': {
    'far.ringing': '-- nothing rings now',
    'far.answered': '-- answered already',
    'far.refused': '-- no INVITE of ours is open',
    'far.cancelled': 'ended | leg.ended(callerCancelled caller) | > leg.ended',
    'far.acked': '-- no ACK is waited for',
    'far.ackTimedOut': '-- no ACK is waited for',
    'far.hungUp': '-- the dialog is not up',
    'far.modified': 'proceeding | sip.rejectModify',
    'far.informed': '-- INFO changes no leg',
    'far.vanished': '-- the dialog is not up',
    'our.answer': 'answered | sip.answer | leg.answered | > leg.answered',
    'our.reject': 'ended | sip.reject | leg.ended(tenantFull system) | > leg.ended',
    'our.hangUp': 'ended | sip.reject | leg.ended(normalClearing system) | > leg.ended',
    'our.mediaMoved': '-- the dialog is not up',
    'our.refreshFinished': '-- no refresh is open',
    'timer.fired': '-- no session timer runs',
  },
  'proceeding (outbound)': {
    'far.ringing': 'ringing | leg.ringing',
    'far.answered': 'established | leg.answered | > leg.answered',
    'far.refused': 'ended | leg.ended(busy agent) | > leg.ended',
    'far.cancelled': '-- nothing to cancel',
    'far.acked': '-- no ACK is waited for',
    'far.ackTimedOut': '-- no ACK is waited for',
    'far.hungUp': '-- the dialog is not up',
    'far.modified': 'proceeding | sip.rejectModify',
    'far.informed': '-- INFO changes no leg',
    'far.vanished': '-- the dialog is not up',
    'our.answer': '-- nothing to answer',
    'our.reject': '-- too late to reject',
    'our.hangUp': 'cancelling | sip.cancel | leg.ended(normalClearing system) | > leg.ended',
    'our.mediaMoved': '-- the dialog is not up',
    'our.refreshFinished': '-- no refresh is open',
    'timer.fired': '-- no session timer runs',
  },
  ringing: {
    'far.ringing': '-- nothing rings now',
    'far.answered': 'established | leg.answered | > leg.answered',
    'far.refused': 'ended | leg.ended(busy agent) | > leg.ended',
    'far.cancelled': '-- nothing to cancel',
    'far.acked': '-- no ACK is waited for',
    'far.ackTimedOut': '-- no ACK is waited for',
    'far.hungUp': '-- the dialog is not up',
    'far.modified': 'ringing | sip.rejectModify',
    'far.informed': '-- INFO changes no leg',
    'far.vanished': '-- the dialog is not up',
    'our.answer': '-- nothing to answer',
    'our.reject': '-- too late to reject',
    'our.hangUp': 'cancelling | sip.cancel | leg.ended(normalClearing system) | > leg.ended',
    'our.mediaMoved': '-- the dialog is not up',
    'our.refreshFinished': '-- no refresh is open',
    'timer.fired': '-- no session timer runs',
  },
  answered: {
    'far.ringing': '-- nothing rings now',
    'far.answered': '-- answered already',
    'far.refused': '-- no INVITE of ours is open',
    'far.cancelled': '-- nothing to cancel',
    'far.acked': 'established',
    'far.ackTimedOut': 'ended | sip.bye timer.cancel timer.cancel | leg.ended(ackTimeout network) | > leg.ended',
    'far.hungUp': 'ended | timer.cancel timer.cancel | leg.ended(normalClearing caller) | > leg.ended',
    'far.modified': 'answered | sip.acceptModify timer.cancel timer.cancel timer.set timer.set | > leg.held',
    'far.informed': '-- INFO changes no leg',
    'far.vanished': 'ended | sip.bye timer.cancel timer.cancel | leg.ended(connectionLost network) | > leg.ended',
    'our.answer': '-- nothing to answer',
    'our.reject': '-- too late to reject',
    'our.hangUp': 'ended | sip.bye timer.cancel timer.cancel | leg.ended(normalClearing system) | > leg.ended',
    'our.mediaMoved': 'answered | sip.acceptModify',
    'our.refreshFinished': '-- no refresh is open',
    'timer.fired': 'ended | sip.bye timer.cancel timer.cancel | leg.ended(sessionTimerExpired network) | > leg.ended',
  },
  established: {
    'far.ringing': '-- nothing rings now',
    'far.answered': '-- answered already',
    'far.refused': '-- no INVITE of ours is open',
    'far.cancelled': '-- nothing to cancel',
    'far.acked': '-- no ACK is waited for',
    'far.ackTimedOut': '-- no ACK is waited for',
    'far.hungUp': 'ended | timer.cancel timer.cancel | leg.ended(normalClearing agent) | > leg.ended',
    'far.modified': 'established | sip.acceptModify timer.cancel timer.cancel timer.set timer.set | > leg.held',
    'far.informed': '-- INFO changes no leg',
    'far.vanished': 'ended | sip.bye timer.cancel timer.cancel | leg.ended(connectionLost network) | > leg.ended',
    'our.answer': '-- nothing to answer',
    'our.reject': '-- too late to reject',
    'our.hangUp': 'ended | sip.bye timer.cancel timer.cancel | leg.ended(normalClearing system) | > leg.ended',
    'our.mediaMoved': 'established | sip.acceptModify',
    'our.refreshFinished': '-- no refresh is open',
    'timer.fired': 'ended | sip.bye timer.cancel timer.cancel | leg.ended(sessionTimerExpired network) | > leg.ended',
  },
  refreshing: {
    'far.ringing': '-- nothing rings now',
    'far.answered': '-- answered already',
    'far.refused': '-- no INVITE of ours is open',
    'far.cancelled': '-- nothing to cancel',
    'far.acked': '-- no ACK is waited for',
    'far.ackTimedOut': '-- no ACK is waited for',
    'far.hungUp': 'ended | timer.cancel timer.cancel | leg.ended(normalClearing agent) | > leg.ended',
    'far.modified': 'established | sip.rejectModify',
    'far.informed': '-- INFO changes no leg',
    'far.vanished': 'ended | sip.bye timer.cancel timer.cancel | leg.ended(connectionLost network) | > leg.ended',
    'our.answer': '-- nothing to answer',
    'our.reject': '-- too late to reject',
    'our.hangUp': 'ended | sip.bye timer.cancel timer.cancel | leg.ended(normalClearing system) | > leg.ended',
    'our.mediaMoved': 'established | sip.acceptModify',
    'our.refreshFinished': 'established | timer.cancel timer.cancel timer.set timer.set',
    'timer.fired': 'ended | sip.bye timer.cancel timer.cancel | leg.ended(sessionTimerExpired network) | > leg.ended',
  },
  cancelling: {
    'far.ringing': '-- the leg is given up',
    'far.answered': 'ended | sip.bye',
    'far.refused': 'ended',
    'far.cancelled': '-- the leg is given up',
    'far.acked': '-- the leg is given up',
    'far.ackTimedOut': '-- the leg is given up',
    'far.hungUp': 'ended',
    'far.modified': 'cancelling | sip.rejectModify',
    'far.informed': '-- the leg is given up',
    'far.vanished': 'ended',
    'our.answer': '-- the leg is given up',
    'our.reject': '-- the leg is given up',
    'our.hangUp': '-- the leg is given up',
    'our.mediaMoved': '-- the leg is given up',
    'our.refreshFinished': '-- the leg is given up',
    'timer.fired': '-- the leg is given up',
  },
  ended: {
    'far.ringing': '-- the leg is over',
    'far.answered': '-- the leg is over',
    'far.refused': '-- the leg is over',
    'far.cancelled': '-- the leg is over',
    'far.acked': '-- the leg is over',
    'far.ackTimedOut': '-- the leg is over',
    'far.hungUp': '-- the leg is over',
    'far.modified': '-- the leg is over',
    'far.informed': '-- the leg is over',
    'far.vanished': '-- the leg is over',
    'our.answer': '-- the leg is over',
    'our.reject': '-- the leg is over',
    'our.hangUp': '-- the leg is over',
    'our.mediaMoved': '-- the leg is over',
    'our.refreshFinished': '-- the leg is over',
    'timer.fired': '-- the leg is over',
  },
}

/** A step in one line. */
function show({ ignored, state, effects, facts, reports }: LegStep): string {
  if (ignored !== null) return `-- ${ignored}`
  const told = facts.map((fact) =>
    fact.kind === 'leg.ended' ? `leg.ended(${fact.cause.reason} ${fact.releasedBy})` : fact.kind,
  )
  const parts = [
    state.phase,
    effects.map(({ kind }) => kind).join(' '),
    told.join(' '),
    reports.map(({ kind }) => `> ${kind}`).join(' '),
  ]
  return parts.filter((part) => part !== '').join(' | ')
}

const kindsOf = (matrix: Record<string, unknown>): string[] => Object.keys(matrix)

describe('every input in every state of a leg', () => {
  const rows = kindsOf(MATRIX).flatMap((name) =>
    kindsOf(INPUTS).map((kind) => [name as StateName, kind as LegInputKind] as const),
  )
  test.each(rows)('%s: %s', (name, kind) => {
    const step = stepLeg(STATES[name], INPUTS[kind], NOW)
    expect(show(step)).toBe(MATRIX[name][kind])
  })

  test.each(rows)('%s: %s keeps a leg that is over as it is', (name, kind) => {
    const step = stepLeg({ ...STATES[name], phase: 'ended' }, INPUTS[kind], NOW)
    expect(step.facts).toEqual([])
    expect(step.effects).toEqual([])
  })
})

describe('hold and retrieve', () => {
  const modified = (offer: 'none' | 'hold' | 'active', movesMedia = false): LegInput => ({
    kind: 'far.modified',
    requestId: 9,
    offer,
    movesMedia,
    session: null,
  })
  const kinds = (step: LegStep): string[] => step.reports.map(({ kind }) => kind)

  test('a repeated hold is answered but reported once', () => {
    const first = stepLeg(STATES.established, modified('hold'), NOW)
    const second = stepLeg(first.state, modified('hold'), NOW)
    expect([kinds(first), kinds(second)]).toEqual([['leg.held'], []])
    expect(second.effects[0]).toEqual({ kind: 'sip.acceptModify', requestId: 9 })
  })

  test('an offer that moves the media is answered only when rtpengine has followed', () => {
    const asked = stepLeg(STATES.established, modified('active', true), NOW)
    expect(asked.effects[0]).toEqual({ kind: 'media.move', requestId: 9, offer: 'active' })
    const refused = stepLeg(asked.state, { kind: 'our.mediaMoved', requestId: 9, offer: 'active', ok: false }, NOW)
    expect(refused.effects).toEqual([{ kind: 'sip.rejectModify', requestId: 9, sipStatus: 488 }])
  })

  test('glare: an offer during our own re-INVITE gets 491, a mere refresh does not', () => {
    expect(stepLeg(STATES.refreshing, modified('active'), NOW).effects).toEqual([
      { kind: 'sip.rejectModify', requestId: 9, sipStatus: 491 },
    ])
    expect(stepLeg(STATES.refreshing, modified('none'), NOW).effects[0]?.kind).toBe('sip.acceptModify')
  })
})

describe('session timers (RFC 4028)', () => {
  const timers = (effects: readonly LegEffect[]): Record<string, number> =>
    Object.fromEntries(
      effects.flatMap((effect) => (effect.kind === 'timer.set' ? [[effect.timer, effect.at - NOW] as const] : [])),
    )

  test('when we refresh: at half the interval, and the session ends with it', () => {
    const step = stepLeg(agent, { kind: 'far.answered', session: { intervalMs: 90_000, refresher: 'us' } }, NOW)
    expect(timers(step.effects)).toEqual({ sessionRefresh: 45_000, sessionExpiry: 90_000 })
  })

  test('when they refresh: we give up a third of the interval before its end, at most 32 s', () => {
    const short = stepLeg(caller, { kind: 'our.answer', session: { intervalMs: 90_000, refresher: 'them' } }, NOW)
    expect(timers(short.effects)).toEqual({ sessionExpiry: 60_000 })
    const long = stepLeg(caller, { kind: 'our.answer', session: { intervalMs: 1_800_000, refresher: 'them' } }, NOW)
    expect(timers(long.effects)).toEqual({ sessionExpiry: 1_768_000 })
  })

  test.each([
    [491, 'timer.set'],
    [500, 'timer.set'],
    [481, 'sip.bye'],
    [408, 'sip.bye'],
  ])('a refresh answered with %i leads to %s', (sipStatus, effect) => {
    const step = stepLeg(STATES.refreshing, { kind: 'our.refreshFinished', sipStatus }, NOW)
    expect(step.effects[0]?.kind).toBe(effect)
  })

  test('no re-INVITE of ours goes out before the ACK is in', () => {
    const step = stepLeg(STATES.answered, { kind: 'timer.fired', timer: 'sessionRefresh' }, NOW)
    expect(step.effects.map(({ kind }) => kind)).toEqual(['timer.set'])
  })
})
