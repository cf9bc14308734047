import type { SpeechPart } from '../speech/speech-part.ts'
import { instant, type DurationMs, type Instant } from '../time.ts'
import type { DueItem, WaitingContext, WaitingEffect, WaitingState, WaitingStep, WaitingTimer } from './step-types.ts'

/** At least so much music between two things that are said. */
export const MUSIC_BETWEEN_MS = 3_000

/** Phases in which something said, or the caller's keys, is in the air instead of the music. */
const DIALOGUE = new Set<WaitingState['phase']>(['speaking', 'confirming', 'keyingIn', 'farewell'])

/** One step in the making. */
export class WaitingDraft {
  readonly context: WaitingContext
  readonly now: Instant
  state: WaitingState
  readonly #effects: WaitingEffect[] = []
  #ignored: string | null = null

  constructor(step: { readonly context: WaitingContext; readonly state: WaitingState; readonly now: Instant }) {
    this.context = step.context
    this.state = step.state
    this.now = step.now
  }

  update(changes: Partial<WaitingState>): void {
    this.state = { ...this.state, ...changes }
  }

  effect(effect: WaitingEffect): void {
    this.#effects.push(effect)
  }

  ignore(why: string): void {
    this.#ignored = why
  }

  get isDialogue(): boolean {
    return DIALOGUE.has(this.state.phase)
  }

  /** Says something; only its end, told by the token, is listened to from now on. */
  speak(phase: 'speaking' | 'confirming' | 'keyingIn' | 'farewell', parts: readonly SpeechPart[]): void {
    this.stopTimers()
    const token = this.state.token + 1
    this.update({ phase, token, isSaying: true })
    this.effect({ kind: 'speech.play', token, parts })
  }

  setTimer(timer: WaitingTimer, inMs: DurationMs): void {
    const token = this.state.token + 1
    this.update({ token, timer })
    this.effect({ kind: 'timer.set', timer, token, at: instant(this.now + inMs) })
  }

  stopTimers(): void {
    const { timer } = this.state
    if (timer === null) return
    this.update({ timer: null })
    this.effect({ kind: 'timer.cancel', timer })
  }

  /** Ends what is being said. */
  stopSpeech(): void {
    if (!this.state.isSaying) return
    this.update({ isSaying: false })
    this.effect({ kind: 'speech.stop' })
  }

  /** The music again, until the next thing is due. */
  resumeMusic(): void {
    const wasSilent = this.isDialogue || this.state.phase === 'outside'
    this.stopTimers()
    this.stopSpeech()
    this.update({ phase: 'music', digits: '', choice: null, attempt: 1 })
    if (wasSilent) this.effect({ kind: 'music.play', promptId: this.context.musicPromptId })
    this.awaitNext()
  }

  awaitNext(): void {
    const [next] = this.state.due
    if (next === undefined) return
    this.setTimer('due', Math.max(next.at, this.state.musicUntil) - this.now)
  }

  /** From now on the music has its time before anything else is said. */
  keepMusic(): void {
    this.update({ musicUntil: instant(this.now + MUSIC_BETWEEN_MS) })
  }

  schedule(item: DueItem): void {
    const at = this.state.due.findIndex((other) => other.at > item.at)
    const { due } = this.state
    this.update({ due: at < 0 ? [...due, item] : due.toSpliced(at, 0, item) })
  }

  finish(): WaitingStep {
    return { state: this.state, effects: this.#effects, ignored: this.#ignored }
  }
}
