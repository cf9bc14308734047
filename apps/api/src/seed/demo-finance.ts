import { exportRates, importRates, isCurrency } from '@seatline/billing'
import type { CarrierMapping } from '@seatline/billing'
import { InvariantError } from '@seatline/core'
import type { Transaction } from '../database/client.ts'
import { OPERATOR_ID } from './demo-people.ts'

/** What carriers charge: toll-free calls in by who calls, calls out by who is called. */
const PRICES = {
  inbound: ['0,固话,,,0.055,6/6,,', '1,移动,,,0.065,6/6,,', ',其他,,,0.08,60/60,,'],
  outbound: ['0,国内长途,,,0.07,6/6,,', '1,移动,,,0.06,6/6,,', '00,国际,,,1.2,60/60,0.05,', ',本地,,,0.045,60/60,,'],
} as const
const HEADER = 'prefix,destination,band,status,pricePerMinute,increment,connectionFee,minimumCharge'

/** The operator's name on documents, its carrier with the form of its files, and what that carrier charges. */
export async function seedFinance(tx: Transaction, now: number): Promise<void> {
  await tx.sellerProfile.createMany({
    skipDuplicates: true,
    data: {
      tenantId: OPERATOR_ID,
      name: '海港云联科技（上海）有限公司',
      address: '上海市浦东新区张江路 88 号 3 幢 1201 室',
      taxId: '91310115MA1K4T7X2P',
      phone: '021-6100 2002',
      email: 'finance@seatline.test',
      bankName: '中国工商银行上海张江支行',
      bankAccount: '1001 2345 0920 0123 456',
      bankCode: '102290012345',
      paymentTerms: '收到账单后 14 天内付款',
    },
  })
  await tx.carrierMapping.createMany({
    skipDuplicates: true,
    data: {
      id: 'ccr_demo-carrier',
      tenantId: OPERATOR_ID,
      carrier: '东方通信',
      trunkIds: ['trk_demo-carrier'],
      definition: MAPPING,
      updatedAt: new Date(now),
    },
  })
  for (const direction of ['inbound', 'outbound'] as const)
    await tx.trunkCost.createMany({
      skipDuplicates: true,
      data: {
        id: `ccr_demo-${direction}`,
        tenantId: OPERATOR_ID,
        trunkId: 'trk_demo-carrier',
        direction,
        fromDay: new Date('2026-01-01'),
        currency: 'CNY',
        rates: ratesOf(direction),
        setAt: new Date(now),
      },
    })
}

function ratesOf(direction: keyof typeof PRICES): string {
  const currency = 'CNY'
  const table = isCurrency(currency) ? importRates({ text: [HEADER, ...PRICES[direction]].join('\n'), currency }) : null
  if (table?.ok === true) return exportRates(table.value)
  throw new InvariantError(`the demo prices are not right [direction:${direction}]`)
}

const MAPPING = {
  columns: {
    startedAt: '开始时间',
    timeOfDay: null,
    calling: '主叫号码',
    called: '被叫号码',
    duration: '通话时长',
    billed: '计费时长',
    price: '费用',
    direction: '呼叫方向',
    reference: '话单号',
  },
  delimiter: ',',
  timeZone: 'Asia/Shanghai',
  timeFormat: 'yyyy-MM-dd HH:mm:ss',
  durationUnit: 'seconds',
  decimalMark: '.',
  numberStyle: 'asDialled',
  stripPrefix: '',
  currency: 'CNY',
  direction: 'inbound',
  outboundWord: '呼出',
} satisfies Omit<CarrierMapping, 'currency'> & { readonly currency: string }
