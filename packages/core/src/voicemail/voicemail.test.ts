import { describe, expect, it } from 'vitest'
import { voicemailBoxSchema } from '../contracts/snapshot.ts'
import type { CallId, RecordingId, VoicemailId } from '../ids.ts'
import { textOfParts } from '../speech/say-value.ts'
import { instant } from '../time.ts'
import { startVoicemail, stepVoicemail } from './step-voicemail.ts'
import type { VoicemailContext, VoicemailEffect, VoicemailInput, VoicemailPhase, VoicemailState } from './step-types.ts'

const CONTEXT: VoicemailContext = {
  callId: 'cal_one' as CallId,
  box: voicemailBoxSchema.parse({
    boxId: 'vbx_one',
    name: 'Repairs',
    addressee: { kind: 'agent', agentId: 'agt_mei' },
    greetingPromptId: 'prm_greeting',
    lengthMaxMs: 60_000,
    promisedWithinMs: 3_600_000,
  }),
  locale: 'en',
  voicemailId: 'vml_one' as VoicemailId,
  recordingId: 'rec_one' as RecordingId,
  callerPort: 30_000,
}

/** Effects in words, and the facts, of a caller who does this at these seconds. */
function story(...inputs: readonly (readonly [number, VoicemailInput | 'said'])[]) {
  let state: VoicemailState = startVoicemail()
  const told: string[] = []
  const facts: unknown[] = []
  for (const [seconds, input] of inputs) {
    const given = input === 'said' ? ({ kind: 'speech.finished', token: state.token } as const) : input
    const step = stepVoicemail(CONTEXT, state, given, instant(seconds * 1_000))
    state = step.state
    told.push(...step.effects.map(inWords))
    facts.push(...step.facts)
  }
  return { state, told, facts }
}

const inWords = (effect: VoicemailEffect): string => {
  if (effect.kind === 'speech.play') return textOfParts(effect.parts)
  return effect.kind === 'voicemail.ended' ? `ended ${effect.left ? 'with a message' : 'without'}` : effect.kind
}

const START = [0, { kind: 'voicemail.start' }] as const
const BEGUN = [START, [5, 'said'], [6, 'said'], [6, { kind: 'capture.started' }]] as const
const STOPPED = { kind: 'capture.stopped' } as const
const HASH = { kind: 'key.pressed', digit: '#' } as const

describe('a message', () => {
  it('is left after greeting and tone, and ends by #', () => {
    const { told, facts } = story(...BEGUN, [16, HASH], [16, STOPPED], [18, 'said'])
    expect(told).toEqual([
      '[prm_greeting] Please speak after the tone. To end, press hash, or hang up.',
      '?',
      'capture.start',
      'timer.set',
      'timer.cancel',
      'capture.stop',
      'Thank you. Your message has been kept. Goodbye.',
      'ended with a message',
    ])
    expect(facts).toEqual([
      expect.objectContaining({ kind: 'voicemail.left', lengthMs: 10_000, promisedAt: 16_000 + 3_600_000 }),
    ])
  })
  it('is kept when the caller hangs up after it', () => {
    const { told, facts } = story(...BEGUN, [16, { kind: 'caller.left' }], [16, STOPPED])
    expect(told.slice(-3)).toEqual(['timer.cancel', 'capture.stop', 'ended with a message'])
    expect(facts).toHaveLength(1)
  })
  it('ends by silence, and by the length of the box', () => {
    const silent = story(
      ...BEGUN,
      [16, { kind: 'caller.silent', sinceMs: 4_000 }],
      [20, { kind: 'caller.silent', sinceMs: 8_000 }],
    )
    expect(silent.state.phase).toBe('stopping')
    const full = story(...BEGUN, [66, { kind: 'timer.fired', token: 3 }])
    expect(full.state.phase).toBe('stopping')
  })
  it('is none when nothing was said', () => {
    const { told, facts } = story(
      ...BEGUN,
      [14.5, { kind: 'caller.silent', sinceMs: 8_000 }],
      [14.5, STOPPED],
      [16, 'said'],
    )
    expect(told.slice(-2)).toEqual(['Nothing was recorded. Goodbye.', 'ended without'])
    expect(facts).toEqual([])
  })
  it('is none when the caller hangs up before it', () => {
    expect(story(START, [1, { kind: 'caller.left' }])).toMatchObject({ facts: [], state: { phase: 'ended' } })
  })
  it('begins at once when a key cuts the greeting', () => {
    expect(story(START, [1, { kind: 'key.pressed', digit: '1' }]).state.phase).toBe('tone')
  })
  it('cannot be left when nothing can be captured: the caller hears so', () => {
    const { told } = story(START, [5, 'said'], [6, 'said'], [6, { kind: 'capture.failed' }])
    expect(told.at(-1)).toMatch(/Nothing was recorded/)
  })
})

const base: VoicemailState = { ...startVoicemail(), token: 3 }
const recording: VoicemailState = { ...base, phase: 'recording', startedAt: instant(1_000) }
const STATES: Readonly<Record<VoicemailPhase, VoicemailState>> = {
  outside: startVoicemail(),
  greeting: { ...base, phase: 'greeting' },
  tone: { ...base, phase: 'tone' },
  recording,
  stopping: { ...recording, phase: 'stopping', stoppedAt: instant(9_000) },
  farewell: { ...base, phase: 'farewell', left: true },
  ended: { ...base, phase: 'ended' },
}
const INPUTS: Readonly<Record<string, VoicemailInput>> = {
  start: { kind: 'voicemail.start' },
  said: { kind: 'speech.finished', token: 3 },
  unsaid: { kind: 'speech.failed', token: 3 },
  started: { kind: 'capture.started' },
  failed: { kind: 'capture.failed' },
  stopped: STOPPED,
  hash: HASH,
  key: { kind: 'key.pressed', digit: '4' },
  silent: { kind: 'caller.silent', sinceMs: 8_000 },
  timer: { kind: 'timer.fired', token: 3 },
  left: { kind: 'caller.left' },
}
/** Where each input leads; `-`: ignored. */
const TABLE: Readonly<Record<string, string>> = {
  start: '  greeting -     -         -        -        -     -',
  said: '   -        tone  recording -        -        ended -',
  unsaid: ' -        tone  recording -        -        ended -',
  started: '-        -     -         -        -        -     -',
  failed: ' -        -     -         farewell farewell -     -',
  stopped: '-        -     -         -        farewell -     -',
  hash: '   -        tone  -         stopping -        -     -',
  key: '    -        tone  -         -        -        -     -',
  silent: ' -        -     -         stopping -        -     -',
  timer: '  -        -     -         stopping -        -     -',
  left: '   ended    ended ended     stopping stopping ended -',
}

describe('every input in every phase', () => {
  const cases = Object.entries(TABLE).flatMap(([name, row]) =>
    Object.values(STATES).map((state, index) => ({ name, state, leads: row.trim().split(/\s+/)[index] ?? '' })),
  )
  it.each(cases)('$name while $state.phase: $leads', ({ name, state, leads }) => {
    const input = INPUTS[name]
    if (input === undefined) throw new Error(`no such input: ${name}`)
    const step = stepVoicemail(CONTEXT, state, input, instant(10_000))
    if (leads === '-')
      expect(step).toMatchObject({ state, effects: [], facts: [], ignored: expect.any(String) as string })
    else expect(step).toMatchObject({ state: { phase: leads }, ignored: null })
  })
})
