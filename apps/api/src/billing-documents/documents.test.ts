import { formatMicros, parseCsv } from '@seatline/billing'
import { describe, expect, test } from 'vitest'
import { pdfPages } from '../testing/pdf-text.ts'
import { SAMPLE_SELLER, sampleCreditNote, sampleInvoice, sampleStatement } from '../testing/sample-documents.ts'
import { invoicePdf } from './invoice-pdf.ts'
import { invoiceTables, statementTable } from './invoice-table.ts'
import { statementPdf } from './statement-pdf.ts'
import { csvOf, money, text, xlsxOf } from './table-file.ts'

/** Promise: what a finance department is sent says all that it must, in its language, figure for figure, and the same invoice is the same file. */

describe('an invoice as PDF', () => {
  test('in Chinese: parties, numbers, every sum, the total in capital characters, pages counted', async () => {
    const pages = pdfPages(await invoicePdf(sampleInvoice(), 'zh-CN'))
    expect(pages).toHaveLength(3)
    const [first = '', second = '', last = ''] = pages
    for (const said of [
      '账单',
      '编号\nHEATING-2026-0009',
      '开具日期\n2026-10-01',
      '服务期间\n2026-09-01 – 2026-09-30',
      '付款截止日\n2026-10-15',
      '暖阳供热服务有限公司\n纳税人识别号：91310104MA1FR3XY6Q',
      `${SAMPLE_SELLER.name}\n纳税人识别号：${SAMPLE_SELLER.taxId}`,
      '坐席租用：专业坐席\n480\n席·天\n500.00 / 席/月\n8,000.00',
      '坐席租用：标准坐席\n2026-09-17 – 2026-09-30\n70\n席·天',
      '小计\n8,697.666667',
      '第 1 页，共 3 页',
    ])
      expect(first).toContain(said)
    expect(second).toContain('账单 HEATING-2026-0009 · 续\n项目\n数量\n单位\n单价\n金额')
    for (const said of [
      '6%\n8,937.157333\n536.22',
      '尾差调整\n-0.007333',
      'CNY 9,473.37',
      '大写金额：人民币玖仟肆佰柒拾叁元叁角柒分',
      '开户行：中国工商银行上海张江支行',
      '账号：1001 2345 0920 0123 456',
      '第 3 页，共 3 页',
    ])
      expect(last).toContain(said)
  })

  test('in English', async () => {
    const [first = '', , last = ''] = pdfPages(await invoicePdf(sampleInvoice(), 'en'))
    expect(first).toContain('Rented seats: Professional\n480\nseat days\n500.00 / seat/month\n8,000.00')
    expect(last).toContain('Total due\nCNY 9,473.37')
    expect(last).toContain('Page 3 of 3')
    expect(last).not.toContain('大写')
  })

  test('names every line once', async () => {
    const document = sampleInvoice()
    const whole = pdfPages(await invoicePdf(document, 'en')).join('\n')
    for (const line of document.lines.filter(({ kind }) => kind.endsWith('Minutes')))
      expect(whole.split(line.subject)).toHaveLength(2)
  })

  test('is the same file, byte by byte, for the same invoice, and another for another', async () => {
    const first = await invoicePdf(sampleInvoice(), 'zh-CN')
    expect(first.equals(await invoicePdf(sampleInvoice(), 'zh-CN'))).toBe(true)
    expect(first.equals(await invoicePdf({ ...sampleInvoice(), number: 'HEATING-2026-0010' }, 'zh-CN'))).toBe(false)
  })

  test('of a credit note says what it is about and asks for nothing', async () => {
    const [page = ''] = pdfPages(await invoicePdf(sampleCreditNote(), 'zh-CN'))
    expect(page).toContain('贷项通知单')
    expect(page).toContain('对应单据\nHEATING-2026-0009')
    expect(page).toContain('大写金额：人民币负伍佰叁拾元整')
    expect(page).not.toContain('开户行')
  })

  test('of a draft and of a void one cannot be taken for an invoice', async () => {
    const draft = { ...sampleInvoice(), isDraft: true, number: null, issuedOn: null }
    expect(pdfPages(await invoicePdf(draft, 'zh-CN'))[0]).toContain('草稿，非正式账单')
    expect(pdfPages(await invoicePdf({ ...sampleInvoice(), isVoid: true }, 'en'))[0]).toContain('Void')
  })
})

