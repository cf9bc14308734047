import { formatMicros } from '../money.ts'
import type { ChargeLine } from '../charges/charge-line.ts'
import type { InvoiceFigures } from './make-invoice.ts'

/** An invoice as plain text, a line for each charge, every figure exact: to be read by people and compared by machines. */
export function invoiceText(figures: InvoiceFigures): string {
  const money = (micros: bigint): string => formatMicros(micros).padStart(16)
  const lines = figures.lines.map((line) => `${money(line.amount.micros)}  ${lineText(line)}`)
  const taxes = figures.taxes.map(
    (part) => `${money(part.tax)}  ${part.category} ${part.percent} % (${part.treatment}) of ${formatMicros(part.net)}`,
  )
  return [
    `${figures.tenantId} ${figures.currency}`,
    ...lines,
    `${money(figures.net)}  net`,
    ...taxes,
    `${money(figures.rounding)}  rounding`,
    `${money(figures.payable)}  PAYABLE`,
    '',
  ].join('\n')
}

function lineText(line: ChargeLine): string {
  const { kind, subject, quantity, unit, servicePeriod, plan, unitPrice, details, evidence } = line
  return [
    kind,
    subject === '' ? null : `"${subject}"`,
    `${quantity} ${unit}`,
    unitPrice === null ? null : `at ${formatMicros(unitPrice.micros)}`,
    `${servicePeriod.from}..${servicePeriod.until}`,
    plan === null ? null : `${plan.planId} v${String(plan.version)}`,
    ...Object.entries(details).map(([name, value]) => `${name}=${value}`),
    `from ${evidence.kind}`,
  ]
    .filter((word) => word !== null)
    .join(' ')
}
