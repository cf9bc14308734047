import { CONFIG_VERSIONS, TENANT_SNAPSHOTS, tenantSnapshotSchema } from '@seatline/core'
import type { TenantSnapshot } from '@seatline/core'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { startApiWorld } from '../testing/api-world.ts'
import type { ApiWorld } from '../testing/api-world.ts'

/** Promise: an administrator changes queues, hours, calendars and numbers alone; each change is a version that can be compared and restored, and a bad one leaves nothing. */
const TENANT = 'ten_demo-travel'
const ADMIN = 'admin-travel'
const QUEUE = {
  name: 'Refunds',
  description: 'Money back',
  ringTimeoutSeconds: 15,
  wrapUpSeconds: 10,
  serviceLevelSeconds: 30,
  musicPromptId: 'prm_travel-music',
  record: true,
  requiredSkills: [],
}
const ERRORS = '... on InputRefusedError { code issues { field code message } } ... on UserError { code message }'
let world: ApiWorld

beforeAll(async () => {
  world = await startApiWorld({ portBase: 5340, without: ['kamailio', 'rtpengine', 'media', 'worker'] })
}, 180_000)
afterAll(async () => {
  await world.close()
})

type Result = {
  readonly __typename: string
  readonly id?: string
  readonly code?: string
  readonly issues?: readonly { readonly field: string; readonly code: string }[]
} & Readonly<Record<string, unknown>>

async function run(document: string, variables: Readonly<Record<string, unknown>> = {}, as = ADMIN): Promise<Result> {
  const answer = await world.ask({ as, query: document, variables: { tenantId: TENANT, ...variables } })
  expect(answer.errors, document).toEqual([])
  return answer.data?.['result'] as Result
}
const createQueue = (input: object): Promise<Result> =>
  run(
    `mutation ($tenantId: ID!, $input: QueueInput!) { result: createQueue(tenantId: $tenantId, input: $input) { __typename ... on QueueSettings { id name } ${ERRORS} } }`,
    { input },
  )
const archiveQueue = (queueId: string): Promise<Result> =>
  run(
    `mutation ($tenantId: ID!, $queueId: ID!) { result: archiveQueue(tenantId: $tenantId, queueId: $queueId) { __typename ${ERRORS} } }`,
    { queueId },
  )
const fieldsOf = ({ issues }: Result): string[] => (issues ?? []).map(({ field, code }) => `${field} ${code}`)

async function snapshot(): Promise<TenantSnapshot> {
  return tenantSnapshotSchema.parse(JSON.parse((await world.opened.redis.hget(TENANT_SNAPSHOTS, TENANT)) ?? ''))
}
type Version = { readonly version: number; readonly action: string; readonly publishedBy: string | null }
async function versions(): Promise<readonly Version[]> {
  const page = await run(
    'query ($tenantId: ID!) { result: configurationVersions(tenantId: $tenantId) { __typename versions { version action publishedBy summary } } }',
  )
  return page['versions'] as Version[]
}
const newest = async (): Promise<number> => (await versions())[0]?.version ?? 0

describe('queues', () => {
  test('are made, and published before the answer', async () => {
    const made = await createQueue(QUEUE)
    expect(made.__typename).toBe('QueueSettings')
    const published = await snapshot()
    expect(published.queues.find(({ queueId }) => queueId === made.id)).toMatchObject({
      name: 'Refunds',
      ringTimeoutMs: 15_000,
      wrapUpMs: 10_000,
    })
    expect(await world.opened.redis.hget(CONFIG_VERSIONS, TENANT)).toBe(String(published.version))
    expect((await versions())[0]).toMatchObject({ version: published.version, action: 'queue.create' })
  })

  test('with several faults are refused with all of them, and nothing stays', async () => {
    const before = await newest()
    const refused = await createQueue({
      ...QUEUE,
      name: ' ',
      ringTimeoutSeconds: 1,
      musicPromptId: 'prm_heating-music',
      requiredSkills: [{ skillId: 'skl_nobody', proficiencyMin: 11 }],
    })
    expect(fieldsOf(refused)).toEqual([
      'name name.missing',
      'ringTimeoutSeconds seconds.range',
      'requiredSkills.0.proficiencyMin proficiency.range',
    ])
    const unknown = await createQueue({ ...QUEUE, name: 'Other', musicPromptId: 'prm_heating-music' })
    expect(fieldsOf(unknown)).toEqual(['musicPromptId reference.unknown'])
    expect((await createQueue({ ...QUEUE, name: 'refunds' })).code).toBe('invalidInput')
    expect(await newest()).toBe(before)
  })

  test('that callers are led to are not removed, others are', async () => {
    expect(fieldsOf(await archiveQueue('que_travel-booking'))).toEqual(['queueId queue.inUse'])
    const made = await createQueue({ ...QUEUE, name: 'For a day' })
    expect((await archiveQueue(made.id ?? '')).__typename).toBe('QueueSettings')
    expect((await snapshot()).queues.map(({ name }) => name)).not.toContain('For a day')
    expect((await createQueue({ ...QUEUE, name: 'For a day' })).__typename).toBe('QueueSettings')
  })

  test('are not an agent’s or a stranger’s to change', async () => {
    const document = `mutation ($tenantId: ID!, $input: QueueInput!) { result: createQueue(tenantId: $tenantId, input: $input) { __typename } }`
    expect((await run(document, { input: QUEUE }, 'jonas')).__typename).toBe('ForbiddenError')
    expect((await run(document, { input: QUEUE }, 'admin-heating')).__typename).toBe('NotFoundError')
  })
})

