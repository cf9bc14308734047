import { InvariantError, type LocalDate, type TenantId } from '@seatline/core'
import { serviceCreditCharges } from '../contracts/credit-charges.ts'
import { sumMoney, type Currency, type Money } from '../money.ts'
import { endOfMonth, firstDayOf, monthsOf, type ServicePeriod } from '../period.ts'
import type { PlanInForce, PricePlan } from '../plans/price-plan.ts'
import type { ChargeFacts, ChargeInput, ChargeMaker } from './charge-facts.ts'
import type { ChargeKind, ChargeLine } from './charge-line.ts'
import { endOfTrial, monthTerms, type Adjustment } from './month-terms.ts'
import { addOnLines, numberLines, oneOffLines, seatLines, staffedHourLines } from './rent-lines.ts'
import { usageLines } from './usage-lines.ts'

/** Every product that is sold: each makes its own lines. A new product is one line here. */
export const CHARGE_MAKERS: readonly ChargeMaker[] = [
  seatLines,
  addOnLines,
  numberLines,
  staffedHourLines,
  usageLines,
  oneOffLines,
]

export type ChargeRequest = {
  readonly tenantId: TenantId
  readonly period: ServicePeriod
  /** By day, each from the beginning of its day; days before the first are not charged. All of one currency. */
  readonly plans: readonly PlanInForce[]
  readonly facts: ChargeFacts
}

export type Charges = {
  readonly lines: readonly ChargeLine[]
  /** The sum of the lines, exactly. */
  readonly total: Money
}

/**
 * Everything a tenant is charged for a period. Pure: the same facts and plans give the same lines. A month and a change of plan cut the
 * period in sections, each with its own lines; two adjoining periods add up to the charges of both, exactly.
 */
export function collectCharges(request: ChargeRequest): Charges {
  const { tenantId, period, plans, facts } = request
  refuseStrangers(tenantId, facts)
  const currency = currencyOf(plans)
  const sections = sectionsOf(plans, period)
  const lines = sections.flatMap((section) => sectionLines(request, section))
  const credits = facts.credits.filter(({ servicePeriod: { until } }) => until > period.from && until <= period.until)
  const all = [...lines, ...serviceCreditCharges(credits)]
  return {
    lines: all,
    total: sumMoney(
      currency,
      all.map(({ amount }) => amount),
    ),
  }
}

function currencyOf(plans: readonly PlanInForce[]): Currency {
  const [currency, other] = new Set(plans.map(({ plan }) => plan.currency))
  if (currency === undefined) throw new InvariantError('charges are made under at least one plan')
  if (other !== undefined) throw new InvariantError(`plans of one bill have two currencies [${currency} ${other}]`)
  return currency
}

/** One month under one plan: as far as the plan holds in the month, and the days of it that are charged. */
type ChargedSection = {
  readonly plan: PricePlan
  readonly whole: ServicePeriod
  readonly part: ServicePeriod
  readonly isFirst: boolean
}

function sectionsOf(plans: readonly PlanInForce[], period: ServicePeriod): readonly ChargedSection[] {
  const { timeZone } = period
  const inOrder = plans.toSorted((a, b) => (a.from < b.from ? -1 : Number(a.from > b.from)))
  return inOrder.flatMap(({ plan, from }, index) => {
    const until = inOrder[index + 1]?.from ?? null
    const days = { from: later(from, period.from), until: earlier(until ?? period.until, period.until) }
    return monthsOf(days).flatMap((month) => {
      const whole = {
        timeZone,
        from: later(from, firstDayOf(month)),
        until: earlier(until ?? '9999-12-31', endOfMonth(month)),
      }
      const part = { timeZone, from: later(whole.from, period.from), until: earlier(whole.until, period.until) }
      return part.from < part.until ? [{ plan, whole, part, isFirst: index === 0 && whole.from === from }] : []
    })
  })
}

