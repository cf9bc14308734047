import { instant } from '@seatline/core'
import type { CallId, TenantId } from '@seatline/core'
import { expect, test } from 'vitest'
import { collectCharges } from '../charges/collect-charges.ts'
import { noChargeFacts } from '../charges/charge-facts.ts'
import { sumUsage } from '../charges/usage-sums.ts'
import { makeInvoice } from '../invoices/make-invoice.ts'
import type { TaxTable } from '../invoices/tax.ts'
import type { Currency } from '../money.ts'
import { calendarMonth, instantsOf } from '../period.ts'
import { CounterBook, noCounters } from '../rating/counters.ts'
import type { RatedEntry } from '../rating/entries.ts'
import { makeRater } from '../rating/rater.ts'
import type { UsageRecord } from '../rating/usage.ts'
import { buildUsage, idOf, planOf, rateJson, seededRandom } from '../testing/builders.ts'
import { postingsOf } from './postings.ts'

/** Promise: of a million calls each is on one line of one invoice, and calls, lines, invoices and ledger say the same to the micro. */
const CALLS = 1_000_000
const CLIENTS = 16
const MONTHS = ['2026-01', '2026-02', '2026-03', '2026-04']
const ZONE = 'Asia/Shanghai'
const SEED = 20_261_130

const plan = planOf([
  rateJson({ prefix: 'mobile', destination: 'mobile', pricePerMinute: '0.1537', increment: '6/6' }),
  rateJson({
    prefix: 'longDistance',
    destination: 'long distance',
    pricePerMinute: '0.3333',
    increment: '30/6',
    connectionFee: '0.0071',
  }),
])
const taxTable: TaxTable = {
  mode: 'exclusive',
  rounding: 'coinHalfUp',
  rates: [{ category: 'standard', treatment: 'taxed', percent: '6' }],
}
const rater = makeRater(plan, { timeZone: ZONE, since: '2025-01-01', seatsUpTo: () => 1 })
const sample = buildUsage('sample')
const CLASSES = ['mobile', 'longDistance', null]

type Sums = { calls: number; rated: bigint; lines: bigint; net: bigint; payable: bigint; ledger: Map<string, bigint> }

/** One client's calls of one month, rated one after the other. */
function* ratedCalls(tenantId: TenantId, month: string, random: () => number): Generator<RatedEntry> {
  const { startsAt, endsAt } = instantsOf(calendarMonth(ZONE, month))
  const book = new CounterBook(noCounters)
  for (let call = 0; call < CALLS / CLIENTS / MONTHS.length; call++) {
    const usage: UsageRecord = {
      ...sample,
      usageId: `leg_${String(call)}`,
      callId: `cal_${String(call)}` as CallId,
      tenantId,
      meter: random() < 0.4 ? 'outbound' : 'inbound',
      startedAt: instant(Math.floor(startsAt + random() * (endsAt - startsAt))),
      durationMs: Math.floor(random() * random() * 900_000),
      destinationClass: CLASSES[Math.floor(random() * CLASSES.length)] ?? null,
    }
    yield { entryId: String(call), kind: 'charge', rated: rater.rate(usage, book) }
  }
}

function* counted(entries: Iterable<RatedEntry>, sums: Sums): Generator<RatedEntry> {
  for (const entry of entries) {
    sums.calls++
    sums.rated += entry.rated.amount
    yield entry
  }
}

function closeMonth(tenantId: TenantId, month: string, { random, sums }: { random: () => number; sums: Sums }): void {
  const usage = sumUsage(counted(ratedCalls(tenantId, month, random), sums), ZONE)
  const period = calendarMonth(ZONE, month)
  const plans = [{ plan, from: '2025-01-01' }]
  const { lines } = collectCharges({ tenantId, period, plans, facts: { ...noChargeFacts, usage } })
  const figures = makeInvoice({ tenantId, currency: 'CNY' as Currency, lines, taxTable })
  sums.lines += lines.reduce((sum, { amount }) => sum + amount.micros, 0n)
  sums.net += figures.net
  sums.payable += figures.payable
  for (const { account, micros } of postingsOf({ kind: 'documentFinal', figures }))
    sums.ledger.set(account, (sums.ledger.get(account) ?? 0n) + micros)
}

test(
  `a million calls: calls, lines, invoices and ledger to the micro (seed ${String(SEED)})`,
  { timeout: 600_000 },
  () => {
    const random = seededRandom(SEED)
    const sums: Sums = { calls: 0, rated: 0n, lines: 0n, net: 0n, payable: 0n, ledger: new Map() }
    for (let client = 0; client < CLIENTS; client++)
      for (const month of MONTHS) closeMonth(idOf('tenant', `client-${String(client)}`), month, { random, sums })
    const booked = (begin: string): bigint =>
      [...sums.ledger].reduce((sum, [account, micros]) => (account.startsWith(begin) ? sum + micros : sum), 0n)
    expect(sums.calls).toBe(CALLS)
    expect(sums.rated).toBeGreaterThan(0n)
    expect(sums.lines).toBe(sums.rated)
    expect(sums.net).toBe(sums.rated)
    expect(-booked('revenue/')).toBe(sums.rated)
    expect(booked('receivable')).toBe(sums.payable)
    expect(booked('')).toBe(0n)
  },
)
