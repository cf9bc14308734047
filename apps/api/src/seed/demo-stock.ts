import { DEFAULT_DESTINATIONS } from '@seatline/core'
import type { Transaction } from '../database/client.ts'
import type { NumberKind, NumberState, Prisma } from '../generated/prisma/client.ts'
import { DEMO_CLIENTS } from './demo-clients.ts'
import { OPERATOR_ID } from './demo-people.ts'

const DAY = 86_400_000
const YUAN = 1_000_000n

type DemoNumber = {
  readonly slug: string
  readonly number: string
  readonly kind: NumberKind
  readonly state?: NumberState
  readonly parent?: string
  readonly fee: bigint
  readonly carrier: string
  readonly reservedFor?: string
  readonly canBeCalledBack?: boolean
  readonly daysAgo: number
}

/** Some of each kind, in every state, beside those that the demo clients answer. */
const NUMBERS: readonly DemoNumber[] = [
  ...['4008009001', '4008009002', '4008009003'].map((number, index) => ({
    slug: `free-${String(index + 1)}`,
    number,
    kind: 'tollFree' as const,
    fee: 100n * YUAN,
    carrier: 'China Telecom',
    daysAgo: 40,
  })),
  {
    slug: 'toll-reserved',
    number: '4008009009',
    kind: 'tollFree',
    state: 'reserved',
    fee: 300n * YUAN,
    carrier: 'China Telecom',
    reservedFor: '海岸酒店集团',
    daysAgo: 6,
  },
  { slug: 'short', number: '95077', kind: 'shortCode', fee: 5_000n * YUAN, carrier: 'China Unicom', daysAgo: 120 },
  {
    slug: 'short-sub-1',
    number: '950771',
    kind: 'subNumber',
    parent: 'short',
    fee: 20n * YUAN,
    carrier: 'China Unicom',
    canBeCalledBack: false,
    daysAgo: 120,
  },
  {
    slug: 'short-sub-2',
    number: '950772',
    kind: 'subNumber',
    parent: 'short',
    state: 'reserved',
    fee: 20n * YUAN,
    carrier: 'China Unicom',
    reservedFor: 'Quayside Couriers',
    canBeCalledBack: false,
    daysAgo: 3,
  },
  { slug: 'service', number: '96512', kind: 'shortCode', fee: 2_000n * YUAN, carrier: 'China Mobile', daysAgo: 90 },
  { slug: 'local-1', number: '02488880001', kind: 'local', fee: 30n * YUAN, carrier: 'China Unicom', daysAgo: 60 },
  {
    slug: 'local-2',
    number: '02488880002',
    kind: 'local',
    state: 'returned',
    fee: 30n * YUAN,
    carrier: 'China Unicom',
    daysAgo: 9,
  },
  { slug: 'local-3', number: '+442079460100', kind: 'local', fee: 25n * YUAN, carrier: 'Thames Voice', daysAgo: 20 },
]

function stockRows(now: number): Prisma.PhoneNumberCreateManyInput[] {
  const at = (daysAgo: number): Date => new Date(now - daysAgo * DAY)
  const stock: Prisma.PhoneNumberCreateManyInput[] = NUMBERS.map((each) => ({
    id: `num_demo-${each.slug}`,
    tenantId: OPERATOR_ID,
    number: each.number,
    kind: each.kind,
    parentId: each.parent === undefined ? null : `num_demo-${each.parent}`,
    state: each.state ?? 'free',
    carrier: each.carrier,
    monthlyFeeMicros: each.fee,
    canBeCalledBack: each.canBeCalledBack ?? true,
    reservedFor: each.reservedFor ?? '',
    stateSince: at(each.daysAgo),
    createdAt: at(200),
  }))
  const issued = DEMO_CLIENTS.map(({ slug, tenantId, number }) => ({
    id: `num_demo-${slug}`,
    tenantId: OPERATOR_ID,
    number,
    kind: 'tollFree' as const,
    state: 'issued' as const,
    issuedTenantId: tenantId,
    didId: `did_${slug}`,
    carrier: 'China Telecom',
    monthlyFeeMicros: 100n * YUAN,
    stateSince: at(180),
    createdAt: at(200),
  }))
  return [...stock, ...issued]
}

/** The operator's stock of numbers, its table of destinations, and a trunk for calls out that is not in use yet. */
export async function seedStock(tx: Transaction, now: number): Promise<void> {
  const rows = stockRows(now)
  await tx.phoneNumber.createMany({ data: rows, skipDuplicates: true })
  await tx.phoneNumberChange.createMany({ data: rows.flatMap((row) => historyOf(row, now)), skipDuplicates: true })
  await tx.destinationPrefix.createMany({
    skipDuplicates: true,
    data: DEFAULT_DESTINATIONS.map(({ prefix, destinationClass, note }) => ({
      id: `dst_demo-${prefix}`,
      tenantId: OPERATOR_ID,
      prefix,
      destinationClass,
      note,
    })),
  })
  await tx.trunk.createMany({
    skipDuplicates: true,
    data: {
      id: 'trk_demo-outbound',
      tenantId: OPERATOR_ID,
      name: 'Demo carrier, calls out',
      direction: 'outbound',
      enabled: false,
      sourceAddresses: [],
      gateways: ['192.0.2.10:5060', '192.0.2.11:5060'],
      concurrentCallsMax: 60,
      priority: 50,
    },
  })
}

function historyOf(row: Prisma.PhoneNumberCreateManyInput, now: number): Prisma.PhoneNumberChangeCreateManyInput[] {
  const change = (name: string, at: Date, toState: NumberState, fromState: NumberState | null) => ({
    id: `evt_${row.id.slice(4)}-${name}`,
    tenantId: OPERATOR_ID,
    phoneNumberId: row.id,
    at,
    fromState,
    toState,
    issuedTenantId: toState === 'issued' ? (row.issuedTenantId ?? null) : null,
  })
  const state = row.state ?? 'free'
  const bought = change('bought', new Date(now - 200 * DAY), 'free', null)
  return state === 'free' ? [bought] : [bought, change('now', new Date(row.stateSince ?? now), state, 'free')]
}
