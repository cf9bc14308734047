import { describe, expect, test } from 'vitest'
import { initialSoftphoneState } from '../softphone/softphone-state.ts'
import type { SoftphoneState } from '../softphone/softphone-state.ts'
import { agentDesktop, desktopCall } from '../testing/agent-desktop.ts'
import { deskView } from './desk-view.ts'

const offer = {
  callId: 'cal_one',
  brand: 'Meridian Travel',
  queue: 'Bookings',
  dnis: '4008002002',
  ani: '10086',
  callbackId: null,
}
const phone: SoftphoneState = {
  ...initialSoftphoneState,
  owner: 'thisTab',
  microphone: 'granted',
  transport: { kind: 'connected' },
  registration: { kind: 'registered' },
}
const ringing: SoftphoneState = { ...phone, call: { kind: 'ringing', offer } }
const talking: SoftphoneState = {
  ...phone,
  call: { kind: 'talking', offer, held: false, muted: false, audio: true },
}

describe('the desktop shows the server’s state', () => {
  test('signed out, ready and not ready', () => {
    expect(deskView(agentDesktop({ status: 'SIGNED_OUT' }), phone)).toEqual({ kind: 'signedOut' })
    expect(deskView(agentDesktop({ status: 'READY' }), phone)).toEqual({ kind: 'idle', ready: true })
    expect(deskView(agentDesktop({ status: 'NOT_READY' }), phone)).toEqual({ kind: 'idle', ready: false })
  })

  test('wrap-up counts down to the server’s end', () => {
    const view = deskView(
      agentDesktop({ status: 'WRAP_UP', call: desktopCall(), wrapUpEndsAt: '2026-03-01T08:00:30.000Z' }),
      phone,
    )
    expect(view).toMatchObject({ kind: 'wrapUp', endsAt: '2026-03-01T08:00:30.000Z' })
  })
})

describe('a call that rings in this tab', () => {
  test('says who calls from the INVITE alone, before the server has said anything', () => {
    const view = deskView(agentDesktop({ status: 'READY' }), ringing)
    expect(view).toMatchObject({
      kind: 'ringing',
      facts: { brand: 'Meridian Travel', queue: 'Bookings', ani: '10086', details: null },
    })
  })

  test('gets the menu path as soon as the server tells of the same call', () => {
    const call = desktopCall({ id: 'cal_one' })
    const view = deskView(agentDesktop({ status: 'RINGING', call }), ringing)
    expect(view).toMatchObject({ kind: 'ringing', facts: { details: call } })
  })

  test('is not mixed up with the call before it', () => {
    const view = deskView(agentDesktop({ status: 'WRAP_UP', call: desktopCall({ id: 'cal_before' }) }), ringing)
    expect(view).toMatchObject({ kind: 'ringing', facts: { callId: 'cal_one', details: null } })
  })
})

describe('a call that this tab has not got', () => {
  const call = desktopCall({ id: 'cal_one' })

  test.each<[string, SoftphoneState, string]>([
    ['another tab has the phone', { ...initialSoftphoneState, owner: 'otherTab' }, 'otherTab'],
    ['the phone is registered again after a reload', phone, 'reloaded'],
    ['the phone is not back yet', { ...phone, registration: { kind: 'none' } }, 'connecting'],
  ])('is still shown as talking: %s', (_title, state, why) => {
    expect(deskView(agentDesktop({ status: 'TALKING', call }), state)).toMatchObject({
      kind: 'talkingWithoutPhone',
      why,
    })
  })

  test('a desk phone has its calls on the desk', () => {
    const desktop = agentDesktop({ status: 'TALKING', call, device: 'SIP_PHONE' })
    expect(deskView(desktop, initialSoftphoneState)).toMatchObject({ kind: 'talkingWithoutPhone', why: 'otherDevice' })
  })
})

test('hold and mute are what this tab’s phone says', () => {
  const held: SoftphoneState = {
    ...talking,
    call: { kind: 'talking', offer, held: true, muted: true, audio: true },
  }
  expect(deskView(agentDesktop({ status: 'TALKING' }), held)).toMatchObject({
    kind: 'talking',
    held: true,
    muted: true,
  })
})
