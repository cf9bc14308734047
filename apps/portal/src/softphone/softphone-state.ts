import { assertNever } from '@seatline/core'
import type { CallEndedBy, CallOffer, SoftphoneEvent } from './port.ts'

export type MicrophoneState = 'unknown' | 'asking' | 'granted' | 'refused' | 'missing'

/** Who may hold the phone of this agent in this browser: one tab at a time. */
export type PhoneOwner = 'none' | 'thisTab' | 'otherTab'

export type TransportState =
  | { readonly kind: 'off' }
  | { readonly kind: 'connecting'; readonly attempt: number }
  | { readonly kind: 'connected' }
  | { readonly kind: 'lost' }

export type RegistrationState =
  { readonly kind: 'none' } | { readonly kind: 'registered' } | { readonly kind: 'failed'; readonly cause: string }

export type PhoneCall =
  | { readonly kind: 'ringing'; readonly offer: CallOffer }
  | { readonly kind: 'answering'; readonly offer: CallOffer }
  | {
      readonly kind: 'talking'
      readonly offer: CallOffer
      readonly held: boolean
      readonly muted: boolean
      readonly audio: boolean
    }

export type SoftphoneState = {
  readonly owner: PhoneOwner
  readonly microphone: MicrophoneState
  readonly transport: TransportState
  readonly registration: RegistrationState
  readonly call: PhoneCall | null
  readonly lastEnded: { readonly by: CallEndedBy; readonly cause: string } | null
}

export type SoftphoneInput =
  | SoftphoneEvent
  | { readonly kind: 'owner.changed'; readonly owner: PhoneOwner }
  | { readonly kind: 'microphone.changed'; readonly microphone: MicrophoneState }
  | { readonly kind: 'phone.started' }
  | { readonly kind: 'phone.stopped' }

export const initialSoftphoneState: SoftphoneState = {
  owner: 'none',
  microphone: 'unknown',
  transport: { kind: 'off' },
  registration: { kind: 'none' },
  call: null,
  lastEnded: null,
}

/** The one word the screen shows for the phone. */
export type PhoneReadiness = 'off' | 'otherTab' | 'noMicrophone' | 'connecting' | 'reconnecting' | 'refused' | 'ready'

export function phoneReadiness(state: SoftphoneState): PhoneReadiness {
  if (state.owner === 'otherTab') return 'otherTab'
  if (state.microphone === 'refused' || state.microphone === 'missing') return 'noMicrophone'
  if (state.transport.kind === 'off') return 'off'
  if (state.transport.kind === 'lost') return 'reconnecting'
  if (state.transport.kind === 'connecting') return state.transport.attempt > 1 ? 'reconnecting' : 'connecting'
  if (state.registration.kind === 'registered') return 'ready'
  return state.registration.kind === 'failed' ? 'refused' : 'connecting'
}

/** Pure: what the phone of this tab is after `input`. An input that does not fit the state leaves it as it is. */
export function reduceSoftphone(state: SoftphoneState, input: SoftphoneInput): SoftphoneState {
  switch (input.kind) {
    case 'owner.changed': {
      return { ...state, owner: input.owner }
    }
    case 'microphone.changed': {
      return { ...state, microphone: input.microphone }
    }
    case 'phone.started': {
      return { ...state, transport: { kind: 'connecting', attempt: 1 }, registration: { kind: 'none' } }
    }
    case 'phone.stopped': {
      return { ...state, transport: { kind: 'off' }, registration: { kind: 'none' }, call: null }
    }
    case 'transport.connecting': {
      return { ...state, transport: { kind: 'connecting', attempt: input.attempt } }
    }
    case 'transport.connected': {
      return { ...state, transport: { kind: 'connected' } }
    }
    case 'transport.lost': {
      // The call's audio does not pass the WebSocket: a call that talks goes on while the phone reconnects.
      return { ...state, transport: { kind: 'lost' }, registration: { kind: 'none' } }
    }
    case 'registration.succeeded': {
      return { ...state, transport: { kind: 'connected' }, registration: { kind: 'registered' } }
    }
    case 'registration.failed': {
      return { ...state, registration: { kind: 'failed', cause: input.cause } }
    }
    case 'registration.ended': {
      return { ...state, registration: { kind: 'none' } }
    }
    case 'call.ringing':
    case 'call.answering':
    case 'call.connected':
    case 'call.audioStarted':
    case 'call.held':
    case 'call.retrieved':
    case 'call.muteChanged':
    case 'call.ended': {
      return reduceCall(state, input)
    }
    default: {
      return assertNever(input, 'softphone input')
    }
  }
}

type CallEvent = Extract<SoftphoneEvent, { kind: `call.${string}` }>

function reduceCall(state: SoftphoneState, event: CallEvent): SoftphoneState {
  const { call } = state
  switch (event.kind) {
    case 'call.ringing': {
      return call === null ? { ...state, call: { kind: 'ringing', offer: event.offer }, lastEnded: null } : state
    }
    case 'call.answering': {
      return call?.kind === 'ringing' ? { ...state, call: { kind: 'answering', offer: call.offer } } : state
    }
    case 'call.connected': {
      if (call === null || call.kind === 'talking') return state
      return { ...state, call: { kind: 'talking', offer: call.offer, held: false, muted: false, audio: false } }
    }
    case 'call.audioStarted': {
      return call?.kind === 'talking' ? { ...state, call: { ...call, audio: true } } : state
    }
    case 'call.held':
    case 'call.retrieved': {
      return call?.kind === 'talking' ? { ...state, call: { ...call, held: event.kind === 'call.held' } } : state
    }
    case 'call.muteChanged': {
      return call?.kind === 'talking' ? { ...state, call: { ...call, muted: event.muted } } : state
    }
    case 'call.ended': {
      return call === null ? state : { ...state, call: null, lastEnded: { by: event.by, cause: event.cause } }
    }
    default: {
      return assertNever(event, 'call event')
    }
  }
}
