import { amountText, daysText } from './amount-text.ts'
import type { DocumentLocale, StatementDocument } from './document-model.ts'
import { wordsOf } from './document-words.ts'
import { PdfSheet, type Column } from './pdf-sheet.ts'

/** The account of a client as PDF, with what is open by age. The same account makes the same bytes. */
export async function statementPdf(statement: StatementDocument, locale: DocumentLocale): Promise<Buffer> {
  const words = wordsOf(locale)
  const named = `${words.statement} ${daysText(statement)}`
  const sheet = new PdfSheet({
    title: named,
    author: statement.seller.name,
    madeAt: statement.madeAt,
    runningHead: `${named} · ${words.continued}`,
  })
  sheet.text(words.statement, { x: sheet.left, width: sheet.width, style: { size: 22, bold: true } })
  sheet.text(`${statement.buyer.name} · ${daysText(statement)} · ${statement.currency}`, {
    x: sheet.left,
    width: sheet.width,
    style: { size: 10, muted: true },
  })
  sheet.y += 14
  writeEntries(sheet, statement, locale)
  writeAged(sheet, statement, locale)
  return sheet.end({ left: `${statement.seller.name} · ${named}`, page: words.page })
}

function writeEntries(sheet: PdfSheet, statement: StatementDocument, locale: DocumentLocale): void {
  const words = wordsOf(locale)
  const columns: readonly Column[] = [
    { title: words.day, width: 76, align: 'left' },
    { title: words.entry, width: 130, align: 'left' },
    { title: words.reference, width: sheet.width - 76 - 130 - 200, align: 'left' },
    { title: words.amount, width: 100, align: 'right' },
    { title: words.balance, width: 100, align: 'right' },
  ]
  const sum = (name: string, micros: bigint): void => {
    const value = { text: amountText(micros), bold: true }
    sheet.row(columns, [{ text: '' }, { text: name, bold: true }, { text: '' }, { text: '' }, value], { shaded: true })
  }
  sheet.head(columns)
  sum(words.opening, statement.opening)
  for (const { day, kind, reference, amount, balance } of statement.entries)
    sheet.row(columns, [
      { text: day },
      { text: words.entries[kind] ?? kind },
      { text: reference },
      { text: amountText(amount) },
      { text: amountText(balance) },
    ])
  sum(words.closing, statement.closing)
  sheet.y += 18
}

function writeAged(sheet: PdfSheet, { aged }: StatementDocument, locale: DocumentLocale): void {
  if (aged.length === 0) return
  const words = wordsOf(locale)
  const columns: readonly Column[] = [
    { title: words.aged, width: sheet.width - 120, align: 'left' },
    { title: words.amount, width: 120, align: 'right' },
  ]
  sheet.need(24 * (aged.length + 1))
  sheet.head(columns)
  for (const { band, amount } of aged)
    sheet.row(columns, [{ text: words.bands[band] ?? band }, { text: amountText(amount) }])
}
