import type { TenantId } from '@seatline/core'
import type { ChargeKind, ChargeLine } from '../charges/charge-line.ts'
import type { Currency } from '../money.ts'

export const LINE_TENANT = 'ten_lines' as TenantId

/** A charge line of so many micros; everything else is as it mostly is. */
export const aLine = (
  kind: ChargeKind,
  micros: bigint,
  more: Partial<Omit<ChargeLine, 'kind' | 'amount'>> & { readonly currency?: string } = {},
): ChargeLine => {
  const { currency = 'CNY', ...rest } = more
  return {
    lineId: `${LINE_TENANT}/2026-03-01/${kind}`,
    tenantId: LINE_TENANT,
    kind,
    subject: 'standard',
    servicePeriod: { from: '2026-03-01', until: '2026-04-01' },
    plan: null,
    quantity: '1',
    unit: 'piece',
    unitPrice: null,
    details: {},
    taxCategory: 'standard',
    evidence: { kind: 'lines', lineIds: [] },
    ...rest,
    amount: { currency: currency as Currency, micros },
  }
}
