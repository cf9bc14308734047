import { describe, expect, test } from 'vitest'
import { createFakeSoftphone } from '../testing/fake-softphone.ts'
import type { FakeSoftphone } from '../testing/fake-softphone.ts'
import type { MicrophoneResult } from './microphone.ts'
import { Phone, renewInMs } from './phone.ts'
import type { PhoneLock } from './phone-lock.ts'

type Rig = {
  readonly phone: Phone
  readonly port: FakeSoftphone
  readonly timers: { run: () => void; ms: number }[]
  stolen(): void
  microphone: MicrophoneResult
  credentials: boolean
  heldElsewhere: boolean
}

const granted = (): MicrophoneResult => ({
  kind: 'granted',
  stream: { active: true, getTracks: () => [] } as unknown as MediaStream,
})

function rig(): Rig {
  const port = createFakeSoftphone()
  const timers: Rig['timers'] = []
  let lost: () => void = () => undefined
  const lock: PhoneLock = {
    acquire: (_agentId, onLost) => {
      lost = onLost
      return Promise.resolve(!made.heldElsewhere)
    },
    takeOver: (_agentId, onLost) => {
      lost = onLost
      return Promise.resolve(true)
    },
    release: () => undefined,
    whenFree: () => new Promise(() => undefined),
  }
  const phone = new Phone({
    loadPort: () => Promise.resolve(port),
    lock,
    openMicrophone: () => Promise.resolve(made.microphone),
    issueCredentials: (agentId) =>
      Promise.resolve(
        made.credentials
          ? { agentId, uri: 'sip:a@b', username: '9:a', password: 'p', webSocketUrl: 'ws://b', expiresAt: 100_000 }
          : null,
      ),
    now: () => 0,
    setTimer: (run, ms) => {
      const timer = { run, ms }
      timers.push(timer)
      return () => void timers.splice(timers.indexOf(timer), 1)
    },
  })
  const made: Rig = {
    phone,
    port,
    timers,
    stolen: () => lost(),
    microphone: granted(),
    credentials: true,
    heldElsewhere: false,
  }
  return made
}

describe('opening the phone', () => {
  test('registers with credentials of the API', async () => {
    const r = rig()
    expect(await r.phone.open('agt_mei', 'ifFree')).toBe('open')
    expect(r.port.asked).toEqual(['start'])
    expect(await r.phone.whenRegistered(1_000)).toBe(true)
  })

  test('a refused microphone is said, and nothing is registered', async () => {
    const r = rig()
    r.microphone = { kind: 'refused' }
    expect(await r.phone.open('agt_mei', 'ifFree')).toBe('noMicrophone')
    expect([r.phone.state().microphone, r.port.asked]).toEqual(['refused', []])
  })

  test('a phone that is open in another tab is left alone until it is taken over', async () => {
    const r = rig()
    r.heldElsewhere = true
    expect(await r.phone.open('agt_mei', 'ifFree')).toBe('otherTab')
    expect(r.port.asked).toEqual([])
    expect(await r.phone.open('agt_mei', 'takeOver')).toBe('open')
  })

  test('losing it to another tab stops it here', async () => {
    const r = rig()
    await r.phone.open('agt_mei', 'ifFree')
    r.stolen()
    expect(r.port.asked).toEqual(['start', 'stop'])
    expect(r.phone.state()).toMatchObject({ owner: 'otherTab', transport: { kind: 'off' } })
  })
})

describe('credentials', () => {
  test('are renewed before they expire', async () => {
    const r = rig()
    await r.phone.open('agt_mei', 'ifFree')
    expect(r.timers.map((timer) => timer.ms)).toEqual([70_000])
    r.timers[0]?.run()
    await Promise.resolve()
    await Promise.resolve()
    expect(r.port.asked).toEqual(['start', 'renew'])
  })

  test('a refused registration asks for new ones, later each time', async () => {
    const r = rig()
    await r.phone.open('agt_mei', 'ifFree')
    r.port.tell({ kind: 'registration.failed', cause: 'Rejected' })
    expect(r.timers.map((timer) => timer.ms)).toEqual([1_000])
    r.port.tell({ kind: 'registration.failed', cause: 'Rejected' })
    expect(r.timers.map((timer) => timer.ms)).toEqual([2_000])
  })

  test('life left is used for 70 %, never less than a second ahead', () => {
    expect(renewInMs({ expiresAt: 600_000, now: 0 })).toBe(420_000)
    expect(renewInMs({ expiresAt: 0, now: 5_000 })).toBe(1_000)
  })
})
