import { spawn } from 'node:child_process'
import type { ChildProcess } from 'node:child_process'
import { once } from 'node:events'
import { fileURLToPath } from 'node:url'
import { instant } from '@seatline/core'
import type { TenantId } from '@seatline/core'
import { pino } from 'pino'
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { startBooksWorld } from '../testing/books-world.ts'
import type { BooksWorld } from '../testing/books-world.ts'
import { eventually } from '../testing/eventually.ts'
import { startFakeStripe } from '../testing/fake-stripe.ts'
import type { FakeEvent, FakeStripe, Moment } from '../testing/fake-stripe.ts'
import { collectInvoice } from './collect-invoice.ts'
import { operatorTenant, retryParked, takeEvent } from './handle-event.ts'
import { openProvider } from './provider/open-provider.ts'
import { eventSchema } from './provider/read-event.ts'
import { askForMissedEvents } from './reconcile.ts'
import { runTasks } from './run-tasks.ts'

const TASKS = fileURLToPath(new URL('../testing/payment-tasks-main.ts', import.meta.url))
const now = () => instant(Date.now())
const log = pino({ level: 'silent' })

let world: BooksWorld
let fake: FakeStripe
let operatorId: TenantId
let count = 0

beforeAll(async () => {
  world = await startBooksWorld()
  operatorId = await operatorTenant(world.database)
})
afterAll(async () => {
  await world.close()
})
beforeEach(async () => {
  fake = await startFakeStripe()
  return () => fake.close()
})

const parts = () => ({
  database: world.database,
  stripe: openProvider({ apiKey: 'sk_test_fake-key', webhookSecret: null, apiUrl: fake.url }),
  now: () => Date.now(),
  log,
})

/** A client with a saved method and an invoice of 120.00, handed to the provider. */
async function invoiced(collects = true) {
  const client = await world.addClient(`pays-${String(++count)}`)
  const invoice = await world.invoice(client, { name: 'first', micros: 120_000_000n, at: now() })
  await world.as(client, async (tx) => {
    if (collects)
      await tx.paymentCustomer.create({
        data: { tenantId: client, methodRef: `pm_${String(count)}`, collects: true, updatedAt: new Date() },
      })
    await collectInvoice(tx, { tenantId: client, invoiceId: invoice.id, by: '', now: now() })
  })
  return { client, invoiceId: invoice.id }
}

const take = (event: FakeEvent) =>
  takeEvent(world.database, { operatorId, event: eventSchema.parse(event), now: now() })

/** Everything that money counts by. */
const booksOf = (client: TenantId) =>
  world.as(client, async (tx) => {
    const payments = await tx.payment.findMany({ include: { movements: true } })
    const invoice = await tx.invoice.findFirstOrThrow({ where: { tenantId: client } })
    const entries = await tx.ledgerEntry.findMany({ where: { kind: { in: ['paymentReceived', 'refundPaid'] } } })
    return {
      payments: payments.map(({ status }) => status),
      movements: payments.flatMap(({ movements }) => movements.map(({ micros }) => micros)),
      entries: entries.length,
      invoice: invoice.status,
      settled: invoice.settledMicros,
    }
  })
const PAID_ONCE = {
  payments: ['succeeded'],
  movements: [120_000_000n],
  entries: 1,
  invoice: 'paid',
  settled: 120_000_000n,
}
const ONCE = [
  'POST /v1/customers',
  'POST /v1/invoices',
  'POST /v1/invoiceitems',
  'POST /v1/invoices/finalize',
  'POST /v1/invoices/pay',
]

