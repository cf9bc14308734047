import type { LocalDate, TenantId } from '@seatline/core'
import type { ChargeLine } from '../charges/charge-line.ts'
import type { Money } from '../money.ts'

/** A credit that a contract grants, as it was decided and kept: what was measured, by which rule, how much. */
export type ServiceCredit = {
  readonly creditId: string
  readonly tenantId: TenantId
  readonly contractId: string
  /** The measurement kept for the indicator, or for the incident. */
  readonly measureId: string
  /** Data of the indicator: `availability`, `incidentResponse`. */
  readonly indicator: string
  /** The month whose fees it is of; it is credited in the bill of that month. */
  readonly servicePeriod: { readonly from: LocalDate; readonly until: LocalDate }
  /** More than zero: what the client gets. */
  readonly amount: Money
  /** How it was made: tier, rate, base, cap. */
  readonly details: Readonly<Record<string, string>>
}

/** One line for each credit, negative, opening to its measurement. Credits of nothing make no line. */
export function serviceCreditCharges(credits: readonly ServiceCredit[]): readonly ChargeLine[] {
  return credits
    .filter(({ amount }) => amount.micros > 0n)
    .map((credit) => ({
      lineId: `${credit.tenantId}/${credit.servicePeriod.from}/serviceCredit/${credit.measureId}`,
      tenantId: credit.tenantId,
      kind: 'serviceCredit',
      subject: credit.indicator,
      servicePeriod: credit.servicePeriod,
      plan: null,
      quantity: '1',
      unit: 'piece',
      unitPrice: null,
      details: credit.details,
      amount: { currency: credit.amount.currency, micros: -credit.amount.micros },
      taxCategory: 'standard',
      evidence: { kind: 'serviceLevel', contractId: credit.contractId, measureId: credit.measureId },
    }))
}
