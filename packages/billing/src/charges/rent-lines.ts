import type { LocalDate } from '@seatline/core'
import { priceOfDay } from '../invoices/proration.ts'
import { roundToMicros, sumMoney, type Micros } from '../money.ts'
import { daysOf } from '../period.ts'
import { PRICED_NUMBER_KINDS, type AddOnPrice } from '../plans/price-plan.ts'
import { seatCharges } from '../seats/seat-charges.ts'
import type { ChargeInput, ChargeMaker, RentedAddOn } from './charge-facts.ts'
import type { ChargedDay, ChargeLine } from './charge-line.ts'

export const seatLines: ChargeMaker = ({ tenantId, plan, period, facts }) =>
  seatCharges({ tenantId, plan, terms: plan.seats, period, facts: facts.seats })

/** Add-ons by the month, a line each; those paid once are charged on the day they begin. */
export const addOnLines: ChargeMaker = (input) =>
  input.plan.addOns.flatMap((price) => {
    const rented = input.facts.addOns.filter(({ addOn }) => addOn === price.addOn)
    const days = dayAmounts(input, (date) => addOnOn(input, { price, rented, date }))
    const isOnce = price.basis === 'once'
    return dayLine(input, {
      kind: isOnce ? 'oneOff' : 'addOn',
      subject: price.addOn,
      unit: isOnce ? 'piece' : 'day',
      unitPrice: price.price,
      details: { per: isOnce ? 'once' : 'month', basis: price.basis },
      days,
    })
  })

type DayPrice = { readonly count: number; readonly micros: Micros }

function addOnOn(
  { facts }: ChargeInput,
  of: { readonly price: AddOnPrice; readonly rented: readonly RentedAddOn[]; readonly date: LocalDate },
): DayPrice {
  const { price, rented, date } = of
  const running = rented.filter((each) => isOn(each, date))
  switch (price.basis) {
    case 'once': {
      const count = rented.filter(({ from }) => from === date).reduce((sum, { quantity }) => sum + quantity, 0)
      return { count, micros: price.price * BigInt(count) }
    }
    case 'perTenant':
      return perMonth(price.price, running.length > 0 ? 1 : 0, date)
    case 'perLeaderSeat':
      return perMonth(
        price.price,
        running.reduce((sum, { quantity }) => sum + quantity, 0),
        date,
      )
    case 'perSeat': {
      const seats = facts.seats.subscriptions.filter((each) => isOn(each, date))
      const count = running.length === 0 ? 0 : seats.reduce((sum, { seatsCount }) => sum + seatsCount, 0)
      return perMonth(price.price, count, date)
    }
  }
}

/** Numbers by the month, a line for each kind. */
export const numberLines: ChargeMaker = (input) =>
  PRICED_NUMBER_KINDS.flatMap((kind) => {
    const price = input.plan.numbers.find((each) => each.kind === kind)?.pricePerMonth
    if (price === undefined) return []
    const own = input.facts.numbers.filter((each) => each.kind === kind)
    const days = dayAmounts(input, (date) => perMonth(price, own.filter((each) => isOn(each, date)).length, date))
    return dayLine(input, {
      kind: 'number',
      subject: kind,
      unit: 'day',
      unitPrice: price,
      details: { per: 'month' },
      days,
    })
  })

const HOUR_MS = 3_600_000n

/** Hours of staff, each day rounded once. */
export const staffedHourLines: ChargeMaker = (input) => {
  const price = input.plan.staffedHourPrice
  if (price === null) return []
  const days = dayAmounts(input, (date) => {
    const ms = input.facts.staffedDays.filter((day) => day.date === date).reduce((sum, day) => sum + day.ms, 0)
    return { count: ms / 1_000, micros: roundToMicros({ numerator: price * BigInt(ms), denominator: HOUR_MS }) }
  })
  return dayLine(input, {
    kind: 'staffedHours',
    subject: 'staff',
    unit: 'second',
    unitPrice: price,
    details: { per: 'hour' },
    days,
  })
}

/** Orders, each on its day. */
export const oneOffLines: ChargeMaker = ({ tenantId, plan, period, facts }) =>
  facts.oneOffs
    .filter(({ date }) => date >= period.from && date < period.until)
    .map(({ recordId, kind, subject, date, amount }): ChargeLine => ({
      lineId: `${tenantId}/${date}/${kind}/${recordId}`,
      tenantId,
      kind,
      subject,
      servicePeriod: { from: date, until: date },
      plan: { planId: plan.planId, version: plan.version },
      quantity: '1',
      unit: 'piece',
      unitPrice: amount,
      details: { per: 'once' },
      amount,
      taxCategory: 'standard',
      evidence: { kind: 'record', recordId, callIds: [] },
    }))

/** All pieces together and then the day, so that three seats are not rounded three times. */
const perMonth = (price: Micros, count: number, date: LocalDate): DayPrice => ({
  count,
  micros: priceOfDay(price * BigInt(count), date),
})

const isOn = (rented: { readonly from: LocalDate; readonly until: LocalDate | null }, date: LocalDate): boolean =>
  date >= rented.from && (rented.until === null || date < rented.until)

function dayAmounts({ plan, period }: ChargeInput, priceOn: (date: LocalDate) => DayPrice): readonly ChargedDay[] {
  return daysOf(period).flatMap((date) => {
    const { count, micros } = priceOn(date)
    return count === 0 ? [] : [{ date, count, amount: { currency: plan.currency, micros } }]
  })
}

function dayLine(
  { tenantId, plan, period }: ChargeInput,
  of: Pick<ChargeLine, 'kind' | 'subject' | 'unit' | 'details'> & {
    readonly unitPrice: Micros
    readonly days: readonly ChargedDay[]
  },
): readonly ChargeLine[] {
  if (of.days.length === 0) return []
  const { currency, planId, version } = plan
  const { kind, subject, unit, details, days } = of
  return [
    {
      lineId: `${tenantId}/${period.from}/${kind}/${subject}`,
      tenantId,
      kind,
      subject,
      servicePeriod: { from: period.from, until: period.until },
      plan: { planId, version },
      quantity: String(days.reduce((sum, { count }) => sum + count, 0)),
      unit,
      unitPrice: { currency, micros: of.unitPrice },
      details,
      amount: sumMoney(
        currency,
        days.map(({ amount }) => amount),
      ),
      taxCategory: 'standard',
      evidence: { kind: 'days', days },
    },
  ]
}
