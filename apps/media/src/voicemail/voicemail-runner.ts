import {
  assertNever,
  startVoicemail,
  stepVoicemail,
  type DtmfDigit,
  type Fact,
  type RecordingId,
  type SpeechPart,
  type VoicemailContext,
  type VoicemailEffect,
  type VoicemailInput,
  type VoicemailState,
} from '@seatline/core'
import { NamedTimers, type Clock } from '../runtime/clock.ts'
import type { Inbox } from '../runtime/inbox.ts'
import type { PlayedOut } from '../speech/sequence-player.ts'

/** What a voicemail needs of the call it is left in. */
export interface VoicemailHost {
  say(parts: readonly SpeechPart[], onEnd: (outcome: PlayedOut) => void): void
  stopSaying(): void
  /** Captures the caller; resolves when rtpengine does so. */
  startCapture(recordingId: RecordingId): Promise<void>
  stopCapture(): Promise<void>
  /** Tells every now and then for how long nothing but silence has come; gives a function that ends it. */
  watchSilence(tell: (sinceMs: number) => void): () => void
  journal(facts: readonly Fact[]): void
  /** Exactly once. */
  ended(left: boolean): void
}

/** Shell of the voicemail machine for one message. */
export class VoicemailRunner {
  readonly #context: VoicemailContext
  readonly #host: VoicemailHost
  readonly #inbox: Inbox
  readonly #clock: Clock
  readonly #timers: NamedTimers
  #state: VoicemailState = startVoicemail()
  #endWatch: () => void = () => undefined

  constructor(options: {
    readonly context: VoicemailContext
    readonly host: VoicemailHost
    readonly inbox: Inbox
    readonly clock: Clock
  }) {
    this.#context = options.context
    this.#host = options.host
    this.#inbox = options.inbox
    this.#clock = options.clock
    this.#timers = new NamedTimers(options.clock)
  }

  get isOver(): boolean {
    return this.#state.phase === 'ended'
  }

  dispatch(input: VoicemailInput): void {
    this.#inbox.post(() => this.#step(input))
  }

  press(digit: DtmfDigit): void {
    this.dispatch({ kind: 'key.pressed', digit })
  }

  #step(input: VoicemailInput): void {
    const { state, effects, facts } = stepVoicemail(this.#context, this.#state, input, this.#clock.now())
    this.#state = state
    this.#host.journal(facts)
    for (const effect of effects) this.#execute(effect)
  }

  #execute(effect: VoicemailEffect): void {
    switch (effect.kind) {
      case 'speech.play': {
        const { token } = effect
        this.#host.say(effect.parts, (outcome) => this.dispatch({ kind: `speech.${outcome}`, token }))
        return
      }
      case 'speech.stop':
        this.#host.stopSaying()
        return
      case 'capture.start':
        this.#startCapture(effect.recordingId)
        return
      case 'capture.stop':
        this.#endWatch()
        this.#host.stopCapture().then(
          () => this.dispatch({ kind: 'capture.stopped' }),
          // What was captured so far is there; the worker judges it.
          () => this.dispatch({ kind: 'capture.stopped' }),
        )
        return
      case 'timer.set': {
        const { token } = effect
        this.#timers.set('length', effect.at, () => this.dispatch({ kind: 'timer.fired', token }))
        return
      }
      case 'timer.cancel':
        this.#timers.cancel('length')
        return
      case 'voicemail.ended':
        this.#timers.cancelAll()
        this.#endWatch()
        this.#host.ended(effect.left)
        return
      default:
        assertNever(effect, 'voicemail effect')
    }
  }

  #startCapture(recordingId: RecordingId): void {
    this.#host.startCapture(recordingId).then(
      () => {
        this.#endWatch = this.#host.watchSilence((sinceMs) => this.dispatch({ kind: 'caller.silent', sinceMs }))
        this.dispatch({ kind: 'capture.started' })
      },
      () => this.dispatch({ kind: 'capture.failed' }),
    )
  }
}
