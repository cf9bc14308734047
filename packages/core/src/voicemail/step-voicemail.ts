import { assertNever } from '../assert.ts'
import type { Fact } from '../contracts/journal.ts'
import { word } from '../speech/say-value.ts'
import { TONE_WORD } from '../speech/vocabulary.ts'
import type { SpeechPart } from '../speech/speech-part.ts'
import { instant, type DurationMs, type Instant } from '../time.ts'
import type { VoicemailContext, VoicemailEffect, VoicemailInput, VoicemailState, VoicemailStep } from './step-types.ts'

/** Whoever says less has said nothing. */
export const MESSAGE_MS_MIN = 1_000
/** So much silence ends a message. */
export const MESSAGE_SILENCE_MS = 8_000
const END_KEY = '#'

export const startVoicemail = (): VoicemailState => ({
  phase: 'outside',
  startedAt: null,
  stoppedAt: null,
  silentMs: 0,
  left: false,
  callerLeft: false,
  token: 0,
})

class Draft {
  readonly context: VoicemailContext
  readonly now: Instant
  state: VoicemailState
  readonly #effects: VoicemailEffect[] = []
  readonly #facts: Fact[] = []
  #ignored: string | null = null

  constructor(step: { readonly context: VoicemailContext; readonly state: VoicemailState; readonly now: Instant }) {
    this.context = step.context
    this.state = step.state
    this.now = step.now
  }

  update(changes: Partial<VoicemailState>): void {
    this.state = { ...this.state, ...changes }
  }

  effect(effect: VoicemailEffect): void {
    this.#effects.push(effect)
  }

  fact(fact: Fact): void {
    this.#facts.push(fact)
  }

  ignore(): void {
    this.#ignored = `it does not fit the moment [phase:${this.state.phase}]`
  }

  speak(phase: 'greeting' | 'tone' | 'farewell', parts: readonly SpeechPart[]): void {
    const token = this.state.token + 1
    this.update({ phase, token })
    this.effect({ kind: 'speech.play', token, parts })
  }

  setTimer(inMs: DurationMs): void {
    const token = this.state.token + 1
    this.update({ token })
    this.effect({ kind: 'timer.set', token, at: instant(this.now + inMs) })
  }

