import type { Fact } from '../contracts/journal.ts'
import type { CallArrival, CallbackCall, CallState, CallStep } from './call-types.ts'
import { startLeg } from './step-leg.ts'

const NOBODY_YET = {
  engine: 'never',
  caller: null,
  callback: null,
  callerPort: 0,
  mediaOpen: false,
  agentLegs: [],
  dial: null,
  dials: 0,
  restingDials: [],
  inVoicemail: false,
  talk: null,
  segments: 0,
  lastAgentId: null,
  afterTalk: false,
  dialFailed: null,
  ending: null,
} as const satisfies Partial<CallState>

/** A call that was admitted: from here on exactly one `call.ended` follows. */
export function startCall(arrival: CallArrival): CallStep {
  const { callId, legId, trunkId, didId, ani, dnis, sipCallId, tenantId, treatment, test } = arrival
  const leg = startLeg({ legId, callId, direction: 'inbound', party: 'caller', agentId: null, trunkId, sipCallId })
  const arrived: Fact = { kind: 'call.arrived', callId, legId, trunkId, didId, ani, dnis, sipCallId, test }
  return {
    state: { ...NOBODY_YET, callId, tenantId, treatment, test, phase: 'opening', caller: leg.state },
    effects: [{ kind: 'media.open' }],
    facts: [arrived, leg.fact],
    ignored: null,
  }
}

/** A customer is to be called back: the call is there from the first ring of an agent's phone on. From here on exactly one `call.ended` follows. */
export function startCallback(callback: CallbackCall): CallStep {
  const { callId, tenantId, number, callerId, destinationClass } = callback
  const dialled: Fact = {
    kind: 'call.dialled',
    callId,
    ani: callerId,
    dnis: number,
    destinationClass,
    test: false,
  }
  return {
    state: {
      ...NOBODY_YET,
      callId,
      tenantId,
      treatment: 'flow',
      test: false,
      phase: 'callback',
      engine: 'has',
      callback,
    },
    effects: [],
    facts: [dialled],
    ignored: null,
  }
}
