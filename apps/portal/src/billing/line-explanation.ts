import type { Translate } from '../i18n/use-translation.ts'
import { formatMoney } from '../ui/money.ts'
import type { BilledCall, BillLine } from './documents.ts'

const priceOf = ({ unitPrice }: BillLine): string => (unitPrice === null ? '–' : formatMoney(unitPrice))

/** How a line's amount came about, in the reader's language. */
export function explainLine(t: Translate, line: BillLine): string {
  if (line.kind !== 'SEATS')
    return t('bill.minutesSentence', {
      calls: line.callsCount,
      billed: line.quantity,
      increment: line.increment ?? '',
      price: priceOf(line),
    })
  return line.unit === 'SEAT_DAY'
    ? t('bill.seatsSentence', { seats: line.seatsCount, seatDays: line.quantity, price: priceOf(line) })
    : t(`chargeMeaning.${line.charge}`)
}

/** How a call's amount came about: every call of a line was rated by the line's rate. */
export const explainCall = (t: Translate, line: BillLine, call: BilledCall): string =>
  t('price.sentence', {
    seconds: (call.durationMs / 1_000).toFixed(3),
    billed: call.billableSeconds,
    increment: line.increment ?? '',
    price: priceOf(line),
    fee: line.connectionFee === null ? '–' : formatMoney(line.connectionFee),
  })
