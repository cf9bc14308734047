import { platformSnapshotSchema, PLATFORM_SNAPSHOT, trunkAlarms } from '@seatline/core'
import type { Instant, TrunkAlarm } from '@seatline/core'
import type { Redis } from 'ioredis'
import type { Database } from '../database/client.ts'
import { callsOn, gatewaysOf, readTrunkReports } from './trunk-reports.ts'

/** Raises what is wrong with the trunks now, and ends what is not wrong any more. Without a media node that reports nothing is changed: nobody knows. */
export async function keepTrunkAlarms(parts: {
  readonly database: Database
  readonly redis: Redis
  readonly now: () => Instant
}): Promise<void> {
  const { database, redis, now } = parts
  const text = await redis.get(PLATFORM_SNAPSHOT)
  const reports = await readTrunkReports(redis, now())
  if (text === null || reports.length === 0) return
  const { operatorTenantId: tenantId, trunks } = platformSnapshotSchema.parse(JSON.parse(text))
  await database.withTenants({ tenantIds: [tenantId] }, async (tx) => {
    const open = await tx.alarm.findMany({ where: { tenantId, kind: { startsWith: 'trunk.' }, clearedAt: null } })
    const openKeys = new Set(open.map(({ dedupeKey }) => keyWithoutTime(dedupeKey)))
    const wrong = trunkAlarms({
      trunks,
      gateways: gatewaysOf(reports),
      callsOf: (trunkId) => {
        const { inbound, outbound } = callsOn(reports, trunkId)
        return inbound + outbound
      },
      isOpen: (kind, trunkId, gateway) => openKeys.has(keyOf({ kind, trunkId, gateway })),
    })
    const at = new Date(now())
    const wrongKeys = new Set(wrong.map(keyOf))
    const ended = open.filter(({ dedupeKey }) => !wrongKeys.has(keyWithoutTime(dedupeKey)))
    if (ended.length > 0)
      await tx.alarm.updateMany({ where: { tenantId, id: { in: ended.map(({ id }) => id) } }, data: { clearedAt: at } })
    const raised = wrong.filter((alarm) => !openKeys.has(keyOf(alarm)))
    if (raised.length > 0)
      await tx.alarm.createMany({
        skipDuplicates: true,
        data: raised.map((alarm) => {
          const dedupeKey = `${keyOf(alarm)}@${String(at.getTime())}`
          const detail = { ...alarm.detail, trunkId: alarm.trunkId }
          return { id: `alm_${tenantId}/${dedupeKey}`, tenantId, kind: alarm.kind, dedupeKey, detail, raisedAt: at }
        }),
      })
  })
}

const keyOf = ({ kind, trunkId, gateway }: Pick<TrunkAlarm, 'kind' | 'trunkId' | 'gateway'>): string =>
  `${kind}/${trunkId}/${gateway ?? ''}`

/** The same trouble later is another alarm, so its key says since when. */
const keyWithoutTime = (dedupeKey: string): string => dedupeKey.replace(/@\d+$/, '')