const later = (a: LocalDate, b: LocalDate): LocalDate => (a > b ? a : b)
const earlier = (a: LocalDate, b: LocalDate): LocalDate => (a < b ? a : b)

function sectionLines(request: ChargeRequest, section: ChargedSection): readonly ChargeLine[] {
  const { part, whole } = section
  const lines = madeLines(request, section.plan, part)
  const before = part.from === whole.from ? [] : termsUpTo(request, section, part.from)
  const reached = termsUpTo(request, section, part.until)
  return [...lines, ...adjustmentLines(request, { section, lines, before, reached })]
}

function madeLines({ tenantId, facts }: ChargeRequest, plan: PricePlan, period: ServicePeriod): readonly ChargeLine[] {
  if (period.from >= period.until) return []
  const input: ChargeInput = { tenantId, plan, period, facts }
  return CHARGE_MAKERS.flatMap((make) => make(input))
}

function termsUpTo(request: ChargeRequest, section: ChargedSection, until: LocalDate): readonly Adjustment[] {
  const { plan, whole, isFirst } = section
  const upTo = { ...whole, until }
  const trialPlan = isFirst ? plan : { ...plan, trialDays: 0 }
  const trialEnd = earlier(endOfTrial(trialPlan, whole), until)
  return monthTerms({
    plan: trialPlan,
    whole,
    until,
    lines: madeLines(request, plan, upTo),
    usage: request.facts.usage.filter(
      ({ date, planId, planVersion }) =>
        date >= whole.from && date < until && planId === plan.planId && planVersion === plan.version,
    ),
    trial: sumByKind(madeLines(request, plan, { ...whole, until: trialEnd })),
  })
}

function sumByKind(lines: readonly ChargeLine[]): ReadonlyMap<ChargeKind, bigint> {
  const sums = new Map<ChargeKind, bigint>()
  for (const { kind, amount } of lines) sums.set(kind, (sums.get(kind) ?? 0n) + amount.micros)
  return sums
}

function adjustmentLines(
  { tenantId }: ChargeRequest,
  known: {
    readonly section: ChargedSection
    readonly lines: readonly ChargeLine[]
    readonly before: readonly Adjustment[]
    readonly reached: readonly Adjustment[]
  },
): readonly ChargeLine[] {
  const { plan, part } = known.section
  const keyOf = ({ kind, subject }: Adjustment): string => `${kind}/${subject}`
  const before = new Map(known.before.map((each) => [keyOf(each), each]))
  const reached = new Map(known.reached.map((each) => [keyOf(each), each]))
  return [...new Set([...reached.keys(), ...before.keys()])].flatMap((key): ChargeLine[] => {
    const term = reached.get(key) ?? before.get(key)
    const micros = (reached.get(key)?.micros ?? 0n) - (before.get(key)?.micros ?? 0n)
    if (term === undefined || micros === 0n) return []
    const of = known.lines.filter(({ kind }) => term.of.length === 0 || term.of.includes(kind))
    return [
      {
        lineId: `${tenantId}/${part.from}/${key}`,
        tenantId,
        kind: term.kind,
        subject: term.subject,
        servicePeriod: { from: part.from, until: part.until },
        plan: { planId: plan.planId, version: plan.version },
        quantity: '1',
        unit: 'piece',
        unitPrice: null,
        details: term.details,
        amount: { currency: plan.currency, micros },
        taxCategory: 'standard',
        evidence: { kind: 'lines', lineIds: of.map(({ lineId }) => lineId) },
      },
    ]
  })
}

function refuseStrangers(tenantId: TenantId, facts: ChargeFacts): void {
  const { seats, ...others } = facts
  for (const fact of [...Object.values(seats).flat(), ...Object.values(others).flat()])
    if (fact.tenantId !== tenantId)
      throw new InvariantError(`charges meet another tenant's data [charges:${tenantId} data:${fact.tenantId}]`)
}
