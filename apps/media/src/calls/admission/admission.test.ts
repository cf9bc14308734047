import { tenantSnapshotSchema } from '@seatline/core'
import type { TenantId, TenantSnapshot } from '@seatline/core'
import { expect, test } from 'vitest'
import type { NumberRoute } from '../../tenants/snapshot-store.ts'
import { admit } from './admission.ts'
import type { AdmissionRequest } from './check.ts'

const route = (changes: Partial<TenantSnapshot> = {}): NumberRoute => {
  const tenant = tenantSnapshotSchema.parse({
    v: 1,
    tenantId: 'ten_one',
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
    destinationClasses: [],
    announcements: [],
    numbers: [],
    flows: [],
    prompts: [],
    hours: [],
    queues: [],
    agents: [],
    ...changes,
  })
  const number = { didId: 'did_one', number: '4008001001', flowId: 'ivr_one' } as NumberRoute['number']
  return { tenant, number }
}
const ANNOUNCEMENT = { fullPromptId: 'prm_full' as NonNullable<TenantSnapshot['fullPromptId']> }
const SORRY = { suspendedPromptId: 'prm_sorry' as NonNullable<TenantSnapshot['suspendedPromptId']> }
const idle = {
  ani: '13800000789',
  now: 0,
  isTest: false,
  tenantCalls: 0,
  tenantTokens: 9,
  platformCalls: 0,
  platformCallsMax: 10,
  trunkTenantId: null,
  trunkCalls: 0,
  trunkCallsMax: 5,
  draining: false,
}

type Row = readonly [string, Partial<AdmissionRequest>, string]
const ROWS: readonly Row[] = [
  ['a line is free', { route: route() }, 'flow'],
  ['the last line', { route: route(), tenantCalls: 1 }, 'flow'],
  ['nobody has the number', { route: undefined }, '404 unknownNumber'],
  ['the tenant is suspended', { route: route({ status: 'suspended' }) }, '480 tenantSuspended'],
  ['it is and has an announcement', { route: route({ status: 'suspended', ...SORRY }) }, 'suspended'],
  ['it has ended and has an announcement', { route: route({ status: 'ended', ...SORRY }) }, 'suspended'],
  ['it has ended', { route: route({ status: 'ended' }) }, '480 tenantSuspended'],
  ['it is on trial', { route: route({ status: 'trial' }) }, 'flow'],
  ['it is being set up', { route: route({ status: 'provisioning' }) }, '404 tenantNotOpen'],
  ['a test call of one that is being set up', { route: route({ status: 'provisioning' }), isTest: true }, 'flow'],
  ['it is a prospect', { route: route({ status: 'prospect' }) }, '404 tenantNotOpen'],
  ['a test call of a prospect', { route: route({ status: 'prospect' }), isTest: true }, '404 tenantNotOpen'],
  ['the tenant is too fast', { route: route(), tenantTokens: 0.9 }, '486 tenantTooFast'],
  [
    'too fast even for the announcement',
    { route: route({ status: 'suspended', ...SORRY }), tenantTokens: 0 },
    '486 tenantTooFast',
  ],
  [
    'full, and suspended with an announcement',
    { route: route({ status: 'suspended', ...SORRY, ...ANNOUNCEMENT }), tenantCalls: 2 },
    '486 tenantFull',
  ],
  ['the tenant is full', { route: route(), tenantCalls: 2 }, '486 tenantFull'],
  ['the tenant is full and says so', { route: route(ANNOUNCEMENT), tenantCalls: 2 }, 'full'],
  [
    'a tenant without a line',
    { route: route({ limits: { concurrentCallsMax: 0, callsPerSecondMax: null, seats: null } }) },
    '486 tenantFull',
  ],
  ['suspended counts before full', { route: route({ status: 'suspended' }), tenantCalls: 9 }, '480 tenantSuspended'],
  ['the node is full', { route: route(), platformCalls: 10 }, '503 platformFull'],
  ['the node is full, even for an announcement', { route: route(ANNOUNCEMENT), platformCalls: 10 }, '503 platformFull'],
  [
    'the trunk is kept for another tenant',
    { route: route(), trunkTenantId: 'ten_two' as TenantId },
    '404 unknownNumber',
  ],
  ['the trunk is kept for this tenant', { route: route(), trunkTenantId: 'ten_one' as TenantId }, 'flow'],
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
