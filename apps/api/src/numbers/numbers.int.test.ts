import { TENANT_SNAPSHOTS, tenantSnapshotSchema } from '@seatline/core'
import type { TenantSnapshot } from '@seatline/core'
import { Client } from 'pg'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { startApiWorld } from '../testing/api-world.ts'
import type { ApiWorld } from '../testing/api-world.ts'
import { releaseDueNumbers } from './stock-keeper.ts'

const DAY = 86_400_000
const HEATING = 'ten_demo-heating'
const TRAVEL = 'ten_demo-travel'
const FIELDS = `id number kind parentNumber state reservedFor canBeCalledBack monthlyFee { amount currency } quarantineEndsAt
  holder { tenantId tenantName didId flowName label } history { from to tenantName by note }`

let world: ApiWorld
beforeAll(async () => {
  world = await startApiWorld({ portBase: 5600, without: ['kamailio', 'rtpengine', 'media', 'worker'] })
})
afterAll(() => world.close())

type Numbered = { readonly id: string; readonly number: string } & Readonly<Record<string, unknown>>
type Outcome = { readonly __typename: string; readonly data?: unknown; readonly issues?: unknown } & Readonly<
  Record<string, unknown>
>

async function ask(query: string, variables: object = {}, as = 'operator'): Promise<Record<string, unknown>> {
  const answer = await world.ask({ as, query, variables: { ...variables } })
  expect(answer.errors, query).toEqual([])
  return answer.data ?? {}
}

const many = (name: string): string =>
  `mutation ($input: ${name[0]?.toUpperCase() ?? ''}${name.slice(1)}Input!) { result: ${name}(input: $input) { __typename
    ... on UserError { code message field } ... on InputRefusedError { issues { field code message } }
    ... on Mutation${name[0]?.toUpperCase() ?? ''}${name.slice(1)}Success { data { ${FIELDS} } } } }`
const one = (name: string): string =>
  `mutation ($input: ${name[0]?.toUpperCase() ?? ''}${name.slice(1)}Input!) { result: ${name}(input: $input) { __typename
    ... on UserError { code message field } ... on InputRefusedError { issues { field code message } } ... on InventoryNumber { ${FIELDS} } } }`
const act = async (query: string, input: object, as?: string): Promise<Outcome> =>
  (await ask(query, { input }, as))['result'] as Outcome

async function importFile(lines: readonly string[], mode = 'ALL_OR_NOTHING', as?: string): Promise<Outcome> {
  const query = `mutation ($csv: String!, $mode: ImportMode!) { result: importNumbers(csv: $csv, mode: $mode) { __typename
    ... on UserError { code message } ... on InputRefusedError { issues { field code } }
    ... on NumberImport { validCount invalidCount imported issues { line field code } } } }`
  const csv = ['number,kind,parent,monthlyFee,canBeCalledBack,carrier', ...lines].join('\n')
  return (await ask(query, { csv, mode }, as))['result'] as Outcome
}

async function find(number: string): Promise<Numbered> {
  const query = `query ($search: String) { numberInventory(first: 5, filter: { search: $search }) { edges { node { ${FIELDS} } } } }`
  const { edges } = (await ask(query, { search: number }))['numberInventory'] as { edges: { node: Numbered }[] }
  const found = edges.find(({ node }) => node.number === number)
  if (found === undefined) throw new Error(`not in the stock [number:${number}]`)
  return found.node
}

async function published(tenantId: string): Promise<TenantSnapshot> {
  return tenantSnapshotSchema.parse(JSON.parse((await world.opened.redis.hget(TENANT_SNAPSHOTS, tenantId)) ?? 'null'))
}

