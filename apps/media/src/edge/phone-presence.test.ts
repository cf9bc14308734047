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
/** Who has a phone, by the registrar; null: it does not answer. */
let registrar: readonly string[] | null

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
  registrar = null
  presence = new PhonePresence({
    rpc: { call: () => (registrar === null ? Promise.reject(new Error('away')) : Promise.resolve(dumpOf(registrar))) },
    clock,
    graceMs: 5_000,
    log: pino({ level: 'silent' }),
    listener: {
      onRegistered: (agentId: AgentId) => told.push(`${agentId} is there`),
      onLost: (agentId: AgentId) => told.push(`${agentId} is gone`),
      onRead: () => undefined,
      isTalking: () => talking,
    },
  })
})

const dumpOf = (users: readonly string[]): unknown => ({
  Domains: [
    { Domain: { AoRs: users.map((user) => ({ Info: { AoR: `${user}@sip.seatline.test`, Contacts: [{}] } })) } },
  ],
})

/** Until the registrar has been asked. */
async function notified(registered: string): Promise<void> {
  presence.notified(MEI, registered)
  await new Promise(setImmediate)
}

test('a phone comes and goes; repeated messages change nothing', async () => {
  for (const registered of ['yes', 'yes', 'no', 'no']) await notified(registered)
  expect(told).toEqual(['agt_mei is there', 'agt_mei is gone'])
})

test('a notice of a lost phone that came late is not believed while the registrar has the phone', async () => {
  registrar = [MEI]
  await notified('yes')
  await notified('no')
  expect(told).toEqual(['agt_mei is there'])
  registrar = []
  await notified('no')
  expect(told).toEqual(['agt_mei is there', 'agt_mei is gone'])
})

test('who registers while the registrar is being asked is there', async () => {
  registrar = []
  await notified('yes')
  presence.notified(MEI, 'no')
  presence.notified(MEI, 'yes')
  await new Promise(setImmediate)
  expect(told).toEqual(['agt_mei is there'])
})

test('a talking agent whose tab is reloaded within the grace time is never gone', async () => {
  await notified('yes')
  talking = true
  await notified('no')
  pass(4_900)
  presence.notified(MEI, 'yes')
  pass(10_000)
  expect(told).toEqual(['agt_mei is there', 'agt_mei is there'])
})

test('a talking agent who does not come back is gone after the grace time', async () => {
  await notified('yes')
  talking = true
  await notified('no')
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
