import { addDays, instant } from '@seatline/core'
import type { LocalDate } from '@seatline/core'
import { expect, test } from 'vitest'
import { noChargeFacts } from '../charges/charge-facts.ts'
import type { ChargeFacts } from '../charges/charge-facts.ts'
import { collectCharges } from '../charges/collect-charges.ts'
import { sumUsage } from '../charges/usage-sums.ts'
import { postingsOf } from '../ledger/postings.ts'
import type { LedgerFact } from '../ledger/postings.ts'
import { parseMicros } from '../money.ts'
import type { Currency, Money } from '../money.ts'
import { calendarMonth } from '../period.ts'
import { noSeatFacts } from '../seats/seat-facts.ts'
import { buildPlan, buildSubscription, buildUsage, idOf, rateAll, rateJson } from '../testing/builders.ts'
import { dunningStep, isSuspendedBy, USUAL_DUNNING } from './dunning.ts'
import { invoiceText } from './invoice-text.ts'
import { stepInvoice } from './invoice-state.ts'
import type { InvoiceStatus } from './invoice-state.ts'
import { makeInvoice } from './make-invoice.ts'

/**
 * A client's year: a trial, growth, another plan on the 17th, a payment that is missed, suspension and revival, a credit for a promise that was not kept, and the end.
 * The prices divide by the days of every month (651.00 is 21.00 a day of 31, 21.70 of 30, 23.25 of 28; 520.80 is 16.80, 17.36 and 18.60), so that every figure
 * below can be worked out by hand.
 */
const TENANT = idOf('tenant', 'story')
const ZONE = 'Asia/Shanghai'
const CNY = 'CNY' as Currency
const yuan = (text: string): bigint => {
  const micros = parseMicros(text)
  if (!micros.ok) throw new Error(text)
  return micros.value
}
const money = (text: string): Money => ({ currency: CNY, micros: yuan(text) })

const seatsAt = (pricePerMonth: string) => ({ grades: { professional: { model: 'rented', pricePerMonth } } }) as const
const rates = [
  rateJson({ direction: 'inbound', pricePerMinute: '0.006', increment: '30/6' }),
  rateJson({ direction: 'outbound', pricePerMinute: '0.12', increment: '60/60' }),
]
const first = buildPlan({ seats: seatsAt('651'), minutes: { rates }, trialDays: 14 })
const second = buildPlan({ version: 2, seats: seatsAt('520.80'), minutes: { rates } })
const plans = [
  { plan: first, from: '2026-01-01' },
  { plan: second, from: '2026-04-17' },
]
const calls = rateAll(first, [
  buildUsage('in', {
    tenantId: TENANT,
    meter: 'inbound',
    startedAt: instant(Date.parse('2026-02-10T08:00:00Z')),
    durationMs: 32_000,
  }),
  buildUsage('out', {
    tenantId: TENANT,
    meter: 'outbound',
    startedAt: instant(Date.parse('2026-02-11T08:00:00Z')),
    durationMs: 61_000,
  }),
])

const facts: ChargeFacts = {
  ...noChargeFacts,
  usage: sumUsage(
    calls.map((rated) => ({ entryId: rated.usage.usageId, kind: 'charge' as const, rated })),
    ZONE,
  ),
  seats: {
    ...noSeatFacts,
    subscriptions: [
      buildSubscription({
        subscriptionId: 'begun',
        tenantId: TENANT,
        seatsCount: 2,
        from: '2026-01-01',
        until: '2026-12-21',
      }),
      buildSubscription({
        subscriptionId: 'grown',
        tenantId: TENANT,
        seatsCount: 3,
        from: '2026-03-01',
        until: '2026-12-21',
      }),
    ],
  },
  credits: [
    {
      creditId: 'chg_may',
      tenantId: TENANT,
      contractId: 'ctr_story',
      measureId: 'msr_may',
      indicator: 'callInAvailability',
      servicePeriod: { from: '2026-05-01', until: '2026-06-01' },
      amount: money('100'),
      details: { tier: 'missed' },
    },
  ],
}

/** By month: what is charged, 6 % of it to the fen, and what is to be paid; worked out by hand. */
const EXPECTED: readonly [month: string, net: string, tax: string, payable: string, how: string][] = [
  ['2026-01', '714.00', '42.84', '756.84', '2 × 651.00, less the trial: 2 × 21.00 × 14'],
  ['2026-02', '1302.2436', '78.13', '1380.37', '2 × 651.00 + 36 s at 0.006 + 2 min at 0.12'],
  ['2026-03', '3255.00', '195.30', '3450.30', '5 × 651.00'],
  ['2026-04', '2951.20', '177.07', '3128.27', '5 × (16 × 21.70 + 14 × 17.36)'],
  ['2026-05', '2504.00', '150.24', '2654.24', '5 × 520.80 − 100.00'],
  ...['06', '07', '08', '09', '10', '11'].map((month): [string, string, string, string, string] => [
    `2026-${month}`,
    '2604.00',
    '156.24',
    '2760.24',
    '5 × 520.80',
  ]),
  ['2026-12', '1680.00', '100.80', '1780.80', '5 × 16.80 × 20'],
]