describe('the life of a number', () => {
  test('free, kept, issued, pointed elsewhere, taken back, resting, free again', async () => {
    await importFile(['4007770001,tollFree,,100,yes,CT'])
    const { id } = await find('4007770001')
    expect(await act(many('reserveNumbers'), { numberIds: [id], reservedFor: 'Willow Bakery' })).toMatchObject({
      data: [{ state: 'RESERVED', reservedFor: 'Willow Bakery' }],
    })
    const issued = await act(many('issueNumbers'), {
      numberIds: [id],
      tenantId: HEATING,
      flowId: 'ivr_heating',
      label: '投诉',
    })
    expect(issued).toMatchObject({
      data: [{ state: 'ISSUED', reservedFor: '', holder: { tenantId: HEATING, label: '投诉' } }],
    })
    expect((await published(HEATING)).numbers).toContainEqual(
      expect.objectContaining({ number: '4007770001', flowId: 'ivr_heating' }),
    )
    expect(await act(one('repointNumber'), { id, flowId: 'ivr_heating', label: '夜间' })).toMatchObject({
      holder: { label: '夜间' },
    })
    expect(await act(one('takeBackNumber'), { id, note: 'moved to another operator' })).toMatchObject({
      state: 'RETURNED',
      holder: null,
    })
    expect((await published(HEATING)).numbers.map(({ number }) => number)).not.toContain('4007770001')
    expect(await act(many('issueNumbers'), { numberIds: [id], tenantId: TRAVEL, flowId: 'ivr_travel' })).toMatchObject({
      issues: [{ field: 'number', code: 'number.inQuarantine' }],
    })
    expect(
      await act(many('issueNumbers'), { numberIds: [id], tenantId: HEATING, flowId: 'ivr_heating' }),
    ).toMatchObject({
      data: [{ state: 'ISSUED' }],
    })
    await act(one('takeBackNumber'), { id })
    const { database } = world.opened.platform
    const now = world.opened.platform.now
    await releaseDueNumbers({ database, now: () => (now() + 29 * DAY) as ReturnType<typeof now> })
    expect(await find('4007770001')).toMatchObject({ state: 'RETURNED' })
    await releaseDueNumbers({ database, now: () => (now() + 31 * DAY) as ReturnType<typeof now> })
    const free = await find('4007770001')
    expect(free).toMatchObject({ state: 'FREE' })
    expect((free['history'] as { to: string }[]).map(({ to }) => to)).toEqual([
      'FREE',
      'RETURNED',
      'ISSUED',
      'RETURNED',
      'ISSUED',
      'RESERVED',
      'FREE',
    ])
  })

  test('what is wrong is said at its field, and nothing of it is kept', async () => {
    await importFile(['4007770002,tollFree,,100,yes,CT', '4007770003,tollFree,,100,yes,CT'])
    const ids = [(await find('4007770002')).id, (await find('4007770003')).id]
    await act(many('issueNumbers'), { numberIds: [ids[1]], tenantId: TRAVEL, flowId: 'ivr_travel' })
    const both = await act(many('issueNumbers'), { numberIds: ids, tenantId: HEATING, flowId: 'ivr_heating' })
    expect(both).toMatchObject({ issues: [{ field: 'number', code: 'number.issued' }] })
    expect(await find('4007770002')).toMatchObject({ state: 'FREE' })
    const foreignMenu = { numberIds: [ids[0]], tenantId: HEATING, flowId: 'ivr_travel' }
    expect(await act(many('issueNumbers'), foreignMenu)).toMatchObject({
      issues: [{ field: 'flowId', code: 'flow.unknown' }],
    })
    expect(await act(many('reserveNumbers'), { numberIds: [ids[0]], reservedFor: '  ' })).toMatchObject({
      issues: [{ field: 'reservedFor', code: 'required' }],
    })
    expect(await act(many('releaseNumbers'), { numberIds: [ids[0]] })).toMatchObject({
      issues: [{ code: 'number.free' }],
    })
  })

  test('two who issue one number at once: one gets it', async () => {
    await importFile(['4007770004,tollFree,,100,yes,CT'])
    const { id } = await find('4007770004')
    const outcomes = await Promise.all([
      act(many('issueNumbers'), { numberIds: [id], tenantId: HEATING, flowId: 'ivr_heating' }),
      act(many('issueNumbers'), { numberIds: [id], tenantId: TRAVEL, flowId: 'ivr_travel' }),
    ])
    expect(outcomes.filter(({ __typename }) => __typename.endsWith('Success'))).toHaveLength(1)
    const answering = await Promise.all([published(HEATING), published(TRAVEL)])
    expect(answering.flatMap(({ numbers }) => numbers).filter(({ number }) => number === '4007770004')).toHaveLength(1)
  })

  test('only the operator, with the right for it', async () => {
    await importFile(['4007770005,tollFree,,100,yes,CT'])
    const { id } = await find('4007770005')
    const input = { numberIds: [id], tenantId: HEATING, flowId: 'ivr_heating' }
    for (const as of ['finance', 'admin-heating', 'mei'])
      expect(await act(many('issueNumbers'), input, as)).toMatchObject({ code: 'forbidden' })
    const seen = await world.ask({ as: 'admin-heating', query: '{ numberInventory(first: 1) { totalCount } }' })
    expect(seen.data).toBeNull()
  })
})

