import type { PromptId } from '../ids.ts'
import { textOfParts } from '../speech/say-value.ts'
import { instant, type Instant } from '../time.ts'
import { startWaiting, stepWaiting } from '../waiting/step-waiting.ts'
import type { WaitingContext, WaitingEffect, WaitingInput, WaitingState } from '../waiting/step-types.ts'
import { waitingExperienceSchema } from '../acd/queue-routing.ts'
import type { z } from 'zod'

const MUSIC = 'prm_music' as PromptId
/** How long anything said lasts in a story. */
const SPEECH_MS = 2_000

export type Experience = z.input<typeof waitingExperienceSchema>

export const waitingContext = (experience: Experience, changes: Partial<WaitingContext> = {}): WaitingContext => ({
  experience: waitingExperienceSchema.parse(experience),
  locale: 'en',
  musicPromptId: MUSIC,
  callerNumber: '13812345678',
  ...changes,
})

/** A waiting caller on a virtual clock: what is heard when, in words. The engine answers when the story says so. */
export class WaitingStory {
  readonly context: WaitingContext
  state: WaitingState = startWaiting()
  now: Instant = instant(0)
  /** "seconds text". */
  readonly heard: string[] = []
  /** What the engine or the call was told. */
  readonly asked: WaitingEffect[] = []
  #timer: { readonly at: Instant; readonly input: WaitingInput } | null = null
  #speech: { readonly at: Instant; readonly input: WaitingInput } | null = null
  /** Tells of each effect, for invariants. */
  onEffect: (effect: WaitingEffect) => void = () => undefined
  place: { readonly position: number; readonly expectedMs: number | null } | null = { position: 3, expectedMs: 120_000 }

  constructor(context: WaitingContext) {
    this.context = context
  }

  tell(input: WaitingInput): this {
    const step = stepWaiting(this.context, this.state, input, this.now)
    this.state = step.state
    for (const effect of step.effects) this.#carryOut(effect)
    return this
  }

  press(digits: string): this {
    for (const digit of digits) this.tell({ kind: 'key.pressed', digit: digit as '1' })
    return this
  }

  get isSpeaking(): boolean {
    return this.#speech !== null
  }

  /** Lets time pass. */
  until(seconds: number): this {
    return this.wait(Math.round(seconds * 1_000) - this.now)
  }

  wait(ms: number): this {
    const end = this.now + ms
    for (;;) {
      const due = [this.#timer, this.#speech].filter((each) => each !== null).toSorted((a, b) => a.at - b.at)[0]
      if (due === undefined || due.at > end) break
      this.now = due.at
      if (due === this.#timer) this.#timer = null
      else this.#speech = null
      this.tell(due.input)
    }
    this.now = instant(end)
    return this
  }

  #carryOut(effect: WaitingEffect): void {
    this.onEffect(effect)
    const at = (ms: number): Instant => instant(this.now + ms)
    const seconds = (this.now / 1_000).toString()
    switch (effect.kind) {
      case 'music.play':
        this.#speech = null
        this.heard.push(`${seconds} ♪`)
        return
      case 'speech.play':
        this.heard.push(`${seconds} ${textOfParts(effect.parts)}`)
        this.#speech = { at: at(SPEECH_MS), input: { kind: 'speech.finished', token: effect.token } }
        return
      case 'speech.stop':
        this.#speech = null
        return
      case 'timer.set':
        this.#timer = { at: effect.at, input: { kind: 'timer.fired', timer: effect.timer, token: effect.token } }
        return
      case 'timer.cancel':
        this.#timer = null
        return
      case 'place.ask':
        if (this.place !== null) this.tell({ kind: 'place.told', token: effect.token, ...this.place })
        return
      case 'caller.chose':
      case 'call.hangUp':
        this.asked.push(effect)
    }
  }
}
