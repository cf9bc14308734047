import { idSchema } from '@seatline/core'
import type { TenantId } from '@seatline/core'
import { authorized, authorizedPlatform } from '../auth/authorized.ts'
import type { RequestScope } from '../auth/request-scope.ts'
import type { Page, PageArguments } from '../graphql/pages.ts'
import type { InvoiceFilter, InvoiceLineView, InvoiceTaxView, InvoiceView } from './invoice-views.ts'
import * as repository from './repository.ts'

const LINES_DRAFTED = ['final', 'sent', 'partlyPaid', 'paid', 'overdue', 'void'] as const

/** What a client sees are documents; drafts are the operator's. */
const seesDrafts = (scope: RequestScope): boolean => scope.viewer.operator !== null

function narrowed(scope: RequestScope, filter: InvoiceFilter): InvoiceFilter {
  if (seesDrafts(scope)) return filter
  const statuses = filter.statuses.length === 0 ? LINES_DRAFTED : filter.statuses.filter((status) => status !== 'draft')
  return { ...filter, statuses: statuses.length === 0 ? ['void'] : statuses }
}

type List = { readonly tenantId: TenantId; readonly filter: InvoiceFilter; readonly page: PageArguments }

export const listInvoices = authorized(
  'bill.view',
  (scope, { tenantId, filter, page }: List): Promise<Page<InvoiceView>> =>
    scope.run((tx) => repository.readInvoices(tx, narrowed(scope, { ...filter, tenantId }), page)),
)

/** Of all clients, or of one. */
export const listAllInvoices = authorizedPlatform(
  'platform.viewFinance',
  (scope, { filter, page }: Omit<List, 'tenantId'>): Promise<Page<InvoiceView>> =>
    scope.run((tx) => repository.readInvoices(tx, filter, page)),
)

export const findInvoice = authorized(
  'bill.view',
  (scope, { tenantId, id }: { readonly tenantId: TenantId; readonly id: string }): Promise<InvoiceView | null> =>
    scope.run(async (tx) => {
      const found = await repository.findInvoiceView(tx, { tenantId, id: idSchema('invoice').parse(id) })
      return found?.status === 'draft' && !seesDrafts(scope) ? null : found
    }),
)

type OfInvoice = { readonly tenantId: TenantId; readonly invoice: InvoiceView }

export const readLines = authorized('bill.view', (scope, { invoice }: OfInvoice): Promise<InvoiceLineView[]> =>
  scope.run((tx) => repository.readLines(tx, invoice)),
)

export const readTaxes = authorized('bill.view', (scope, { invoice }: OfInvoice): Promise<InvoiceTaxView[]> =>
  scope.run((tx) => repository.readTaxes(tx, invoice)),
)

export const readCorrections = authorized('bill.view', (scope, { invoice }: OfInvoice): Promise<InvoiceView[]> =>
  scope.run(async (tx) => {
    const found = await repository.readCorrections(tx, invoice)
    return seesDrafts(scope) ? found : found.filter(({ status }) => status !== 'draft')
  }),
)
