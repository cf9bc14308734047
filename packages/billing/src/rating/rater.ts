import { addDays, type LocalDate } from '@seatline/core'
import { roundToMicros, type Micros } from '../money.ts'
import { addMonths, endOfMonth, monthOf, type Month } from '../period.ts'
import type { Allowance, MinuteScope, PricePlan, TierTerm } from '../plans/price-plan.ts'
import { billableSeconds } from '../tariffs/increment.ts'
import { findRate, type DestinationRate } from '../tariffs/rate-table.ts'
import { bandFinder, quarterClock } from '../tariffs/time-band.ts'
import { graduatedPrice, onlyFirst, type Tiers } from '../tariffs/tiers.ts'
import type { CounterBook } from './counters.ts'
import type { IncludedUse, RatedUsage, TierUse, UsageRecord } from './usage.ts'

/** What a plan is rated for besides the usage itself. */
export type RatingPlace = {
  readonly timeZone: string
  /** The first day of the tenant's plans: months before it granted nothing that could be rolled over. */
  readonly since: LocalDate
  /** The greatest number of seats on any one day of the date's month up to the date: what minutes by the seat are granted by. */
  readonly seatsUpTo: (date: LocalDate) => number
}

/** A plan made ready for many calls. */
export type Rater = {
  readonly plan: PricePlan
  readonly rate: (usage: UsageRecord, book: CounterBook) => RatedUsage
}

/**
 * Prices usage by one plan: the rate of its destination, time band and trunk; the seconds by the increment; less what is included; the
 * price of those by the tier of the month or else by the rate; rounded once to whole micros; plus connection fee, up to the minimum.
 * Allowances and tiers are used up in the order in which calls are handed in. A call of zero length costs nothing; a call that is
 * included whole pays its connection fee all the same.
 */
export function makeRater(plan: PricePlan, place: RatingPlace): Rater {
  const { minutes, planId, version, currency } = plan
  const clock = quarterClock(place.timeZone)
  const bandAt = bandFinder(clock, minutes)
  const granted = makeGrants(place)
  const isIvrApart = minutes.ivrTime === 'insteadOfInbound'
  return {
    plan,
    rate: (usage, book) => {
      const band = bandAt(usage.startedAt)
      const { meter, number, destinationClass, trunkKind } = usage
      const rate = findRate(minutes.rates, { direction: meter, number, destinationClass, band, trunkKind })
      const countedMs =
        isIvrApart && meter === 'inbound' ? Math.max(0, usage.durationMs - usage.ivrMs) : usage.durationMs
      const seconds = rate?.status === 'priced' ? billableSeconds(countedMs, rate.increment) : 0
      const isCharged = rate !== null && seconds > 0
      const { date, month } = clock(usage.startedAt)
      const part = isCharged
        ? takeIncluded(minutes.included, { rate, seconds, date, month, book, granted })
        : NONE_INCLUDED
      const chargedSeconds = seconds - part.includedSeconds
      const priced = isCharged ? priceSeconds(minutes.tiers, { rate, seconds: chargedSeconds, month, book }) : NO_PRICE
      const connectionFee = isCharged ? rate.connectionFee : 0n
      const plain = priced.usageAmount + connectionFee
      const minimumTopUp = isCharged && rate.minimumCharge > plain ? rate.minimumCharge - plain : 0n
      return {
        usage,
        planId,
        planVersion: version,
        currency,
        rate,
        band,
        countedMs,
        billableSeconds: seconds,
        included: part.included,
        includedSeconds: part.includedSeconds,
        chargedSeconds,
        tierId: priced.tierId,
        tiers: priced.tiers,
        usageAmount: priced.usageAmount,
        connectionFee,
        minimumTopUp,
        amount: plain + minimumTopUp,
      }
    },
  }
}

type CallParts = {
  readonly rate: DestinationRate
  readonly seconds: number
  readonly month: Month
  readonly book: CounterBook
}
type Grants = (allowance: Allowance, month: Month, upTo: LocalDate) => number
type Included = { readonly included: readonly IncludedUse[]; readonly includedSeconds: number }

