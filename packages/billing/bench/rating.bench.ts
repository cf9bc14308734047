import { instant } from '@seatline/core'
import { makeBill } from '../src/invoices/bill.ts'
import { calendarMonth, instantsOf } from '../src/period.ts'
import { rateUsage } from '../src/rating/rate-usage.ts'
import { buildPlan, buildSubscription, buildUsage, idOf, seededRandom } from '../src/testing/builders.ts'
import { measurePerSecond, printMethod, printRate } from '@seatline/core/bench/measure'

const CALLS = 100_000
const random = seededRandom(1)
const period = calendarMonth('Asia/Shanghai', '2026-09')
const { startsAt, endsAt } = instantsOf(period)
const usage = Array.from({ length: CALLS }, (_, index) =>
  buildUsage(`call-${String(index)}`, {
    direction: random() < 0.7 ? 'inbound' : 'outbound',
    startedAt: instant(startsAt + Math.floor(random() * (endsAt - startsAt))),
    durationMs: Math.floor(random() * 600_000),
  }),
)
const plan = buildPlan()

printMethod(`Rating: ${CALLS.toLocaleString('en')} calls of 0 to 10 minutes, both directions, at 30/6 and 60/60.`)
printRate(
  'rate a call, with its explanation',
  measurePerSecond(() => {
    // Every result is kept, as a bill keeps it: one that is dropped at once can be optimised away.
    const rated = usage.map((record) => rateUsage(record, plan))
    return rated.length
  }),
)
printRate(
  'bill a month: rate, order and sum, for each call',
  measurePerSecond(() => {
    const subscriptions = [buildSubscription({ seatsCount: 50 })]
    const bill = makeBill({ tenantId: idOf('tenant', 'clinic'), plan, period, usage, subscriptions })
    return bill.ratedUsage.length
  }),
)
