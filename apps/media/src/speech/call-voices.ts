import type { Clock } from '../runtime/clock.ts'
import { messageOf, type Log } from '../runtime/log.ts'
import { CallVoice, type SpokenTo } from './call-voice.ts'

/** One voice for each call. */
export class CallVoices {
  readonly #options: { readonly clock: Clock; readonly log: Log }
  readonly #voices = new WeakMap<object, CallVoice>()

  constructor(options: { readonly clock: Clock; readonly log: Log }) {
    this.#options = options
  }

  of(call: SpokenTo & { readonly state: { readonly callId: string } }): CallVoice {
    const known = this.#voices.get(call)
    if (known !== undefined) return known
    const { clock, log } = this.#options
    const { callId } = call.state
    const voice = new CallVoice(call, {
      clock,
      onFault: (error) => log.warn({ callId, error: messageOf(error) }, 'a caller does not hear what was to be said'),
    })
    this.#voices.set(call, voice)
    return voice
  }
}
