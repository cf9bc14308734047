import { instant } from '@seatline/core'
import type { TenantId } from '@seatline/core'
import type { Currency } from '@seatline/billing'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { finalise, makeVoid, markSent, writeDraft } from '../invoices/documents.ts'
import { derivedId } from '../derived-id.ts'
import { aCharge, startBooksWorld } from '../testing/books-world.ts'
import type { BooksWorld } from '../testing/books-world.ts'
import { bookPayment, bookRefund, reversePayment } from './book-payment.ts'
import { readBalances, readStatement } from './repository.ts'

const MARCH = instant(Date.parse('2026-03-31T16:00:00Z'))
const APRIL = instant(Date.parse('2026-04-05T08:00:00Z'))
const MAY = instant(Date.parse('2026-05-05T08:00:00Z'))
const yuan = (units: number) => ({ currency: 'CNY' as Currency, micros: BigInt(units) * 1_000_000n })

let world: BooksWorld
let client: TenantId
beforeAll(async () => {
  world = await startBooksWorld()
  client = await world.addClient('books-shop')
})
afterAll(() => world.close())

const balancesOf = async (tenantId: TenantId): Promise<Record<string, bigint>> =>
  Object.fromEntries(
    (await world.as(tenantId, (tx) => readBalances(tx, tenantId))).map(({ account, balance }) => [
      account,
      balance.micros,
    ]),
  )
const statusOf = async (tenantId: TenantId, id: string) =>
  world.as(tenantId, async (tx) => {
    const { status, settledMicros } = await tx.invoice.findFirstOrThrow({ where: { id } })
    return { status, settledMicros }
  })
const paid = (tenantId: TenantId, paymentId: string, units: number, allocations: [string, number][] | null = null) =>
  world.as(tenantId, (tx) =>
    bookPayment(tx, {
      tenantId,
      paymentId,
      amount: yuan(units),
      method: 'bankTransfer',
      at: APRIL,
      allocations: allocations?.map(([invoiceId, of]) => ({ invoiceId, micros: yuan(of).micros })) ?? null,
    }),
  )

describe('the database itself', () => {
  test('refuses an entry whose postings do not add up to nothing, when the transaction ends', async () => {
    const book = (second: bigint) =>
      world.as(client, async (tx) => {
        const id = `led_unbalanced${String(second)}`
        const at = new Date(MARCH)
        await tx.ledgerEntry.create({
          data: { id, tenantId: client, kind: 'writtenOff', reference: id, day: at, at, currency: 'CNY' },
        })
        for (const code of ['badDebt', 'receivable'])
          await tx.ledgerAccount.createMany({
            data: { tenantId: client, code, currency: 'CNY', kind: code },
            skipDuplicates: true,
          })
        const posting = { tenantId: client, entryId: id, currency: 'CNY' }
        await tx.ledgerPosting.create({ data: { ...posting, position: 0, account: 'badDebt', amountMicros: 5n } })
        await tx.ledgerPosting.create({
          data: { ...posting, position: 1, account: 'receivable', amountMicros: second },
        })
        return id
      })
    await expect(book(-4n)).rejects.toThrow(/add up to nothing/)
    const id = await book(-5n)
    await expect(
      world.as(client, (tx) =>
        tx.ledgerPosting.create({
          data: { tenantId: client, entryId: id, currency: 'CNY', position: 2, account: 'badDebt', amountMicros: 1n },
        }),
      ),
    ).rejects.toThrow(/add up to nothing/)
    await expect(
      world.as(client, (tx) =>
        tx.ledgerEntry.create({
          data: {
            id: 'led_empty-entry',
            tenantId: client,
            kind: 'writtenOff',
            reference: 'empty',
            day: new Date(MARCH),
            at: new Date(MARCH),
            currency: 'CNY',
          },
        }),
      ),
    ).rejects.toThrow(/add up to nothing/)
  })

  test('refuses to change or delete what is booked, even to its owner', async () => {
    for (const table of ['ledger_entry', 'ledger_posting', 'ledger_account'])
      for (const sql of [
        `UPDATE ${table} SET tenant_id = tenant_id`,
        `DELETE FROM ${table}`,
        `TRUNCATE ${table} CASCADE`,
      ])
        await expect(world.owner(sql), sql).rejects.toThrow('only added to')
  })

  test('refuses to change a final document, its lines and its taxes, even to its owner', async () => {
    const invoice = await world.invoice(client, { name: 'kept', micros: 10_000_000n, at: MARCH })
    for (const sql of [
      `UPDATE invoice SET payable_micros = 1 WHERE id = '${invoice.id}'`,
      `UPDATE invoice SET status = 'draft' WHERE id = '${invoice.id}'`,
      `DELETE FROM invoice WHERE id = '${invoice.id}'`,
      `UPDATE invoice_line SET amount_micros = 1 WHERE invoice_id = '${invoice.id}'`,
      `DELETE FROM invoice_line WHERE invoice_id = '${invoice.id}'`,
      `INSERT INTO invoice_line SELECT tenant_id, invoice_id, 99, 'more', kind, subject, from_day, until_day, plan_id, plan_version, quantity, unit, unit_price_micros, details, amount_micros, tax_category, evidence FROM invoice_line WHERE invoice_id = '${invoice.id}'`,
      `UPDATE invoice_tax SET tax_micros = 1 WHERE invoice_id = '${invoice.id}'`,
    ])
      await expect(world.owner(sql), sql).rejects.toThrow(/final document/)
    await expect(
      world.as(client, (tx) => tx.invoice.update({ where: { id: invoice.id }, data: { number: 'X' } })),
    ).rejects.toThrow(/final document/)
    const voided = await world.as(client, (tx) => makeVoid(tx, { tenantId: client, invoiceId: invoice.id, at: MARCH }))
    expect(voided).toMatchObject({ ok: true, value: { status: 'void', number: invoice.number } })
  })
})