describe('hours and calendars', () => {
  const HOURS = {
    name: 'Night desk',
    timeZone: 'Europe/London',
    weekly: [{ day: 5, from: '22:00', to: '06:00' }],
    holidays: [],
    followsCalendars: true,
  }
  const createHours = (input: object): Promise<Result> =>
    run(
      `mutation ($tenantId: ID!, $input: HoursInput!) { result: createHours(tenantId: $tenantId, input: $input) { __typename ... on HoursSettings { id } ${ERRORS} } }`,
      { input },
    )
  const preview = (hoursId: string, at: string): Promise<Result> =>
    run(
      `query ($tenantId: ID!, $hoursId: ID!, $at: String!) { result: previewHours(tenantId: $tenantId, hoursId: $hoursId, at: $at) { __typename ... on OpenPreview { isOpen ground date name } ${ERRORS} } }`,
      { hoursId, at },
    )

  test('holidays close, special days have hours of their own', async () => {
    const { id = '' } = await createHours(HOURS)
    expect(await preview(id, '2027-03-06T05:59')).toMatchObject({ isOpen: true, ground: 'WEEKLY', date: '2027-03-05' })
    expect(await preview(id, '2027-12-24T09:00')).toMatchObject({ isOpen: true, ground: 'SPECIAL_DAY' })
    expect(await preview('hrs_travel-office', '2027-03-26T10:00')).toMatchObject({
      isOpen: false,
      ground: 'HOLIDAY',
      name: 'Good Friday',
    })
    expect((await preview(id, '2027-02-30T10:00')).code).toBe('invalidInput')
    const office = (await snapshot()).hours.find(({ hoursId }) => hoursId === 'hrs_travel-office')
    expect(office?.specialDays).toEqual([
      { date: '2027-12-24', name: 'Christmas Eve', intervals: [{ from: '08:00', to: '13:00' }] },
    ])
    expect((await snapshot()).hours.find(({ hoursId }) => hoursId === 'hrs_travel')?.holidays).toEqual([])
  })

  test('what is no time, zone or day is told at its place', async () => {
    const weekly = [
      { day: 1, from: '09:00', to: '17:00' },
      { day: 1, from: '16:00', to: '18:00' },
      { day: 2, from: '9 am', to: '17:00' },
    ]
    expect(fieldsOf(await createHours({ ...HOURS, name: 'X', timeZone: 'Mars', weekly })).toSorted()).toEqual([
      'timeZone timeZone.unknown',
      'weekly.1.from interval.overlap',
      'weekly.2.from time.format',
    ])
    expect(fieldsOf(await createHours({ ...HOURS, name: 'X', weekly: weekly.slice(0, 2) }))).toEqual([
      'weekly.1.from interval.overlap',
    ])
  })

  test('a list of days is taken in, or refused line by line; a day has one meaning', async () => {
    const importDays = (csv: string): Promise<Result> =>
      run(
        `mutation ($tenantId: ID!, $id: ID!, $csv: String!) { result: importCalendarDays(tenantId: $tenantId, calendarId: $id, csv: $csv) { __typename ... on HolidayCalendar { days { date } } ${ERRORS} } }`,
        { id: 'cld_travel-2027', csv },
      )
    expect(fieldsOf(await importDays('2027-05-03,May Day\n2027-14-01,Nothing\n2027-05-31,'))).toEqual([
      'csv.2 list.line',
      'csv.3 list.line',
    ])
    expect((await importDays('2027-05-03,May Day\n2027-05-31,Spring')).__typename).toBe('HolidayCalendar')
    const copied = await run(
      `mutation ($tenantId: ID!) { result: copyHolidayCalendar(tenantId: $tenantId, calendarId: "cld_travel-2027", year: 2028) { __typename ... on HolidayCalendar { year days { date } } ${ERRORS} } }`,
    )
    expect(copied).toMatchObject({ __typename: 'HolidayCalendar', year: 2028 })
    const clash = await run(
      `mutation ($tenantId: ID!) { result: createHolidayCalendar(tenantId: $tenantId, input: { year: 2027, name: "More", days: [{ date: "2027-12-25", name: "Again", intervals: [] }] }) { __typename ${ERRORS} } }`,
    )
    expect(fieldsOf(clash)).toEqual(['days.0.date calendar.dayTaken'])
  })
})

