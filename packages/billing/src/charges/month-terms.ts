import { addDays, daysBetween, type LocalDate } from '@seatline/core'
import { priceOfDay } from '../invoices/proration.ts'
import { roundToMicros, type Micros } from '../money.ts'
import { daysOf, type ServicePeriod } from '../period.ts'
import type { Discount, PricePlan } from '../plans/price-plan.ts'
import { volumePrice, graduatedPrice, onlyFirst } from '../tariffs/tiers.ts'
import type { UsageSum } from './charge-facts.ts'
import type { ChargeKind, ChargeLine } from './charge-line.ts'
import { MINUTE_KINDS } from './usage-sums.ts'

/** What a term of the month adds to a section's lines or takes from them. */
export type Adjustment = {
  readonly kind: 'discount' | 'cap' | 'minimumCommitment'
  readonly subject: string
  readonly micros: Micros
  readonly details: Readonly<Record<string, string>>
  /** Kinds of the lines it was made from. */
  readonly of: readonly ChargeKind[]
}

/** Days of one month under one plan, up to the day that is looked at. */
export type Section = {
  readonly plan: PricePlan
  /** As far as the plan holds in the month. */
  readonly whole: ServicePeriod
  /** The first day not looked at. */
  readonly until: LocalDate
  /** The lines from the section's beginning until then. */
  readonly lines: readonly ChargeLine[]
  readonly usage: readonly UsageSum[]
  /** What the lines of the trial days come to, by kind; empty where there is no trial. */
  readonly trial: ReadonlyMap<ChargeKind, Micros>
}

/**
 * The terms of the month in their order: days of trial, volume tiers, discounts, caps, commitment. Each sees what those before have left.
 * They are worked out from the beginning of the section up to a day; what a part of a month owes is the difference of two such.
 */
export function monthTerms(section: Section): readonly Adjustment[] {
  const net = new Net(section.lines)
  const made: Adjustment[] = []
  const add = (adjustment: Adjustment): void => {
    if (adjustment.micros !== 0n) made.push(adjustment)
  }
  const trial = [...section.trial].map(([kind, micros]) => net.reduce([kind], micros)).reduce((a, b) => a + b, 0n)
  add({ kind: 'discount', subject: 'trial', micros: -trial, details: {}, of: [...section.trial.keys()] })
  for (const adjustment of volumeTerms(section)) {
    net.reduce(adjustment.of, -adjustment.micros)
    add(adjustment)
  }
  for (const discount of section.plan.discounts) {
    const micros = net.reduce(discount.kinds, discountOf(discount, section, net.of(discount.kinds)))
    add({
      kind: 'discount',
      subject: discount.name,
      micros: -micros,
      details: discount.kind === 'percent' ? { basisPoints: String(discount.basisPoints) } : { per: 'month' },
      of: discount.kinds,
    })
  }
  for (const cap of section.plan.caps) {
    const most = partOfMonth(cap.amount, section.whole)
    const above = net.of(cap.kinds) - most
    const micros = above > 0n ? net.reduce(cap.kinds, above) : 0n
    add({ kind: 'cap', subject: cap.capId, micros: -micros, details: { capMicros: String(most) }, of: cap.kinds })
  }
  add(commitmentOf(section, net.all()))
  return made
}

/** Due when the section is over: until then the tenant may still use what it committed itself to. */
function commitmentOf({ plan, whole, until }: Section, used: Micros): Adjustment {
  const days = daysOf(whole).slice(trialDaysIn(plan, whole))
  const committed = days.reduce((sum, date) => sum + priceOfDay(plan.minimumCommitment, date), 0n)
  const short = until < whole.until || used >= committed ? 0n : committed - used
  return {
    kind: 'minimumCommitment',
    subject: 'month',
    micros: short,
    details: { committedMicros: String(committed), usedMicros: String(used) },
    of: [],
  }
}

// Days of trial owe no commitment. They are at the plan's beginning, so at the section's.
const trialDaysIn = (plan: PricePlan, whole: ServicePeriod): number =>
  Math.min(plan.trialDays, daysBetween(whole.from, whole.until))

function discountOf(discount: Discount, { whole, until }: Section, base: Micros): Micros {
  if (discount.kind === 'percent')
    return roundToMicros({ numerator: base * BigInt(discount.basisPoints), denominator: 10_000n })
  return partOfMonth(discount.amount, { ...whole, until })
}

const partOfMonth = (amount: Micros, period: ServicePeriod): Micros =>
  daysOf(period).reduce((sum, date) => sum + priceOfDay(amount, date), 0n)

/** What the tier that the month has reached makes of all its minutes, less what they were rated at. */
function volumeTerms({ plan, usage }: Section): readonly Adjustment[] {
  return plan.minutes.tiers.flatMap((tier) => {
    if (tier.kind !== 'volume') return []
    const own = usage.filter(({ tierId }) => tierId === tier.tierId)
    const seconds = own.reduce((sum, { chargedSeconds }) => sum + chargedSeconds, 0)
    const reached = volumePrice(tier.steps, seconds)
    const rated = graduatedPrice(onlyFirst(tier.steps), { usedSeconds: 0, seconds })
    const [part] = reached.parts
    const upTo = part?.tier.upToMinutes
    return [
      {
        kind: 'discount' as const,
        subject: tier.tierId,
        micros: reached.amount - rated.amount,
        details: { tier: upTo === null || upTo === undefined ? '' : String(upTo), seconds: String(seconds) },
        of: tier.meters.map((meter) => MINUTE_KINDS[meter]),
      },
    ]
  })
}

/** What is left of each kind of charge while terms take from it. */
class Net {
  readonly #left = new Map<ChargeKind, Micros>()

  constructor(lines: readonly ChargeLine[]) {
    for (const { kind, amount } of lines) this.#left.set(kind, (this.#left.get(kind) ?? 0n) + amount.micros)
  }

  of(kinds: readonly ChargeKind[]): Micros {
    return kinds.reduce((sum, kind) => sum + (this.#left.get(kind) ?? 0n), 0n)
  }

  all(): Micros {
    return this.of([...this.#left.keys()])
  }

  /** Takes so much from the kinds, the first one first, and never more than there is; a negative amount adds to the first. Answers what was taken. */
  reduce(kinds: readonly ChargeKind[], micros: Micros): Micros {
    const [first] = kinds
    if (first === undefined) return 0n
    if (micros < 0n) {
      this.#left.set(first, (this.#left.get(first) ?? 0n) - micros)
      return micros
    }
    let missing = micros
    for (const kind of kinds) {
      const left = this.#left.get(kind) ?? 0n
      const taken = left < missing ? (left > 0n ? left : 0n) : missing
      this.#left.set(kind, left - taken)
      missing -= taken
    }
    return micros - missing
  }
}

/** The first day that is not in the trial. */
export const endOfTrial = (plan: PricePlan, whole: ServicePeriod): LocalDate =>
  addDays(whole.from, trialDaysIn(plan, whole))
