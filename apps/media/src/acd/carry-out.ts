import { assertNever, type AcdEffect, type CallId, type CallInput } from '@seatline/core'
import { newId } from '../runtime/new-id.ts'

type EffectOf<K extends AcdEffect['kind']> = Extract<AcdEffect, { kind: K }>
export type RingEffect = EffectOf<'agent.ring'>
export type CallbackRing = RingEffect & { readonly callback: NonNullable<RingEffect['callback']> }

/** What is done at the node that has the call. Timers and answers to commands are the leader's own. */
export type CallSideEffect = Exclude<AcdEffect, { kind: 'timer.set' | 'timer.cancel' | 'command.reply' }>

/** What the engine's decisions are carried out with, at the node that has the call. */
export interface CallSide {
  call(callId: CallId, input: CallInput): void
  /** The call of a callback begins with its first ring; one that is there already is left as it is. */
  beginCallback(ring: CallbackRing): void
  tellPosition(effect: EffectOf<'call.tellPosition'>): void
  offer(effect: EffectOf<'call.offer'>): void
}

export const isCallSide = (effect: AcdEffect): effect is CallSideEffect =>
  effect.kind !== 'timer.set' && effect.kind !== 'timer.cancel' && effect.kind !== 'command.reply'

/** One decision of the engine as inputs of the call it is about. New ids are drawn here: the engine has no randomness. */
export function carryOut(effect: CallSideEffect, side: CallSide): void {
  const { callId } = effect
  switch (effect.kind) {
    case 'agent.ring':
      ring(effect, side)
      return
    case 'agent.cancelRing': {
      const { agentId, presentation } = effect
      side.call(callId, { kind: 'acd.cancelRing', agentId, presentation })
      return
    }
    case 'leg.release':
    case 'outside.release':
      side.call(callId, { kind: 'acd.releaseLeg', legId: effect.legId })
      return
    case 'agent.part':
      side.call(callId, { kind: 'acd.part', agentId: effect.agentId, legId: effect.legId })
      return
    case 'call.connect':
      side.call(callId, {
        kind: 'acd.connect',
        agentId: effect.agentId,
        legId: effect.legId,
        recordingId: recordingFor(effect.record),
        sayAgentNumber: effect.sayAgentNumber,
      })
      return
    case 'call.playMusic':
      side.call(callId, { kind: 'acd.playMusic', queueId: effect.queueId })
      return
    case 'call.hangUp':
      side.call(callId, { kind: 'acd.hangUp', releasedBy: effect.releasedBy })
      return
    case 'call.tellPosition':
      side.tellPosition(effect)
      return
    case 'call.offer':
      side.offer(effect)
      return
    default:
      leaveEngine(effect, side)
  }
}

type Rest = Exclude<
  CallSideEffect,
  {
    kind:
      | 'agent.ring'
      | 'agent.cancelRing'
      | 'leg.release'
      | 'outside.release'
      | 'agent.part'
      | 'call.connect'
      | 'call.playMusic'
      | 'call.hangUp'
      | 'call.tellPosition'
      | 'call.offer'
  }
>

/** Flows, voicemail, callbacks and outside numbers. */
function leaveEngine(effect: Rest, side: CallSide): void {
  const { callId } = effect
  switch (effect.kind) {
    case 'call.leaveQueue':
      side.call(callId, { kind: 'acd.leaveQueue', to: effect.to })
      return
    case 'call.overflow':
      side.call(callId, { kind: 'acd.overflow', to: effect.to })
      return
    case 'call.startFlow': {
      const { agentId, flowId, returns } = effect
      side.call(callId, { kind: 'acd.startFlow', agentId, flowId, returns })
      return
    }
    case 'call.rejoin':
      side.call(callId, { kind: 'acd.rejoin', legId: effect.legId, recordingId: recordingFor(effect.record) })
      return
    case 'callback.dial':
      side.call(callId, { kind: 'acd.dialCallback', legId: effect.legId })
      return
    case 'outside.ring':
      side.call(callId, { kind: 'acd.ringOutside', number: effect.number, presentation: effect.presentation })
      return
    case 'outside.cancelRing':
      side.call(callId, { kind: 'acd.cancelOutside', presentation: effect.presentation })
      return
    case 'outside.connect':
      side.call(callId, {
        kind: 'acd.connectOutside',
        legId: effect.legId,
        recordingId: recordingFor(effect.record),
      })
      return
    default:
      assertNever(effect, 'ACD effect')
  }
}

function ring(effect: RingEffect, side: CallSide): void {
  const { callId, agentId, device, presentation, callback } = effect
  if (callback !== undefined) side.beginCallback({ ...effect, callback })
  const legId = newId('leg')
  // The Call-ID names the leg, so that a trace on the wire leads to the record and back.
  side.call(callId, { kind: 'acd.ring', agentId, device, presentation, legId, sipCallId: legId })
}

const recordingFor = (record: boolean) => (record ? newId('recording') : null)