const NONE_INCLUDED: Included = { included: [], includedSeconds: 0 }

/** The oldest month that has not expired is used first. */
function takeIncluded(
  allowances: readonly Allowance[],
  call: CallParts & { readonly date: LocalDate; readonly granted: Grants },
): Included {
  if (allowances.length === 0) return NONE_INCLUDED
  const included: IncludedUse[] = []
  let missing = call.seconds
  for (const allowance of allowances) {
    if (!isIn(allowance, call.rate)) continue
    for (let age = allowance.rollOverMonths; age >= 0 && missing > 0; age--) {
      const month = monthBefore(call.month, age)
      const granted = call.granted(allowance, month, call.date)
      const { allowanceId } = allowance
      const seconds = call.book.take(allowanceId, month, { seconds: missing, granted })
      if (seconds > 0) included.push({ allowanceId, month, seconds })
      missing -= seconds
    }
  }
  return missing === call.seconds ? NONE_INCLUDED : { included, includedSeconds: call.seconds - missing }
}

/** Seconds that an allowance gives for a month, as known on a day. They only grow within a month: seats given back leave their minutes. */
function makeGrants({ since, seatsUpTo }: RatingPlace): Grants {
  const counts = new Map<LocalDate, number>()
  const countOn = (date: LocalDate): number => {
    const count = counts.get(date) ?? seatsUpTo(date)
    counts.set(date, count)
    return count
  }
  return (allowance, month, upTo) => {
    if (month < monthOf(since)) return 0
    if (allowance.per === 'tenant') return allowance.minutes * 60
    return allowance.minutes * 60 * countOn(month === monthOf(upTo) ? upTo : lastDayOf(month))
  }
}

const monthsBefore = new Map<string, Month>()

/** A memory of pure values: rolled over minutes ask for every call. */
function monthBefore(month: Month, age: number): Month {
  if (age === 0) return month
  const key = `${month}${String(age)}`
  const known = monthsBefore.get(key) ?? addMonths(month, -age)
  monthsBefore.set(key, known)
  return known
}

const lastDayOf = (month: Month): LocalDate => addDays(endOfMonth(month), -1)

type PricedSeconds = {
  readonly tierId: string | null
  readonly tiers: readonly TierUse[]
  readonly usageAmount: Micros
}

const NO_TIERS: readonly TierUse[] = []
const NO_PRICE: PricedSeconds = { tierId: null, tiers: NO_TIERS, usageAmount: 0n }

/** A volume tier's calls are rated by its first step; the line of the tier puts right what the month has reached. */
function priceSeconds(terms: readonly TierTerm[], { rate, seconds, month, book }: CallParts): PricedSeconds {
  const term = terms.length === 0 || seconds === 0 ? undefined : terms.find((each) => isIn(each, rate))
  if (term === undefined) {
    const usageAmount = roundToMicros({ numerator: rate.pricePerMinute * BigInt(seconds), denominator: 60n })
    return { tierId: null, tiers: NO_TIERS, usageAmount }
  }
  const { tierId } = term
  const usedSeconds = book.pass(tierId, month, seconds)
  const { parts, amount } = graduatedPrice(stepsForCalls(term), { usedSeconds, seconds })
  const tiers = parts.map(({ tier, seconds: inTier }) => ({ ...tier, seconds: inTier }))
  return { tierId, tiers, usageAmount: amount }
}

const firstSteps = new WeakMap<TierTerm, Tiers>()

/** A volume tier's first step, for all minutes; the steps of a graduated one. */
function stepsForCalls(term: TierTerm): Tiers {
  if (term.kind === 'graduated') return term.steps
  const made = firstSteps.get(term) ?? onlyFirst(term.steps)
  firstSteps.set(term, made)
  return made
}

const isIn = ({ meters, destinations }: MinuteScope, rate: DestinationRate): boolean =>
  meters.includes(rate.direction) && (destinations.length === 0 || destinations.includes(rate.destination))
