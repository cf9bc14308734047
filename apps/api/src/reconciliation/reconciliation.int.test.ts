import { parseCarrierMapping, readCarrierFile } from '@seatline/billing'
import type { CarrierMapping } from '@seatline/billing'
import { idSchema } from '@seatline/core'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { openDatabase } from '../database/client.ts'
import type { Database } from '../database/client.ts'
import { dayFromRow } from '../entitlements/day-columns.ts'
import { createStoryWorld } from '../testing/story-world.ts'
import { startTestPostgres } from '../testing/test-postgres.ts'
import type { TestPostgres } from '../testing/test-postgres.ts'
import { runDueChecks } from './due-checks.ts'
import { addRecords, reconciliationFromRow } from './repository.ts'
import type { ComparisonJson } from './reconciliation-views.ts'

/** Promise: every night what was called, what was rated and what the carrier charges are compared, differences named, and the margin of the day known. */
const OPERATOR = idSchema('tenant').parse('ten_test-op')
const CLIENT = 'ten_test-a'
const DAY = '2026-03-05'
/** 04:00 in Shanghai, the day after. */
const NIGHT = Date.parse('2026-03-05T20:00:00Z')

let postgres: TestPostgres
let database: Database

beforeAll(async () => {
  postgres = await startTestPostgres()
  const urls = await postgres.createDatabase('reconciliation')
  database = openDatabase(urls.appUrl)
  await createStoryWorld(database)
  await createFacts()
}, 180_000)
afterAll(async () => {
  await database.close()
  await postgres.stop()
})

const inOperator = <T>(work: Parameters<typeof database.withTenants<T>>[1]): Promise<T> =>
  database.withTenants({ tenantIds: [OPERATOR] }, work)

type DemoCall = { readonly name: string; readonly at: string; readonly ms: number; readonly test?: boolean }
const CALLS: readonly DemoCall[] = [
  { name: 'plain', at: '2026-03-05T02:00:00Z', ms: 60_000 },
  { name: 'unrated', at: '2026-03-05T03:00:00Z', ms: 30_000 },
  { name: 'lost', at: '2026-03-05T04:00:00Z', ms: 90_000 },
  { name: 'tested', at: '2026-03-05T05:00:00Z', ms: 12_000, test: true },
  { name: 'tomorrow', at: '2026-03-05T16:30:00Z', ms: 60_000 },
]

async function createFacts(): Promise<void> {
  await inOperator(async (tx) => {
    await tx.trunk.create({ data: { id: 'trk_test', tenantId: OPERATOR, name: 'East' } })
    await tx.trunkCost.create({
      data: {
        id: 'ccr_cost',
        tenantId: OPERATOR,
        trunkId: 'trk_test',
        direction: 'inbound',
        fromDay: new Date('2026-01-01'),
        currency: 'CNY',
        rates:
          'prefix,destination,band,status,pricePerMinute,increment,connectionFee,minimumCharge\r\n,Everywhere,,,0.06,6/6,,\r\n',
        setAt: new Date(0),
      },
    })
    await tx.carrierMapping.create({
      data: {
        id: 'ccr_harbor',
        tenantId: OPERATOR,
        carrier: 'Harbor Telecom',
        trunkIds: ['trk_test'],
        definition: MAPPING,
        updatedAt: new Date(0),
      },
    })
  })
  await database.withTenants({ tenantIds: [CLIENT] }, async (tx) => {
    for (const call of CALLS) await createCall(tx, call)
  })
}

type Tx = Parameters<Parameters<Database['withTenants']>[1]>[0]
async function createCall(tx: Tx, { name, at, ms, test: isTest = false }: DemoCall): Promise<void> {
  const startedAt = new Date(at)
  const callId = `cal_${name}`
  await tx.call.create({
    data: {
      id: callId,
      tenantId: CLIENT,
      nodeId: 'node',
      epoch: 1n,
      ani: '13900001111',
      dnis: '400111100',
      sipCallId: name,
      phase: 'ended',
      phaseSince: startedAt,
      arrivedAt: startedAt,
      test: isTest,
    },
  })
  await tx.leg.create({
    data: {
      id: `leg_${name}`,
      tenantId: CLIENT,
      callId,
      direction: 'inbound',
      party: 'caller',
      trunkId: 'trk_test',
      sipCallId: name,
      startedAt,
      answeredAt: startedAt,
      endedAt: new Date(startedAt.getTime() + ms),
      durationMs: ms,
      connectedMs: ms,
    },
  })
  if (isTest || name === 'unrated') return
  const billableSeconds = Math.ceil(ms / 6_000) * 6
  const amountMicros = BigInt(billableSeconds) * 2_000n
  await tx.usageRecord.create({
    data: {
      id: `use_${name}`,
      tenantId: CLIENT,
      callId,
      legId: `leg_${name}`,
      direction: 'inbound',
      meter: 'inbound',
      usageKey: 'inbound/all',
      destination: 'all',
      startedAt,
      day: new Date(startedAt.toISOString().slice(0, 10)),
      durationMs: ms,
      countedMs: ms,
      planId: 'pln_test-a',
      planVersion: 1,
      pricePerMinuteMicros: 120_000n,
      increment: '6/6',
      billableSeconds,
      chargedSeconds: billableSeconds,
      usageMicros: amountMicros,
      connectionFeeMicros: 0n,
      amountMicros,
      currency: 'CNY',
    },
  })
}