const invoiceOf = (month: string) => {
  const { lines } = collectCharges({ tenantId: TENANT, period: calendarMonth(ZONE, month), plans, facts })
  return makeInvoice({
    tenantId: TENANT,
    currency: CNY,
    lines: lines.filter(({ amount }) => amount.micros !== 0n),
    taxTable: {
      mode: 'exclusive',
      rounding: 'coinHalfUp',
      rates: [{ category: 'standard', treatment: 'taxed', percent: '6' }],
    },
  })
}

test.each(EXPECTED)('%s: %s and %s of tax are %s: %s', (month, net, tax, payable) => {
  const figures = invoiceOf(month)
  expect([figures.net, figures.tax, figures.payable]).toEqual([yuan(net), yuan(tax), yuan(payable)])
})

test.each(['2026-01', '2026-02', '2026-04', '2026-05'])(
  'the invoice of %s is the one that was read and found right',
  async (month) => {
    await expect(invoiceText(invoiceOf(month))).toMatchFileSnapshot(`golden/story-${month}.txt`)
  },
)

test('day by day: March is paid too late, the service stops and comes back; in the end all accounts are even', () => {
  type Document = {
    month: string
    dueOn: LocalDate
    payable: bigint
    settled: bigint
    status: InvoiceStatus
    level: number
  }
  const documents: Document[] = []
  const log: string[] = []
  const ledger = new Map<string, bigint>()
  const book = (fact: LedgerFact): void => {
    for (const { account, micros } of postingsOf(fact)) ledger.set(account, (ledger.get(account) ?? 0n) + micros)
  }
  const pay = (document: Document, today: LocalDate): void => {
    const amount = document.payable - document.settled
    const step = stepInvoice(
      { kind: 'invoice', ...document, settled: document.payable, isPastDue: document.dueOn < today, wasSent: true },
      'settle',
    )
    if (!step.ok) throw new Error(step.error)
    Object.assign(document, { settled: document.payable, status: step.value })
    book({ kind: 'paymentReceived', method: 'bankTransfer', amount, allocated: amount })
  }
  let isSuspended = false
  for (let today = '2026-02-01'; today < '2027-02-01'; today = addDays(today, 1)) {
    const closed = EXPECTED.find(([month]) => today.endsWith('-01') && addDays(today, -1).startsWith(month))
    if (closed !== undefined) {
      const figures = invoiceOf(closed[0])
      documents.push({
        month: closed[0],
        dueOn: addDays(today, 14),
        payable: figures.payable,
        settled: 0n,
        status: 'sent',
        level: 0,
      })
      book({ kind: 'documentFinal', figures })
    }
    for (const document of documents) {
      // Each is paid on its day, but March's, which is forgotten until 6 May.
      if (document.status !== 'paid' && today >= (document.month === '2026-03' ? '2026-05-06' : document.dueOn))
        pay(document, today)
      const step = dunningStep(
        USUAL_DUNNING,
        { dueOn: document.dueOn, open: document.payable - document.settled, level: document.level },
        today,
      )
      if (step.kind === 'nothing') continue
      document.level = step.level
      log.push(`${today} reminder ${String(step.level)} of ${document.month}`)
    }
    const levels = documents.filter(({ status }) => status !== 'paid').map(({ level }) => level)
    if (isSuspendedBy(USUAL_DUNNING, levels) === isSuspended) continue
    isSuspended = !isSuspended
    log.push(`${today} ${isSuspended ? 'suspended' : 'revived'}`)
  }
  expect(log).toEqual([
    '2026-04-18 reminder 1 of 2026-03',
    '2026-04-25 reminder 2 of 2026-03',
    '2026-05-05 reminder 3 of 2026-03',
    '2026-05-05 suspended',
    '2026-05-06 revived',
  ])
  expect(documents.map(({ status }) => status)).toEqual(EXPECTED.map(() => 'paid'))
  // 756.84 + 1380.37 + 3450.30 + 3128.27 + 2654.24 + 6 × 2760.24 + 1780.80
  expect(ledger.get('clearing/bankTransfer')).toBe(yuan('29712.26'))
  expect(ledger.get('receivable')).toBe(0n)
  expect([...ledger.values()].reduce((sum, micros) => sum + micros, 0n)).toBe(0n)
})
