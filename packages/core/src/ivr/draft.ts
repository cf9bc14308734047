import type { Fact } from '../contracts/journal.ts'
import { instant, type DurationMs, type Instant } from '../time.ts'
import type { PromptId } from '../ids.ts'
import type { FlowPlace, IvrContext, IvrEffect, IvrState, IvrStep, IvrVariables, PromptPart } from './step-types.ts'
import { VALUE_LENGTH_MAX } from './template.ts'

/** A recorded prompt on its own. */
export const prompt = (promptId: PromptId): readonly PromptPart[] => [{ kind: 'prompt', promptId }]

/** Read like variables, set by nobody. */
export const CALL_VARIABLES = ['callerNumber', 'calledNumber'] as const

/** One step in the making: the state so far, and what it asks for and tells. */
export class IvrDraft {
  readonly context: IvrContext
  readonly now: Instant
  state: IvrState
  private readonly effects: IvrEffect[] = []
  private readonly facts: Fact[] = []
  /** The nodes entered in this step, in order. */
  readonly entered: FlowPlace[] = []

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

  /** The value of a variable; '' of one that is not set. */
  readonly valueOf = (name: string): string => {
    if (name === 'callerNumber') return this.context.ani ?? ''
    if (name === 'calledNumber') return this.context.dnis ?? ''
    return Object.hasOwn(this.state.variables, name) ? (this.state.variables[name] ?? '') : ''
  }

  setVariables(values: IvrVariables): void {
    const cut = Object.entries(values).map(([name, value]) => [name, value.slice(0, VALUE_LENGTH_MAX)])
    this.update({ variables: { ...this.state.variables, ...(Object.fromEntries(cut) as IvrVariables) } })
  }

  /** Keeps all but these from the agent, from now on; null: none is kept back. */
  showOnly(names: readonly string[] | null): void {
    const hidden = names === null ? [] : Object.keys(this.state.variables).filter((name) => !names.includes(name))
    this.update({ hidden })
  }

  /** Tells what the agent who gets the caller may see, and gives it back. */
  shown(): IvrVariables {
    const { callId, variables, hidden } = this.state
    const all = Object.entries(variables)
    if (all.length === 0) return {}
    const shown = Object.fromEntries(all.filter(([name]) => !hidden.includes(name)))
    this.fact({ kind: 'ivr.variablesShown', callId, variables: shown })
    return shown
  }

  /** Starts a prompt; only the end of this one, told by its token, is listened to from now on. */
  play(parts: readonly PromptPart[], phase: 'playing' | 'correcting' = 'playing'): void {
    this.effect({ kind: 'prompt.play', token: this.nextToken(phase), parts })
  }

  /** Waits for a key, at most `timeoutMs`. */
  waitForDigit(timeoutMs: DurationMs): void {
    this.setTimer(this.nextToken('waitingDigit'), timeoutMs)
  }

  /** Waits for the answer to what is asked with this token, at most `timeoutMs`. */
  waitForAnswer(timeoutMs: DurationMs): number {
    const token = this.nextToken('waitingAnswer')
    this.setTimer(token, timeoutMs)
    return token
  }

  nextToken(phase: IvrState['phase']): number {
    const token = this.state.token + 1
    this.update({ phase, token })
    return token
  }

  /** Ends what the node was waiting for. */
  stopWaiting(): void {
    const { phase, token } = this.state
    if (phase === 'playing' || phase === 'correcting') this.effect({ kind: 'prompt.stop' })
    if (phase === 'waitingDigit' || phase === 'waitingAnswer') this.effect({ kind: 'timer.cancel' })
    if (phase === 'waitingAnswer') this.effect({ kind: 'request.cancel', token })
  }

  /** What was asked is answered: its time need not be watched any more. */
  answerCame(): void {
    this.effect({ kind: 'timer.cancel' })
  }

  /** Nobody waits for the answer any more. */
  timeIsUp(): void {
    this.effect({ kind: 'request.cancel', token: this.state.token })
  }

  /** Keys are nobody's but this node's from here on. */
  beginSecret(): void {
    this.update({ isSecret: true, secretDigits: {}, typedAhead: [], skipKey: null })
    this.effect({ kind: 'secret.begin' })
  }

  endSecret(): void {
    if (!this.state.isSecret) return
    this.update({ isSecret: false, secretDigits: {} })
    this.effect({ kind: 'secret.end' })
  }

  finish(): IvrStep {
    return { state: this.state, effects: this.effects, facts: this.facts }
  }

  private setTimer(token: number, timeoutMs: DurationMs): void {
    this.effect({ kind: 'timer.set', token, at: instant(this.now + timeoutMs) })
  }
}