describe('a payment', () => {
  test('pays what was due first, the rest is credit, and booked again it counts once', async () => {
    const shop = await world.addClient('books-first')
    const old = await world.invoice(shop, { name: 'old', micros: 70_000_000n, at: MARCH })
    const young = await world.invoice(shop, { name: 'young', micros: 50_000_000n, at: APRIL })
    const first = await paid(shop, 'pay_one', 100)
    expect(first).toMatchObject({ ok: true, value: { isNew: true, creditMicros: 0n } })
    expect(await statusOf(shop, old.id)).toEqual({ status: 'paid', settledMicros: 70_000_000n })
    expect(await statusOf(shop, young.id)).toEqual({ status: 'partlyPaid', settledMicros: 30_000_000n })
    expect(await paid(shop, 'pay_one', 100)).toMatchObject({ ok: true, value: { isNew: false, creditMicros: 0n } })
    expect(await paid(shop, 'pay_two', 30)).toMatchObject({ ok: true, value: { creditMicros: 10_000_000n } })
    expect(await balancesOf(shop)).toEqual({
      'clearing/bankTransfer': 130_000_000n,
      customerCredit: -10_000_000n,
      receivable: 0n,
      'revenue/inboundMinutes': -120_000_000n,
    })
  })

  test('credit pays the next invoice at once', async () => {
    const shop = await world.addClient('books-credit')
    await paid(shop, 'pay_ahead', 30)
    const next = await world.invoice(shop, { name: 'next', micros: 20_000_000n, at: APRIL })
    expect(await statusOf(shop, next.id)).toEqual({ status: 'paid', settledMicros: 20_000_000n })
    expect((await balancesOf(shop))['customerCredit']).toBe(-10_000_000n)
  })

  test('taken back in parts opens again what it had paid: credit first, then the last that was paid', async () => {
    const shop = await world.addClient('books-back')
    const one = await world.invoice(shop, { name: 'one', micros: 60_000_000n, at: MARCH })
    await paid(shop, 'pay_back', 80)
    const back = (key: string, units?: number) =>
      world.as(shop, (tx) =>
        reversePayment(tx, {
          tenantId: shop,
          paymentId: 'pay_back',
          key,
          at: APRIL,
          ...(units === undefined ? {} : { amount: yuan(units).micros }),
        }),
      )
    expect(await back('dispute/1', 30)).toMatchObject({ isNew: true })
    expect(await statusOf(shop, one.id)).toEqual({ status: 'partlyPaid', settledMicros: 50_000_000n })
    expect(await back('dispute/1', 30)).toMatchObject({ isNew: false })
    expect(await back('reversed')).toMatchObject({ isNew: true })
    expect(await statusOf(shop, one.id)).toEqual({ status: 'final', settledMicros: 0n })
    expect(await back('again')).toBeNull()
    expect(await balancesOf(shop)).toMatchObject({
      'clearing/bankTransfer': 0n,
      customerCredit: 0n,
      receivable: 60_000_000n,
    })
  })

  test('for a named document goes no further than that is open, and a wrong one is refused', async () => {
    const shop = await world.addClient('books-named')
    const one = await world.invoice(shop, { name: 'one', micros: 60_000_000n, at: MARCH })
    const dollars = await world.invoice(shop, { name: 'usd', micros: 60_000_000n, at: MARCH, currency: 'USD' })
    expect(dollars.number).toBe('BOOKSNAM-I-USD-00001')
    expect(await paid(shop, 'pay_x', 10, [[dollars.id, 10]])).toEqual({
      ok: false,
      error: { code: 'payment.otherCurrency', invoiceId: dollars.id },
    })
    expect(await paid(shop, 'pay_x', 10, [[one.id, 11]])).toMatchObject({ error: { code: 'payment.moreThanPaid' } })
    expect(await paid(shop, 'pay_x', 10, [['ivc_nobody', 1]])).toMatchObject({ error: { code: 'payment.noInvoice' } })
    expect(await paid(shop, 'pay_x', 70, [[one.id, 70]])).toMatchObject({ value: { creditMicros: 10_000_000n } })
    await world.as(shop, (tx) =>
      bookRefund(tx, {
        tenantId: shop,
        refundId: 're_1',
        paymentId: 'pay_x',
        amount: yuan(10),
        method: 'bankTransfer',
        at: APRIL,
      }),
    )
    expect(await balancesOf(shop)).toMatchObject({ customerCredit: 0n, 'clearing/bankTransfer': 60_000_000n })
  })

  test('two at once for the same invoice pay it once: the other becomes credit', async () => {
    const shop = await world.addClient('books-race')
    const one = await world.invoice(shop, { name: 'one', micros: 60_000_000n, at: MARCH })
    await Promise.all([paid(shop, 'pay_a', 60), paid(shop, 'pay_b', 60), paid(shop, 'pay_a', 60)])
    expect(await statusOf(shop, one.id)).toEqual({ status: 'paid', settledMicros: 60_000_000n })
    expect((await balancesOf(shop))['customerCredit']).toBe(-60_000_000n)
  })
})

