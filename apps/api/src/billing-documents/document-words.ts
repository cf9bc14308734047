import type { ChargeKind, ChargeUnit } from '@seatline/billing'
import type { DocumentLocale, InvoiceDocument, LineGroup } from './document-model.ts'

type Words = {
  readonly title: Readonly<Record<InvoiceDocument['kind'], string>>
  readonly draft: string
  readonly voided: string
  readonly continued: string
  readonly seller: string
  readonly buyer: string
  readonly taxId: string
  readonly address: string
  readonly phone: string
  readonly email: string
  readonly number: string
  readonly issuedOn: string
  readonly dueOn: string
  readonly servicePeriod: string
  readonly corrects: string
  readonly reason: string
  readonly currency: string
  readonly item: string
  readonly quantity: string
  readonly unit: string
  readonly price: string
  readonly amount: string
  readonly subtotal: string
  readonly taxRate: string
  readonly taxBase: string
  readonly tax: string
  readonly taxCategory: string
  readonly taxable: string
  readonly exempt: string
  readonly reverseCharge: string
  readonly net: string
  readonly taxIncluded: string
  readonly rounding: string
  readonly total: Readonly<Record<InvoiceDocument['kind'], string>>
  readonly capital: string
  readonly payment: string
  readonly terms: string
  readonly bank: string
  readonly account: string
  readonly bankCode: string
  readonly page: (page: number, pages: number) => string
  readonly groups: Readonly<Record<LineGroup, string>>
  readonly kinds: Readonly<Record<ChargeKind, string>>
  readonly units: Readonly<Record<ChargeUnit, string>>
  readonly per: Readonly<Record<ChargeUnit, string>>
  readonly increment: string
  /** Data that has words, as the grades of seats. */
  readonly subjects: Readonly<Record<string, string>>
  readonly lineId: string
  readonly kind: string
  readonly subject: string
  readonly from: string
  readonly until: string
  readonly exact: string
  readonly statement: string
  readonly day: string
  readonly entry: string
  readonly reference: string
  readonly balance: string
  readonly opening: string
  readonly closing: string
  readonly aged: string
  readonly bands: Readonly<Record<string, string>>
  readonly entries: Readonly<Record<string, string>>
  readonly calls: string
  readonly call: string
  readonly direction: string
  readonly inbound: string
  readonly outbound: string
  readonly calling: string
  readonly called: string
  readonly started: string
  readonly seconds: string
  readonly billedSeconds: string
  readonly rate: string
  readonly daily: string
}

