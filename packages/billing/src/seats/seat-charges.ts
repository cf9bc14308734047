import { InvariantError, SEAT_GRADES } from '@seatline/core'
import type { LocalDate, PricePlanId, SeatGrade, TenantId } from '@seatline/core'
import type { ChargedDay, ChargeLine } from '../charges/charge-line.ts'
import { priceOfDay } from '../invoices/proration.ts'
import { roundToMicros, sumMoney, type Currency, type Micros, type Money } from '../money.ts'
import { daysOf, type ServicePeriod } from '../period.ts'
import type { SeatFacts } from './seat-facts.ts'
import type { GradeTerms, SeatTerms } from './seat-terms.ts'

/** The days on which one version of a plan holds, and what seats were on them. */
export type SeatChargeInput = {
  readonly tenantId: TenantId
  readonly plan: { readonly planId: PricePlanId; readonly version: number; readonly currency: Currency }
  readonly terms: SeatTerms
  readonly period: ServicePeriod
  readonly facts: SeatFacts
}

/**
 * The charges for seats and shared agents, at most one line for each grade and kind, opening to days that add up to it. Each day is priced by itself and rounded
 * once, so a period split at any day keeps its total. A fact of another tenant is a fault and stops it.
 */
export function seatCharges(input: SeatChargeInput): readonly ChargeLine[] {
  for (const { tenantId } of Object.values(input.facts).flat())
    if (tenantId !== input.tenantId)
      throw new InvariantError(`seats meet another tenant's data [charge:${input.tenantId} data:${tenantId}]`)
  const dates = daysOf(input.period)
  return SEAT_GRADES.flatMap((grade) => {
    const terms = input.terms.grades[grade]
    const own = terms === null ? [] : ownSeats(input, { grade, terms, dates })
    const perHour = input.terms.sharedPerHour[grade]
    return [...own, ...(perHour === null ? [] : sharedAgents(input, { grade, perHour, dates }))]
  })
}

type OfGrade = { readonly grade: SeatGrade; readonly dates: readonly LocalDate[] }

function ownSeats(input: SeatChargeInput, of: OfGrade & { readonly terms: GradeTerms }): readonly ChargeLine[] {
  switch (of.terms.model) {
    case 'rented': {
      return rentedSeats(input, { ...of, pricePerMonth: of.terms.pricePerMonth })
    }
    case 'namedUsers': {
      return namedUsers(input, { ...of, price: of.terms.pricePerUserDay })
    }
    case 'peakConcurrent': {
      return of.terms.basis === 'hour'
        ? peakHours(input, { ...of, price: of.terms.pricePerHour })
        : peakDays(input, { ...of, pricePerMonth: of.terms.pricePerMonth })
    }
  }
}

function rentedSeats(
  input: SeatChargeInput,
  { grade, dates, pricePerMonth }: OfGrade & { readonly pricePerMonth: Micros },
): readonly ChargeLine[] {
  const rented = input.facts.subscriptions.filter((each) => each.grade === grade)
  const days = chargedDays(input, dates, (date) => {
    const count = rented
      .filter(({ from, until }) => date >= from && (until === null || date < until))
      .reduce((sum, { seatsCount }) => sum + seatsCount, 0)
    return { count, micros: priceOfDay(pricePerMonth * BigInt(count), date) }
  })
  const unit = { kind: 'rentedSeats', unit: 'seatDay', unitPrice: pricePerMonth, per: 'month' } as const
  return lineOf(input, { ...unit, grade, days, details: {} })
}

function namedUsers(
  input: SeatChargeInput,
  { grade, dates, price }: OfGrade & { readonly price: Micros },
): readonly ChargeLine[] {
  const users = new Map<LocalDate, Set<string>>()
  const people = new Set<string>()
  for (const { date, agentId } of input.facts.userDays.filter((each) => each.grade === grade)) {
    users.set(date, (users.get(date) ?? new Set()).add(agentId))
    if (dates.includes(date)) people.add(agentId)
  }
  const days = chargedDays(input, dates, (date) => {
    const count = users.get(date)?.size ?? 0
    return { count, micros: price * BigInt(count) }
  })
  const unit = { kind: 'namedUsers', unit: 'userDay', unitPrice: price, per: 'userDay' } as const
  return lineOf(input, { ...unit, grade, days, details: { people: String(people.size) } })
}

