import type { AgentId, CallbackId, CallId } from '../ids.ts'

/**
 * A timer's id names what it is for and which one it is, so that one that fires late, after its reason has gone, matches nothing.
 * Setting a timer of the same id again is not needed: each presentation and each end of wrap-up has its own.
 */
export const ringTimerId = (timer: { readonly callId: CallId; readonly presentation: number }): string =>
  `ring:${timer.callId}:${String(timer.presentation)}`

export const wrapUpTimerId = (timer: { readonly agentId: AgentId; readonly endsAt: number }): string =>
  `wrapUp:${timer.agentId}:${String(timer.endsAt)}`

/** For what falls due next while a call waits. */
export const waitTimerId = (timer: { readonly callId: CallId; readonly dueAt: number }): string =>
  `wait:${timer.callId}:${String(timer.dueAt)}`

/** For the next attempt of a callback. */
export const retryTimerId = (timer: { readonly callbackId: CallbackId; readonly restsUntil: number }): string =>
  `retry:${timer.callbackId}:${String(timer.restsUntil)}`

const KINDS = ['ring', 'wrapUp', 'wait', 'retry'] as const
type TimerKind = (typeof KINDS)[number]

/** What a timer's id stands for: the kind and whose it is; null for an id this engine never made. */
export function parseTimerId(timerId: string): { readonly kind: TimerKind; readonly ownerId: string } | null {
  const [name, ownerId] = timerId.split(':')
  const kind = KINDS.find((each) => each === name)
  return ownerId === undefined || kind === undefined ? null : { kind, ownerId }
}
