import type { TenantSnapshot } from '@seatline/core'
import { expect, test } from 'vitest'
import type { NumberRoute } from '../../tenants/snapshot-store.ts'
import { admit } from './admission.ts'
import type { AdmissionRequest } from './check.ts'

const route = (changes: Partial<TenantSnapshot> = {}): NumberRoute => {
  const tenant: TenantSnapshot = {
    v: 1,
    tenantId: 'ten_one' as TenantSnapshot['tenantId'],
    version: 1,
    publishedAt: 0,
    name: 'One',
    locale: 'en',
    timeZone: 'UTC',
    status: 'live',
    limits: { concurrentCallsMax: 2, callsPerSecondMax: null, seats: null },
    features: [],
    fullPromptId: null,
    suspendedPromptId: null,
    callerLists: { black: [], white: [] },
    announcements: [],
    numbers: [],
    flows: [],
    prompts: [],
    hours: [],
    queues: [],
    agents: [],
    ...changes,
  }
  const number = { didId: 'did_one', number: '4008001001', flowId: 'ivr_one' } as NumberRoute['number']
  return { tenant, number }
}
const ANNOUNCEMENT = { fullPromptId: 'prm_full' as NonNullable<TenantSnapshot['fullPromptId']> }
const idle = {
  ani: '13800000789',
  now: 0,
  tenantCalls: 0,
  platformCalls: 0,
  platformCallsMax: 10,
  trunkCalls: 0,
  trunkCallsMax: 5,
  draining: false,
}

type Row = readonly [string, Partial<AdmissionRequest>, string]
const ROWS: readonly Row[] = [
  ['a line is free', { route: route() }, 'flow'],
  ['the last line', { route: route(), tenantCalls: 1 }, 'flow'],
  ['nobody has the number', { route: undefined }, '404 unknownNumber'],
  ['the tenant is suspended', { route: route({ status: 'suspended' }) }, '403 tenantSuspended'],
  ['the tenant is full', { route: route(), tenantCalls: 2 }, '486 tenantFull'],
  ['the tenant is full and says so', { route: route(ANNOUNCEMENT), tenantCalls: 2 }, 'full'],
  [
    'a tenant without a line',
    { route: route({ limits: { concurrentCallsMax: 0, callsPerSecondMax: null, seats: null } }) },
    '486 tenantFull',
  ],
  ['suspended counts before full', { route: route({ status: 'suspended' }), tenantCalls: 9 }, '403 tenantSuspended'],
  ['the node is full', { route: route(), platformCalls: 10 }, '503 platformFull'],
  ['the node is full, even for an announcement', { route: route(ANNOUNCEMENT), platformCalls: 10 }, '503 platformFull'],
  ['the trunk is full', { route: route(), trunkCalls: 5 }, '503 platformFull'],
  ['a trunk without a limit', { route: route(), trunkCalls: 99, trunkCallsMax: Infinity }, 'flow'],
  ['the node is on its way out', { route: route(), draining: true }, '503 platformFull'],
]

test.each(ROWS)('%s', (_, request, expected) => {
  const admission = admit({ ...idle, route: undefined, ...request })
  const said =
    admission.kind === 'admitted'
      ? admission.treatment
      : `${String(admission.rejection.sipStatus)} ${admission.rejection.reason}`
  expect(said).toBe(expected)
})
