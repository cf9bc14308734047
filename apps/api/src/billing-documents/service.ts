import { dayOf, isCurrency } from '@seatline/billing'
import { isLocalDate } from '@seatline/core'
import type { LocalDate, TenantId } from '@seatline/core'
import { recordAudit } from '../audit/record-audit.ts'
import { authorized, authorizedPlatform } from '../auth/authorized.ts'
import { InvalidInputError, NotFoundError } from '../user-errors.ts'
import type { DocumentLocale, Seller } from './document-model.ts'
import {
  callListFile,
  invoiceFile,
  readInvoiceDocument,
  readStatementDocument,
  spanOfMonth,
  statementFile,
} from './documents-of.ts'
import type { DocumentFile, FileFormat } from './documents-of.ts'
import * as repository from './repository.ts'

type Way = { readonly format: FileFormat; readonly locale: DocumentLocale }
const CALLS_PAGE_MAX = 200

export const downloadInvoice = authorized(
  'bill.view',
  async (scope, input: Way & { readonly tenantId: TenantId; readonly invoiceId: string }): Promise<DocumentFile> => {
    const { database } = scope.platform
    const document = await scope.run((tx) =>
      readInvoiceDocument({ database, tx, tenantId: input.tenantId }, input.invoiceId),
    )
    // Drafts are the operator's.
    if (document === null || (document.isDraft && scope.viewer.operator === null)) throw new NotFoundError('invoice')
    return invoiceFile(document, input)
  },
)

type StatementInput = Way & {
  readonly tenantId: TenantId
  readonly currency: string | null
  readonly from: LocalDate
  readonly until: LocalDate
}

export const downloadStatement = authorized(
  'bill.view',
  async (scope, input: StatementInput): Promise<DocumentFile> => {
    const { tenant, platform } = scope
    if (!isLocalDate(input.from)) throw new InvalidInputError('from', 'Name a day, such as 2026-03-01.')
    if (!isLocalDate(input.until) || input.until <= input.from)
      throw new InvalidInputError('until', 'The statement ends after it begins.')
    const currency = input.currency ?? tenant.currency
    if (!isCurrency(currency)) throw new InvalidInputError('currency', 'A currency is three capital letters, as CNY.')
    const now = platform.now()
    const statement = await scope.run((tx) =>
      readStatementDocument(
        { database: platform.database, tx, tenantId: input.tenantId },
        { currency, from: input.from, until: input.until, today: dayOf(tenant.timeZone, now), now },
      ),
    )
    return statementFile(statement, input)
  },
)

type CallListInput = {
  readonly tenantId: TenantId
  readonly month: string
  readonly format: FileFormat
  readonly locale: DocumentLocale
}

/** Every charged call of a month. */
export const downloadCallList = authorized('bill.view', async (scope, input: CallListInput): Promise<DocumentFile> => {
  if (!/^\d{4}-(0[1-9]|1[0-2])$/.test(input.month)) throw new InvalidInputError('month', 'A month is written YYYY-MM.')
  const { format, locale, tenantId } = input
  if (format === 'pdf') throw new InvalidInputError('format', 'A list of calls is a CSV or an Excel file.')
  const span = spanOfMonth(scope.tenant.timeZone, input.month)
  return scope.run((tx) => callListFile({ database: scope.platform.database, tx, tenantId }, span, { format, locale }))
})

export type RatedCallsPage = { readonly rows: readonly repository.RatedCall[]; readonly totalCount: number }
type CallsInput = repository.CallFilter & { readonly offset: number; readonly first: number }

/** The calls behind a line of minutes: what they were rated at; each opens to its record. */
export const readRatedCalls = authorized('bill.view', (scope, input: CallsInput): Promise<RatedCallsPage> => {
  const { offset, first, ...filter } = input
  if (first < 1 || first > CALLS_PAGE_MAX)
    throw new InvalidInputError('first', `1 to ${String(CALLS_PAGE_MAX)} at once.`)
  if (offset < 0) throw new InvalidInputError('offset', 'Not below 0.')
  return scope.run(async (tx) => ({
    rows: await repository.readCalls(tx, filter, { offset, take: first }),
    totalCount: await repository.countCalls(tx, filter),
  }))
})

export const readSellerProfile = authorizedPlatform(
  'platform.viewFinance',
  (scope, _input: Record<string, never>): Promise<Seller> => repository.readSeller(scope.platform.database),
)

const FIELD_MAX = 300

/** How the operator is named on documents from now on; those that are final have been made and stay as they are in the client's hands. */
export const saveSellerProfile = authorizedPlatform('platform.manageFinance', async (scope, seller: Seller) => {
  const trimmed = Object.fromEntries(
    Object.entries(seller).map(([name, value]) => {
      if (value.length > FIELD_MAX) throw new InvalidInputError(name, `Use at most ${String(FIELD_MAX)} characters.`)
      return [name, value.trim()]
    }),
  ) as Seller
  if (trimmed.name === '') throw new InvalidInputError('name', 'Name the seller.')
  const { operatorTenantId: tenantId } = scope
  const before = await repository.readSeller(scope.platform.database)
  await scope.run(async (tx) => {
    await tx.sellerProfile.upsert({ where: { tenantId }, create: { tenantId, ...trimmed }, update: trimmed })
    await recordAudit(tx, scope, {
      tenantId,
      action: 'seller.save',
      subject: { id: tenantId, name: trimmed.name },
      before,
      after: trimmed,
    })
  })
  return trimmed
})
