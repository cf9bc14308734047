import { idSchema, trunkSchema } from '@seatline/core'
import type { TenantId, TrunkId } from '@seatline/core'
import type { Transaction } from '../database/client.ts'
import type { Alarm, Trunk as TrunkRow } from '../generated/prisma/client.ts'
import { instantFromRow, instantOrNull } from '../tenants/rows.ts'
import type { TrunkAlarmView, TrunkView } from './trunk-views.ts'

const ALARMS_SHOWN = 100

/** The trunks in use, in the order in which calls out try them. */
export async function readTrunks(tx: Transaction, operatorTenantId: TenantId): Promise<TrunkView[]> {
  const rows = await tx.trunk.findMany({
    where: { tenantId: operatorTenantId, archivedAt: null },
    orderBy: [{ priority: 'asc' }, { name: 'asc' }],
  })
  const ids = [...new Set(rows.flatMap(({ dedicatedTenantId }) => dedicatedTenantId ?? []))]
  const tenants = await tx.tenant.findMany({ where: { id: { in: ids } }, select: { id: true, name: true } })
  const names = new Map(tenants.map(({ id, name }) => [id, name]))
  return rows.map((row) => viewOf(row, names))
}

export async function findTrunk(tx: Transaction, operatorTenantId: TenantId, id: TrunkId): Promise<TrunkRow | null> {
  return tx.trunk.findFirst({ where: { tenantId: operatorTenantId, id, archivedAt: null } })
}

function viewOf(row: TrunkRow, names: ReadonlyMap<string, string>): TrunkView {
  const trunk = trunkSchema.parse({ trunkId: row.id, ...row })
  const { dedicatedTenantId } = trunk
  return {
    ...trunk,
    dedicatedTo:
      dedicatedTenantId === null ? null : { id: dedicatedTenantId, name: names.get(dedicatedTenantId) ?? '' },
  }
}

/** Those that last first, then the latest that ended. */
export async function readTrunkAlarms(tx: Transaction, operatorTenantId: TenantId): Promise<TrunkAlarmView[]> {
  const rows = await tx.alarm.findMany({
    where: { tenantId: operatorTenantId, kind: { startsWith: 'trunk.' } },
    orderBy: [{ clearedAt: { sort: 'desc', nulls: 'first' } }, { raisedAt: 'desc' }],
    take: ALARMS_SHOWN,
  })
  return rows.map(alarmOf)
}

function alarmOf({ id, kind, detail, raisedAt, clearedAt }: Alarm): TrunkAlarmView {
  const facts = new Map(Object.entries(typeof detail === 'object' && detail !== null ? detail : {}))
  const text = (name: string): string | null => {
    const value: unknown = facts.get(name)
    return typeof value === 'string' ? value : null
  }
  const figure = (name: string): number | null => {
    const value: unknown = facts.get(name)
    return typeof value === 'number' ? value : null
  }
  const trunkId = idSchema('trunk').safeParse(text('trunkId'))
  return {
    id,
    kind,
    trunkId: trunkId.success ? trunkId.data : null,
    trunkName: text('trunk') ?? '',
    gateway: text('gateway'),
    calls: figure('calls'),
    capacity: figure('concurrentCallsMax'),
    failures: figure('failures'),
    raisedAt: instantFromRow(raisedAt),
    clearedAt: instantOrNull(clearedAt),
  }
}
