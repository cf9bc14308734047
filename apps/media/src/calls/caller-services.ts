import type { CallEffect, DtmfDigit } from '@seatline/core'
import type { LiveCall } from './live-call.ts'

/** What the call machine asks for a caller who talks with nobody: the menu, the wait in a queue, a message to leave. */
export type ServiceEffect = Extract<
  CallEffect,
  { kind: `flow.${string}` | `waiting.${string}` | `voicemail.${string}` | 'agentNumber.say' }
>

/**
 * Serves callers who talk with nobody. What comes of it goes back to the call as an input: `flow.queue`, `flow.hangUp`, `flow.returned`, `flow.dial`,
 * `voicemail.ended`, `waiting.hangUp`.
 */
export interface CallerServices {
  execute(call: LiveCall, effect: ServiceEffect): void
  /** The caller pressed a key. */
  press(call: LiveCall, digit: DtmfDigit): void
  /** What is being said to the caller goes no further: something else plays now. */
  quiet(call: LiveCall): void
  /** The agent has hung up, and there is something that the caller is to be asked. */
  goesOnAfterTalk(call: LiveCall): boolean
  /** The call is over. */
  forget(call: LiveCall): void
}
