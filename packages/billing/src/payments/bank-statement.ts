import { fail, ok, type LocalDate, type Result } from '@seatline/core'
import { isCurrency, parseMicros, type Currency, type Money } from '../money.ts'
import { parseCsv, type CsvError } from '../tariffs/csv.ts'

/** What a statement's columns are called, in the order of a template. `amount` is what came in; what went out is negative and is left alone. */
export const STATEMENT_COLUMNS = ['date', 'amount', 'currency', 'reference', 'text', 'payer'] as const
export type StatementColumn = (typeof STATEMENT_COLUMNS)[number]
const REQUIRED: readonly StatementColumn[] = ['date', 'amount', 'reference', 'text']

/** One booking of the operator's bank account. */
export type StatementLine = {
  readonly line: number
  readonly date: LocalDate
  readonly amount: Money
  /** The bank's own number of the booking: the same booking in two files is one. */
  readonly reference: string
  /** What the payer wrote. */
  readonly text: string
  readonly payer: string
}

export type StatementError = {
  readonly line: number
  readonly column: StatementColumn | null
  readonly code:
    | CsvError['code']
    | 'noHeader'
    | 'missingColumn'
    | 'unknownColumn'
    | 'wrongFieldCount'
    | 'notDate'
    | 'notDecimal'
    | 'tooManyPlaces'
    | 'notCurrency'
    | 'required'
    | 'twice'
}

/** Reads the file of a bank account. Everything that is wrong is told at once, with its place; then nothing is taken. */
export function readStatement(
  text: string,
  currency: Currency,
): Result<readonly StatementLine[], readonly StatementError[]> {
  const csv = parseCsv(text)
  if (!csv.ok) return fail([{ ...csv.error, column: null }])
  const [header, ...records] = csv.value
  if (header === undefined) return fail([{ line: 1, column: null, code: 'noHeader' }])
  const names = header.fields.map((name) => name.trim())
  const headerErrors = checkHeader(names)
  if (headerErrors.length > 0) return fail(headerErrors.map((error) => ({ line: header.line, ...error })))
  const errors: StatementError[] = []
  const seen = new Set<string>()
  const lines = records.flatMap(({ line, fields }): readonly StatementLine[] => {
    const wrong = (column: StatementColumn | null, code: StatementError['code']): void =>
      void errors.push({ line, column, code })
    if (fields.length !== names.length) {
      wrong(null, 'wrongFieldCount')
      return []
    }
    const read = readLine((column) => fields[names.indexOf(column)]?.trim() ?? '', currency, wrong)
    if (seen.has(read.reference)) wrong('reference', 'twice')
    seen.add(read.reference)
    return [{ line, ...read }]
  })
  return errors.length > 0 ? fail(errors) : ok(lines)
}

function checkHeader(names: readonly string[]): readonly Omit<StatementError, 'line'>[] {
  const isKnown = (name: string): boolean => STATEMENT_COLUMNS.some((column) => column === name)
  return [
    ...REQUIRED.filter((column) => !names.includes(column)).map((column) => ({
      column,
      code: 'missingColumn' as const,
    })),
    ...(names.every(isKnown) && new Set(names).size === names.length
      ? []
      : [{ column: null, code: 'unknownColumn' as const }]),
  ]
}

function readLine(
  valueOf: (column: StatementColumn) => string,
  standard: Currency,
  wrong: (column: StatementColumn, code: StatementError['code']) => void,
): Omit<StatementLine, 'line'> {
  const date = valueOf('date')
  if (!isDate(date)) wrong('date', 'notDate')
  const micros = parseMicros(valueOf('amount').replaceAll(/(?<=\d),(?=\d{3})/g, ''))
  if (!micros.ok) wrong('amount', micros.error === 'money.notDecimal' ? 'notDecimal' : 'tooManyPlaces')
  const code = valueOf('currency') === '' ? standard : valueOf('currency').toUpperCase()
  if (!isCurrency(code)) wrong('currency', 'notCurrency')
  if (valueOf('reference') === '') wrong('reference', 'required')
  return {
    date,
    amount: { currency: isCurrency(code) ? code : standard, micros: micros.ok ? micros.value : 0n },
    reference: valueOf('reference'),
    text: valueOf('text'),
    payer: valueOf('payer'),
  }
}

function isDate(text: string): boolean {
  if (!/^\d{4}-\d{2}-\d{2}$/.test(text)) return false
  const at = new Date(`${text}T00:00:00Z`)
  return !Number.isNaN(at.getTime()) && at.toISOString().startsWith(text)
}

/** An invoice that a booking may be for. */
export type InvoiceToMatch = {
  readonly invoiceId: string
  readonly tenantId: string
  readonly number: string
  readonly currency: Currency
}

export type StatementMatch =
  | { readonly kind: 'matched'; readonly tenantId: string; readonly invoiceIds: readonly string[] }
  /** Nothing came in: money that went out, or nothing at all. */
  | { readonly kind: 'outgoing' }
  | { readonly kind: 'unmatched'; readonly reason: 'noInvoiceNumber' | 'severalClients' | 'otherCurrency' }

/**
 * For which invoices a booking is: those whose numbers the payer wrote, whatever the spaces, dashes and capital letters. Numbers of two clients in one booking
 * are for a person to sort out, never guessed.
 */
export function matchStatementLine(line: StatementLine, invoices: readonly InvoiceToMatch[]): StatementMatch {
  if (line.amount.micros <= 0n) return { kind: 'outgoing' }
  const words = bare(line.text)
  const found = invoices.filter(({ number }) => isWritten(words, bare(number)))
  if (found.length === 0) return { kind: 'unmatched', reason: 'noInvoiceNumber' }
  const [tenantId, another] = new Set(found.map((invoice) => invoice.tenantId))
  if (tenantId === undefined || another !== undefined) return { kind: 'unmatched', reason: 'severalClients' }
  if (found.some(({ currency }) => currency !== line.amount.currency))
    return { kind: 'unmatched', reason: 'otherCurrency' }
  return { kind: 'matched', tenantId, invoiceIds: found.map(({ invoiceId }) => invoiceId) }
}

/** Payers leave out dashes and write small letters; banks break lines. */
const bare = (text: string): string => text.toUpperCase().replaceAll(/[\s\-_./#]/g, '')

function isWritten(words: string, number: string): boolean {
  if (number === '') return false
  for (let at = words.indexOf(number); at >= 0; at = words.indexOf(number, at + 1)) {
    const before = words[at - 1] ?? ''
    const after = words[at + number.length] ?? ''
    const goesOn = /\d/.test(number.at(-1) ?? '') && /\d/.test(after)
    const beganBefore = /\d/.test(number[0] ?? '') && /\d/.test(before)
    if (!goesOn && !beganBefore) return true
  }
  return false
}