const MAPPING = mapping()
function mapping(): CarrierMapping {
  const read = parseCarrierMapping({
    columns: {
      startedAt: 'Start',
      timeOfDay: null,
      calling: 'From',
      called: 'To',
      duration: 'Sec',
      billed: null,
      price: 'Fee',
      direction: null,
      reference: null,
    },
    delimiter: ',',
    timeZone: 'Asia/Shanghai',
    timeFormat: 'yyyy-MM-dd HH:mm:ss',
    durationUnit: 'seconds',
    decimalMark: '.',
    numberStyle: 'asDialled',
    stripPrefix: '',
    currency: 'CNY',
    direction: 'inbound',
    outboundWord: '',
  })
  if (!read.ok) throw new Error(JSON.stringify(read.error))
  return read.value
}

/** As the carrier has the day: one call lost, one charged twice, one priced higher, the test call known. */
const FILE = [
  'Start,From,To,Sec,Fee',
  '2026-03-05 10:00:02,+8613900001111,400111100,60,0.06',
  '2026-03-05 10:00:02,+8613900001111,400111100,60,0.06',
  '2026-03-05 11:00:01,13900001111,400111100,30,0.09',
  '2026-03-05 13:00:00,13900001111,400111100,12,0.012',
  '2026-03-06 00:30:00,13900001111,400111100,60,0.06',
].join('\n')

const take = (importId: string): Promise<number> =>
  inOperator((tx) =>
    addRecords(
      tx,
      { tenantId: OPERATOR, mappingId: 'ccr_harbor', importId, currency: 'CNY' },
      readCarrierFile(FILE, MAPPING).records,
    ),
  )

const readCheck = async (id: string) =>
  reconciliationFromRow(await inOperator((tx) => tx.reconciliation.findFirstOrThrow({ where: { id } })))
const causes = (comparison: ComparisonJson | undefined): readonly string[] =>
  comparison?.causes.map(({ cause, count, micros }) => `${cause} ${String(count)} ${micros}`) ?? []
const NIGHTLY = `rcn_test-op-${DAY}`

describe('a carrier’s file', () => {
  test('counts once, however often it is taken in', async () => {
    expect(await take('ccr_first')).toBe(5)
    expect(await take('ccr_second')).toBe(0)
    expect(await inOperator((tx) => tx.carrierRecord.count())).toBe(5)
  })
})

describe('the night’s check', () => {
  test('is made once, of the whole day before, and names every difference', async () => {
    const parts = { database, now: () => NIGHT }
    expect(await runDueChecks(parts)).toBe(1)
    expect(await runDueChecks(parts)).toBe(0)
    const check = await readCheck(NIGHTLY)
    expect(check).toMatchObject({ from: DAY, until: '2026-03-06', state: 'done', requestedBy: null, problem: null })
    const [rated, carrier] = check.comparisons
    expect(rated).toMatchObject({ mappingId: null, currency: 'CNY', matchedCount: 2 })
    expect(causes(rated)).toEqual(['testCall 1 0', 'notRated 1 0'])
    expect(carrier).toMatchObject({
      carrier: 'Harbor Telecom',
      matchedCount: 3,
      first: { count: 4, ms: 192_000, micros: '192000' },
      second: { count: 4, ms: 162_000, micros: '222000' },
      difference: { ms: -30_000, micros: '30000' },
      residual: { count: 0, ms: 0, micros: '0' },
    })
    expect(causes(carrier)).toEqual(['missingAtCarrier 1 -90000', 'duplicateAtCarrier 1 60000', 'price 1 60000'])
  })

  test('keeps each differing call, and made again says the same', async () => {
    const read = () =>
      inOperator((tx) =>
        tx.reconciliationDifference.findMany({
          where: { reconciliationId: NIGHTLY, mappingId: 'ccr_harbor' },
          orderBy: { position: 'asc' },
          select: { cause: true, callId: true, clientTenantId: true, amountMicros: true },
        }),
      )
    const first = await read()
    expect(first.map(({ cause, callId }) => [cause, callId])).toEqual([
      ['duplicateAtCarrier', null],
      ['price', 'cal_unrated'],
      ['missingAtCarrier', 'cal_lost'],
    ])
    const before = (await readCheck(NIGHTLY)).comparisons
    await inOperator((tx) => tx.reconciliation.update({ where: { id: NIGHTLY }, data: { state: 'waiting' } }))
    expect(await runDueChecks({ database, now: () => NIGHT + 60_000 })).toBe(1)
    expect(await read()).toEqual(first)
    expect((await readCheck(NIGHTLY)).comparisons).toEqual(before)
  })

  test('left by a worker that died is made by the next after half an hour, not before', async () => {
    await inOperator((tx) =>
      tx.reconciliation.update({ where: { id: NIGHTLY }, data: { state: 'running', startedAt: new Date(NIGHT) } }),
    )
    expect(await runDueChecks({ database, now: () => NIGHT + 1_799_000 })).toBe(0)
    expect(await runDueChecks({ database, now: () => NIGHT + 1_801_000 })).toBe(1)
    expect((await readCheck(NIGHTLY)).state).toBe('done')
  })

  test('leaves the margin of the day: what clients pay less what carriers charge, without test calls', async () => {
    const rows = await inOperator((tx) => tx.marginDay.findMany({ where: { tenantId: OPERATOR } }))
    expect(rows).toHaveLength(1)
    const [row] = rows
    expect(row).toMatchObject({
      clientTenantId: CLIENT,
      trunkId: 'trk_test',
      destination: 'Everywhere',
      callsCount: 3,
      durationMs: 180_000n,
      revenueMicros: 300_000n,
      costMicros: 180_000n,
    })
    expect(row === undefined ? '' : dayFromRow(row.day)).toBe(DAY)
  })
})
