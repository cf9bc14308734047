import { describe, expect, it } from 'vitest'
import { waitingContext } from '../testing/waiting-story.ts'
import { instant } from '../time.ts'
import { startWaiting, stepWaiting } from './step-waiting.ts'
import type { WaitingInput, WaitingInputKind, WaitingPhase, WaitingState } from './step-types.ts'

const NOW = instant(100_000)
const CONTEXT = waitingContext({
  position: { firstMs: 10_000, everyMs: 30_000, sayWait: true },
  callback: { key: '7', offerAfterMs: 40_000, attemptsMax: 3, retryAfterMs: 60_000, otherNumber: true },
  voicemail: { key: '8', boxId: 'vbx_one' },
})
const CHOICE = { kind: 'callback', number: '13812345678' } as const
const base: WaitingState = {
  ...startWaiting(),
  token: 4,
  due: [{ item: { kind: 'position' }, at: instant(100_000) }],
}

const STATES: Readonly<Record<WaitingPhase, WaitingState>> = {
  outside: startWaiting(),
  music: { ...base, phase: 'music', timer: 'due' },
  asking: { ...base, phase: 'asking', timer: 'due' },
  speaking: { ...base, phase: 'speaking', isSaying: true },
  confirming: { ...base, phase: 'confirming', timer: 'key', choice: CHOICE },
  keyingIn: { ...base, phase: 'keyingIn', timer: 'key', digits: '88886666' },
  choosing: { ...base, phase: 'choosing', timer: 'key', choice: CHOICE },
  farewell: { ...base, phase: 'farewell', isSaying: true, choice: CHOICE },
  ringing: { ...base, phase: 'ringing' },
  gone: { ...base, phase: 'gone' },
}

const INPUTS: Readonly<Record<string, WaitingInput & { readonly kind: WaitingInputKind }>> = {
  entered: { kind: 'queue.entered' },
  told: { kind: 'place.told', token: 4, position: 2, expectedMs: null },
  offer: { kind: 'offer.due', offer: 'voicemail' },
  finished: { kind: 'speech.finished', token: 4 },
  failed: { kind: 'speech.failed', token: 4 },
  key1: { kind: 'key.pressed', digit: '1' },
  key7: { kind: 'key.pressed', digit: '7' },
  star: { kind: 'key.pressed', digit: '*' },
  due: { kind: 'timer.fired', timer: 'due', token: 4 },
  keyTime: { kind: 'timer.fired', timer: 'key', token: 4 },
  found: { kind: 'agent.found' },
  lost: { kind: 'agent.lost' },
  accepted: { kind: 'choice.accepted' },
  refused: { kind: 'choice.refused' },
  left: { kind: 'queue.left' },
}

/** Where each input leads from each phase; `-`: ignored. In the order of the phases above. */
const TABLE: Readonly<Record<keyof typeof INPUTS, string>> = {
  entered: ' music    -       -        -        -          -          -        -        -       -',
  told: '    -        -       speaking -        -          -          -        -        -       -',
  offer: '   -        music   asking   speaking confirming keyingIn   choosing farewell ringing -',
  finished: '-        -       -        music    -          -          -        gone     -       -',
  failed: '  -        -       -        music    -          -          -        gone     -       -',
  key1: '    -        -       -        -        choosing   keyingIn   -        -        -       -',
  key7: '    -        confirming confirming confirming -   keyingIn   -        -        -       -',
  star: '    -        -       -        -        music      music      -        -        -       -',
  due: '     -        asking  music    -        -          -          -        -        -       -',
  keyTime: ' -        -       -        -        confirming confirming speaking -        -       -',
  found: '   -        ringing ringing  ringing  ringing    ringing    ringing  -        -       -',
  lost: '    -        -       -        -        -          -          -        -        music   -',
  accepted: '-        -       -        -        -          -          farewell -        -       -',
  refused: ' -        -       -        -        -          -          speaking -        -       -',
  left: '    gone     gone    gone     gone     gone       gone       gone     gone     gone    -',
}

describe('every input in every phase', () => {
  const cases = Object.entries(TABLE).flatMap(([name, row]) =>
    Object.values(STATES).map((state, index) => ({ name, state, leads: row.trim().split(/\s+/)[index] ?? '' })),
  )
  it.each(cases)('$name while $state.phase: $leads', ({ name, state, leads }) => {
    const input = INPUTS[name]
    if (input === undefined) throw new Error(`no such input: ${name}`)
    const step = stepWaiting(CONTEXT, state, input, NOW)
    if (leads === '-') expect(step).toEqual({ state, effects: [], ignored: expect.any(String) as string })
    else expect(step.state.phase).toBe(leads)
  })
  it('has a row of answers for every phase', () => {
    for (const row of Object.values(TABLE)) expect(row.trim().split(/\s+/)).toHaveLength(10)
    expect(new Set(Object.values(INPUTS).map(({ kind }) => kind)).size).toBe(12)
  })
})
