import type { CallId, Instant, LocalDate, PricePlanId, TenantId } from '@seatline/core'
import type { Money } from '../money.ts'

/** What is charged for. Finance, invoices, ledger accounts and words of both languages go by this list alone. */
export const CHARGE_KINDS = [
  'rentedSeats',
  'namedUsers',
  'concurrentSeats',
  'sharedAgents',
  'addOn',
  'number',
  'staffedHours',
  'inboundMinutes',
  'outboundMinutes',
  'ivrMinutes',
  'oneOff',
  'equipment',
  'minimumCommitment',
  'discount',
  'cap',
  'serviceCredit',
  'correction',
  'prepayment',
] as const
export type ChargeKind = (typeof CHARGE_KINDS)[number]

/** What `quantity` counts. */
export const CHARGE_UNITS = ['seatDay', 'userDay', 'peakSeat', 'second', 'day', 'hour', 'piece', 'percent'] as const
export type ChargeUnit = (typeof CHARGE_UNITS)[number]

/** What a charge was made from, by reference: where a click on the line leads. */
export type ChargeEvidence =
  /** Rated entries of the tenant in this stretch of time with this key; their amounts add up to the line's. */
  | { readonly kind: 'usage'; readonly usageKey: string; readonly from: Instant; readonly until: Instant }
  /** Each day with its count and amount; the amounts add up to the line's. */
  | { readonly kind: 'days'; readonly days: readonly ChargedDay[] }
  /** Lines of the same bill that this one was made from: what a discount is of, what a commitment falls short of. */
  | { readonly kind: 'lines'; readonly lineIds: readonly string[] }
  /** An indicator of the contract in a period, as it was measured. */
  | { readonly kind: 'serviceLevel'; readonly contractId: string; readonly measureId: string }
  /** One record of its own: a number, an order, an incident. */
  | { readonly kind: 'record'; readonly recordId: string; readonly callIds: readonly CallId[] }

export type ChargedDay = { readonly date: LocalDate; readonly count: number; readonly amount: Money }

/**
 * One charge of one tenant, before tax, exact to the micro. Every part of billing makes these, and bills, invoices and the ledger are made of these
 * alone; so what one adds up to, all add up to.
 */
export type ChargeLine = {
  /** `ten_…/2026-09-01/inboundMinutes/CN-mobile`: the same charge has the same id whenever it is made again. */
  readonly lineId: string
  readonly tenantId: TenantId
  readonly kind: ChargeKind
  /** What it is of, for the reader: the grade of a seat, the name of an add-on, the destination. Data, not words of one language. */
  readonly subject: string
  /** Local days, `until` is the first day after. */
  readonly servicePeriod: { readonly from: LocalDate; readonly until: LocalDate }
  /** null for what no plan priced, as a credit or a correction. */
  readonly plan: { readonly planId: PricePlanId; readonly version: number } | null
  /** Exact decimal text. */
  readonly quantity: string
  readonly unit: ChargeUnit
  /** Of one unit of the price, as the plan words it (a seat a month, a minute); null where one figure would not be true, as with tiers. */
  readonly unitPrice: Money | null
  /** Increment, tier, included use: facts for the reader that say how quantity and price made the amount. */
  readonly details: Readonly<Record<string, string>>
  /** Negative for a credit. */
  readonly amount: Money
  /** Names the rate of tax in the seller's tax table, `standard` where nothing else is said. */
  readonly taxCategory: string
  readonly evidence: ChargeEvidence
}
