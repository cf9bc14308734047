import { calendarMonth, collectCharges } from '@seatline/billing'
import type { ChargeLine, ChargeRequest, Month } from '@seatline/billing'
import type { TenantId } from '@seatline/core'
import { readChargeRequest } from '../billing/read-charge-facts.ts'
import type { Transaction } from '../database/client.ts'

/** All that a month's charges are made from: they come out the same whenever they are made of it again. */
export type MonthFacts = ChargeRequest

type Asked = { readonly tenantId: TenantId; readonly timeZone: string; readonly month: Month }

/** What is known of a client's month now; null where no plan prices it. */
export const readMonthFacts = (tx: Transaction, { tenantId, timeZone, month }: Asked): Promise<MonthFacts | null> =>
  readChargeRequest(tx, { tenantId, period: calendarMonth(timeZone, month) })

/** The charges of a month. Pure: the same facts, the same lines. */
export const chargesOf = (facts: MonthFacts): readonly ChargeLine[] =>
  collectCharges(facts).lines.filter(({ amount }) => amount.micros !== 0n)
