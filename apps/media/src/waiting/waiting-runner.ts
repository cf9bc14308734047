import {
  assertNever,
  startWaiting,
  stepWaiting,
  type DtmfDigit,
  type DurationMs,
  type PromptId,
  type SpeechPart,
  type WaitingChoice,
  type WaitingContext,
  type WaitingEffect,
  type WaitingInput,
  type WaitingState,
} from '@seatline/core'
import { NamedTimers, type Clock } from '../runtime/clock.ts'
import type { Inbox } from '../runtime/inbox.ts'
import type { PlayedOut } from '../speech/sequence-player.ts'

/** What waiting needs of the call it happens in. */
export interface WaitingHost {
  playMusic(promptId: PromptId): void
  /** Instead of the music; tells once how it ended, unless something else was played meanwhile. */
  say(parts: readonly SpeechPart[], onEnd: (outcome: PlayedOut) => void): void
  stopSaying(): void
  /** Asks the engine; its answer comes by `told`. */
  askPlace(): void
  /** Tells the engine; its answer comes by `leave` (it holds) or not at all. */
  choose(choice: WaitingChoice): void
  hangUp(): void
}

/** Shell of the waiting machine for one stay in a queue. */
export class WaitingRunner {
  readonly #context: WaitingContext
  readonly #host: WaitingHost
  readonly #inbox: Inbox
  readonly #clock: Clock
  readonly #timers: NamedTimers
  #state: WaitingState = startWaiting()

  constructor(options: {
    readonly context: WaitingContext
    readonly host: WaitingHost
    readonly inbox: Inbox
    readonly clock: Clock
  }) {
    this.#context = options.context
    this.#host = options.host
    this.#inbox = options.inbox
    this.#clock = options.clock
    this.#timers = new NamedTimers(options.clock)
  }

  /** Nothing is said or asked any more. */
  get isOver(): boolean {
    return this.#state.phase === 'gone'
  }

  /** What the caller chose, while it is with the engine or noted. */
  get choice(): WaitingChoice | null {
    return this.#state.choice
  }

  dispatch(input: WaitingInput): void {
    this.#inbox.post(() => this.#step(input))
  }

  press(digit: DtmfDigit): void {
    this.dispatch({ kind: 'key.pressed', digit })
  }

  /** The engine's word about the place. */
  told(place: { readonly position: number; readonly expectedMs: DurationMs | null }): void {
    this.#inbox.post(() => this.#step({ kind: 'place.told', token: this.#state.token, ...place }))
  }

  #step(input: WaitingInput): void {
    const { state, effects } = stepWaiting(this.#context, this.#state, input, this.#clock.now())
    this.#state = state
    for (const effect of effects) this.#execute(effect)
    if (state.phase === 'gone') this.#timers.cancelAll()
  }

  #execute(effect: WaitingEffect): void {
    const { timers, host } = { timers: this.#timers, host: this.#host }
    switch (effect.kind) {
      case 'music.play':
        host.playMusic(effect.promptId)
        return
      case 'speech.play': {
        const { token } = effect
        host.say(effect.parts, (outcome) => this.dispatch({ kind: `speech.${outcome}`, token }))
        return
      }
      case 'speech.stop':
        host.stopSaying()
        return
      case 'timer.set': {
        const { timer, token } = effect
        timers.set(timer, effect.at, () => this.dispatch({ kind: 'timer.fired', timer, token }))
        return
      }
      case 'timer.cancel':
        timers.cancel(effect.timer)
        return
      case 'place.ask':
        host.askPlace()
        return
      case 'caller.chose':
        host.choose(effect.choice)
        return
      case 'call.hangUp':
        host.hangUp()
        return
      default:
        assertNever(effect, 'waiting effect')
    }
  }
}
