import { instant } from '@seatline/core'
import { measurePerSecond, printMethod, printRate } from '@seatline/core/bench/measure'
import { collectCharges } from '../src/charges/collect-charges.ts'
import { noChargeFacts } from '../src/charges/charge-facts.ts'
import { sumUsage } from '../src/charges/usage-sums.ts'
import { calendarMonth, instantsOf } from '../src/period.ts'
import { CounterBook } from '../src/rating/counters.ts'
import { makeRater } from '../src/rating/rater.ts'
import { buildUsage, idOf, PLACE, planOf, rateJson, seededRandom } from '../src/testing/builders.ts'

const CALLS = 100_000
const PREFIXES = 20_000
const random = seededRandom(1)
const period = calendarMonth('Asia/Shanghai', '2026-09')
const { startsAt, endsAt } = instantsOf(period)

const bands = ['day', 'night', 'dawn'].map((name, index) => ({
  name,
  periods: [1, 2, 3, 4, 5].map((day) => ({
    day,
    from: `${String(index * 8).padStart(2, '0')}:00`,
    to: `${String(index * 8 + 8).padStart(2, '0')}:00`,
  })),
}))
const prefixOf = (index: number): string => String(10_000 + index * 4)
const rates = Array.from({ length: PREFIXES }, (_, index) => {
  const rate = rateJson({ prefix: prefixOf(index), destination: `Place ${String(index % 40)}`, increment: '6/6' })
  const priced = { ...rate, pricePerMinute: `0.${String(1_000 + (index % 7_000))}` }
  return index % 10 === 0
    ? [priced, ...bands.map(({ name }) => ({ ...priced, band: name, pricePerMinute: '0.05' }))]
    : [priced]
}).flat()
const plan = planOf(rates, {
  bands,
  included: [{ id: 'pool', directions: ['inbound', 'outbound'], per: 'seat', minutes: 200, rollOverMonths: 1 }],
  tiers: [
    {
      id: 'out',
      directions: ['outbound'],
      destinations: ['Place 1', 'Place 2', 'Place 3'],
      kind: 'graduated',
      steps: [
        { upToMinutes: 1_000, pricePerMinute: '0.12' },
        { upToMinutes: 5_000, pricePerMinute: '0.1' },
        { upToMinutes: null, pricePerMinute: '0.08' },
      ],
    },
  ],
})
const usage = Array.from({ length: CALLS }, (_, index) => {
  const isInbound = random() < 0.5
  return buildUsage(`call-${String(index)}`, {
    meter: isInbound ? 'inbound' : 'outbound',
    number: isInbound
      ? '13900139000'
      : `${prefixOf(Math.floor(random() * PREFIXES))}${String(Math.floor(random() * 1e6))}`,
    startedAt: instant(startsAt + Math.floor(random() * (endsAt - startsAt))),
    durationMs: Math.floor(random() * 600_000),
  })
}).toSorted((a, b) => a.startedAt - b.startedAt)
const place = { ...PLACE, seatsUpTo: () => 50 }
const rateMonth = () => {
  const rater = makeRater(plan, place)
  const book = new CounterBook()
  // Every result is kept, as a bill keeps it: one that is dropped at once can be optimised away.
  return usage.map((record) => rater.rate(record, book))
}

printMethod(
  `Rating: ${CALLS.toLocaleString('en')} calls of a month, 0 to 10 minutes, half outbound, against ${PREFIXES.toLocaleString('en')} prefixes, 3 time bands, included minutes of 50 seats rolled over, tiers.`,
)
printRate(
  'rate a call, with its explanation',
  measurePerSecond(() => rateMonth().length),
)
const entries = rateMonth().map((rated) => ({ entryId: `${rated.usage.usageId}/1`, kind: 'charge' as const, rated }))
printRate(
  'add up and collect the charges of a month, for each call',
  measurePerSecond(() => {
    const facts = { ...noChargeFacts, usage: sumUsage(entries, period.timeZone) }
    collectCharges({ tenantId: idOf('tenant', 'clinic'), period, plans: [{ from: '2026-01-01', plan }], facts })
    return entries.length
  }),
)