describe('what is asked of the payment provider', () => {
  test('is asked once each, and the payment counts once, whatever message comes how often and in which order', async () => {
    const { client } = await invoiced()
    expect(await runTasks(parts())).toBe(5)
    expect(fake.done()).toEqual(ONCE)
    for (const event of [...fake.events(), ...fake.events().toReversed()]) await take(event)
    expect(await booksOf(client)).toEqual(PAID_ONCE)
    expect(await runTasks(parts())).toBe(0)
  })

  test('is asked again with the same key when the provider breaks down, and nothing happens twice', async () => {
    const { client } = await invoiced()
    fake.breakDown(500)
    await runTasks(parts())
    const waiting = await world.as(client, (tx) => tx.paymentTask.findFirstOrThrow({}))
    expect(waiting).toMatchObject({ state: 'waiting', attempts: 1, lastError: 'broken' })
    fake.breakDown(null)
    await world.as(client, (tx) => tx.paymentTask.updateMany({ data: { nextAt: new Date(0) } }))
    await runTasks(parts())
    for (const event of fake.events()) await take(event)
    expect(await booksOf(client)).toEqual(PAID_ONCE)
  })

  test('is not asked blindly a day later: a person looks first', async () => {
    const { client } = await invoiced()
    await world.as(client, (tx) =>
      tx.paymentTask.updateMany({ data: { firstTriedAt: new Date(Date.now() - 86_400_000) } }),
    )
    await runTasks(parts())
    expect(fake.asked()).toEqual([])
    expect(await world.as(client, (tx) => tx.paymentTask.findFirstOrThrow({}))).toMatchObject({ state: 'failed' })
  })

  test('a declined card is a failed payment that can be tried again, and then counts once', async () => {
    const { client, invoiceId } = await invoiced()
    fake.declineCards(true)
    await runTasks(parts())
    expect((await booksOf(client)).payments).toEqual(['failed'])
    fake.declineCards(false)
    await world.as(client, (tx) => collectInvoice(tx, { tenantId: client, invoiceId, by: '', now: now() }))
    await runTasks(parts())
    for (const event of fake.events()) await take(event)
    expect(await booksOf(client)).toEqual(PAID_ONCE)
  })

  test('messages that never came are asked for', async () => {
    const { client } = await invoiced()
    await runTasks(parts())
    expect((await booksOf(client)).payments).toEqual(['pending'])
    expect(await askForMissedEvents(parts())).toBeGreaterThan(0)
    expect(await booksOf(client)).toEqual(PAID_ONCE)
    expect(await askForMissedEvents(parts())).toBe(0)
  })

  test('a refund made at the provider, told before we know how the invoice was paid, waits and is booked', async () => {
    const { client } = await invoiced()
    await runTasks(parts())
    const [link, paid] = fake.events()
    if (link === undefined || paid === undefined) throw new Error('nothing was told')
    const refund = fake.tell('refund.updated', {
      id: `re_dashboard-${String(count)}`,
      object: 'refund',
      amount: 2_000,
      currency: 'cny',
      status: 'succeeded',
      payment_intent: `pi_${String(fake.objects('invoice')[0]?.id)}`,
    })
    expect(await take(refund)).toBe('parked')
    await take(paid)
    await take(link)
    expect(await retryParked(world.database, operatorId, now())).toBe(1)
    const books = await booksOf(client)
    expect(books.payments).toEqual(['partlyRefunded'])
    expect(books.movements.reduce((sum, micros) => sum + micros, 0n)).toBe(100_000_000n)
  })
})

describe('kill -9 of the worker', () => {
  const steps = ONCE.length
  const moments: readonly Moment[] = ['before', 'done', 'answered']
  const places = moments.flatMap((moment) => Array.from({ length: steps }, (_, n) => ({ moment, n: n + 1 })))
  let worker: ChildProcess | null = null
  const start = (): void => {
    worker = spawn(process.execPath, [TASKS], {
      stdio: 'ignore',
      env: { PATH: process.env['PATH'], DATABASE_URL: world.urls.appUrl, STRIPE_API_URL: fake.url },
    })
  }
  const kill = async (): Promise<void> => {
    if (worker?.exitCode !== null || worker.signalCode !== null) return
    worker.kill('SIGKILL')
    await once(worker, 'exit')
  }
  afterEach(kill)

  // The one who goes on where a dead one stopped is killed at the next place.
  test('at every place between any two steps: each is done once, the money counts once', async () => {
    start()
    for (const place of places) {
      const before = fake.done().length
      const killed = Promise.withResolvers<undefined>()
      fake.stopAt(place.n, place.moment, async () => {
        await kill()
        killed.resolve(undefined)
      })
      const { client } = await invoiced()
      await killed.promise
      start()
      const doneTasks = () => world.as(client, (tx) => tx.paymentTask.count({ where: { state: 'done' } }))
      const isThrough = async () => (await doneTasks()) === steps
      await eventually(`all steps after ${JSON.stringify(place)}`, isThrough, { deadlineMs: 120_000, everyMs: 50 })
      expect(fake.done().slice(before), JSON.stringify(place)).toEqual(ONCE)
      for (const event of fake.events()) await take(event)
      expect(await booksOf(client), JSON.stringify(place)).toEqual(PAID_ONCE)
    }
  }, 900_000)
})