const en: Words = {
  title: { invoice: 'Invoice', creditNote: 'Credit note', debitNote: 'Debit note' },
  draft: 'Draft: not an invoice',
  voided: 'Void',
  continued: 'continued',
  seller: 'Seller',
  buyer: 'Buyer',
  taxId: 'Tax number',
  address: 'Address',
  phone: 'Telephone',
  email: 'E-mail',
  number: 'Number',
  issuedOn: 'Date of issue',
  dueOn: 'Due on',
  servicePeriod: 'Service period',
  corrects: 'Concerning',
  reason: 'Reason',
  currency: 'Currency',
  item: 'Item',
  quantity: 'Quantity',
  unit: 'Unit',
  price: 'Unit price',
  amount: 'Amount',
  subtotal: 'Subtotal',
  taxRate: 'Rate of tax',
  taxBase: 'Net amount',
  tax: 'Tax',
  taxCategory: 'Tax category',
  taxable: 'Taxed',
  exempt: 'Exempt from tax',
  reverseCharge: 'Reverse charge: the buyer accounts for the tax',
  net: 'Net total',
  taxIncluded: 'Amounts of the lines include tax.',
  rounding: 'Rounding',
  total: { invoice: 'Total due', creditNote: 'Total credited', debitNote: 'Total due' },
  capital: 'In words',
  payment: 'Payment',
  terms: 'Terms',
  bank: 'Bank',
  account: 'Account',
  bankCode: 'Bank code',
  page: (page, pages) => `Page ${String(page)} of ${String(pages)}`,
  groups: {
    seats: 'Seats',
    services: 'Services and numbers',
    usage: 'Call minutes',
    oneOff: 'One-off and equipment',
    adjustments: 'Adjustments',
  },
  kinds: {
    rentedSeats: 'Rented seats',
    namedUsers: 'Named users',
    concurrentSeats: 'Concurrent seats',
    sharedAgents: 'Shared agents',
    addOn: 'Add-on',
    number: 'Number',
    staffedHours: 'Staffed hours',
    inboundMinutes: 'Calls in',
    outboundMinutes: 'Calls out',
    ivrMinutes: 'Menu time',
    oneOff: 'One-off work',
    equipment: 'Equipment',
    minimumCommitment: 'Minimum commitment',
    discount: 'Discount',
    cap: 'Cap',
    serviceCredit: 'Service credit',
    correction: 'Correction',
    prepayment: 'Prepayment',
  },
  units: {
    seatDay: 'seat days',
    userDay: 'user days',
    peakSeat: 'peak seats',
    second: 's',
    day: 'days',
    hour: 'hours',
    piece: 'pcs',
    percent: '%',
  },
  per: {
    seatDay: 'seat/month',
    userDay: 'user/month',
    peakSeat: 'seat',
    second: 'min',
    day: 'month',
    hour: 'hour',
    piece: 'pc',
    percent: '%',
  },
  increment: 'Increment',
  subjects: {
    standard: 'Standard',
    professional: 'Professional',
    leader: 'Leader',
    availability: 'Calls come in',
    serviceLevel: 'Service level',
    abandonment: 'Abandoned calls',
    speedOfAnswer: 'Average speed of answer',
    satisfaction: 'Satisfaction',
    incidentNotice: 'Notice of incidents',
    incidentResponse: 'Response to incidents',
    incidentResolution: 'Incidents solved',
    changeAnswer: 'Change requests answered',
  },
  lineId: 'Line',
  kind: 'Kind',
  subject: 'Of',
  from: 'From',
  until: 'Until (incl.)',
  exact: 'exact',
  statement: 'Statement of account',
  day: 'Date',
  entry: 'Entry',
  reference: 'Reference',
  balance: 'Balance',
  opening: 'Opening balance',
  closing: 'Closing balance',
  aged: 'Open by age',
  bands: {
    notDue: 'Not yet due',
    days1to30: '1 to 30 days',
    days31to60: '31 to 60 days',
    days61to90: '61 to 90 days',
    over90: 'Over 90 days',
  },
  entries: {
    documentFinal: 'Invoice or note',
    documentVoided: 'Voided',
    paymentReceived: 'Payment',
    paymentReversed: 'Payment taken back',
    creditApplied: 'Credit used',
    refundPaid: 'Refund',
    depositReceived: 'Deposit',
    depositApplied: 'Deposit used',
    depositReturned: 'Deposit returned',
    writtenOff: 'Written off',
    commissionEarned: 'Commission',
  },
  calls: 'Calls',
  call: 'Call',
  direction: 'Direction',
  inbound: 'in',
  outbound: 'out',
  calling: 'Calling',
  called: 'Called',
  started: 'Answered at',
  seconds: 'Duration (s)',
  billedSeconds: 'Charged (s)',
  rate: 'Rate',
  daily: 'Billing report of the day',
}

