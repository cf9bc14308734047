import type { TenantId } from '@seatline/core'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { dump, OPERATOR, startBooksWorld } from '../testing/books-world.ts'
import type { BooksWorld } from '../testing/books-world.ts'
import { addContract, addOutage, addPlan, addSeats, addUsage, callsIn, contractOf } from '../testing/month-facts.ts'
import { rebuildInvoice } from './rebuild.ts'
import { runClosing } from './run-closing.ts'

let world: BooksWorld
beforeAll(async () => {
  world = await startBooksWorld()
})
afterAll(() => world.close())

const close = async (month: string, at: string) => {
  const id = `cls_${month}`
  await world.database.withTenants({ tenantIds: [OPERATOR] }, (tx) =>
    tx.closing.createMany({
      data: { id, tenantId: OPERATOR, month, at: new Date(at), startedBy: 'test' },
      skipDuplicates: true,
    }),
  )
  return runClosing({ database: world.database, closingId: id })
}

const documentsOf = (tenantId: TenantId, month: string) =>
  world.as(tenantId, (tx) =>
    tx.invoice.findMany({
      where: { tenantId, month },
      include: { lines: { orderBy: { position: 'asc' } } },
      orderBy: { id: 'asc' },
    }),
  )

const client = async (name: string, more: Parameters<BooksWorld['addClient']>[1] = {}) => {
  const tenantId = await world.addClient(name, more)
  await addPlan(world, tenantId)
  return tenantId
}

