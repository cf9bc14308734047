import { capitalAmount } from '@seatline/billing'
import { amountText, daysText, quantityText } from './amount-text.ts'
import { groupedLines } from './document-model.ts'
import type { DocumentLine, DocumentLocale, DocumentTax, InvoiceDocument, Party, Seller } from './document-model.ts'
import { wordsOf } from './document-words.ts'
import { PdfSheet, type Cell, type Column } from './pdf-sheet.ts'

/** The document as PDF, A4, its letters embedded. The same document makes the same bytes. */
export async function invoicePdf(document: InvoiceDocument, locale: DocumentLocale): Promise<Buffer> {
  const words = wordsOf(locale)
  const title = words.title[document.kind]
  const named = `${title} ${document.number ?? ''}`.trim()
  const sheet = new PdfSheet({
    title: named,
    author: document.seller.name,
    madeAt: document.madeAt,
    runningHead: `${named} · ${words.continued}`,
  })
  if (document.isVoid) sheet.stamp(words.voided)
  else if (document.isDraft) sheet.stamp(words.draft)
  writeHead(sheet, document, locale)
  writeParties(sheet, document, locale)
  writeLines(sheet, document, locale)
  writeTotals(sheet, document, locale)
  writePayment(sheet, document, locale)
  return sheet.end({ left: `${document.seller.name} · ${named}`, page: words.page })
}

function writeHead(sheet: PdfSheet, document: InvoiceDocument, locale: DocumentLocale): void {
  const words = wordsOf(locale)
  const top = sheet.y
  const half = sheet.width / 2
  sheet.text(words.title[document.kind], { x: sheet.left, width: half, style: { size: 22, bold: true } })
  sheet.text(document.seller.name, { x: sheet.left, width: half, style: { size: 10, muted: true } })
  const bottom = sheet.y
  const facts: readonly (readonly [string, string | null])[] = [
    [words.number, document.number ?? words.draft],
    [words.issuedOn, document.issuedOn],
    [words.servicePeriod, document.servicePeriod === null ? null : daysText(document.servicePeriod)],
    [words.dueOn, document.kind === 'creditNote' ? null : document.dueOn],
    [words.corrects, document.correctsNumber],
    [words.reason, document.reason === '' ? null : document.reason],
    [words.currency, document.currency],
  ]
  sheet.y = top + 4
  const x = sheet.left + half
  for (const [name, value] of facts) {
    if (value === null) continue
    const style = { size: 9, bold: name === words.number }
    const height = Math.max(sheet.heightOf(value, half - 100, style), 13)
    sheet.text(name, { x, y: sheet.y, width: 92, style: { size: 9, muted: true } })
    sheet.text(value, { x: x + 96, y: sheet.y, width: half - 96, style: { ...style, align: 'right' } })
    sheet.y += height + 1
  }
  sheet.y = Math.max(sheet.y, bottom) + 12
}

function writeParties(sheet: PdfSheet, { seller, buyer }: InvoiceDocument, locale: DocumentLocale): void {
  const words = wordsOf(locale)
  const gap = 24
  const width = (sheet.width - gap) / 2
  sheet.rule()
  const top = sheet.y + 8
  const write = (title: string, lines: readonly string[], party: Party, x: number): number => {
    sheet.y = top
    sheet.text(title, { x, width, style: { size: 8.5, bold: true, muted: true } })
    sheet.text(party.name, { x, width, style: { size: 11, bold: true } })
    for (const line of lines) sheet.text(line, { x, width })
    return sheet.y
  }
  const left = write(words.buyer, partyLines(buyer, locale), buyer, sheet.left)
  const right = write(words.seller, sellerLines(seller, locale), seller, sheet.left + width + gap)
  sheet.y = Math.max(left, right) + 12
}

function partyLines({ address, taxId, email }: Party, locale: DocumentLocale): readonly string[] {
  const words = wordsOf(locale)
  return labelled(locale, [
    [words.taxId, taxId],
    [words.address, address],
    [words.email, email],
  ])
}

const sellerLines = (seller: Seller, locale: DocumentLocale): readonly string[] => [
  ...partyLines(seller, locale),
  ...labelled(locale, [[wordsOf(locale).phone, seller.phone]]),
]

const labelled = (locale: DocumentLocale, pairs: readonly (readonly [string, string])[]): readonly string[] =>
  pairs.flatMap(([name, value]) => (value === '' ? [] : [`${name}${locale === 'en' ? ': ' : '：'}${value}`]))

function lineColumns(sheet: PdfSheet, locale: DocumentLocale): readonly Column[] {
  const words = wordsOf(locale)
  const widths = { quantity: 70, unit: 56, price: 118, amount: 90 }
  const rest = sheet.width - Object.values(widths).reduce((sum, width) => sum + width, 0)
  return [
    { title: words.item, width: rest, align: 'left' },
    { title: words.quantity, width: widths.quantity, align: 'right' },
    { title: words.unit, width: widths.unit, align: 'left' },
    { title: words.price, width: widths.price, align: 'right' },
    { title: words.amount, width: widths.amount, align: 'right' },
  ]
}

/** The lines by what they are of, each group with its sum. */
function writeLines(sheet: PdfSheet, document: InvoiceDocument, locale: DocumentLocale): void {
  const words = wordsOf(locale)
  const columns = lineColumns(sheet, locale)
  sheet.need(60)
  sheet.head(columns)
  for (const { group, lines, amount } of groupedLines(document.lines)) {
    sheet.row(columns, [{ text: words.groups[group], bold: true }])
    for (const line of lines) sheet.row(columns, lineCells(line, document, locale))
    sheet.row(columns, [NOTHING, NOTHING, NOTHING, { text: words.subtotal }, { text: amountText(amount), bold: true }])
  }
  sheet.y += 10
}

