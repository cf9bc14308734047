import {
  type AcdInput,
  type CallId,
  type DtmfDigit,
  type DurationMs,
  type QueueId,
  type VoicemailBoxId,
  type WaitingChoice,
} from '@seatline/core'
import type { Clock } from '../runtime/clock.ts'
import type { Inbox } from '../runtime/inbox.ts'
import { newId } from '../runtime/new-id.ts'
import type { SpokenTo } from '../speech/call-voice.ts'
import type { CallVoices } from '../speech/call-voices.ts'
import { WaitingRunner } from './waiting-runner.ts'

export type WaitingCall = SpokenTo & { readonly state: { readonly callId: CallId }; readonly ani: string }

export type WaitingPartOptions = {
  readonly inbox: Inbox
  readonly clock: Clock
  readonly voices: CallVoices
  readonly acd: (input: AcdInput) => void
  /** The caller has heard that the choice is noted. */
  readonly hangUp: (callId: CallId) => void
}

type Stay = { readonly queueId: QueueId; readonly runner: WaitingRunner }

/** What the callers of this node hear and choose while they wait. */
export class WaitingPart {
  readonly #options: WaitingPartOptions
  readonly #stays = new Map<CallId, Stay>()
  /** Where a caller who left the queue for it leaves a message. */
  readonly #boxes = new Map<CallId, VoicemailBoxId>()

  constructor(options: WaitingPartOptions) {
    this.#options = options
  }

  /** The caller waits in this queue: from now on, or again after an agent who did not answer. */
  enter(call: WaitingCall, queueId: QueueId): void {
    const { callId } = call.state
    const stay = this.#stays.get(callId)
    if (stay?.queueId === queueId && !stay.runner.isOver) {
      stay.runner.dispatch({ kind: 'agent.lost' })
      return
    }
    this.leave(callId)
    const runner = this.#runnerFor(call, queueId)
    if (runner === null) return
    this.#stays.set(callId, { queueId, runner })
    runner.dispatch({ kind: 'queue.entered' })
  }

  agentFound(callId: CallId): void {
    this.#stays.get(callId)?.runner.dispatch({ kind: 'agent.found' })
  }

  agentLost(callId: CallId): void {
    this.#stays.get(callId)?.runner.dispatch({ kind: 'agent.lost' })
  }

  /** The engine's answers. */
  told(callId: CallId, place: { readonly position: number; readonly expectedMs: DurationMs | null }): void {
    this.#stays.get(callId)?.runner.told(place)
  }

  offer(callId: CallId, offer: 'callback' | 'voicemail'): void {
    this.#stays.get(callId)?.runner.dispatch({ kind: 'offer.due', offer })
  }

  /** The caller's choice holds. */
  accepted(callId: CallId): void {
    const runner = this.#stays.get(callId)?.runner
    const choice = runner?.choice
    runner?.dispatch({ kind: 'choice.accepted' })
    if (choice?.kind !== 'voicemail') return
    this.#boxes.set(callId, choice.boxId)
    this.#stays.delete(callId)
  }

  /** The box that the caller chose; asked once. */
  takeBox(callId: CallId): VoicemailBoxId | null {
    const boxId = this.#boxes.get(callId) ?? null
    this.#boxes.delete(callId)
    return boxId
  }

  leave(callId: CallId): void {
    const stay = this.#stays.get(callId)
    this.#stays.delete(callId)
    stay?.runner.dispatch({ kind: 'queue.left' })
  }

  /** The call is over. */
  forget(callId: CallId): void {
    this.leave(callId)
    this.#boxes.delete(callId)
  }

  /** True when the key was a waiting caller's. */
  press(callId: CallId, digit: DtmfDigit): boolean {
    const runner = this.#stays.get(callId)?.runner
    if (runner === undefined || runner.isOver) return false
    runner.press(digit)
    return true
  }

  #runnerFor(call: WaitingCall, queueId: QueueId): WaitingRunner | null {
    const { inbox, clock, voices, acd, hangUp } = this.#options
    const { tenant, ani } = call
    const { callId } = call.state
    const queue = tenant.queues.find((each) => each.queueId === queueId)
    if (queue === undefined) return null
    const voice = voices.of(call)
    return new WaitingRunner({
      inbox,
      clock,
      context: {
        experience: queue.routing.waiting,
        locale: tenant.locale,
        musicPromptId: queue.musicPromptId,
        callerNumber: ani,
      },
      host: {
        playMusic: (promptId) => voice.playMusic(promptId),
        say: (parts, onEnd) => voice.say(parts, onEnd),
        stopSaying: () => voice.stopSaying(),
        askPlace: () => acd({ kind: 'call.positionAsked', callId }),
        choose: (choice) => acd({ kind: 'call.chose', callId, choice: wishOf(choice, queue.routing.waiting.callback) }),
        hangUp: () => hangUp(callId),
      },
    })
  }
}

type Chosen = Extract<AcdInput, { kind: 'call.chose' }>['choice']

function wishOf(
  choice: WaitingChoice,
  terms: { readonly attemptsMax: number; readonly retryAfterMs: number } | null,
): Chosen {
  if (choice.kind === 'voicemail') return { kind: 'voicemail' }
  const { attemptsMax = 1, retryAfterMs = 60_000 } = terms ?? {}
  return { kind: 'callback', callbackId: newId('callback'), number: choice.number, attemptsMax, retryAfterMs }
}