describe('closing a month', () => {
  test('makes one final document of all charges, books it, and again changes nothing', async () => {
    const tax = {
      mode: 'exclusive',
      rounding: 'coinHalfUp',
      rates: [{ category: 'standard', treatment: 'taxed', percent: '6' }],
    } as const
    const shop = await client('closed-shop', { taxTable: tax })
    await addSeats(world, shop, { name: 'closed-1', count: 2, from: '2025-01-01' })
    // 32 s at 30/6 are 36 s: 0.0036; a minute out: 0.12.
    await addUsage(world, shop, [
      { name: 'closed-in', at: '2026-01-10T08:00:00Z', durationMs: 32_000 },
      { name: 'closed-out', at: '2026-01-11T08:00:00Z', durationMs: 1_000, outbound: true },
      { name: 'closed-next', at: '2026-01-31T16:00:00Z', durationMs: 1_000 },
    ])
    expect(await close('2026-01', '2026-02-01T02:00:00Z')).toEqual({ isDone: true })
    const [invoice, ...others] = await documentsOf(shop, '2026-01')
    expect(others).toEqual([])
    expect(invoice?.lines.map(({ kind, amountMicros }) => [kind, amountMicros])).toEqual([
      ['rentedSeats', 1_000_000_000n],
      ['inboundMinutes', 3_600n],
      ['outboundMinutes', 120_000n],
    ])
    // 1000.1236 and 6 % of it, 60.007416 to the fen: 60.01; 1060.1336 to the fen: 1060.13.
    expect(invoice).toMatchObject({
      status: 'final',
      netMicros: 1_000_123_600n,
      taxMicros: 60_010_000n,
      roundingMicros: -3_600n,
      payableMicros: 1_060_130_000n,
    })
    const before = await dump(world, shop)
    expect(await close('2026-01', '2026-02-01T02:00:00Z')).toEqual({ isDone: true })
    expect(await dump(world, shop)).toEqual(before)
  })

  test('charges what came late with the next month, once, and every invoice can be made again from its facts', async () => {
    const shop = await client('late-shop')
    const out = (name: string, day: string) => ({ name, at: `${day}T08:00:00Z`, durationMs: 60_000, outbound: true })
    await addUsage(world, shop, [out('late-1', '2026-01-10')])
    await close('2026-01', '2026-02-01T02:00:00Z')
    // The closing of January has run already for the clients that were there; this one is closed now.
    await addUsage(world, shop, [out('late-2', '2026-01-20'), out('late-3', '2026-02-03')])
    await close('2026-02', '2026-03-01T02:00:00Z')
    await close('2026-03', '2026-04-01T02:00:00Z')
    const told = async (month: string) =>
      (await documentsOf(shop, month)).flatMap(({ lines }) =>
        lines.map(({ kind, amountMicros }) => [kind, amountMicros]),
      )
    expect(await told('2026-01')).toEqual([['outboundMinutes', 120_000n]])
    expect(await told('2026-02')).toEqual([
      ['outboundMinutes', 120_000n],
      ['correction', -120_000n],
      ['correction', 240_000n],
    ])
    expect(await told('2026-03')).toEqual([])
    for (const month of ['2026-01', '2026-02'])
      for (const { id } of await documentsOf(shop, month))
        expect(
          await world.as(shop, (tx) => rebuildInvoice(tx, { tenantId: shop, invoiceId: id })),
          month,
        ).toMatchObject({ kind: 'equal' })
  })

  test('stops at a client with events in quarantine, closes all others, and goes on when that is mended', async () => {
    const ill = await client('quarantined')
    await addUsage(world, ill, callsIn('2026-04', 3, 1))
    await world.owner(
      `INSERT INTO quarantined_event (stream_id, tenant_id, raw, problem, quarantined_at) VALUES ('1-1', $1, '{}', 'unreadable', '2026-04-10')`,
      [ill],
    )
    expect(await close('2026-04', '2026-05-01T02:00:00Z')).toEqual({ isDone: false })
    const row = await world.as(ill, (tx) => tx.closingClient.findFirstOrThrow({ where: { month: '2026-04' } }))
    expect(row).toMatchObject({
      step: 'blocked',
      findings: [{ code: 'quarantinedEvents', count: 1, blocks: true }],
    })
    expect(await documentsOf(ill, '2026-04')).toMatchObject([{ status: 'draft', number: null }])
    await world.owner(`DELETE FROM quarantined_event WHERE tenant_id = $1`, [ill])
    expect(await close('2026-04', '2026-05-01T02:00:00Z')).toEqual({ isDone: true })
    expect(await documentsOf(ill, '2026-04')).toMatchObject([{ status: 'final' }])
  })

  test('credits a promise that was not kept, once, by a line that opens to its measure; the sums hold and nothing is corrected later', async () => {
    const shop = await client('promised-shop')
    await addContract(world, shop)
    await addSeats(world, shop, { name: 'promised-1', count: 2, from: '2025-01-01' })
    await addUsage(world, shop, [
      { name: 'promised-out', at: '2026-05-11T08:00:00Z', durationMs: 1_000, outbound: true },
    ])
    // 50 minutes of 44,640 are more than 0.1 %.
    await addOutage(world, shop, { name: 'promised', at: '2026-05-12T03:00:00Z', minutes: 50 })
    await close('2026-05', '2026-06-01T02:00:00Z')
    const [invoice] = await documentsOf(shop, '2026-05')
    const credit = invoice?.lines.find(({ kind }) => kind === 'serviceCredit')
    const measureId = `${contractOf(shop)}/2026-05/availability`
    // 5 % of 1000.12.
    expect(credit).toMatchObject({
      subject: 'availability',
      amountMicros: -50_006_000n,
      evidence: { kind: 'serviceLevel', contractId: contractOf(shop), measureId },
      details: { tier: 'missed', rule: 'monthFees 5 %', fees: '1000.12' },
    })
    expect(invoice?.netMicros).toBe(1_000_120_000n - 50_006_000n)
    expect(await world.as(shop, (tx) => tx.serviceMeasure.findUnique({ where: { id: measureId } }))).toMatchObject({
      tier: 'missed',
      inputs: { downMs: 3_000_000, incidentIds: ['ict_promised'] },
    })
    const before = await dump(world, shop)
    await close('2026-05', '2026-06-01T02:00:00Z')
    expect(await dump(world, shop)).toEqual(before)
    expect(await world.as(shop, (tx) => rebuildInvoice(tx, { tenantId: shop, invoiceId: invoice?.id ?? '' }))).toEqual({
      kind: 'equal',
      lines: 3,
    })
    // What came late is corrected; the credit stays as it was decided.
    await addUsage(world, shop, [
      { name: 'promised-late', at: '2026-05-20T08:00:00Z', durationMs: 1_000, outbound: true },
    ])
    await close('2026-06', '2026-07-01T02:00:00Z')
    const [next] = await documentsOf(shop, '2026-06')
    expect(next?.lines.map(({ kind, amountMicros }) => [kind, amountMicros])).toEqual([
      ['rentedSeats', 1_000_000_000n],
      ['correction', -120_000n],
      ['correction', 240_000n],
    ])
    const [sums] = await world.owner<{ lines: string; net: string; revenue: string }>(
      `SELECT (SELECT sum(amount_micros) FROM invoice_line WHERE tenant_id = $1)::text AS lines,
         (SELECT sum(net_micros) FROM invoice WHERE tenant_id = $1)::text AS net,
         (SELECT -sum(amount_micros) FROM ledger_posting WHERE tenant_id = $1 AND account LIKE 'revenue/%')::text AS revenue`,
      [shop],
    )
    expect(sums).toEqual({ lines: '1950234000', net: '1950234000', revenue: '1950234000' })
  })

  test('decides no credit while calls are missing, and then of the whole month', async () => {
    const shop = await client('blocked-shop')
    await addContract(world, shop)
    await addUsage(world, shop, [{ name: 'blocked-1', at: '2026-07-11T08:00:00Z', durationMs: 1_000, outbound: true }])
    await addOutage(world, shop, { name: 'blocked', at: '2026-07-12T03:00:00Z', minutes: 50 })
    await world.owner(
      `INSERT INTO quarantined_event (stream_id, tenant_id, raw, problem, quarantined_at) VALUES ('2-1', $1, '{}', 'unreadable', '2026-07-10')`,
      [shop],
    )
    expect(await close('2026-07', '2026-08-01T02:00:00Z')).toEqual({ isDone: false })
    expect(await world.as(shop, (tx) => tx.serviceMeasure.count())).toBe(0)
    await world.owner(`DELETE FROM quarantined_event WHERE tenant_id = $1`, [shop])
    await addUsage(world, shop, [{ name: 'blocked-2', at: '2026-07-13T08:00:00Z', durationMs: 1_000, outbound: true }])
    expect(await close('2026-07', '2026-08-01T02:00:00Z')).toEqual({ isDone: true })
    expect((await documentsOf(shop, '2026-07')).flatMap(({ lines }) => lines.map((line) => line.amountMicros))).toEqual(
      [240_000n, -12_000n],
    )
  })

  test('waits for a client whose month still runs where it is', async () => {
    const shop = await client('western-shop', { timeZone: 'America/Los_Angeles' })
    await addUsage(world, shop, callsIn('2026-08', 2, 2))
    expect(await close('2026-08', '2026-08-31T16:30:00Z')).toEqual({ isDone: false })
    expect(
      await world.as(shop, (tx) => tx.closingClient.findFirstOrThrow({ where: { month: '2026-08' } })),
    ).toMatchObject({
      step: 'blocked',
      findings: [{ code: 'monthRuns', blocks: true }],
    })
    await world.owner(`UPDATE closing SET at = '2026-09-01T16:30:00Z' WHERE month = '2026-08'`)
    expect(await close('2026-08', '2026-09-01T16:30:00Z')).toEqual({ isDone: true })
    expect(await documentsOf(shop, '2026-08')).toMatchObject([{ status: 'final' }])
  })
})
