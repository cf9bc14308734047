import type { VoicemailBox } from '../contracts/snapshot.ts'
import type { Fact } from '../contracts/journal.ts'
import type { CallId, RecordingId, VoicemailId } from '../ids.ts'
import type { DtmfDigit } from '../ivr/flow.ts'
import type { SpeechLocale, SpeechPart } from '../speech/speech-part.ts'
import type { Instant } from '../time.ts'

/** Ids come in with the context, so that the machine needs no chance. */
export type VoicemailContext = {
  readonly callId: CallId
  readonly box: VoicemailBox
  readonly locale: SpeechLocale
  readonly voicemailId: VoicemailId
  readonly recordingId: RecordingId
  /** rtpengine's port that receives from the caller. */
  readonly callerPort: number
}

/** `greeting`: hears the greeting. `tone`: hears the tone. `recording`: speaks. `stopping`: the capture is being closed. `farewell`: hears the thanks. */
export type VoicemailPhase = 'outside' | 'greeting' | 'tone' | 'recording' | 'stopping' | 'farewell' | 'ended'

export type VoicemailState = {
  readonly phase: VoicemailPhase
  readonly startedAt: Instant | null
  readonly stoppedAt: Instant | null
  /** The silence at the end so far. */
  readonly silentMs: number
  /** A message was kept. */
  readonly left: boolean
  /** The caller is gone: nothing more is said. */
  readonly callerLeft: boolean
  readonly token: number
}

export type VoicemailInput =
  | { readonly kind: 'voicemail.start' }
  | { readonly kind: 'speech.finished'; readonly token: number }
  | { readonly kind: 'speech.failed'; readonly token: number }
  | { readonly kind: 'capture.started' }
  | { readonly kind: 'capture.failed' }
  | { readonly kind: 'capture.stopped' }
  | { readonly kind: 'key.pressed'; readonly digit: DtmfDigit }
  /** Nothing but silence for so long. */
  | { readonly kind: 'caller.silent'; readonly sinceMs: number }
  | { readonly kind: 'timer.fired'; readonly token: number }
  | { readonly kind: 'caller.left' }

export type VoicemailEffect =
  | { readonly kind: 'speech.play'; readonly token: number; readonly parts: readonly SpeechPart[] }
  | { readonly kind: 'speech.stop' }
  | { readonly kind: 'capture.start'; readonly recordingId: RecordingId }
  | { readonly kind: 'capture.stop'; readonly recordingId: RecordingId }
  | { readonly kind: 'timer.set'; readonly token: number; readonly at: Instant }
  | { readonly kind: 'timer.cancel' }
  /** `left`: a message was kept (fact `voicemail.left`). After this the call ends, or a flow goes on. */
  | { readonly kind: 'voicemail.ended'; readonly left: boolean }

export type VoicemailStep = {
  readonly state: VoicemailState
  readonly effects: readonly VoicemailEffect[]
  readonly facts: readonly Fact[]
  readonly ignored: string | null
}
