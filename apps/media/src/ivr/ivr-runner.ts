import {
  instant,
  startIvr,
  stepIvr,
  type CallId,
  type Fact,
  type Flow,
  type IvrEffect,
  type IvrInput,
  type IvrState,
  type PromptId,
  type PromptPart,
  type QueueId,
  type TenantSnapshot,
} from '@seatline/core'
import { NamedTimers, type Clock } from '../runtime/clock.ts'
import type { Inbox } from '../runtime/inbox.ts'

/** What the menu needs of the call it runs in. */
export interface IvrHost {
  /** Resolves with the prompt's length in ms; rejects when it cannot be played. */
  play(promptId: PromptId): Promise<number>
  stopPlaying(): void
  queue(queueId: QueueId, priority: number): void
  hangUp(): void
  journal(facts: readonly Fact[]): void
}

/** rtpengine says how long a prompt is, not when it has ended; the last packets need a little longer. */
const PLAYOUT_MS = 60

/** Shell of the menu interpreter for one call: carries its effects out and feeds the results back. */
export class IvrRunner {
  readonly #context: { readonly flow: Flow; readonly hours: TenantSnapshot['hours'] }
  readonly #host: IvrHost
  readonly #inbox: Inbox
  readonly #clock: Clock
  readonly #timers: NamedTimers
  #state: IvrState

  constructor(options: {
    readonly callId: CallId
    readonly flow: Flow
    readonly hours: TenantSnapshot['hours']
    readonly host: IvrHost
    readonly inbox: Inbox
    readonly clock: Clock
  }) {
    this.#context = { flow: options.flow, hours: options.hours }
    this.#host = options.host
    this.#inbox = options.inbox
    this.#clock = options.clock
    this.#timers = new NamedTimers(options.clock)
    this.#state = startIvr({ callId: options.callId, flowVersionId: options.flow.flowVersionId })
  }

  dispatch(input: IvrInput): void {
    this.#inbox.post(() => this.#step(input))
  }

  #step(input: IvrInput): void {
    const { state, effects, facts } = stepIvr(this.#context, this.#state, input, this.#clock.now())
    this.#state = state
    this.#host.journal(facts)
    for (const effect of effects) this.#execute(effect)
    if (state.phase === 'ended' || state.phase === 'queued') this.#timers.cancelAll()
  }

  #execute(effect: IvrEffect): void {
    switch (effect.kind) {
      case 'prompt.play':
        this.#play(effect.parts, effect.token)
        return
      case 'prompt.stop':
        this.#timers.cancel('prompt')
        this.#host.stopPlaying()
        return
      case 'timer.set':
        this.#timers.set('wait', effect.at, () => this.dispatch({ kind: 'timer.fired', token: effect.token }))
        return
      case 'timer.cancel':
        this.#timers.cancel('wait')
        return
      case 'call.queue':
        this.#host.queue(effect.queueId, effect.priority)
        return
      case 'call.hangUp':
        this.#host.hangUp()
        return
      default:
        return
    }
  }

  #play(parts: readonly PromptPart[], token: number): void {
    this.#timers.cancel('prompt')
    const promptId = parts.find((part) => part.kind === 'prompt')?.promptId
    if (promptId === undefined) {
      this.dispatch({ kind: 'prompt.failed', token })
      return
    }
    this.#host.play(promptId).then(
      (durationMs) => {
        if (this.#state.token !== token) return
        const endsAt = instant(this.#clock.now() + Math.round(durationMs) + PLAYOUT_MS)
        this.#timers.set('prompt', endsAt, () => this.dispatch({ kind: 'prompt.finished', token }))
      },
      () => this.dispatch({ kind: 'prompt.failed', token }),
    )
  }
}
