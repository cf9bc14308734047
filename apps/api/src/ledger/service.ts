import { dayOf, firstDayOf, monthOf } from '@seatline/billing'
import { addDays } from '@seatline/core'
import type { LocalDate, TenantId } from '@seatline/core'
import { authorized, authorizedPlatform } from '../auth/authorized.ts'
import type { Page, PageArguments } from '../graphql/pages.ts'
import { InvalidInputError } from '../user-errors.ts'
import type { BalanceView, LedgerEntryView, LedgerFilter, StatementView } from './ledger-views.ts'
import * as repository from './repository.ts'

type StatementInput = {
  readonly tenantId: TenantId
  readonly currency: string | null
  readonly from: LocalDate | null
  readonly until: LocalDate | null
}

/** The account of a client as it knows it; of the running month when no days are given. */
export const statement = authorized('bill.view', async (scope, input: StatementInput): Promise<StatementView> => {
  const { tenant } = scope
  const today = dayOf(tenant.timeZone, scope.platform.now())
  const from = input.from ?? firstDayOf(monthOf(today))
  const until = input.until ?? addDays(today, 1)
  if (until <= from) throw new InvalidInputError('until', 'The statement ends after it begins.')
  return scope.run(async (tx) => {
    const currency =
      input.currency ??
      (await tx.tenant.findUniqueOrThrow({ where: { id: tenant.id }, select: { currency: true } })).currency
    return repository.readStatement(tx, { tenantId: input.tenantId, currency, from, until, today })
  })
})

type Browse = { readonly filter: LedgerFilter; readonly page: PageArguments }

/** The ledger of one client, or of all. */
export const browseLedger = authorizedPlatform(
  'platform.viewFinance',
  (scope, { filter, page }: Browse): Promise<Page<LedgerEntryView>> =>
    scope.run((tx) => repository.readEntries(tx, filter, page)),
)

export const balances = authorizedPlatform(
  'platform.viewFinance',
  (scope, { tenantId }: { readonly tenantId: TenantId | null }): Promise<BalanceView[]> =>
    scope.run((tx) => repository.readBalances(tx, tenantId)),
)
