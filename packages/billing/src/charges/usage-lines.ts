import type { Instant } from '@seatline/core'
import { instantsOf } from '../period.ts'
import type { ChargeInput, ChargeMaker, UsageSum } from './charge-facts.ts'
import type { ChargeLine } from './charge-line.ts'
import { MINUTE_KINDS } from './usage-sums.ts'

/** One line for each meter, destination and band, opening to its rated entries. Entries of another version of the plan are lines of that one. */
export const usageLines: ChargeMaker = (input) => {
  const { plan, period, facts } = input
  const own = facts.usage.filter(
    ({ date, planId, planVersion }) =>
      date >= period.from && date < period.until && planId === plan.planId && planVersion === plan.version,
  )
  if (own.length === 0) return []
  const span = instantsOf(period)
  const byKey = Map.groupBy(own, ({ usageKey }) => usageKey)
  return [...byKey]
    .toSorted(([a], [b]) => (a < b ? -1 : 1))
    .map(([usageKey, sums]) => lineOf(input, { usageKey, span, sums }))
}

type OfLine = {
  readonly usageKey: string
  readonly span: { readonly startsAt: Instant; readonly endsAt: Instant }
  readonly sums: readonly UsageSum[]
}

function lineOf({ tenantId, plan, period }: ChargeInput, { usageKey, span, sums }: OfLine): ChargeLine {
  const [first] = sums
  if (first === undefined) throw new RangeError('a line is of at least one sum')
  const kind = MINUTE_KINDS[first.meter]
  const total = (of: (sum: UsageSum) => number): number => sums.reduce((all, sum) => all + of(sum), 0)
  const tierIds = distinct(sums.map(({ tierId }) => tierId ?? ''))
  const increments = distinct(sums.map(({ increment }) => increment))
  const prices = distinct(sums.map(({ pricePerMinute }) => pricePerMinute))
  const [price] = prices
  const isOnePrice = prices.length === 1 && tierIds.join('') === ''
  return {
    lineId: `${tenantId}/${period.from}/${kind}/${usageKey.slice(first.meter.length + 1)}`,
    tenantId,
    kind,
    subject: first.destination,
    servicePeriod: { from: period.from, until: period.until },
    plan: { planId: plan.planId, version: plan.version },
    quantity: String(total(({ billableSeconds }) => billableSeconds)),
    unit: 'second',
    unitPrice: isOnePrice && price !== undefined ? { currency: plan.currency, micros: price } : null,
    details: {
      per: 'minute',
      calls: String(total(({ callsCount }) => callsCount)),
      countedMs: String(total(({ countedMs }) => countedMs)),
      includedSeconds: String(total(({ includedSeconds }) => includedSeconds)),
      chargedSeconds: String(total(({ chargedSeconds }) => chargedSeconds)),
      increment: increments.length === 1 ? (increments[0] ?? '') : '',
      feesMicros: String(sums.reduce((all, { fees }) => all + fees, 0n)),
      ...(first.band === null ? {} : { band: first.band }),
      ...(tierIds.join('') === '' ? {} : { tier: tierIds.filter((id) => id !== '').join(' ') }),
    },
    amount: { currency: plan.currency, micros: sums.reduce((all, { amount }) => all + amount, 0n) },
    taxCategory: 'standard',
    evidence: { kind: 'usage', usageKey, from: span.startsAt, until: span.endsAt },
  }
}

const distinct = <T>(values: readonly T[]): readonly T[] => [...new Set(values)]
