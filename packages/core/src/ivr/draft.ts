import type { Fact } from '../contracts/journal.ts'
import { instant, type DurationMs, type Instant } from '../time.ts'
import type { PromptId } from '../ids.ts'
import type { IvrContext, IvrEffect, IvrState, IvrStep, PromptPart } from './step-types.ts'

/** A recorded prompt on its own. */
export const prompt = (promptId: PromptId): readonly PromptPart[] => [{ kind: 'prompt', promptId }]

/** One step in the making: the state so far, and what it asks for and tells. */
export class IvrDraft {
  readonly context: IvrContext
  readonly now: Instant
  state: IvrState
  private readonly effects: IvrEffect[] = []
  private readonly facts: Fact[] = []

  constructor(step: { readonly context: IvrContext; readonly state: IvrState; readonly now: Instant }) {
    this.context = step.context
    this.state = step.state
    this.now = step.now
  }

  update(changes: Partial<IvrState>): void {
    this.state = { ...this.state, ...changes }
  }

  effect(effect: IvrEffect): void {
    this.effects.push(effect)
  }

  fact(fact: Fact): void {
    this.facts.push(fact)
  }

  /** Starts a prompt; only the end of this one, told by its token, is listened to from now on. */
  play(parts: readonly PromptPart[], phase: 'playing' | 'correcting' = 'playing'): void {
    const token = this.state.token + 1
    this.update({ phase, token })
    this.effect({ kind: 'prompt.play', token, parts })
  }

  /** Waits for a key, at most `timeoutMs`. */
  waitForDigit(timeoutMs: DurationMs): void {
    const token = this.state.token + 1
    this.update({ phase: 'waitingDigit', token })
    this.effect({ kind: 'timer.set', token, at: instant(this.now + timeoutMs) })
  }

  /** Ends what the node was waiting for, prompt or timer. */
  stopWaiting(): void {
    if (this.state.phase === 'playing' || this.state.phase === 'correcting') this.effect({ kind: 'prompt.stop' })
    if (this.state.phase === 'waitingDigit') this.effect({ kind: 'timer.cancel' })
  }

  finish(): IvrStep {
    return { state: this.state, effects: this.effects, facts: this.facts }
  }
}
