import { dayOf } from '@seatline/billing'
import type { LocalDate } from '@seatline/core'
import { authorizedPlatform } from '../auth/authorized.ts'
import { InvalidInputError } from '../user-errors.ts'
import { readMonths, readReceivables, type MonthSums, type Receivables } from './repository.ts'

export type FinanceOverview = {
  readonly today: LocalDate
  readonly receivables: readonly Receivables[]
  readonly months: readonly MonthSums[]
}
const MONTHS_MAX = 36

/** What was invoiced by month, what is open and what of it is late, of all clients together, each currency for itself. */
export const readFinanceOverview = authorizedPlatform(
  'platform.viewFinance',
  async (scope, { months }: { readonly months: number }): Promise<FinanceOverview> => {
    if (months < 1 || months > MONTHS_MAX) throw new InvalidInputError('months', `1 to ${String(MONTHS_MAX)} months.`)
    const operator = scope.viewer.memberships.find(({ tenant }) => tenant.id === scope.operatorTenantId)
    const today = dayOf(operator?.tenant.timeZone ?? 'UTC', scope.platform.now())
    return scope.run(async (tx) => ({
      today,
      receivables: await readReceivables(tx, today),
      months: await readMonths(tx, months),
    }))
  },
)
