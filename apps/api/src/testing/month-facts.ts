import type { TenantId } from '@seatline/core'
import { toCheckedRow } from '../price-plans/plan-rows.ts'
import { SeededRandom } from './seeded-random.ts'
import type { BooksWorld } from './books-world.ts'

/** A plan since 2025 for a client: 500 a seat, 0.006 a minute in at 30/6, 0.12 out at 60/60. */
export async function addPlan(world: BooksWorld, tenantId: string): Promise<void> {
  const { currency } = await clientOf(world, tenantId)
  const rate = (direction: string, pricePerMinute: string, increment: string) => ({
    direction,
    prefix: '',
    destination: 'all',
    pricePerMinute,
    increment,
  })
  await world.as(tenantId as TenantId, (tx) =>
    tx.pricePlan.create({
      data: toCheckedRow(
        {
          tenantId,
          planId: `pln_${tenantId.slice(4)}`,
          version: 1,
          name: 'Standard',
          currency,
          validFrom: new Date('2024-12-30T16:00:00Z'),
        },
        {
          seats: { grades: { professional: { model: 'rented', pricePerMonth: '500' } } },
          minutes: { rates: [rate('inbound', '0.006', '30/6'), rate('outbound', '0.12', '60/60')] },
        },
      ),
    }),
  )
}

export const addSeats = (
  world: BooksWorld,
  tenantId: string,
  of: { readonly name: string; readonly count: number; readonly from: string; readonly until?: string },
): Promise<unknown> =>
  world.owner(
    `INSERT INTO seat_subscription (id, tenant_id, grade, seats_count, from_day, until_day) VALUES ($1, $2, 'professional', $3, $4, $5)`,
    [`sub_${of.name}`, tenantId, of.count, of.from, of.until ?? null],
  )

/** A contract since 2025: calls come in 99.9 % of a month, or 5 % of its fees are credited, below 99.5 % 15 %; credits are at most 30 %. */
export const addContract = (world: BooksWorld, tenantId: string): Promise<unknown> =>
  world.as(tenantId as TenantId, async (tx) => {
    const id = contractOf(tenantId)
    const createdAt = new Date('2024-12-30T16:00:00Z')
    const fromDay = new Date('2025-01-01')
    await tx.contract.create({ data: { id, tenantId, number: '1', title: 'Calls come in', fromDay, createdAt } })
    const credit = (percent: string) => ({ of: 'monthFees', percent })
    const terms = {
      scope: 'All calls',
      renewal: 'automatic',
      renewalMonths: 12,
      noticeDays: 60,
      answerWithinSeconds: '20',
      creditCapPercent: '30',
      promises: [
        {
          indicator: 'availability',
          target: '99.9',
          serious: '99.5',
          missed: credit('5'),
          seriouslyMissed: credit('15'),
        },
      ],
    }
    await tx.contractVersion.create({
      data: { tenantId, contractId: id, version: 1, validFrom: fromDay, terms, createdAt },
    })
  })

export const contractOf = (tenantId: string): string => `ctr_${tenantId.slice(4)}`

/** So many minutes in which no calls came in. */
export const addOutage = (
  world: BooksWorld,
  tenantId: string,
  of: { readonly name: string; readonly at: string; readonly minutes: number },
): Promise<unknown> => {
  const openedAt = new Date(of.at)
  const resolvedAt = new Date(openedAt.getTime() + of.minutes * 60_000)
  return world.as(tenantId as TenantId, (tx) =>
    tx.incident.create({
      data: {
        id: `ict_${of.name}`,
        tenantId,
        title: 'No calls',
        severity: 'outage',
        openedAt,
        resolvedAt,
        createdAt: openedAt,
        createdBy: 'Operator',
      },
    }),
  )
}

type ClientRow = { currency: string; timeZone: string }

const clientOf = async (world: BooksWorld, tenantId: string): Promise<ClientRow> => {
  const [row] = await world.owner<ClientRow>('SELECT currency, time_zone AS "timeZone" FROM tenant WHERE id = $1', [
    tenantId,
  ])
  if (row === undefined) throw new Error(`no client [tenant:${tenantId}]`)
  return row
}

export type Call = {
  readonly name: string
  readonly at: string
  readonly durationMs: number
  readonly outbound?: boolean
}

/** Usage as the projector writes it, without the calls that it came from. */
export async function addUsage(world: BooksWorld, tenantId: string, calls: readonly Call[]): Promise<void> {
  const { currency, timeZone } = await clientOf(world, tenantId)
  const rows = calls.map(({ name, at, durationMs, outbound = false }) => {
    const [first, then, price] = outbound ? [60, 60, 120_000] : [30, 6, 6_000]
    const seconds = Math.ceil(durationMs / 1_000)
    const billable = seconds <= first ? first : first + Math.ceil((seconds - first) / then) * then
    return [
      name,
      outbound ? 'outbound' : 'inbound',
      at,
      durationMs,
      price,
      first,
      then,
      billable,
      (price * billable) / 60,
    ]
  })
  await world.owner(
    `SET session_replication_role = replica; INSERT INTO usage_record (id, tenant_id, call_id, leg_id, direction, meter, started_at, day, duration_ms, counted_ms,
       plan_id, plan_version, usage_key, destination, price_per_minute_micros, increment, billable_seconds, charged_seconds, usage_micros, connection_fee_micros, amount_micros, currency)
     SELECT 'use_' || (r->>0), '${tenantId}', 'cal_' || (r->>0), 'leg_' || (r->>0), (r->>1)::"LegDirection", r->>1, (r->>2)::timestamptz,
       ((r->>2)::timestamptz AT TIME ZONE '${timeZone}')::date, (r->>3)::int, (r->>3)::int, 'pln_${tenantId.slice(4)}', 1, (r->>1) || '/all', 'all',
       (r->>4)::bigint, (r->>5) || '/' || (r->>6), (r->>7)::int, (r->>7)::int, (r->>8)::bigint, 0, (r->>8)::bigint, '${currency}'
    FROM jsonb_array_elements('${JSON.stringify(rows)}'::jsonb) AS r`,
  )
}

/** So many calls spread over the days of a month. */
export function callsIn(month: string, count: number, seed: number): readonly Call[] {
  const random = new SeededRandom(seed)
  return Array.from({ length: count }, (_, index) => ({
    name: `${month}-${String(seed)}-${String(index)}`,
    at: `${month}-${String(random.between(1, 28)).padStart(2, '0')}T0${String(random.between(0, 9))}:30:00Z`,
    durationMs: random.between(1, 600_000),
    outbound: random.chance(0.3),
  }))
}