describe('numbers', () => {
  test('lead to a published menu of the tenant’s own only', async () => {
    const route = (flowId: string, label: string): Promise<Result> =>
      run(
        `mutation ($tenantId: ID!, $input: NumberRoutingInput!) { result: routeNumber(tenantId: $tenantId, didId: "did_travel", input: $input) { __typename ... on NumberRouting { label flow { name } } ${ERRORS} } }`,
        { input: { flowId, label } },
      )
    expect(fieldsOf(await route('ivr_heating', 'x'))).toEqual(['flowId reference.unknown'])
    expect(await route('ivr_travel', 'Main line')).toMatchObject({ __typename: 'NumberRouting', label: 'Main line' })
  })
})

describe('versions', () => {
  const rollBack = (version: number, reason: string): Promise<Result> =>
    run(
      `mutation ($tenantId: ID!, $version: Int!, $reason: String!) { result: rollBackConfiguration(tenantId: $tenantId, version: $version, reason: $reason) { __typename ... on RolledBack { version { version restoredVersion publishedBy reason } leftOut { code name } } ${ERRORS} } }`,
      { version, reason },
    )

  test('two are compared in words', async () => {
    const before = await newest()
    const { id } = await createQueue({ ...QUEUE, name: 'Groups' })
    await run(
      `mutation ($tenantId: ID!, $id: ID!, $input: QueueInput!) { result: updateQueue(tenantId: $tenantId, queueId: $id, input: $input) { __typename ${ERRORS} } }`,
      { id, input: { ...QUEUE, name: 'Groups', ringTimeoutSeconds: 25, record: false } },
    )
    const compare = (from: number, to: number): Promise<Result> =>
      run(
        `query ($tenantId: ID!, $from: Int!, $to: Int!) { result: compareConfigurationVersions(tenantId: $tenantId, versionBefore: $from, versionAfter: $to) { __typename ... on ConfigurationComparison { differences { kind name change fields { field before after } } } ${ERRORS} } }`,
        { from, to },
      )
    expect((await compare(before + 1, before + 2))['differences']).toEqual([
      {
        kind: 'QUEUE',
        name: 'Groups',
        change: 'CHANGED',
        fields: [
          { field: 'ringTimeoutMs', before: '15 s', after: '25 s' },
          { field: 'record', before: 'true', after: 'false' },
        ],
      },
    ])
    expect((await compare(before, before + 1))['differences']).toMatchObject([{ name: 'Groups', change: 'ADDED' }])
    expect((await compare(1, 99_999)).code).toBe('notFound')
  })

  test('an earlier one comes back, names that were exchanged included, and that can be undone', async () => {
    const update = (queueId: string, name: string): Promise<Result> =>
      run(
        `mutation ($tenantId: ID!, $queueId: ID!, $input: QueueInput!) { result: updateQueue(tenantId: $tenantId, queueId: $queueId, input: $input) { __typename ${ERRORS} } }`,
        { queueId, input: { ...QUEUE, name } },
      )
    const good = await newest()
    const before = await snapshot()
    await update('que_travel-booking', 'Exchange')
    await update('que_travel-changes', 'Bookings')
    await update('que_travel-booking', 'Changes')
    const { id = '' } = await createQueue({ ...QUEUE, name: 'Short-lived' })
    const bad = await snapshot()
    expect(fieldsOf(await rollBack(good, ' '))).toEqual(['reason reason.missing'])
    const restored = await rollBack(good, 'Names were exchanged by mistake')
    expect(restored).toMatchObject({
      __typename: 'RolledBack',
      version: { restoredVersion: good, reason: 'Names were exchanged by mistake' },
      leftOut: [],
    })
    const content = ({ version: _, publishedAt: __, ...rest }: TenantSnapshot): object => rest
    expect(content(await snapshot())).toEqual(content(before))
    await rollBack(bad.version, 'Once more')
    expect(content(await snapshot())).toEqual(content(bad))
    expect((await snapshot()).queues.map(({ queueId }) => queueId)).toContain(id)
  })

  test('what is no configuration stays as it is, and is named', async () => {
    const good = await newest()
    await world.opened.platform.database.withTenants({ tenantIds: [TENANT] }, async (tx) => {
      await tx.did.create({
        data: { id: 'did_travel-second', tenantId: TENANT, number: '4008002999', flowId: 'ivr_travel' },
      })
    })
    await createQueue({ ...QUEUE, name: 'After the number' })
    const restored = await rollBack(good, 'Try')
    expect(restored['leftOut']).toEqual(expect.arrayContaining([{ code: 'number.newer', name: '4008002999' }]))
    expect((await snapshot()).numbers.map(({ number }) => number)).toContain('4008002999')
  })
})