const zh: Words = {
  title: { invoice: '账单', creditNote: '贷项通知单', debitNote: '借项通知单' },
  draft: '草稿，非正式账单',
  voided: '已作废',
  continued: '续',
  seller: '销售方',
  buyer: '购买方',
  taxId: '纳税人识别号',
  address: '地址',
  phone: '电话',
  email: '邮箱',
  number: '编号',
  issuedOn: '开具日期',
  dueOn: '付款截止日',
  servicePeriod: '服务期间',
  corrects: '对应单据',
  reason: '原因',
  currency: '币种',
  item: '项目',
  quantity: '数量',
  unit: '单位',
  price: '单价',
  amount: '金额',
  subtotal: '小计',
  taxRate: '税率',
  taxBase: '不含税金额',
  tax: '税额',
  taxCategory: '计税类别',
  taxable: '应税',
  exempt: '免税',
  reverseCharge: '反向征收：由购买方申报纳税',
  net: '不含税合计',
  taxIncluded: '各项金额均已含税。',
  rounding: '尾差调整',
  total: { invoice: '应付合计', creditNote: '贷记合计', debitNote: '应付合计' },
  capital: '大写金额',
  payment: '付款信息',
  terms: '付款条件',
  bank: '开户行',
  account: '账号',
  bankCode: '行号',
  page: (page, pages) => `第 ${String(page)} 页，共 ${String(pages)} 页`,
  groups: {
    seats: '坐席',
    services: '增值服务与号码',
    usage: '通话费',
    oneOff: '一次性费用与设备',
    adjustments: '调整项',
  },
  kinds: {
    rentedSeats: '坐席租用',
    namedUsers: '实名用户',
    concurrentSeats: '并发坐席',
    sharedAgents: '共享坐席',
    addOn: '增值功能',
    number: '号码',
    staffedHours: '外包坐席工时',
    inboundMinutes: '呼入通话',
    outboundMinutes: '呼出通话',
    ivrMinutes: '语音导航时长',
    oneOff: '一次性服务',
    equipment: '设备',
    minimumCommitment: '最低消费补足',
    discount: '折扣',
    cap: '封顶减免',
    serviceCredit: '服务补偿',
    correction: '更正',
    prepayment: '预付款',
  },
  units: {
    seatDay: '席·天',
    userDay: '人·天',
    peakSeat: '峰值坐席',
    second: '秒',
    day: '天',
    hour: '小时',
    piece: '个',
    percent: '%',
  },
  per: {
    seatDay: '席/月',
    userDay: '人/月',
    peakSeat: '席',
    second: '分钟',
    day: '月',
    hour: '小时',
    piece: '个',
    percent: '%',
  },
  increment: '计费单位',
  subjects: {
    standard: '标准坐席',
    professional: '专业坐席',
    leader: '班长坐席',
    availability: '呼入可用率',
    serviceLevel: '服务水平',
    abandonment: '呼损率',
    speedOfAnswer: '平均应答速度',
    satisfaction: '满意度',
    incidentNotice: '故障通报',
    incidentResponse: '故障响应',
    incidentResolution: '故障解决',
    changeAnswer: '变更答复',
  },
  lineId: '行号',
  kind: '类别',
  subject: '内容',
  from: '起始日',
  until: '截止日（含）',
  exact: '精确值',
  statement: '对账单',
  day: '日期',
  entry: '摘要',
  reference: '凭证',
  balance: '余额',
  opening: '期初余额',
  closing: '期末余额',
  aged: '未结账龄',
  bands: {
    notDue: '未到期',
    days1to30: '逾期 1–30 天',
    days31to60: '逾期 31–60 天',
    days61to90: '逾期 61–90 天',
    over90: '逾期 90 天以上',
  },
  entries: {
    documentFinal: '账单或通知单',
    documentVoided: '作废',
    paymentReceived: '收款',
    paymentReversed: '收款冲回',
    creditApplied: '使用余额',
    refundPaid: '退款',
    depositReceived: '收取押金',
    depositApplied: '押金抵扣',
    depositReturned: '退还押金',
    writtenOff: '坏账核销',
    commissionEarned: '佣金',
  },
  calls: '通话清单',
  call: '通话',
  direction: '方向',
  inbound: '呼入',
  outbound: '呼出',
  calling: '主叫',
  called: '被叫',
  started: '接通时间',
  seconds: '时长（秒）',
  billedSeconds: '计费时长（秒）',
  rate: '费率',
  daily: '每日费用报告',
}

const WORDS: Readonly<Record<DocumentLocale, Words>> = { en, 'zh-CN': zh }
export const wordsOf = (locale: DocumentLocale): Words => WORDS[locale]
