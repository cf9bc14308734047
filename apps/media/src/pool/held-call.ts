import type { AcdInput, CallState, HeldCall } from '@seatline/core'

/** What the routing engine should know of a call of this node; null: the engine has nothing to do with it. */
export function heldCall(
  { callId, engine, phase, talk }: Pick<CallState, 'callId' | 'engine' | 'phase' | 'talk'>,
  enqueued: AcdInput | null,
): HeldCall | null {
  if (engine !== 'has' || phase === 'closing' || phase === 'ended') return null
  if (phase === 'talk' && talk !== null && talk.agentId !== null)
    return { callId, phase: { kind: 'talking', agentId: talk.agentId, legId: talk.legId }, enqueued }
  return { callId, phase: { kind: phase === 'queue' ? 'waiting' : 'other' }, enqueued }
}
