import type { SeatGrade, TenantStatus } from '@seatline/core'
import type { Transaction } from '../database/client.ts'
import type { TenantKind } from '../generated/prisma/enums.ts'

/** What the console counts, for all tenants that the transaction sees, in a few questions whose cost does not grow with the number of calls ever made. */

export type TenantRow = {
  readonly id: string
  readonly name: string
  readonly brand_color: string
  readonly status: TenantStatus
  readonly kind: TenantKind
  readonly time_zone: string
  readonly template: string | null
  readonly concurrent_calls_max: number
  readonly calls_per_second_max: number | null
  readonly api_requests_per_minute_max: number
  readonly storage_bytes_max: bigint
  readonly attributes: string[]
  readonly destination_classes: string[]
  readonly status_since: Date | null
  readonly numbers: bigint
  readonly alarms: bigint
  readonly preflight: 'running' | 'passed' | 'failed' | null
  readonly last_call: Date | null
  readonly storage: bigint
}

export const readTenantRows = (tx: Transaction, tenantIds: readonly string[]): Promise<TenantRow[]> =>
  tx.$queryRaw<TenantRow[]>`
    SELECT t.id, t.name, t.brand_color, t.status::text, t.kind::text, t.time_zone, t.template, t.concurrent_calls_max,
      t.calls_per_second_max, t.api_requests_per_minute_max, t.storage_bytes_max, t.attributes, t.destination_classes,
      (SELECT max(at) FROM tenant_status_change c WHERE c.tenant_id = t.id) AS status_since,
      (SELECT count(*) FROM did d WHERE d.tenant_id = t.id AND d.released_at IS NULL) AS numbers,
      (SELECT count(*) FROM alarm a WHERE a.tenant_id = t.id AND a.acknowledged_at IS NULL) AS alarms,
      (SELECT p.status::text FROM preflight_run p WHERE p.tenant_id = t.id ORDER BY p.started_at DESC LIMIT 1) AS preflight,
      (SELECT c.arrived_at FROM call c WHERE c.tenant_id = t.id ORDER BY c.arrived_at DESC LIMIT 1) AS last_call,
      ((SELECT coalesce(sum(size_bytes), 0) FROM recording r WHERE r.tenant_id = t.id)
        + (SELECT coalesce(sum(size_bytes), 0) FROM prompt p WHERE p.tenant_id = t.id))::bigint AS storage
    FROM tenant t WHERE t.id = ANY (${[...tenantIds]}::text[]) AND t.kind = 'client'`

type CallCount = {
  readonly tenant_id: string
  readonly calls: bigint
  readonly answered: bigint
  readonly seconds: bigint
}

/** Since midnight by each tenant's own clock. */
export const countCallsToday = (tx: Transaction, now: Date): Promise<CallCount[]> =>
  tx.$queryRaw<CallCount[]>`
    SELECT c.tenant_id, count(*) AS calls, count(c.connected_at) AS answered,
      coalesce(sum(c.talk_ms + c.hold_ms) / 1000, 0)::bigint AS seconds
    FROM tenant t JOIN call c ON c.tenant_id = t.id AND NOT c.test
      AND c.arrived_at >= date_trunc('day', ${now}::timestamptz AT TIME ZONE t.time_zone) AT TIME ZONE t.time_zone
    GROUP BY c.tenant_id`

type RefusedCount = { readonly tenant_id: string; readonly reason: string; readonly count: bigint }

export const countRefusedToday = (tx: Transaction, now: Date): Promise<RefusedCount[]> =>
  tx.$queryRaw<RefusedCount[]>`
    SELECT r.tenant_id, r.reason, count(*) AS count
    FROM tenant t JOIN rejected_call r ON r.tenant_id = t.id
      AND r.at >= date_trunc('day', ${now}::timestamptz AT TIME ZONE t.time_zone) AT TIME ZONE t.time_zone
    GROUP BY r.tenant_id, r.reason`

type SeatCount = { readonly tenant_id: string; readonly grade: SeatGrade; readonly seats: bigint }

export const countSeats = (tx: Transaction, now: Date): Promise<SeatCount[]> =>
  tx.$queryRaw<SeatCount[]>`
    SELECT s.tenant_id, s.grade::text AS grade, sum(s.seats_count) AS seats
    FROM tenant t JOIN seat_subscription s ON s.tenant_id = t.id
      AND s.from_day <= (${now}::timestamptz AT TIME ZONE t.time_zone)::date
      AND (s.until_day IS NULL OR s.until_day > (${now}::timestamptz AT TIME ZONE t.time_zone)::date)
    GROUP BY s.tenant_id, s.grade`

type Dedicated = { readonly id: string; readonly name: string; readonly dedicatedTenantId: string | null }

/** The operator's trunks, and who they are for. */
export const readTrunks = (tx: Transaction, operatorTenantId: string): Promise<Dedicated[]> =>
  tx.trunk.findMany({
    where: { tenantId: operatorTenantId, archivedAt: null },
    select: { id: true, name: true, dedicatedTenantId: true },
    orderBy: [{ priority: 'asc' }, { name: 'asc' }],
  })

/** The operator's own agents, and who they are for. */
export const readAgents = (tx: Transaction, operatorTenantId: string): Promise<Dedicated[]> =>
  tx.agent.findMany({
    where: { tenantId: operatorTenantId, active: true },
    select: { id: true, name: true, dedicatedTenantId: true },
    orderBy: { name: 'asc' },
  })
