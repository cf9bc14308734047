import type { Database } from '../database/client.ts'
import { raiseAlarms } from '../events/alarms.ts'

type Fullness = { readonly tenant_id: string; readonly used: bigint; readonly max: bigint }

const PERCENTS = [100, 80] as const

/** Raises an alarm for a tenant whose storage is nearly full, and another when it is: once a day each, for as long as it lasts. */
export async function raiseStorageAlarms(database: Database, now: number): Promise<number> {
  const tenants = await database.withTenants({ tenantIds: [], operator: true }, (tx) =>
    tx.tenant.findMany({ where: { kind: 'client' }, select: { id: true } }),
  )
  const tenantIds = tenants.map(({ id }) => id)
  return database.withTenants({ tenantIds }, async (tx) => {
    const rows = await tx.$queryRaw<Fullness[]>`
      SELECT t.id AS tenant_id, t.storage_bytes_max AS max,
        (coalesce(r.bytes, 0) + coalesce(p.bytes, 0))::bigint AS used
      FROM tenant t
        LEFT JOIN (SELECT tenant_id, sum(size_bytes) AS bytes FROM recording GROUP BY tenant_id) r ON r.tenant_id = t.id
        LEFT JOIN (SELECT tenant_id, sum(size_bytes) AS bytes FROM prompt GROUP BY tenant_id) p ON p.tenant_id = t.id
      WHERE t.kind = 'client'`
    const raisedAt = new Date(now)
    const alarms = rows.flatMap(({ tenant_id: tenantId, used, max }) => {
      const percent = PERCENTS.find((each) => used * 100n >= max * BigInt(each))
      if (percent === undefined) return []
      return [
        {
          tenantId,
          kind: percent === 100 ? ('storage.full' as const) : ('storage.nearlyFull' as const),
          dedupeKey: `storage/${String(percent)}/${raisedAt.toISOString().slice(0, 10)}`,
          callId: null,
          recordingId: null,
          detail: { usedMegabytes: Number(used / 1_048_576n), maxMegabytes: Number(max / 1_048_576n) },
          raisedAt,
        },
      ]
    })
    await raiseAlarms(tx, alarms)
    return alarms.length
  })
}