describe('documents', () => {
  test('have numbers without a gap, of each client its own, and a void one keeps its number', async () => {
    const one = await world.addClient('numbered-one')
    const two = await world.addClient('numbered-two')
    const numbers: (string | null)[] = []
    for (const name of ['a', 'b', 'c']) {
      const made = await world.invoice(one, { name, micros: 1_000_000n, at: MARCH })
      numbers.push(made.number)
      if (name === 'b') await world.as(one, (tx) => makeVoid(tx, { tenantId: one, invoiceId: made.id, at: MARCH }))
    }
    const other = await world.invoice(two, { name: 'a', micros: 1_000_000n, at: MARCH })
    expect(numbers).toEqual(['NUMBERED-I-00001', 'NUMBERED-I-00002', 'NUMBERED-I-00003'])
    expect(other.number).toBe('NUMBERED-I-00001')
    expect((await balancesOf(one))['receivable']).toBe(2_000_000n)
  })

  test('a credit note pays what is open of its invoice, and what is left is credit', async () => {
    const shop = await world.addClient('noted')
    const invoice = await world.invoice(shop, { name: 'i', micros: 50_000_000n, at: MARCH })
    await paid(shop, 'pay_noted', 40)
    const noteId = derivedId('invoice', shop, 'note')
    const note = await world.as(shop, async (tx) => {
      await writeDraft(tx, {
        invoiceId: noteId,
        tenantId: shop,
        kind: 'creditNote',
        currency: 'CNY' as Currency,
        lines: [aCharge(shop, { kind: 'inboundMinutes', lineId: 'i/credit', micros: -25_000_000n })],
        month: null,
        period: null,
        correctsId: invoice.id,
        reason: 'Calls that were not ours',
        at: APRIL,
      })
      return finalise(tx, { tenantId: shop, invoiceId: noteId, at: APRIL })
    })
    expect(note).toMatchObject({ ok: true, value: { status: 'paid', number: 'NOTED-C-00001' } })
    expect(await statusOf(shop, invoice.id)).toEqual({ status: 'paid', settledMicros: 50_000_000n })
    expect(await balancesOf(shop)).toMatchObject({ receivable: 0n, customerCredit: -15_000_000n })
  })

  test('that are late when they are partly paid stay overdue; sent is remembered', async () => {
    const shop = await world.addClient('late')
    const invoice = await world.invoice(shop, { name: 'i', micros: 50_000_000n, at: MARCH })
    await world.as(shop, (tx) => markSent(tx, { tenantId: shop, invoiceId: invoice.id, at: MARCH }))
    const late = { tenantId: shop, method: 'card', allocations: null, amount: yuan(20) }
    await world.as(shop, (tx) => bookPayment(tx, { ...late, paymentId: 'pay_late', at: MAY }))
    expect((await statusOf(shop, invoice.id)).status).toBe('overdue')
    await world.as(shop, (tx) => bookPayment(tx, { ...late, amount: yuan(30), paymentId: 'pay_rest', at: MAY }))
    expect((await statusOf(shop, invoice.id)).status).toBe('paid')
  })
})

