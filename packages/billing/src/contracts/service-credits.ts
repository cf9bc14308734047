import type { TenantId } from '@seatline/core'
import { formatMicros, roundToMicros, type Micros, type Money } from '../money.ts'
import { daysInMonth, endOfMonth, firstDayOf, type Month } from '../period.ts'
import type { ChargeLine } from '../charges/charge-line.ts'
import type { ContractTerms, CreditRule } from './contract-terms.ts'
import { serviceCreditCharges, type ServiceCredit } from './credit-charges.ts'
import type { Indicator, ServiceTier } from './indicators.ts'

/** A promise as it was measured: what a credit goes by. */
export type JudgedMeasure = { readonly measureId: string; readonly indicator: Indicator; readonly tier: ServiceTier }

/** Kinds that are no fee of the month: what was credited, put right or paid ahead. */
const NO_FEE: ReadonlySet<string> = new Set(['serviceCredit', 'correction', 'prepayment'])

/** What credits are percentages of: all that the month is charged, before tax and before credits; never below zero. */
export function feesOf(lines: readonly ChargeLine[]): Micros {
  const fees = lines.filter(({ kind }) => !NO_FEE.has(kind)).reduce((sum, { amount }) => sum + amount.micros, 0n)
  return fees < 0n ? 0n : fees
}

/**
 * The credits of a month: each measure that was missed by the rule of its tier, in the order of the measures' ids, together at most the cap of the contract. The one that
 * reaches the cap is given in part, later ones not at all, and say so. Each amount is rounded once.
 */
export function serviceCredits(input: {
  readonly tenantId: TenantId
  readonly contractId: string
  readonly terms: ContractTerms
  readonly month: Month
  readonly measures: readonly JudgedMeasure[]
  readonly fees: Money
}): readonly ServiceCredit[] {
  const { tenantId, contractId, terms, month, fees } = input
  const cap = roundToMicros({ numerator: fees.micros * terms.creditCap, denominator: PERCENT })
  let left = cap
  return input.measures
    .toSorted((a, b) => (a.measureId < b.measureId ? -1 : 1))
    .flatMap(({ measureId, indicator, tier }) => {
      const credits = terms.promises.find((promise) => promise.indicator === indicator)?.credits
      const rule = tier === 'missed' || tier === 'seriouslyMissed' ? (credits?.[tier] ?? null) : null
      if (rule === null) return []
      const due = creditOf(rule, { fees: fees.micros, days: daysInMonth(month) })
      const granted = due < left ? due : left
      left -= granted
      return [
        {
          creditId: `${measureId}/credit`,
          tenantId,
          contractId,
          measureId,
          indicator,
          servicePeriod: { from: firstDayOf(month), until: endOfMonth(month) },
          amount: { currency: fees.currency, micros: granted },
          details: {
            tier,
            rule: ruleText(rule),
            fees: formatMicros(fees.micros),
            days: String(daysInMonth(month)),
            ...(granted === due ? {} : { before: formatMicros(due), cap: formatMicros(cap) }),
          },
        },
      ]
    })
}

/** The lines of the credits of a month, made of its other lines. */
export function serviceCreditLines(
  input: Omit<Parameters<typeof serviceCredits>[0], 'fees'> & {
    readonly currency: Money['currency']
    readonly lines: readonly ChargeLine[]
  },
): readonly ChargeLine[] {
  const { currency, lines, ...rest } = input
  return serviceCreditCharges(serviceCredits({ ...rest, fees: { currency, micros: feesOf(lines) } }))
}

const PERCENT = 100_000_000n
const UNIT = 1_000_000n

function creditOf(rule: CreditRule, of: { readonly fees: Micros; readonly days: number }): Micros {
  return rule.of === 'dailyFee'
    ? roundToMicros({ numerator: of.fees * rule.times, denominator: UNIT * BigInt(of.days) })
    : roundToMicros({ numerator: of.fees * rule.percent, denominator: PERCENT })
}

/** Data for the reader: `dailyFee × 1.5`, `monthFees 5 %`. */
const ruleText = (rule: CreditRule): string =>
  rule.of === 'dailyFee' ? `dailyFee × ${formatMicros(rule.times, 0)}` : `monthFees ${formatMicros(rule.percent, 0)} %`