describe('a file of numbers', () => {
  const FILE = [
    '95588,shortCode,,1000,yes,CU',
    '955881,subNumber,95588,10,no,CU',
    '965881,subNumber,95588,10,no,CU',
    '4007770010,tollFree,,abc,yes,CT',
    '4007770011,tollfree,,100,yes,CT',
    '010-8888 7771,local,,50,perhaps,CM',
    '95588,shortCode,,1000,yes,CU',
  ]

  test('is refused whole, with every wrong line, when all or nothing was asked for', async () => {
    const refused = await importFile(FILE)
    expect(refused['message']).toBe('5 of 7 lines are wrong. Nothing was imported.')
    expect(refused.issues).toEqual([
      { field: 'csv.4.parent', code: 'number.notUnderParent' },
      { field: 'csv.5.monthlyFee', code: 'number.badFee' },
      { field: 'csv.6.kind', code: 'number.unknownKind' },
      { field: 'csv.7.canBeCalledBack', code: 'notYesOrNo' },
      { field: 'csv.8.number', code: 'number.twiceInFile' },
    ])
    await expect(find('95588')).rejects.toThrow('not in the stock')
  })

  test('brings the lines that are right when that was asked for, and none of them twice', async () => {
    expect(await importFile(FILE, 'VALID_ONLY')).toMatchObject({ validCount: 2, invalidCount: 5, imported: true })
    expect(await find('955881')).toMatchObject({ parentNumber: '95588', kind: 'SUB_NUMBER', canBeCalledBack: false })
    expect(
      await importFile(
        ['95588,shortCode,,1000,yes,CU', '955882,subNumber,95588,10,no,CU', '9612,shortCode,,1,yes,CU'],
        'VALID_ONLY',
      ),
    ).toMatchObject({
      validCount: 1,
      issues: [
        { line: 2, code: 'number.exists' },
        { line: 4, code: 'number.notShortCode' },
      ],
    })
  })

  test('is written so that it can be read again', async () => {
    const csv = (await ask('{ numberInventoryCsv(filter: { search: "9558" }) }'))['numberInventoryCsv'] as string
    expect(csv.split('\r\n')[1]).toMatch(/^95588,shortCode,,CU,1000.00,CNY,yes,,free,/)
    const preview = `mutation ($csv: String!) { result: previewNumberImport(csv: $csv) { ... on NumberImport { validCount issues { code } } } }`
    expect((await ask(preview, { csv }))['result']).toMatchObject({
      validCount: 0,
      issues: [{ code: 'number.exists' }, { code: 'number.exists' }, { code: 'number.exists' }],
    })
  })
})

/** What four more files would bring. */
async function asOwner(url: string, from: number): Promise<void> {
  const client = new Client({ connectionString: url })
  await client.connect()
  await client.query(
    `WITH made AS (
      INSERT INTO phone_number (id, tenant_id, number, kind, carrier, monthly_fee_micros)
      SELECT 'num_bulk-' || n, 'ten_operator', '0755' || n, 'local', 'Carrier ' || n % 5, 30000000
      FROM generate_series($1::int, $1::int + 79999) AS n RETURNING id
    ) INSERT INTO phone_number_change (id, tenant_id, phone_number_id, at, to_state)
      SELECT 'evt_' || id, 'ten_operator', id, now(), 'free' FROM made`,
    [from],
  )
  await client.query('ANALYZE phone_number, phone_number_change')
  await client.end()
}

describe('a hundred thousand numbers', () => {
  test('are imported, paged, searched, counted and reported', async () => {
    const base = 10_000_000
    const times: Record<string, number> = {}
    const timed = async <T>(what: string, work: () => Promise<T>): Promise<T> => {
      const began = performance.now()
      const value = await work()
      times[what] = Math.round(performance.now() - began)
      return value
    }
    const lines = Array.from({ length: 20_000 }, (_, index) => `0755${String(base + index)},local,,30,yes,Carrier 0`)
    expect(await timed('import of 20,000', () => importFile(lines))).toMatchObject({
      validCount: 20_000,
      imported: true,
    })
    await asOwner(world.stack.databaseOwnerUrl, base + 20_000)
    const page = (filter: object, after: string | null = null): Promise<Record<string, unknown>> =>
      ask(
        `query ($filter: NumberFilter, $after: String) { numberInventory(first: 50, after: $after, filter: $filter) { totalCount pageInfo { endCursor } edges { node { id number state holder { tenantName } } } } }`,
        { filter, after },
      )
    const first = (await timed('first page', () => page({})))['numberInventory'] as { totalCount: number }
    expect(first.totalCount).toBeGreaterThan(100_000)
    await timed('page in the middle', () => page({}, `0755${String(base + 60_000)}`))
    const found = await timed('search for digits', () => page({ search: '10099999' }))
    expect(found['numberInventory']).toMatchObject({ totalCount: 1 })
    await timed('search for a word', () => page({ search: 'carrier 3' }))
    await timed('issued ones', () => page({ states: ['ISSUED'] }))
    await timed('counts', () => ask('{ numberCounts { kind state count monthlyFee { amount } } }'))
    const month = new Date().toISOString().slice(0, 7)
    await timed('report of unissued numbers', () =>
      ask(
        `{ unissuedNumbersReport(month: "${month}") { totals { kind count monthlyFee { amount } feeOfMonth { amount } } numbers(first: 50) { totalCount } } }`,
      ),
    )
    await timed('export of all', () => ask('{ numberInventoryCsv }'))
    console.log(times)
  })
})
