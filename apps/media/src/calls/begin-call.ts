import {
  startCall,
  startCallback,
  toDialled,
  type CallStep,
  type CallbackCall,
  type TenantSnapshot,
} from '@seatline/core'
import type { CallbackRing } from '../acd/carry-out.ts'
import type { OutboundCalls } from '../outbound/outbound-calls.ts'
import { MediaPath } from '../rtp/media-path.ts'
import type { NgCommands } from '../rtp/rtpengine/ng-commands.ts'
import type { AdmittedCall } from './admit-call.ts'
import type { LiveCall } from './live-call.ts'

type Parts = { readonly ng: NgCommands; readonly promptsDirectory: string }
export type BegunCall = { readonly call: LiveCall; readonly step: CallStep }

/** A call that was admitted. */
export function beginAdmitted({ arrival, tenant, flowId, session }: AdmittedCall, parts: Parts): BegunCall {
  const { ani, dnis, trunkId, didId, callId } = arrival
  const step = startCall(arrival)
  const call: LiveCall = {
    ...emptyCall(step, { ...parts, callId }),
    ani,
    dnis,
    tenant,
    arrivedAt: { trunkId, didId, flowId },
    callback: null,
    session,
  }
  return { call, step }
}

/** Somebody who is to be called back: nobody is on the line until an agent has answered. */
export function beginCallback(
  ring: CallbackRing,
  parts: Parts & { readonly tenant: TenantSnapshot; readonly dialler: OutboundCalls },
): BegunCall {
  const { callId, callback } = ring
  const { tenantId, callbackId, queueId, attempt } = callback
  const { tenant, dialler } = parts
  const { attempts, destinationClass } = dialler.select({
    tenantId,
    number: callback.number,
    wantedCallerId: null,
    onlyTrunkId: null,
    test: false,
    isCounted: true,
  })
  const [first] = attempts
  const begun: CallbackCall = {
    callId,
    tenantId,
    callbackId,
    queueId,
    number: toDialled(callback.number) ?? callback.number,
    destinationClass: destinationClass ?? 'forbidden',
    callerId: first?.candidate.callerId ?? '',
  }
  const step = startCallback(begun)
  const live = emptyCall(step, { ...parts, callId })
  live.media.openForCallback(first?.candidate.trunk.codecs[0] ?? 'PCMA')
  const call: LiveCall = {
    ...live,
    ani: begun.number,
    dnis: begun.callerId,
    tenant,
    arrivedAt: null,
    callback: { callbackId, attempt, waitsSince: null },
    session: null,
    queueId,
  }
  return { call, step }
}

type Empty = Pick<LiveCall, 'state' | 'media' | 'agentOffers' | 'agentDevices' | 'dials' | 'queueId' | 'packets'>

const emptyCall = ({ state }: CallStep, options: Parts & { readonly callId: LiveCall['state']['callId'] }): Empty => ({
  state,
  media: new MediaPath(options),
  agentOffers: new Map(),
  agentDevices: new Map(),
  dials: new Map(),
  queueId: null,
  packets: new Map(),
})