test('a statement as PDF has its balances and what is open by age', async () => {
  const [page = ''] = pdfPages(await statementPdf(sampleStatement(), 'zh-CN'))
  expect(page).toContain('期初余额\n1,200.00')
  expect(page).toContain('2026-10-05\n收款\nICBC 20261005-77\n-1,200.00\n10,000.00')
  expect(page).toContain('期末余额\n9,470.00')
  expect(page).toContain('逾期 1–30 天\n9,470.00')
})

describe('tables', () => {
  test('as CSV have a mark for spreadsheets, exact figures, and add up to the invoice', () => {
    const document = sampleInvoice()
    const csv = csvOf(invoiceTables(document, 'en')[0])
    expect(csv.startsWith('\uFEFF')).toBe(true)
    const rows = parseCsv(csv)
    if (!rows.ok) throw new Error(JSON.stringify(rows.error))
    const [header, ...lines] = rows.value
    const at = header?.fields.indexOf('Amount') ?? -1
    expect(lines).toHaveLength(document.lines.length)
    expect(lines.map(({ fields }) => fields[at])).toEqual(
      expect.arrayContaining(document.lines.map(({ amount }) => formatMicros(amount))),
    )
  })

  test('keep a spreadsheet from taking text for a formula', () => {
    const csv = csvOf({
      name: 'x',
      exactWord: 'exact',
      columns: ['a', 'b'],
      rows: [
        [text('=1+1'), money(-1n)],
        [text('@cmd'), money(1n)],
        [text('+8613900001111'), money(0n)],
      ],
    })
    expect(csv).toBe("\uFEFFa,b\r\n'=1+1,-0.000001\r\n'@cmd,0.000001\r\n+8613900001111,0.00\r\n")
  })

  test('as Excel have numbers that are numbers, and the exact text beside where one could not be held', async () => {
    const big = 123_456_789_012_345_678n
    const file = await xlsxOf([
      { name: 'a/b', exactWord: 'exact', columns: ['small', 'big'], rows: [[money(1_500_000n), money(big)]] },
    ])
    expect(file.subarray(0, 2).toString()).toBe('PK')
    const sheet = await sheetXml(file)
    expect(sheet).toContain('<v>1.5</v>')
    expect(sheet).toContain(`<v>${String(Number(formatMicros(big)))}</v>`)
    expect(await sharedStrings(file)).toContain(formatMicros(big))
    expect(await sharedStrings(file)).toContain('big (exact)')
    expect(await sharedStrings(file)).not.toContain('small (exact)')
  })

  test('of a statement has a row for each entry between opening and closing', () => {
    expect(statementTable(sampleStatement(), 'en').rows).toHaveLength(5)
  })
})

const sheetXml = (file: Buffer): Promise<string> => entryOf(file, 'xl/worksheets/sheet1.xml')
const sharedStrings = (file: Buffer): Promise<string> => entryOf(file, 'xl/sharedStrings.xml')

/** One entry of a ZIP file, found by its central directory. */
async function entryOf(file: Buffer, name: string): Promise<string> {
  const { inflateRawSync } = await import('node:zlib')
  for (
    let at = file.indexOf('PK\u0001\u0002', 0, 'latin1');
    at >= 0;
    at = file.indexOf('PK\u0001\u0002', at + 4, 'latin1')
  ) {
    const nameLength = file.readUInt16LE(at + 28)
    if (file.subarray(at + 46, at + 46 + nameLength).toString() !== name) continue
    const start = file.readUInt32LE(at + 42)
    const data = start + 30 + file.readUInt16LE(start + 26) + file.readUInt16LE(start + 28)
    const raw = file.subarray(data, data + file.readUInt32LE(at + 20))
    return (file.readUInt16LE(at + 10) === 0 ? raw : inflateRawSync(raw)).toString('utf8')
  }
  throw new Error(`no such entry [name:${name}]`)
}
