import { instant } from '@seatline/core'
import type { Instant, TenantId } from '@seatline/core'
import type { Currency } from '@seatline/billing'
import { Redis } from 'ioredis'
import { pino } from 'pino'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { bookPayment } from '../ledger/book-payment.ts'
import type { Mail } from '../mail/mailer.ts'
import { startBooksWorld } from '../testing/books-world.ts'
import type { BooksWorld } from '../testing/books-world.ts'
import { dunClient } from './run-dunning.ts'

/** Mails that were taken, and the answer to the next ones. */
const mails: Mail[] = []
let isMailServerThere = true
const mailer = {
  send: (mail: Mail): Promise<void> => {
    if (!isMailServerThere) return Promise.reject(new Error('no mail server'))
    mails.push(mail)
    return Promise.resolve()
  },
  close: () => undefined,
}

// Nothing was ever published here, so nothing is sent to the media plane: it never connects.
const redis = new Redis({ lazyConnect: true })
let world: BooksWorld
beforeAll(async () => {
  world = await startBooksWorld()
})
afterAll(async () => {
  redis.disconnect()
  await world.close()
})

const at = (day: string): Instant => instant(Date.parse(`${day}T04:00:00Z`))
const look = (tenantId: TenantId, day: string) =>
  dunClient({ database: world.database, redis, mailer, now: () => at(day), log: pino({ level: 'silent' }) }, tenantId)
const stateOf = (tenantId: TenantId) =>
  world.as(tenantId, async (tx) => {
    const [invoice] = await tx.invoice.findMany({ orderBy: { createdAt: 'asc' } })
    const tenant = await tx.tenant.findUniqueOrThrow({ where: { id: tenantId } })
    return [tenant.status, invoice?.status, invoice?.dunningLevel]
  })
const pay = (tenantId: TenantId, paymentId: string, units: bigint, day: string) =>
  world.as(tenantId, (tx) =>
    bookPayment(tx, {
      tenantId,
      paymentId,
      amount: { currency: 'CNY' as Currency, micros: units * 1_000_000n },
      method: 'bankTransfer',
      at: at(day),
      allocations: null,
    }),
  )

test('what is not paid is reminded of, level by level and once each; then the client is suspended, and with the payment revived', async () => {
  const shop = await world.addClient('dunned')
  await world.owner(`UPDATE tenant SET contact_email = 'books@dunned.test', name = 'Dunned Ltd' WHERE id = $1`, [shop])
  // Of 1 March, to be paid by 15 March.
  await world.invoice(shop, { name: 'march', micros: 120_000_000n, at: at('2026-03-01') })
  await look(shop, '2026-03-15')
  expect(await stateOf(shop)).toEqual(['live', 'final', 0])
  await look(shop, '2026-03-16')
  expect(await stateOf(shop)).toEqual(['live', 'overdue', 0])
  await look(shop, '2026-03-18')
  await look(shop, '2026-03-18')
  expect(await stateOf(shop)).toEqual(['live', 'overdue', 1])
  await pay(shop, 'pay_part', 20n, '2026-03-20')
  await look(shop, '2026-03-25')
  expect(await stateOf(shop)).toEqual(['live', 'overdue', 2])
  await look(shop, '2026-04-04')
  expect(await stateOf(shop)).toEqual(['suspended', 'overdue', 3])
  await look(shop, '2026-04-05')
  expect(mails.map(({ to, subject }) => [to, subject])).toEqual([
    ['books@dunned.test', 'Reminder: invoice DUNNED-I-00001 was due on 2026-03-15'],
    ['books@dunned.test', 'Second reminder: 100.00 CNY of invoice DUNNED-I-00001 is 10 days late'],
    ['books@dunned.test', 'Your service is suspended: invoice DUNNED-I-00001 is not paid'],
  ])
  await pay(shop, 'pay_rest', 100n, '2026-04-06')
  await look(shop, '2026-04-06')
  expect(await stateOf(shop)).toEqual(['live', 'paid', 3])
  const acts = await world.as(shop, (tx) => tx.auditEvent.findMany({ orderBy: [{ at: 'asc' }, { action: 'asc' }] }))
  expect(acts.map(({ action }) => action)).toEqual([
    'invoice.remind',
    'invoice.remind',
    'invoice.remind',
    'tenant.suspendUnpaid',
    'tenant.revivePaid',
  ])
})

test('a client who was suspended by hand is not revived by paying', async () => {
  const shop = await world.addClient('by-hand')
  await world.owner(`UPDATE tenant SET status = 'suspended' WHERE id = $1`, [shop])
  await world.owner(
    `INSERT INTO tenant_status_change (id, tenant_id, from_status, to_status, reason, at, "by") VALUES ('evt_by-hand', $1, 'live', 'suspended', 'Spam calls', '2026-03-01', 'usr_x')`,
    [shop],
  )
  await look(shop, '2026-03-20')
  expect((await stateOf(shop))[0]).toBe('suspended')
})

test('a reminder that the mail server does not take is sent later, once', async () => {
  const shop = await world.addClient('mail-less')
  await world.owner(`UPDATE tenant SET contact_email = 'books@mail-less.test', locale = 'zh-CN' WHERE id = $1`, [shop])
  await world.invoice(shop, { name: 'march', micros: 120_000_000n, at: at('2026-03-01') })
  const before = mails.length
  isMailServerThere = false
  await look(shop, '2026-03-18')
  isMailServerThere = true
  expect(mails.length).toBe(before)
  await look(shop, '2026-03-18')
  await look(shop, '2026-03-19')
  expect(mails.slice(before).map(({ subject }) => subject)).toEqual([
    '付款提醒：账单 MAILLESS-I-00001 已于 2026-03-15 到期',
  ])
})