test('the statement of account: opening balance, entries and closing balance are the ledger', async () => {
  const shop = await world.addClient('stated')
  await world.invoice(shop, { name: 'march', micros: 70_000_000n, at: MARCH })
  await world.invoice(shop, { name: 'may', micros: 30_000_000n, at: MAY })
  await paid(shop, 'pay_stated', 100)
  const read = (from: string, until: string) =>
    world.as(shop, (tx) => readStatement(tx, { tenantId: shop, currency: 'CNY', from, until, today: '2026-06-01' }))
  const april = await read('2026-04-01', '2026-05-01')
  // 16:00 UTC of 31 March is the first of April in Shanghai.
  expect(april.opening.micros).toBe(0n)
  expect(april.entries.map(({ kind, amount }) => [kind, amount.micros])).toEqual([
    ['documentFinal', 70_000_000n],
    ['paymentReceived', -100_000_000n],
  ])
  expect(april.closing.micros).toBe(-30_000_000n)
  const may = await read('2026-05-01', '2026-06-01')
  expect([may.opening.micros, may.closing.micros]).toEqual([-30_000_000n, 0n])
  expect(may.aged.reduce((sum, { amount }) => sum + amount.micros, 0n)).toBe(0n)
})

test('no client sees the books of another', async () => {
  const one = await world.addClient('walled-one')
  const two = await world.addClient('walled-two')
  const invoice = await world.invoice(one, { name: 'secret', micros: 70_000_000n, at: MARCH })
  const seen = await world.as(two, async (tx) => ({
    invoices: await tx.invoice.findMany({ where: { id: invoice.id } }),
    entries: await tx.ledgerEntry.findMany({ where: { tenantId: one } }),
    postings: await tx.ledgerPosting.findMany({ where: { tenantId: one } }),
  }))
  expect(seen).toEqual({ invoices: [], entries: [], postings: [] })
  await expect(paid(two, 'pay_stranger', 70, [[invoice.id, 70]])).resolves.toMatchObject({
    error: { code: 'payment.noInvoice' },
  })
})
