import {
  addDays,
  FIGURE_NODES,
  instant,
  liveFiguresKey,
  localTimeAt,
  startOfDay,
  TENANT_SNAPSHOTS,
  tenantSnapshotSchema,
} from '@seatline/core'
import type { TenantSnapshot } from '@seatline/core'
import { pino } from 'pino'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { DueRents } from '../entitlements/due-rents.ts'
import { startApiWorld } from '../testing/api-world.ts'
import type { Answer, ApiWorld } from '../testing/api-world.ts'

/** Seats, limits and the console as the API gives them, on a real database and Redis. */
const HEATING = 'ten_demo-heating'
const TRAVEL = 'ten_demo-travel'
let world: ApiWorld

beforeAll(async () => {
  world = await startApiWorld({ portBase: 5700, without: ['kamailio', 'rtpengine', 'media', 'worker'] })
}, 180_000)
afterAll(async () => {
  await world.close()
})

const now = () => world.opened.platform.now()
const today = (timeZone = 'Asia/Shanghai') => localTimeAt(timeZone, now())?.date ?? ''

const published = async (tenantId: string): Promise<TenantSnapshot> => {
  const text = await world.opened.redis.hget(TENANT_SNAPSHOTS, tenantId)
  return tenantSnapshotSchema.parse(JSON.parse(text ?? '{}'))
}

const CHANGE = `mutation ($input: SeatChangeInput!) { changeSeats(input: $input) {
  __typename
  ... on SeatOverview { grades { grade rented planned { day quantity } history { fromDay untilDay quantity } } }
  ... on InputRefusedError { issues { field code message } }
  ... on ForbiddenError { code } } }`
const change = (as: string, input: Record<string, unknown>): Promise<Answer> =>
  world.ask({ as, query: CHANGE, variables: { input: { tenantId: HEATING, grade: 'STANDARD', ...input } } })

describe('seats', () => {
  test('rented today are published at once; history and audit tell of it', async () => {
    const answer = await change('admin-heating', { quantity: 3, fromDay: today() })
    expect(answer.data).toMatchObject({ changeSeats: { __typename: 'SeatOverview' } })
    expect((await published(HEATING)).limits.seats).toEqual({ standard: 3, professional: 16, leader: 1 })
    const audit = await world.opened.platform.database.withTenants({ tenantIds: [HEATING] }, (tx) =>
      tx.auditEvent.findFirst({ where: { tenantId: HEATING, action: 'seats.change' } }),
    )
    expect(audit).toMatchObject({ before: { quantity: 0 }, after: { quantity: 3 } })
  })

  test('rented for a later day take effect when that day begins by the tenant’s clock, by themselves', async () => {
    const fromDay = addDays(today('Europe/London'), 3)
    const answer = await change('admin-travel', { tenantId: TRAVEL, quantity: 5, fromDay })
    expect(answer.data).toMatchObject({ changeSeats: { __typename: 'SeatOverview' } })
    expect((await published(TRAVEL)).limits.seats).toMatchObject({ standard: 0 })
    const midnight = startOfDay('Europe/London', fromDay) ?? instant(0)
    let clock = midnight - 1_000
    const { database, redis } = world.opened.platform
    const rents = new DueRents({ database, redis, now: () => clock, log: pino({ level: 'silent' }) })
    await rents.run()
    expect((await published(TRAVEL)).limits.seats).toMatchObject({ standard: 0 })
    clock = midnight
    expect(await rents.run()).toContain(TRAVEL)
    expect((await published(TRAVEL)).limits.seats).toMatchObject({ standard: 5 })
    const { version } = await published(TRAVEL)
    expect(await rents.run()).not.toContain(TRAVEL)
    expect((await published(TRAVEL)).version).toBe(version)
  })

  test.each([
    ['a day that is over', { quantity: 1, fromDay: '2026-01-01' }, 'fromDay'],
    ['no day', { quantity: 1, fromDay: 'tomorrow' }, 'fromDay'],
    ['fewer than none', { quantity: -1, fromDay: '2026-12-24' }, 'quantity'],
    ['a typing error', { quantity: 1_000_000, fromDay: '2026-12-24' }, 'quantity'],
  ])('%s is refused at its field', async (_, input, field) => {
    const answer = await change('admin-heating', input)
    expect(answer.data).toMatchObject({
      changeSeats: {
        __typename: 'InputRefusedError',
        issues: expect.arrayContaining([expect.objectContaining({ field })]) as unknown,
      },
    })
  })

  test('that a menu in use needs are not given back, and it is said what would keep it', async () => {
    await change('admin-heating', { grade: 'LEADER', quantity: 0, fromDay: today() })
    const answer = await change('admin-heating', { grade: 'PROFESSIONAL', quantity: 0, fromDay: today() })
    expect(answer.text).toContain('featureInUse')
    expect(answer.text).toContain('the add-on \\"menu\\" keeps it')
    expect((await published(HEATING)).features).toContain('menu')
    await change('admin-heating', { grade: 'LEADER', quantity: 1, fromDay: today() })
  })

  test.each([
    ['li', 'ForbiddenError'],
    ['finance', 'ForbiddenError'],
    ['operator', 'SeatOverview'],
  ])('%s: %s', async (as, type) => {
    const answer = await change(as, { quantity: 2, fromDay: today() })
    expect(answer.data?.['changeSeats'] ?? null).toMatchObject({ __typename: type })
  })
})

