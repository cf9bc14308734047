import { calendarMonth, collectCharges } from '@seatline/billing'
import type { ChargeLine, ChargeRequest, Month } from '@seatline/billing'
import type { TenantId } from '@seatline/core'
import { readChargeRequest } from '../billing/read-charge-facts.ts'
import { decideServiceCredits } from '../contracts/keep-measures.ts'
import type { Transaction } from '../database/client.ts'

/** All that a month's charges are made from: they come out the same whenever they are made of it again. */
export type MonthFacts = ChargeRequest

/** What is kept with an invoice: the month's facts, null where no plan priced it, and what was corrected of earlier months. */
export type InvoiceFactsKept = { readonly month: MonthFacts | null; readonly late: readonly ChargeLine[] }

type Asked = { readonly tenantId: TenantId; readonly timeZone: string; readonly month: Month }

/** What is known of a client's month now; null where no plan prices it. */
export const readMonthFacts = (tx: Transaction, { tenantId, timeZone, month }: Asked): Promise<MonthFacts | null> =>
  readChargeRequest(tx, { tenantId, period: calendarMonth(timeZone, month) })

/** The charges of a month. Pure: the same facts, the same lines. */
export const chargesOf = (facts: MonthFacts): readonly ChargeLine[] =>
  collectCharges(facts).lines.filter(({ amount }) => amount.micros !== 0n)

/** The facts with the credits of promises that the month did not keep, decided from its other charges. */
export async function withCredits(
  tx: Transaction,
  facts: MonthFacts,
  asked: Asked & { readonly now: number },
): Promise<MonthFacts> {
  const [first] = facts.plans
  if (first === undefined) return facts
  const { currency } = first.plan
  const credits = await decideServiceCredits(tx, { ...asked, currency, lines: chargesOf(facts) })
  return { ...facts, facts: { ...facts.facts, credits } }
}
