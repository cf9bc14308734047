import { instant } from '@seatline/core'
import type { DocumentLine, InvoiceDocument, Seller, StatementDocument } from '../billing-documents/document-model.ts'

const YUAN = 1_000_000n
export const SAMPLE_SELLER: Seller = {
  name: '海港云联科技（上海）有限公司',
  address: '上海市浦东新区张江路 88 号 3 幢 1201 室',
  taxId: '91310115MA1K4T7X2P',
  email: 'finance@seatline.test',
  phone: '021-6100 2002',
  bankName: '中国工商银行上海张江支行',
  bankAccount: '1001 2345 0920 0123 456',
  bankCode: '102290012345',
  paymentTerms: '收到账单后 14 天内付款 / 14 days net',
}

const september = { from: '2026-09-01', until: '2026-10-01' }
const line = (changes: Partial<DocumentLine>): DocumentLine => ({
  lineId: `ten_demo/2026-09-01/${changes.kind ?? 'rentedSeats'}/${changes.subject ?? ''}`,
  kind: 'rentedSeats',
  subject: '',
  ...september,
  quantity: '1',
  unit: 'piece',
  unitPrice: null,
  details: {},
  amount: 0n,
  taxCategory: 'standard',
  ...changes,
})

/** Seats with a change within the month, minutes to many destinations so that they run over a page, a discount and a credit. */
export function sampleInvoice(): InvoiceDocument {
  const destinations = Array.from({ length: 34 }, (_, index) => {
    const seconds = 3_606 + index * 678
    return line({
      kind: index % 3 === 0 ? 'inboundMinutes' : 'outboundMinutes',
      subject: `CN-${String(index + 10)} ${index % 2 === 0 ? '移动' : '固话'}`,
      quantity: String(seconds),
      unit: 'second',
      unitPrice: 120_000n,
      details: { increment: '6/6' },
      amount: BigInt(seconds) * 2_000n,
    })
  })
  const lines: readonly DocumentLine[] = [
    line({ subject: 'professional', quantity: '480', unit: 'seatDay', unitPrice: 500n * YUAN, amount: 8_000n * YUAN }),
    line({
      subject: 'standard',
      from: '2026-09-17',
      quantity: '70',
      unit: 'seatDay',
      unitPrice: 299n * YUAN,
      amount: 697_666_667n,
    }),
    line({ kind: 'addOn', subject: 'Voicemail', quantity: '1', unitPrice: 30n * YUAN, amount: 30n * YUAN }),
    line({
      kind: 'number',
      subject: '4008001001',
      quantity: '30',
      unit: 'day',
      unitPrice: 100n * YUAN,
      amount: 100n * YUAN,
    }),
    ...destinations,
    line({ kind: 'discount', subject: '年度合约 9 折', quantity: '10', unit: 'percent', amount: -869_766_667n }),
    line({ kind: 'serviceCredit', subject: '2026-09-12 故障处理超时', amount: -26_666_667n }),
  ]
  const net = lines.reduce((sum, { amount }) => sum + amount, 0n)
  const tax = ((net * 6n) / 100n / 10_000n) * 10_000n
  const payable = ((net + tax) / 10_000n) * 10_000n
  return {
    kind: 'invoice',
    isDraft: false,
    isVoid: false,
    number: 'HEATING-2026-0009',
    correctsNumber: null,
    reason: '',
    issuedOn: '2026-10-01',
    dueOn: '2026-10-15',
    servicePeriod: september,
    seller: SAMPLE_SELLER,
    buyer: {
      name: '暖阳供热服务有限公司',
      address: '上海市徐汇区虹桥路 1 号',
      taxId: '91310104MA1FR3XY6Q',
      email: 'accounts@heating.test',
    },
    currency: 'CNY',
    taxMode: 'exclusive',
    lines,
    taxes: [{ category: 'standard', treatment: 'taxed', percent: '6', net, tax }],
    net,
    tax,
    rounding: payable - net - tax,
    payable,
    madeAt: instant(Date.parse('2026-10-01T01:00:00Z')),
  }
}

/** About the sample invoice, of one line. */
export const sampleCreditNote = (): InvoiceDocument => ({
  ...sampleInvoice(),
  kind: 'creditNote',
  number: 'HEATING-CN-2026-0001',
  correctsNumber: 'HEATING-2026-0009',
  reason: '多计 1 个坐席',
  dueOn: null,
  lines: [line({ kind: 'correction', subject: 'professional', amount: -500n * YUAN })],
  taxes: [{ category: 'standard', treatment: 'taxed', percent: '6', net: -500n * YUAN, tax: -30n * YUAN }],
  net: -500n * YUAN,
  tax: -30n * YUAN,
  rounding: 0n,
  payable: -530n * YUAN,
})

export const sampleStatement = (): StatementDocument => ({
  seller: SAMPLE_SELLER,
  buyer: sampleInvoice().buyer,
  currency: 'CNY',
  from: '2026-10-01',
  until: '2026-11-01',
  opening: 1_200n * YUAN,
  entries: [
    {
      day: '2026-10-01',
      kind: 'documentFinal',
      reference: 'HEATING-2026-0009',
      amount: 10_000n * YUAN,
      balance: 11_200n * YUAN,
    },
    {
      day: '2026-10-05',
      kind: 'paymentReceived',
      reference: 'ICBC 20261005-77',
      amount: -1_200n * YUAN,
      balance: 10_000n * YUAN,
    },
    {
      day: '2026-10-09',
      kind: 'documentFinal',
      reference: 'HEATING-CN-2026-0001',
      amount: -530n * YUAN,
      balance: 9_470n * YUAN,
    },
  ],
  closing: 9_470n * YUAN,
  aged: [
    { band: 'notDue', amount: 0n },
    { band: 'days1to30', amount: 9_470n * YUAN },
  ],
  madeAt: instant(Date.parse('2026-11-01T01:00:00Z')),
})
