import type { CallId, DtmfDigit } from '@seatline/core'
import type { CallerServices, ServiceEffect } from '../calls/caller-services.ts'
import type { LiveCall } from '../calls/live-call.ts'
import type { VoicemailPart } from '../voicemail/voicemail-part.ts'
import type { WaitingPart } from '../waiting/waiting-part.ts'
import type { AgentNumbers } from './agent-numbers.ts'
import type { CallerFlows } from './caller-flows.ts'

/** Serves callers who talk with nobody: in a flow, in a queue, at a voicemail. */
export class Callers implements CallerServices {
  readonly #flows: CallerFlows
  readonly #waiting: WaitingPart
  readonly #voicemail: VoicemailPart
  readonly #numbers: AgentNumbers
  readonly #voicemailEnded: (callId: CallId) => void

  constructor(options: {
    readonly flows: CallerFlows
    readonly waiting: WaitingPart
    readonly voicemail: VoicemailPart
    readonly numbers: AgentNumbers
    readonly voicemailEnded: (callId: CallId) => void
  }) {
    this.#flows = options.flows
    this.#waiting = options.waiting
    this.#voicemail = options.voicemail
    this.#numbers = options.numbers
    this.#voicemailEnded = options.voicemailEnded
  }

  execute(call: LiveCall, effect: ServiceEffect): void {
    const { callId } = call.state
    switch (effect.kind) {
      case 'waiting.enter':
        this.#waiting.enter(call, effect.queueId)
        return
      case 'waiting.agentFound':
        this.#waiting.agentFound(callId)
        return
      case 'waiting.agentLost':
        this.#waiting.agentLost(callId)
        return
      case 'waiting.accepted':
        this.#waiting.accepted(callId)
        return
      case 'waiting.leave':
        this.#waiting.leave(callId)
        return
      case 'voicemail.start': {
        const boxId = effect.boxId ?? this.#waiting.takeBox(callId)
        this.#voicemail.start(call, boxId, () => this.#voicemailEnded(callId))
        return
      }
      case 'voicemail.callerLeft':
        this.#voicemail.callerLeft(callId)
        return
      case 'agentNumber.say':
        this.#numbers.say(call, effect)
        return
      default:
        this.#flows.execute(call, effect)
    }
  }

  press(call: LiveCall, digit: DtmfDigit): void {
    const { callId } = call.state
    if (this.#voicemail.press(callId, digit) || this.#waiting.press(callId, digit)) return
    this.#flows.press(callId, digit)
  }

  quiet(call: LiveCall): void {
    this.#numbers.quiet(call)
  }

  goesOnAfterTalk(call: LiveCall): boolean {
    return this.#flows.goesOnAfterTalk(call)
  }

  forget(call: LiveCall): void {
    const { callId } = call.state
    this.#waiting.forget(callId)
    this.#voicemail.callerLeft(callId)
    this.#flows.forget(callId)
  }
}
