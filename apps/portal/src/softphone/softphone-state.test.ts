import { describe, expect, test } from 'vitest'
import type { CallOffer } from './port.ts'
import { initialSoftphoneState, phoneReadiness, reduceSoftphone } from './softphone-state.ts'
import type { SoftphoneInput, SoftphoneState } from './softphone-state.ts'

const offer: CallOffer = {
  callId: 'cal_1',
  brand: 'Willow Clinic',
  queue: 'Results',
  dnis: '4008003003',
  ani: '10086',
  callbackId: null,
}
const after = (...inputs: SoftphoneInput[]): SoftphoneState => inputs.reduce(reduceSoftphone, initialSoftphoneState)
const registered: SoftphoneInput[] = [
  { kind: 'owner.changed', owner: 'thisTab' },
  { kind: 'microphone.changed', microphone: 'granted' },
  { kind: 'phone.started' },
  { kind: 'transport.connected' },
  { kind: 'registration.succeeded' },
]
const talking: SoftphoneInput[] = [...registered, { kind: 'call.ringing', offer }, { kind: 'call.connected' }]

describe('readiness of the phone', () => {
  test.each<[string, SoftphoneInput[], ReturnType<typeof phoneReadiness>]>([
    ['a new tab has no phone', [], 'off'],
    ['a started phone connects', [{ kind: 'phone.started' }], 'connecting'],
    ['a registered phone is ready', registered, 'ready'],
    ['a lost socket is said at once', [...registered, { kind: 'transport.lost' }], 'reconnecting'],
    [
      'a later attempt is a reconnection',
      [...registered, { kind: 'transport.lost' }, { kind: 'transport.connecting', attempt: 2 }],
      'reconnecting',
    ],
    [
      'refused credentials are not "connecting"',
      [{ kind: 'phone.started' }, { kind: 'transport.connected' }, { kind: 'registration.failed', cause: 'Rejected' }],
      'refused',
    ],
    ['a refused microphone comes first', [{ kind: 'microphone.changed', microphone: 'refused' }], 'noMicrophone'],
    ['the phone of another tab comes before all', [{ kind: 'owner.changed', owner: 'otherTab' }], 'otherTab'],
    ['a phone that was stopped is off', [...registered, { kind: 'phone.stopped' }], 'off'],
  ])('%s', (_title, inputs, readiness) => {
    expect(phoneReadiness(after(...inputs))).toBe(readiness)
  })
})

describe('the call of this tab', () => {
  test('rings with what the INVITE says, connects, and is heard', () => {
    const state = after(...talking, { kind: 'call.audioStarted' })
    expect(state.call).toEqual({ kind: 'talking', offer, held: false, muted: false, audio: true })
  })

  test('a second INVITE does not replace the call that rings', () => {
    const state = after(
      ...registered,
      { kind: 'call.ringing', offer },
      { kind: 'call.ringing', offer: { ...offer, callId: 'cal_2' } },
    )
    expect(state.call?.offer.callId).toBe('cal_1')
  })

  test('hold and mute are told apart and can be undone', () => {
    const state = after(...talking, { kind: 'call.held' }, { kind: 'call.muteChanged', muted: true })
    expect(state.call).toMatchObject({ held: true, muted: true })
    expect(reduceSoftphone(state, { kind: 'call.retrieved' }).call).toMatchObject({ held: false, muted: true })
  })

  test('goes on while the socket reconnects: its sound does not pass the socket', () => {
    expect(after(...talking, { kind: 'transport.lost' }).call?.kind).toBe('talking')
  })

  test('ends with who ended it, and the next ring clears that', () => {
    const ended = after(...talking, { kind: 'call.ended', by: 'remote', cause: 'Terminated' })
    expect(ended).toMatchObject({ call: null, lastEnded: { by: 'remote' } })
    expect(reduceSoftphone(ended, { kind: 'call.ringing', offer }).lastEnded).toBeNull()
  })

  test('a late event of a call that is over changes nothing', () => {
    const idle = after(...registered)
    for (const event of ['call.answering', 'call.connected', 'call.held', 'call.audioStarted'] as const)
      expect(reduceSoftphone(idle, { kind: event })).toBe(idle)
  })
})