const NOTHING: Cell = { text: '' }

function lineCells(line: DocumentLine, document: InvoiceDocument, locale: DocumentLocale): readonly Cell[] {
  const words = wordsOf(locale)
  const whole = document.servicePeriod
  const isWhole = whole !== null && whole.from === line.from && whole.until === line.until
  const { increment } = line.details
  const notes = [
    ...(isWhole || line.from === line.until ? [] : [daysText(line)]),
    ...(increment === undefined ? [] : [`${words.increment} ${increment}`]),
  ]
  const price = line.unitPrice === null ? '' : `${amountText(line.unitPrice)} / ${words.per[line.unit]}`
  const subject =
    line.subject === '' ? '' : `${locale === 'en' ? ': ' : '：'}${words.subjects[line.subject] ?? line.subject}`
  return [
    { text: `${words.kinds[line.kind]}${subject}`, ...(notes.length === 0 ? {} : { note: notes.join(' · ') }) },
    { text: quantityText(line.quantity) },
    { text: words.units[line.unit] },
    { text: price },
    { text: amountText(line.amount) },
  ]
}

function writeTotals(sheet: PdfSheet, document: InvoiceDocument, locale: DocumentLocale): void {
  const words = wordsOf(locale)
  writeTaxes(sheet, document, locale)
  sheet.need(110)
  const rows: readonly (readonly [string, string])[] = [
    [words.net, amountText(document.net)],
    [words.tax, amountText(document.tax)],
    ...(document.rounding === 0n ? [] : [[words.rounding, amountText(document.rounding)] as const]),
  ]
  const x = sheet.left + sheet.width / 2
  const width = sheet.width / 2
  for (const [name, value] of rows) {
    sheet.text(name, { x, y: sheet.y, width: width - 110, style: { muted: true } })
    sheet.text(value, { x, y: sheet.y, width: width - 4, style: { align: 'right' } })
    sheet.y += 15
  }
  const total = `${document.currency} ${amountText(document.payable)}`
  sheet.text(words.total[document.kind], { x, y: sheet.y + 3, width: width - 110, style: { size: 11, bold: true } })
  sheet.text(total, { x, y: sheet.y, width: width - 4, style: { size: 14, bold: true, align: 'right' } })
  sheet.y += 26
  if (locale === 'zh-CN')
    sheet.text(`${words.capital}：${inCapitals(document)}`, {
      x: sheet.left,
      width: sheet.width - 4,
      style: { size: 10, bold: true, align: 'right' },
    })
  sheet.y += 14
}

/** How Chinese vouchers name the currency before capital characters. */
const CURRENCY_NAMES: Readonly<Record<string, string>> = {
  CNY: '人民币',
  HKD: '港币',
  USD: '美元',
  EUR: '欧元',
  GBP: '英镑',
  JPY: '日元',
}
const inCapitals = ({ currency, payable }: InvoiceDocument): string =>
  `${CURRENCY_NAMES[currency] ?? currency}${capitalAmount(payable)}`

function writeTaxes(sheet: PdfSheet, document: InvoiceDocument, locale: DocumentLocale): void {
  const words = wordsOf(locale)
  const columns: readonly Column[] = [
    { title: words.taxRate, width: sheet.width - 200, align: 'left' },
    { title: words.taxBase, width: 100, align: 'right' },
    { title: words.tax, width: 100, align: 'right' },
  ]
  sheet.need(20 + document.taxes.length * 20)
  sheet.head(columns)
  for (const tax of document.taxes)
    sheet.row(columns, [{ text: rateText(tax, locale) }, { text: amountText(tax.net) }, { text: amountText(tax.tax) }])
  if (document.taxMode === 'inclusive') {
    sheet.y += 3
    sheet.text(words.taxIncluded, { x: sheet.left, width: sheet.width, style: { size: 8, muted: true } })
  }
  sheet.y += 10
}

function rateText({ category, treatment, percent }: DocumentTax, locale: DocumentLocale): string {
  const words = wordsOf(locale)
  if (treatment === 'exempt') return words.exempt
  if (treatment === 'reverseCharge') return words.reverseCharge
  return category === 'standard' ? `${percent}%` : `${percent}% (${category})`
}

function writePayment(sheet: PdfSheet, { seller, kind, dueOn, number }: InvoiceDocument, locale: DocumentLocale): void {
  const words = wordsOf(locale)
  const lines = labelled(locale, [
    [words.terms, seller.paymentTerms],
    [words.dueOn, kind === 'creditNote' ? '' : (dueOn ?? '')],
    [words.bank, seller.bankName],
    [words.account, seller.bankAccount],
    [words.bankCode, seller.bankCode],
    [words.reference, number ?? ''],
  ])
  if (kind === 'creditNote' || lines.length === 0) return
  const heights = lines.map((line) => sheet.heightOf(line, sheet.width))
  sheet.need(heights.reduce((sum, height) => sum + height, 40))
  sheet.rule()
  sheet.y += 8
  sheet.text(words.payment, { x: sheet.left, width: sheet.width, style: { size: 8.5, bold: true, muted: true } })
  for (const line of lines) sheet.text(line, { x: sheet.left, width: sheet.width })
}
