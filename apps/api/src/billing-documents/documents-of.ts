import { calendarMonth, instantsOf } from '@seatline/billing'
import type { Month } from '@seatline/billing'

import type { Instant, LocalDate, TenantId } from '@seatline/core'
import type { Database, Transaction } from '../database/client.ts'
import * as invoices from '../invoices/repository.ts'
import { readStatement } from '../ledger/repository.ts'
import { readBillingProfile } from '../invoices/billing-profile.ts'
import type { DocumentLocale, InvoiceDocument, StatementDocument } from './document-model.ts'
import { wordsOf } from './document-words.ts'
import { callTable, invoiceTables, statementTable } from './invoice-table.ts'
import { invoicePdf } from './invoice-pdf.ts'
import { documentOf, readCalls, readSeller, type RatedCall } from './repository.ts'
import { statementPdf } from './statement-pdf.ts'
import { csvOf, xlsxOf } from './table-file.ts'

export const FILE_FORMATS = ['pdf', 'csv', 'xlsx'] as const
export type FileFormat = (typeof FILE_FORMATS)[number]
export type DocumentFile = { readonly fileName: string; readonly mimeType: string; readonly content: Buffer }

const MIME: Readonly<Record<FileFormat, string>> = {
  pdf: 'application/pdf',
  csv: 'text/csv; charset=utf-8',
  xlsx: 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet',
}
/** More calls than that are no list that a person reads; the file says so by ending there. */
const CALLS_MAX = 200_000
const CALLS_AT_ONCE = 5_000

/** One work on one client's rows: `tx` sees them. */
export type DocumentSource = { readonly database: Database; readonly tx: Transaction; readonly tenantId: TenantId }
type Way = { readonly format: FileFormat; readonly locale: DocumentLocale }

const fileOf = (name: string, format: FileFormat, content: Buffer | string): DocumentFile => ({
  fileName: `${name.replaceAll(/[^\p{L}\p{N}._-]+/gu, '-')}.${format}`,
  mimeType: MIME[format],
  content: typeof content === 'string' ? Buffer.from(content, 'utf8') : content,
})

/** null: there is no such document. */
export async function readInvoiceDocument(
  { database, tx, tenantId }: DocumentSource,
  invoiceId: string,
): Promise<InvoiceDocument | null> {
  const invoice = await invoices.findInvoiceView(tx, { tenantId, id: invoiceId })
  if (invoice === null) return null
  const corrected =
    invoice.correctsId === null ? null : await invoices.findInvoiceView(tx, { tenantId, id: invoice.correctsId })
  return documentOf(invoice, {
    lines: await invoices.readLines(tx, invoice),
    taxes: await invoices.readTaxes(tx, invoice),
    seller: await readSeller(database),
    correctsNumber: corrected?.number ?? null,
  })
}

export async function invoiceFile(document: InvoiceDocument, { format, locale }: Way): Promise<DocumentFile> {
  const words = wordsOf(locale)
  const name = `${words.title[document.kind]}-${document.number ?? words.draft}`
  const [lines, sums] = invoiceTables(document, locale)
  switch (format) {
    case 'pdf': {
      return fileOf(name, format, await invoicePdf(document, locale))
    }
    case 'csv': {
      return fileOf(name, format, csvOf(lines))
    }
    case 'xlsx': {
      return fileOf(name, format, await xlsxOf([lines, sums]))
    }
  }
}

type StatementAsk = {
  readonly currency: string
  readonly from: LocalDate
  readonly until: LocalDate
  readonly today: LocalDate
  readonly now: Instant
}

export async function readStatementDocument(
  { database, tx, tenantId }: DocumentSource,
  { now, ...asked }: StatementAsk,
): Promise<StatementDocument> {
  const statement = await readStatement(tx, { tenantId, ...asked })
  const { billTo } = await readBillingProfile(tx, tenantId)
  return {
    seller: await readSeller(database),
    buyer: billTo,
    currency: statement.currency,
    from: statement.from,
    until: statement.until,
    opening: statement.opening.micros,
    entries: statement.entries.map(({ day, kind, memo, amount, balance }) => ({
      day,
      kind,
      reference: memo,
      amount: amount.micros,
      balance: balance.micros,
    })),
    closing: statement.closing.micros,
    aged: statement.aged.map(({ band, amount }) => ({ band, amount: amount.micros })),
    madeAt: now,
  }
}

export async function statementFile(statement: StatementDocument, { format, locale }: Way): Promise<DocumentFile> {
  const name = `${wordsOf(locale).statement}-${statement.buyer.name}-${statement.from}`
  const table = statementTable(statement, locale)
  switch (format) {
    case 'pdf': {
      return fileOf(name, format, await statementPdf(statement, locale))
    }
    case 'csv': {
      return fileOf(name, format, csvOf(table))
    }
    case 'xlsx': {
      return fileOf(name, format, await xlsxOf([table]))
    }
  }
}

type CallSpan = { readonly name: string; readonly from: Instant; readonly until: Instant; readonly timeZone: string }

/** Every charged call of a stretch of time, with its price. */
export async function callListFile(
  { tx, tenantId }: DocumentSource,
  span: CallSpan,
  { format, locale }: { readonly format: 'csv' | 'xlsx'; readonly locale: DocumentLocale },
): Promise<DocumentFile> {
  const calls: RatedCall[] = []
  while (calls.length < CALLS_MAX) {
    const page = { offset: calls.length, take: CALLS_AT_ONCE }
    const more = await readCalls(
      tx,
      { tenantId, from: span.from, until: span.until, direction: null, usageKey: null },
      page,
    )
    calls.push(...more)
    if (more.length < CALLS_AT_ONCE) break
  }
  const currency = calls[0]?.currency ?? ''
  const table = callTable(calls, { locale, timeZone: span.timeZone, currency })
  const name = `${wordsOf(locale).calls}-${span.name}`
  return fileOf(name, format, format === 'csv' ? csvOf(table) : await xlsxOf([table]))
}

/** The stretch of a month by the client's clock. */
export function spanOfMonth(timeZone: string, month: Month): CallSpan {
  const { startsAt, endsAt } = instantsOf(calendarMonth(timeZone, month))
  return { name: month, from: startsAt, until: endsAt, timeZone }
}
