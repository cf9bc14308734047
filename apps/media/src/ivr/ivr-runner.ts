import {
  assertNever,
  startIvr,
  stepIvr,
  type CallId,
  type Fact,
  type IvrContext,
  type IvrEffect,
  type IvrInput,
  type IvrState,
  type LookedUpCaller,
  type PromptPart,
  type VoicemailBoxId,
} from '@seatline/core'
import { NamedTimers, type Clock } from '../runtime/clock.ts'
import type { Inbox } from '../runtime/inbox.ts'
import type { PlayedOut } from '../speech/sequence-player.ts'
import type { HttpAnswer } from './http-caller.ts'
import type { HttpEffect, PinVerdict } from './ivr-services.ts'

type EffectOf<K extends IvrEffect['kind']> = Extract<IvrEffect, { kind: K }>

/** What the menu needs of the call it runs in. */
export interface IvrHost {
  play(parts: readonly PromptPart[], onEnd: (outcome: PlayedOut) => void): void
  stopPlaying(): void
  /** From here to `endSecret` nothing of what the caller presses is recorded or heard by anybody. */
  beginSecret(): void
  endSecret(): void
  lookUp(number: string): Promise<LookedUpCaller>
  checkPin(number: string, digits: string): Promise<PinVerdict>
  request(effect: HttpEffect, signal: AbortSignal): Promise<HttpAnswer>
  queue(effect: EffectOf<'call.queue'>): void
  /** Resolves with whether the caller was joined; the promise may stay open when the call ends. */
  transfer(effect: EffectOf<'call.transfer'>): Promise<boolean>
  /** Resolves with whether a message was left. */
  recordVoicemail(boxId: VoicemailBoxId): Promise<boolean>
  requestCallback(effect: EffectOf<'callback.request'>): void
  sendBack(effect: EffectOf<'call.sendBack'>): void
  hangUp(): void
  journal(facts: readonly Fact[]): void
}

/** Shell of the menu interpreter for one call: carries its effects out and feeds the results back. */
export class IvrRunner {
  readonly #context: IvrContext
  readonly #host: IvrHost
  readonly #inbox: Inbox
  readonly #clock: Clock
  readonly #timers: NamedTimers
  readonly #requests = new Map<number, AbortController>()
  #state: IvrState

  constructor(options: {
    readonly callId: CallId
    readonly context: IvrContext
    readonly host: IvrHost
    readonly inbox: Inbox
    readonly clock: Clock
  }) {
    this.#context = options.context
    this.#host = options.host
    this.#inbox = options.inbox
    this.#clock = options.clock
    this.#timers = new NamedTimers(options.clock)
    this.#state = startIvr({ callId: options.callId, flowVersionId: options.context.flow.flowVersionId })
  }

  get state(): IvrState {
    return this.#state
  }

  dispatch(input: IvrInput): void {
    this.#inbox.post(() => this.#step(input))
  }

  #step(input: IvrInput): void {
    const { state, effects, facts } = stepIvr(this.#context, this.#state, input, this.#clock.now())
    this.#state = state
    this.#host.journal(facts)
    for (const effect of effects) this.#execute(effect)
    if (state.phase !== 'ended' && state.phase !== 'queued') return
    this.#timers.cancelAll()
    for (const request of this.#requests.values()) request.abort()
    this.#requests.clear()
  }

  #execute(effect: IvrEffect): void {
    switch (effect.kind) {
      case 'prompt.play': {
        const { token } = effect
        this.#host.play(effect.parts, (outcome) => this.dispatch({ kind: `prompt.${outcome}`, token }))
        return
      }
      case 'prompt.stop':
        this.#host.stopPlaying()
        return
      case 'timer.set':
        this.#timers.set('wait', effect.at, () => this.dispatch({ kind: 'timer.fired', token: effect.token }))
        return
      case 'timer.cancel':
        this.#timers.cancel('wait')
        return
      case 'secret.begin':
        this.#host.beginSecret()
        return
      case 'secret.end':
        this.#host.endSecret()
        return
      case 'http.request':
      case 'request.cancel':
      case 'caller.lookup':
      case 'pin.check':
        this.#ask(effect)
        return
      case 'call.queue':
      case 'call.transfer':
      case 'voicemail.record':
      case 'callback.request':
      case 'call.sendBack':
      case 'call.hangUp':
        this.#handOver(effect)
        return
      default:
        assertNever(effect, 'IVR effect')
    }
  }

  /** The world outside is asked; its answer comes back with the token of the question. */
  #ask(effect: EffectOf<'http.request' | 'request.cancel' | 'caller.lookup' | 'pin.check'>): void {
    const { token } = effect
    switch (effect.kind) {
      case 'http.request':
        void this.#request(effect)
        return
      case 'request.cancel':
        this.#requests.get(token)?.abort()
        this.#requests.delete(token)
        return
      case 'caller.lookup':
        void this.#host.lookUp(effect.number).then((caller) => this.dispatch({ kind: 'lookup.result', token, caller }))
        return
      case 'pin.check':
        void this.#host
          .checkPin(effect.number, effect.secretDigits)
          .then((result) => this.dispatch({ kind: 'pin.checked', token, result }))
        return
      default:
        assertNever(effect, 'question of a flow')
    }
  }

  async #request(effect: HttpEffect): Promise<void> {
    const { token } = effect
    const controller = new AbortController()
    this.#requests.set(token, controller)
    const answer = await this.#host.request(effect, controller.signal)
    // Who took it back does not want to hear of it.
    if (!this.#requests.delete(token)) return
    if (answer.kind === 'failed') this.dispatch({ kind: 'http.failed', token, why: answer.why })
    else this.dispatch({ kind: 'http.answered', token, status: answer.status, body: answer.body })
  }

  #handOver(
    effect: EffectOf<
      'call.queue' | 'call.transfer' | 'voicemail.record' | 'callback.request' | 'call.sendBack' | 'call.hangUp'
    >,
  ): void {
    const host = this.#host
    switch (effect.kind) {
      case 'call.queue':
        host.queue(effect)
        return
      case 'call.transfer': {
        const { token } = effect
        void host.transfer(effect).then((connected) => this.dispatch({ kind: 'transfer.finished', token, connected }))
        return
      }
      case 'voicemail.record': {
        const { token } = effect
        void host
          .recordVoicemail(effect.boxId)
          .then((left) => this.dispatch({ kind: 'voicemail.finished', token, left }))
        return
      }
      case 'callback.request':
        host.requestCallback(effect)
        return
      case 'call.sendBack':
        host.sendBack(effect)
        return
      case 'call.hangUp':
        host.hangUp()
        return
      default:
        assertNever(effect, 'way out of a flow')
    }
  }
}