describe('the overview', () => {
  test('tells who sits where, each of the 22 features with its reason, and the limits with their use', async () => {
    const { redis } = world.opened
    const figures = {
      tenantId: HEATING,
      at: now(),
      day: today(),
      calls: 4,
      callsPeakToday: 9,
      callsPerSecond: 2,
      callsPerSecondPeakToday: 6,
      refusedToday: { tenantFull: 3 },
      lastCallAt: now(),
      seats: [{ agentId: 'agt_li', grade: 'professional' }],
      seatsPeakToday: { professional: 2 },
    }
    await redis.sadd(FIGURE_NODES, 'node-test')
    await redis.hset(liveFiguresKey('node-test'), 'alive', String(now()), HEATING, JSON.stringify(figures))
    const answer = await world.ask({
      as: 'admin-heating',
      query: `{ seatOverview(tenantId: "${HEATING}") { liveKnown grades { grade inUse peakToday holders { agentId name } }
        features { feature has reason grades addOn attribute enforcedBy } limits { kind max use peakToday } } }`,
    })
    expect(answer.data).toMatchObject({
      seatOverview: {
        liveKnown: true,
        grades: [
          {},
          { grade: 'PROFESSIONAL', inUse: 1, peakToday: 2, holders: [{ agentId: 'agt_li', name: '李伟' }] },
          {},
        ],
        limits: [{ kind: 'CALLS', use: 4, peakToday: 9 }, { use: 2, peakToday: 6 }, {}, { kind: 'STORAGE_BYTES' }],
      },
    })
    const overview = answer.data?.['seatOverview'] as { features: { feature: string; has: boolean; reason: string }[] }
    expect(overview.features).toHaveLength(22)
    expect(overview.features.find(({ feature }) => feature === 'WEB_CALL')).toMatchObject({
      has: false,
      reason: 'NOT_RENTED',
    })
  })
})

describe('limits', () => {
  const SET = `mutation ($input: TenantLimitsInput!) { setTenantLimits(input: $input) { __typename
    ... on ConsoleTenant { concurrentCallsMax } ... on InputRefusedError { issues { field } } ... on ForbiddenError { code } } }`
  const limits = {
    tenantId: TRAVEL,
    concurrentCallsMax: 50,
    callsPerSecondMax: 7,
    apiRequestsPerMinuteMax: 60,
    storageMegabytesMax: 100,
    attributes: ['NO_RECORDING'],
  }
  const set = (as: string, changes: object): Promise<Answer> =>
    world.ask({ as, query: SET, variables: { input: { ...limits, ...changes } } })

  test('set by the operator reach the media plane, attributes take features away', async () => {
    expect((await set('operator', {})).data).toMatchObject({ setTenantLimits: { concurrentCallsMax: 50 } })
    const snapshot = await published(TRAVEL)
    expect(snapshot.limits).toMatchObject({ concurrentCallsMax: 50, callsPerSecondMax: 7 })
    expect(snapshot.features).not.toContain('fullRecording')
  })

  test('are refused with all faults at once, and to everybody else', async () => {
    const answer = await set('operator', { concurrentCallsMax: -1, apiRequestsPerMinuteMax: 1 })
    expect(answer.data).toMatchObject({
      setTenantLimits: { issues: [{ field: 'concurrentCallsMax' }, { field: 'apiRequestsPerMinuteMax' }] },
    })
    for (const as of ['finance', 'admin-travel'])
      expect((await set(as, {})).data).toMatchObject({ setTenantLimits: { __typename: 'ForbiddenError' } })
  })

  test('of requests slow the noisy tenant alone: neither its agents’ desks, nor the operator, nor another tenant', async () => {
    const read = (as: string, tenantId: string) => world.ask({ as, query: `{ tenant(id: "${tenantId}") { name } }` })
    await expect
      .poll(async () => (await read('admin-travel', TRAVEL)).status, { timeout: 20_000, interval: 5 })
      .toBe(429)
    const refused = await read('admin-travel', TRAVEL)
    expect(refused.errors[0]?.extensions).toMatchObject({ code: 'limit.apiRequests' })
    expect((await world.ask({ as: 'jonas', query: '{ agentDesktop { status } }' })).status).toBe(200)
    expect((await read('operator', TRAVEL)).status).toBe(200)
    expect((await read('admin-heating', HEATING)).status).toBe(200)
    const response = await world.fetch('/graphql', {
      method: 'POST',
      headers: {
        'content-type': 'application/json',
        accept: 'application/json',
        authorization: `Bearer ${await world.tokenOf('admin-travel')}`,
      },
      body: JSON.stringify({ query: `{ tenant(id: "${TRAVEL}") { name } }` }),
    })
    expect(response.status).toBe(429)
    expect(Number(response.headers.get('retry-after'))).toBeGreaterThan(0)
  })
})