  finish(): VoicemailStep {
    return { state: this.state, effects: this.#effects, facts: this.#facts, ignored: this.#ignored }
  }
}

/**
 * A caller leaves a message: greeting, tone, the caller alone is captured until `#`, silence, the box's length or the end of the call. Total: what does not fit
 * the moment changes nothing. `voicemail.ended` is told exactly once, and `voicemail.left` before it when there is a message.
 */
export function stepVoicemail(
  context: VoicemailContext,
  state: VoicemailState,
  input: VoicemailInput,
  now: Instant,
): VoicemailStep {
  const draft = new Draft({ context, state, now })
  apply(draft, input)
  return draft.finish()
}

function apply(draft: Draft, input: VoicemailInput): void {
  const { phase, token } = draft.state
  switch (input.kind) {
    case 'voicemail.start':
      if (phase === 'outside') greet(draft)
      else draft.ignore()
      return
    case 'speech.finished':
    case 'speech.failed':
      if (input.token === token && isSaying(draft)) speechEnded(draft)
      else draft.ignore()
      return
    case 'capture.started':
      if (phase === 'recording' && draft.state.startedAt === null) record(draft)
      else draft.ignore()
      return
    case 'capture.failed':
      captureFailed(draft)
      return
    case 'capture.stopped':
      if (phase === 'stopping') judge(draft)
      else draft.ignore()
      return
    case 'key.pressed':
      press(draft, input.digit)
      return
    case 'caller.silent':
      if (phase === 'recording') hearSilence(draft, input.sinceMs)
      else draft.ignore()
      return
    case 'timer.fired':
      if (phase === 'recording' && input.token === token) stop(draft)
      else draft.ignore()
      return
    case 'caller.left':
      leave(draft)
      return
    default:
      assertNever(input, 'input of a voicemail')
  }
}

const isSaying = ({ state: { phase } }: Draft): boolean =>
  phase === 'greeting' || phase === 'tone' || phase === 'farewell'

function greet(draft: Draft): void {
  const { box, locale } = draft.context
  draft.speak('greeting', [{ kind: 'prompt', promptId: box.greetingPromptId }, word(locale, 'speakAfterTone')])
}

function speechEnded(draft: Draft): void {
  const { phase } = draft.state
  if (phase === 'greeting') sayTone(draft)
  else if (phase === 'tone') startCapture(draft)
  else end(draft)
}

const sayTone = (draft: Draft): void => draft.speak('tone', [word(draft.context.locale, TONE_WORD)])

function startCapture(draft: Draft): void {
  draft.update({ phase: 'recording' })
  draft.effect({ kind: 'capture.start', recordingId: draft.context.recordingId })
}

function record(draft: Draft): void {
  draft.update({ startedAt: draft.now })
  draft.setTimer(draft.context.box.lengthMaxMs)
}

/** A key during the greeting leads to the tone at once. */
function press(draft: Draft, digit: string): void {
  const { phase, startedAt } = draft.state
  if (phase === 'greeting') {
    draft.effect({ kind: 'speech.stop' })
    sayTone(draft)
  } else if (phase === 'recording' && startedAt !== null && digit === END_KEY) stop(draft)
  else draft.ignore()
}

function hearSilence(draft: Draft, sinceMs: DurationMs): void {
  draft.update({ silentMs: sinceMs })
  if (sinceMs >= MESSAGE_SILENCE_MS) stop(draft)
}

function stop(draft: Draft): void {
  const { startedAt } = draft.state
  if (startedAt !== null) draft.effect({ kind: 'timer.cancel' })
  draft.update({ phase: 'stopping', stoppedAt: draft.now })
  draft.effect({ kind: 'capture.stop', recordingId: draft.context.recordingId })
}

function captureFailed(draft: Draft): void {
  const { phase } = draft.state
  if (phase === 'stopping') judge(draft)
  else if (phase === 'recording') {
    if (draft.state.startedAt !== null) draft.effect({ kind: 'timer.cancel' })
    draft.update({ startedAt: null })
    sayFarewell(draft, false)
  } else draft.ignore()
}

/** What was said, without the silence at its end, must be long enough to be a message. */
function judge(draft: Draft): void {
  const { startedAt, stoppedAt, silentMs } = draft.state
  const lengthMs = startedAt === null || stoppedAt === null ? 0 : stoppedAt - startedAt
  const left = lengthMs - silentMs >= MESSAGE_MS_MIN
  if (left) tellLeft(draft, lengthMs)
  sayFarewell(draft, left)
}

function tellLeft(draft: Draft, lengthMs: DurationMs): void {
  const { callId, box, voicemailId, recordingId, callerPort } = draft.context
  draft.update({ left: true })
  draft.fact({
    kind: 'voicemail.left',
    callId,
    voicemailId,
    boxId: box.boxId,
    recordingId,
    lengthMs,
    promisedAt: draft.now + box.promisedWithinMs,
    captureFile: null,
    streams: [{ party: 'caller', ssrc: null, localPort: callerPort }],
  })
}

function sayFarewell(draft: Draft, left: boolean): void {
  if (draft.state.callerLeft) end(draft)
  else draft.speak('farewell', [word(draft.context.locale, left ? 'messageKept' : 'messageTooShort')])
}

/** A caller who hangs up while speaking has left a message. */
function leave(draft: Draft): void {
  const { phase, callerLeft } = draft.state
  if (phase === 'ended' || callerLeft) {
    draft.ignore()
    return
  }
  draft.update({ callerLeft: true })
  if (phase === 'recording') stop(draft)
  else if (phase !== 'stopping') end(draft)
}

function end(draft: Draft): void {
  draft.update({ phase: 'ended' })
  draft.effect({ kind: 'voicemail.ended', left: draft.state.left })
}
