import { daysBetween } from '@seatline/core'
import type { LocalDate } from '@seatline/core'
import type { Currency, Micros } from '../money.ts'

/** What moved a client's balance: everything booked on what the client owes and on the client's credit. Positive: the client owes more. */
export type BalanceMove = {
  readonly entryId: string
  readonly day: LocalDate
  readonly kind: string
  readonly reference: string
  readonly micros: Micros
}

export type Statement = {
  readonly currency: Currency
  readonly from: LocalDate
  readonly until: LocalDate
  readonly opening: Micros
  /** In order, each with the balance after it. */
  readonly entries: readonly (BalanceMove & { readonly balance: Micros })[]
  readonly closing: Micros
  readonly aged: readonly AgedReceivable[]
}

/** An amount that is open on the last day of the statement. */
export type OpenDocument = { readonly dueOn: LocalDate; readonly open: Micros }

export const AGE_BANDS = ['notDue', 'days1to30', 'days31to60', 'days61to90', 'over90'] as const
export type AgeBand = (typeof AGE_BANDS)[number]
export type AgedReceivable = { readonly band: AgeBand; readonly micros: Micros }

/** By days past the day of payment: on that day itself nothing is late. */
export function ageBand(dueOn: LocalDate, on: LocalDate): AgeBand {
  const late = daysBetween(dueOn, on)
  if (late <= 0) return 'notDue'
  if (late <= 30) return 'days1to30'
  if (late <= 60) return 'days31to60'
  return late <= 90 ? 'days61to90' : 'over90'
}

export const agedReceivables = (documents: readonly OpenDocument[], on: LocalDate): readonly AgedReceivable[] =>
  AGE_BANDS.map((band) => ({
    band,
    micros: documents.reduce((sum, { dueOn, open }) => (ageBand(dueOn, on) === band ? sum + open : sum), 0n),
  }))

/** The account as the client knows it: `moves` in the order in which they were booked, those before `from` make the opening balance. `until` is the first day after. */
export function makeStatement(input: {
  readonly currency: Currency
  readonly from: LocalDate
  readonly until: LocalDate
  readonly moves: readonly BalanceMove[]
  readonly openDocuments: readonly OpenDocument[]
  /** The day on which what is open is aged. */
  readonly agedOn: LocalDate
}): Statement {
  const { currency, from, until, moves } = input
  const opening = moves.reduce((sum, { day, micros }) => (day < from ? sum + micros : sum), 0n)
  let balance = opening
  const entries = moves
    .filter(({ day }) => day >= from && day < until)
    .map((each) => {
      balance += each.micros
      return { ...each, balance }
    })
  return {
    currency,
    from,
    until,
    opening,
    entries,
    closing: balance,
    aged: agedReceivables(input.openDocuments, input.agedOn),
  }
}