describe('the console', () => {
  const READ = `query ($search: String! = "", $sort: ConsoleSort! = NAME) { console(search: $search, sort: $sort, descending: true) {
    totalCount callsNow rows { tenantId name status health healthReasons alarmsOpen seats { grade count } dedicatedTrunks { id } } } }`

  test('lists the clients for the operator’s people, and for nobody else', async () => {
    const answer = await world.ask({ as: 'finance', query: READ, variables: { sort: 'CALLS_NOW' } })
    expect(answer.data).toMatchObject({ console: { totalCount: 3, rows: [{ tenantId: HEATING }, {}, {}] } })
    const found = await world.ask({ as: 'operator', query: READ, variables: { search: 'MERID' } })
    expect(found.data).toMatchObject({ console: { totalCount: 1, rows: [{ tenantId: TRAVEL }] } })
    expect((await world.ask({ as: 'admin-heating', query: READ })).errors[0]?.extensions).toMatchObject({
      code: 'forbidden',
    })
  })

  test('sends live figures', async () => {
    await world.opened.redis.hset(liveFiguresKey('node-test'), 'alive', String(now()))
    const event = await world.watch({
      as: 'operator',
      query: `subscription { consoleFigures(tenantIds: ["${HEATING}"]) { tenantId known calls seatsInUse { grade count } } }`,
    })
    expect(event.data).toMatchObject({ consoleFigures: [{ tenantId: HEATING, known: true, calls: 4 }] })
  })

  test('keeps a trunk for one client, and gives it back', async () => {
    const dedicate = (tenantId: string | null) =>
      world.ask({
        as: 'operator',
        query: `mutation ($t: ID) { dedicateTrunk(trunkId: "trk_demo-carrier", tenantId: $t) { __typename } }`,
        variables: { t: tenantId },
      })
    expect((await dedicate(TRAVEL)).errors).toEqual([])
    const seen = await world.ask({ as: 'operator', query: READ, variables: { search: 'Meridian' } })
    expect(seen.data).toMatchObject({ console: { rows: [{ dedicatedTrunks: [{ id: 'trk_demo-carrier' }] }] } })
    await dedicate(null)
  })

  test('an alarm is acknowledged once, with an audit entry', async () => {
    const { database } = world.opened.platform
    await database.withTenants({ tenantIds: [TRAVEL] }, (tx) =>
      tx.alarm.create({
        data: { id: 'alm_test', tenantId: TRAVEL, kind: 'storage.full', dedupeKey: 'test', raisedAt: new Date(now()) },
      }),
    )
    const acknowledge = () =>
      world.ask({
        as: 'operator',
        query: `mutation { acknowledgeAlarm(tenantId: "${TRAVEL}", alarmId: "alm_test") { __typename ... on RefusedError { code } } }`,
      })
    expect((await acknowledge()).text).toContain('Success')
    expect((await acknowledge()).text).toContain('alarm.acknowledged')
  })
})
