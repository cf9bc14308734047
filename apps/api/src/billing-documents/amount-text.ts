import { formatMicros } from '@seatline/billing'
import type { Micros } from '@seatline/billing'
import { addDays } from '@seatline/core'
import type { LocalDate } from '@seatline/core'

/** The exact amount, thousands apart: `1,234.50`, `-0.0036`. */
export function amountText(micros: Micros): string {
  const [units = '', fraction] = formatMicros(micros).split('.')
  const grouped = units.replaceAll(/\B(?=(\d{3})+$)/g, ',')
  return fraction === undefined ? grouped : `${grouped}.${fraction}`
}

/** Decimal text with thousands apart. */
export function quantityText(quantity: string): string {
  const [units = '', fraction] = quantity.split('.')
  const grouped = units.replaceAll(/\B(?=(\d{3})+$)/g, ',')
  return fraction === undefined ? grouped : `${grouped}.${fraction}`
}

/** Both days as a reader counts them: the last one included. */
export const daysText = ({ from, until }: { readonly from: LocalDate; readonly until: LocalDate }): string =>
  `${from} – ${addDays(until, -1)}`
