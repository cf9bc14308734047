import { instant, type AgentId } from '@seatline/core'
import { pino } from 'pino'
import { beforeEach, expect, test } from 'vitest'
import type { Clock } from '../runtime/clock.ts'
import { PhonePresence } from './phone-presence.ts'
import { registeredUsers } from './registrar-dump.ts'

const MEI = 'agt_mei'
let now: number
let timers: { at: number; callback: () => void }[]
let talking: boolean
let told: string[]
let presence: PhonePresence

const clock: Clock = {
  now: () => instant(now),
  at: (at, callback) => {
    const timer = { at, callback }
    timers.push(timer)
    return () => {
      timers = timers.filter((each) => each !== timer)
    }
  },
}

function pass(ms: number): void {
  now += ms
  const due = timers.filter(({ at }) => at <= now)
  timers = timers.filter(({ at }) => at > now)
  for (const { callback } of due) callback()
}

beforeEach(() => {
  now = 1_000
  timers = []
  talking = false
  told = []
  presence = new PhonePresence({
    rpc: { call: () => Promise.reject(new Error('away')) },
    clock,
    graceMs: 5_000,
    log: pino({ level: 'silent' }),
    listener: {
      onRegistered: (agentId: AgentId) => told.push(`${agentId} is there`),
      onLost: (agentId: AgentId) => told.push(`${agentId} is gone`),
      isTalking: () => talking,
    },
  })
})

test('a phone comes and goes; repeated messages change nothing', () => {
  for (const registered of ['yes', 'yes', 'no', 'no']) presence.notified(MEI, registered)
  expect(told).toEqual(['agt_mei is there', 'agt_mei is gone'])
})

test('a talking agent whose tab is reloaded within the grace time is never gone', () => {
  presence.notified(MEI, 'yes')
  talking = true
  presence.notified(MEI, 'no')
  pass(4_900)
  presence.notified(MEI, 'yes')
  pass(10_000)
  expect(told).toEqual(['agt_mei is there', 'agt_mei is there'])
})

test('a talking agent who does not come back is gone after the grace time', () => {
  presence.notified(MEI, 'yes')
  talking = true
  presence.notified(MEI, 'no')
  pass(4_900)
  expect(told).toEqual(['agt_mei is there'])
  pass(200)
  expect(told).toEqual(['agt_mei is there', 'agt_mei is gone'])
})

test.each([
  [undefined, 'yes'],
  ['usr_mei', 'yes'],
  [MEI, 'maybe'],
  [MEI, undefined],
])('agent %s, registered %s: not believed', (agent, registered) => {
  presence.notified(agent, registered)
  expect(told).toEqual([])
})

test('the registrar’s dump names who has a contact', () => {
  const dump = {
    Domains: [
      {
        Domain: {
          Domain: 'location',
          AoRs: [
            { Info: { AoR: 'agt_mei@sip.seatline.test', Contacts: [{ Contact: { Address: 'sip:x@y' } }] } },
            { Info: { AoR: 'agt_li@sip.seatline.test', Contacts: [] } },
          ],
        },
      },
    ],
  }
  expect(registeredUsers(dump)).toEqual(['agt_mei', 'agt_li'])
  expect(registeredUsers(null)).toEqual([])
})