function peakHours(
  input: SeatChargeInput,
  { grade, dates, price }: OfGrade & { readonly price: Micros },
): readonly ChargeLine[] {
  const peaks = input.facts.hourlyPeaks.filter((each) => each.grade === grade)
  const days = chargedDays(input, dates, (date) => {
    const count = peaks.filter((each) => each.date === date).reduce((sum, { peak }) => sum + peak, 0)
    return { count, micros: price * BigInt(count) }
  })
  const highest = highestOf(peaks.filter(({ date }) => dates.includes(date)))
  const unit = { kind: 'concurrentSeats', unit: 'peakSeat', unitPrice: price, per: 'hour' } as const
  return lineOf(input, { ...unit, grade, days, details: { highestPeak: String(highest) } })
}

function peakDays(
  input: SeatChargeInput,
  { grade, dates, pricePerMonth }: OfGrade & { readonly pricePerMonth: Micros },
): readonly ChargeLine[] {
  const peaks = input.facts.hourlyPeaks.filter((each) => each.grade === grade)
  const days = chargedDays(input, dates, (date) => {
    const count = highestOf(peaks.filter((each) => each.date === date))
    return { count, micros: priceOfDay(pricePerMonth * BigInt(count), date) }
  })
  const highest = days.reduce((most, { count }) => Math.max(most, count), 0)
  const unit = { kind: 'concurrentSeats', unit: 'peakSeat', unitPrice: pricePerMonth, per: 'month' } as const
  return lineOf(input, { ...unit, grade, days, details: { highestPeak: String(highest) } })
}

const highestOf = (peaks: readonly { readonly peak: number }[]): number =>
  peaks.reduce((most, { peak }) => Math.max(most, peak), 0)

const HOUR_MS = 3_600_000n

function sharedAgents(
  input: SeatChargeInput,
  { grade, dates, perHour }: OfGrade & { readonly perHour: Micros },
): readonly ChargeLine[] {
  const shared = input.facts.sharedDays.filter((each) => each.grade === grade)
  let totalMs = 0
  const days = chargedDays(input, dates, (date) => {
    const ms = shared.filter((each) => each.date === date).reduce((sum, each) => sum + each.ms, 0)
    totalMs += ms
    // All agents of the day together, so that ten agents are not rounded ten times.
    return { count: ms / 1_000, micros: roundToMicros({ numerator: perHour * BigInt(ms), denominator: HOUR_MS }) }
  })
  const unit = { kind: 'sharedAgents', unit: 'second', unitPrice: perHour, per: 'hour' } as const
  return lineOf(input, { ...unit, grade, days, details: {}, quantity: secondsText(totalMs) })
}

/** Exact: milliseconds are three places of a second. */
function secondsText(ms: number): string {
  const places = String(ms % 1_000)
    .padStart(3, '0')
    .replace(/0+$/, '')
  return `${String(Math.floor(ms / 1_000))}${places === '' ? '' : `.${places}`}`
}

function chargedDays(
  input: SeatChargeInput,
  dates: readonly LocalDate[],
  price: (date: LocalDate) => { readonly count: number; readonly micros: Micros },
): readonly ChargedDay[] {
  const { currency } = input.plan
  return dates.flatMap((date) => {
    const { count, micros } = price(date)
    return count === 0 ? [] : [{ date, count, amount: { currency, micros } }]
  })
}

function lineOf(
  input: SeatChargeInput,
  of: Pick<ChargeLine, 'kind' | 'unit' | 'details'> & {
    readonly grade: SeatGrade
    readonly unitPrice: Micros
    readonly per: 'month' | 'userDay' | 'hour'
    readonly days: readonly ChargedDay[]
    readonly quantity?: string
  },
): readonly ChargeLine[] {
  if (of.days.length === 0) return []
  const { tenantId, period, plan } = input
  const { planId, version, currency } = plan
  const counted = String(of.days.reduce((sum, { count }) => sum + count, 0))
  const unitPrice: Money = { currency, micros: of.unitPrice }
  return [
    {
      lineId: `${tenantId}/${period.from}/${of.kind}/${of.grade}`,
      tenantId,
      kind: of.kind,
      subject: of.grade,
      servicePeriod: { from: period.from, until: period.until },
      plan: { planId, version },
      quantity: of.quantity ?? counted,
      unit: of.unit,
      unitPrice,
      details: { ...of.details, per: of.per },
      amount: sumMoney(
        currency,
        of.days.map(({ amount }) => amount),
      ),
      taxCategory: 'standard',
      evidence: { kind: 'days', days: of.days },
    },
  ]
}
