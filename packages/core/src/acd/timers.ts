import type { AgentId, CallId } from '../ids.ts'

/**
 * A timer's id names what it is for and which one it is, so that one that fires late, after its reason has gone, matches nothing.
 * Setting a timer of the same id again is not needed: each presentation and each end of wrap-up has its own.
 */
export const ringTimerId = (timer: { readonly callId: CallId; readonly presentation: number }): string =>
  `ring:${timer.callId}:${String(timer.presentation)}`

export const wrapUpTimerId = (timer: { readonly agentId: AgentId; readonly endsAt: number }): string =>
  `wrapUp:${timer.agentId}:${String(timer.endsAt)}`

/** What a timer's id stands for: the kind and whose it is; null for an id this engine never made. */
export function parseTimerId(timerId: string): { readonly kind: 'ring' | 'wrapUp'; readonly ownerId: string } | null {
  const [kind, ownerId] = timerId.split(':')
  if (ownerId === undefined || (kind !== 'ring' && kind !== 'wrapUp')) return null
  return { kind, ownerId }
}
