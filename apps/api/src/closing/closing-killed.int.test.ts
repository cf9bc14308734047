import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { setTimeout as sleep } from 'node:timers/promises'
import { fileURLToPath } from 'node:url'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { endOfMonth } from '@seatline/billing'
import { dump, OPERATOR, startBooksWorld } from '../testing/books-world.ts'
import type { BooksWorld } from '../testing/books-world.ts'
import { addContract, addOutage, addPlan, addSeats, addUsage, callsIn } from '../testing/month-facts.ts'
import { SeededRandom } from '../testing/seeded-random.ts'
import { runClosing } from './run-closing.ts'

/**
 * Promise: a month's closing that is killed at any point and begun again ends in the same documents and the same entries, byte for byte, as one that ran through.
 * The processes are real and get SIGKILL at random moments of their work; the next one stands ready meanwhile.
 */
const KILLS = Number(process.env['SEATLINE_KILLS'] ?? 50)
const CHILD = fileURLToPath(new URL('../testing/closing-child.ts', import.meta.url))
/** Its calls did not come in for a while of every month: it is credited. */
const PROMISED = 'ten_killed-b'
const CLIENTS = ['ten_killed-a', 'ten_killed-b', 'ten_killed-c']
const MONTHS = Array.from({ length: 23 }, (_, index) => {
  const month = index + 1
  return `${month > 12 ? '2026' : '2025'}-${String(month > 12 ? month - 12 : month).padStart(2, '0')}`
})
const SEED = Number(process.env['SEATLINE_SEED'] ?? Date.now() % 1_000_000)

let undisturbed: BooksWorld
let killed: BooksWorld
beforeAll(async () => {
  undisturbed = await startBooksWorld()
  killed = await startBooksWorld()
  for (const world of [undisturbed, killed]) {
    for (const [index, tenantId] of CLIENTS.entries()) {
      await world.addClient(tenantId.slice(4))
      await addPlan(world, tenantId)
      await addSeats(world, tenantId, { name: `killed-${String(index)}`, count: 3 + index, from: '2025-01-15' })
    }
    await addContract(world, PROMISED)
    await world.owner(`UPDATE tenant SET created_at = '2025-01-01'`)
  }
}, 60_000)
afterAll(async () => {
  await Promise.all([undisturbed.close(), killed.close()])
})

const closingId = (month: string): string => `cls_${month}`

/** New usage and an outage of the month, and some of the month before that comes late. */
async function begin(world: BooksWorld, month: string): Promise<void> {
  const at = MONTHS.indexOf(month)
  for (const [index, tenantId] of CLIENTS.entries()) {
    await addUsage(world, tenantId, callsIn(month, 40, 1_000 * at + index))
    const before = MONTHS[at - 1]
    if (before !== undefined) await addUsage(world, tenantId, callsIn(before, 2, 500_000 + 1_000 * at + index))
  }
  await addOutage(world, PROMISED, { name: month, at: `${month}-10T08:00:00Z`, minutes: 50 })
  await world.database.withTenants({ tenantIds: [OPERATOR] }, (tx) =>
    tx.closing.create({
      data: {
        id: closingId(month),
        tenantId: OPERATOR,
        month,
        at: new Date(`${endOfMonth(month)}T02:00:00Z`),
        startedBy: 'test',
      },
    }),
  )
}

type Child = {
  /** Lets it work for so long and kills it; true when it was done before. */
  readonly workFor: (month: string, ms: number) => Promise<boolean>
  readonly end: () => void
}

async function startChild(url: string): Promise<Child> {
  const child = spawn(process.execPath, [CHILD], {
    stdio: ['pipe', 'pipe', 'pipe'],
    env: { PATH: process.env['PATH'], DATABASE_URL: url },
  })
  let output = ''
  for (const stream of [child.stdout, child.stderr])
    stream.on('data', (data: Buffer) => {
      output += data.toString()
    })
  const exited = once(child, 'exit')
  while (!output.includes('ready')) {
    if (child.exitCode !== null || child.signalCode !== null)
      throw new Error(`the process that closes did not start: ${output}`)
    await Promise.race([once(child.stdout, 'data'), exited])
  }
  return {
    workFor: async (month, ms) => {
      child.stdin.write(`${closingId(month)}\n`)
      await Promise.race([sleep(ms), exited])
      child.kill('SIGKILL')
      await exited
      if (child.exitCode !== null && child.exitCode !== 0) throw new Error(output)
      return output.includes('done')
    },
    end: () => child.kill('SIGKILL'),
  }
}

test(
  `killed ${String(KILLS)} times while it closes, the same documents and entries (seed ${String(SEED)})`,
  { timeout: 1_200_000, retry: 0 },
  async () => {
    const random = new SeededRandom(SEED)
    let kills = 0
    let next = startChild(killed.urls.appUrl)
    const closed: string[] = []
    for (const month of MONTHS) {
      await begin(killed, month)
      for (let isDone = false; !isDone;) {
        const child = await next
        next = startChild(killed.urls.appUrl)
        isDone = await child.workFor(month, kills < KILLS ? random.between(5, 220) : 60_000)
        if (!isDone) kills++
      }
      closed.push(month)
      if (kills >= KILLS) break
    }
    ;(await next).end()
    for (const month of closed) {
      await begin(undisturbed, month)
      expect(await runClosing({ database: undisturbed.database, closingId: closingId(month) })).toEqual({
        isDone: true,
      })
    }
    console.info(`closing: killed ${String(kills)} times over ${String(closed.length)} months, seed ${String(SEED)}`)
    expect(kills).toBeGreaterThanOrEqual(KILLS)
    for (const tenantId of CLIENTS) {
      const expected = await dump(undisturbed, tenantId)
      expect(expected.split('\n').filter((line) => line.startsWith('invoice {')).length).toBe(closed.length)
      expect(await dump(killed, tenantId)).toBe(expected)
      await expectSums(killed, tenantId)
    }
    const credited = await killed.owner<{ month: string; lines: string }>(
      `SELECT i.month, count(*)::text AS lines FROM invoice_line l JOIN invoice i ON i.tenant_id = l.tenant_id AND i.id = l.invoice_id
       WHERE l.tenant_id = $1 AND l.kind = 'serviceCredit' GROUP BY i.month ORDER BY i.month`,
      [PROMISED],
    )
    expect(credited).toEqual(closed.map((month) => ({ month, lines: '1' })))
  },
)

/** Σ calls = Σ lines of minutes with all that was corrected; Σ lines = Σ invoices = Σ revenue in the ledger, to the micro. */
async function expectSums(world: BooksWorld, tenantId: string): Promise<void> {
  const [sums] = await world.owner<{ calls: string; minutes: string; lines: string; net: string; revenue: string }>(
    `SELECT (SELECT sum(amount_micros) FROM usage_record WHERE tenant_id = $1)::text AS calls,
       (SELECT sum(amount_micros) FROM invoice_line WHERE tenant_id = $1 AND kind NOT IN ('rentedSeats', 'serviceCredit'))::text AS minutes,
       (SELECT sum(amount_micros) FROM invoice_line WHERE tenant_id = $1)::text AS lines,
       (SELECT sum(net_micros) FROM invoice WHERE tenant_id = $1)::text AS net,
       (SELECT -sum(amount_micros) FROM ledger_posting WHERE tenant_id = $1 AND account LIKE 'revenue/%')::text AS revenue`,
    [tenantId],
  )
  expect(sums?.minutes).toBe(sums?.calls)
  expect([sums?.net, sums?.revenue]).toEqual([sums?.lines, sums?.lines])
}
