import { tenantSnapshotSchema } from '@seatline/core'
import { expect, test } from 'vitest'
import type { NumberRoute } from '../../tenants/snapshot-store.ts'
import { callerAllowed } from './caller-allowed.ts'

const NOW = 1_000
const always = (...numbers: readonly string[]): object[] => numbers.map((number) => ({ number, until: null }))

const route = (changes: {
  readonly black?: readonly object[]
  readonly white?: readonly object[]
  readonly features?: readonly string[]
}): NumberRoute => {
  const { black = [], white = [], features = ['blackList'] } = changes
  const tenant = tenantSnapshotSchema.parse({
    v: 1,
    tenantId: 'ten_one',
    version: 1,
    publishedAt: 0,
    name: 'One',
    locale: 'en',
    timeZone: 'UTC',
    status: 'live',
    limits: { concurrentCallsMax: 2 },
    features,
    fullPromptId: null,
    callerLists: { black, white },
    numbers: [],
    flows: [],
    prompts: [],
    hours: [],
    queues: [],
    agents: [],
  })
  return { tenant, number: { didId: 'did_one', number: '4008001001', flowId: 'ivr_one' } as NumberRoute['number'] }
}

const check = (ani: string, asked: NumberRoute | undefined): string => {
  const rejection = callerAllowed({
    route: asked,
    ani,
    now: NOW,
    isTest: false,
    tenantCalls: 0,
    tenantTokens: 9,
    platformCalls: 0,
    platformCallsMax: 10,
    trunkTenantId: null,
    trunkCalls: 0,
    trunkCallsMax: 5,
    draining: false,
  })
  return rejection === null ? 'let in' : `${String(rejection.sipStatus)} ${rejection.reason}`
}
const BUSY = '486 callerBlocked'

test.each([
  ['nobody is listed', '13800000789', {}, 'let in'],
  ['the caller is on the black list', '13800000789', { black: always('13800000789') }, BUSY],
  ['written as another carrier would', '+8613800000789', { black: always('13800000789') }, BUSY],
  ['a whole range is', '075588886666', { black: always('755*') }, BUSY],
  ['a neighbour of one who is', '13800000780', { black: always('13800000789') }, 'let in'],
  ['on both lists', '13800000789', { black: always('138*'), white: always('13800000789') }, 'let in'],
  ['on the white list alone', '13800000789', { white: always('13800000789') }, 'let in'],
  ['the entry has ended', '13800000789', { black: [{ number: '13800000789', until: NOW }] }, 'let in'],
  ['the entry ends soon', '13800000789', { black: [{ number: '13800000789', until: NOW + 1 }] }, BUSY],
  ['the number is withheld', '', { black: always('13*') }, 'let in'],
  ['lists are not rented', '13800000789', { black: always('13800000789'), features: [] }, 'let in'],
] as const)('%s', (_, ani, lists, expected) => {
  expect(check(ani, route(lists))).toBe(expected)
})

test('a number of nobody has no lists', () => {
  expect(check('13800000789', undefined)).toBe('let in')
})
