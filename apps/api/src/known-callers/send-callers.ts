import { createHash } from 'node:crypto'
import { KNOWN_CALLERS_WRITTEN, instant, knownCallerRecordSchema, knownCallersKey } from '@seatline/core'
import type { Feature, KnownCallerRecord } from '@seatline/core'
import type { Redis } from 'ioredis'
import type { Database, Transaction } from '../database/client.ts'
import { publishedEntitlements } from '../entitlements/rents.ts'
import type { CallerContact, KnownCaller } from '../generated/prisma/client.ts'
import { fieldsSchema } from './repository.ts'

export type CallerParts = { readonly database: Database; readonly redis: Redis; readonly now: () => number }

/** A last agent of longer ago is asked for by no queue (core's `withinDays`). */
const CONTACTS_KEPT_MS = 3_650 * 86_400_000
/** So many fields go to Redis at a time, so that calls wait for no long command. */
const FIELDS_AT_ONCE = 500

/**
 * Tells the media plane what is known of these numbers now. Safe to repeat. What fails here is made good by `healCallers`, which compares what Redis was written
 * from with the rows.
 */
export async function sendCallers(parts: CallerParts, tenantId: string, numbers: readonly string[]): Promise<void> {
  if (numbers.length === 0) return
  const records = await parts.database.withTenants({ tenantIds: [tenantId], operator: true }, async (tx) =>
    recordsOf(tx, tenantId, await featuresNow(tx, tenantId, parts.now()), { number: { in: [...numbers] } }),
  )
  const key = knownCallersKey(tenantId)
  const gone = numbers.filter((number) => !records.has(number))
  await writeFields(parts.redis, key, records)
  if (gone.length > 0) await parts.redis.hdel(key, ...gone)
}

/**
 * Writes all known callers of those tenants again of whom Redis was written from something else than what the rows say now, or has lost what it had. `force`: of
 * every tenant, at the start of a worker, because contacts may have come while none ran. Answers the tenants.
 */
export async function healCallers(parts: CallerParts, how: { readonly force: boolean }): Promise<readonly string[]> {
  const tenants = await parts.database.withTenants({ tenantIds: [], operator: true }, (tx) =>
    tx.tenant.findMany({ where: { kind: 'client' }, select: { id: true }, orderBy: { id: 'asc' } }),
  )
  const written = await parts.redis.hgetall(KNOWN_CALLERS_WRITTEN)
  const healed: string[] = []
  for (const { id } of tenants) {
    const sign = await parts.database.withTenants({ tenantIds: [id], operator: true }, (tx) =>
      signOf(tx, id, parts.now()),
    )
    const isLost = sign.rows > 0 && (await parts.redis.exists(knownCallersKey(id))) === 0
    if (!how.force && !isLost && written[id] === sign.text) continue
    await writeAll(parts, id)
    healed.push(id)
  }
  return healed
}

async function writeAll(parts: CallerParts, tenantId: string): Promise<void> {
  const { redis } = parts
  const { records, sign } = await parts.database.withTenants({ tenantIds: [tenantId], operator: true }, async (tx) => ({
    records: await recordsOf(tx, tenantId, await featuresNow(tx, tenantId, parts.now()), {}),
    sign: await signOf(tx, tenantId, parts.now()),
  }))
  const key = knownCallersKey(tenantId)
  // Written over what is there, then what is too much taken away: a call never meets an empty table.
  await writeFields(redis, key, records)
  const gone = (await redis.hkeys(key)).filter((number) => !records.has(number))
  for (let from = 0; from < gone.length; from += FIELDS_AT_ONCE)
    await redis.hdel(key, ...gone.slice(from, from + FIELDS_AT_ONCE))
  await redis.hset(KNOWN_CALLERS_WRITTEN, tenantId, sign.text)
}

async function writeFields(redis: Redis, key: string, records: ReadonlyMap<string, KnownCallerRecord>): Promise<void> {
  const all = [...records].map(([number, record]) => [number, JSON.stringify(record)] as const)
  for (let from = 0; from < all.length; from += FIELDS_AT_ONCE)
    await redis.hset(key, ...all.slice(from, from + FIELDS_AT_ONCE).flat())
}

const featuresNow = async (tx: Transaction, tenantId: string, now: number): Promise<readonly Feature[]> => {
  const tenant = await tx.tenant.findUniqueOrThrow({ where: { id: tenantId }, select: { id: true, timeZone: true } })
  return (await publishedEntitlements(tx, tenant, instant(now))).features
}

/** What the table in Redis was made from, without the contacts, which come with every call and are sent one by one. */
async function signOf(tx: Transaction, tenantId: string, now: number): Promise<{ text: string; rows: number }> {
  const { _count, _max } = await tx.knownCaller.aggregate({
    where: { tenantId, archivedAt: null },
    _count: true,
    _max: { updatedAt: true },
  })
  const archived = await tx.knownCaller.aggregate({
    where: { tenantId, archivedAt: { not: null } },
    _max: { archivedAt: true },
  })
  const features = (await featuresNow(tx, tenantId, now)).join()
  const parts = [_count, _max.updatedAt?.getTime(), archived._max.archivedAt?.getTime(), features]
  return { text: createHash('sha256').update(JSON.stringify(parts)).digest('hex').slice(0, 32), rows: _count }
}

async function recordsOf(
  tx: Transaction,
  tenantId: string,
  features: readonly Feature[],
  which: { readonly number?: { readonly in: string[] } },
): Promise<ReadonlyMap<string, KnownCallerRecord>> {
  const callers = features.includes('basicCustomerData')
    ? await tx.knownCaller.findMany({ where: { tenantId, archivedAt: null, ...which } })
    : []
  const newest = await tx.callerContact.aggregate({ where: { tenantId }, _max: { at: true } })
  const since = new Date((newest._max.at?.getTime() ?? 0) - CONTACTS_KEPT_MS)
  const contacts = await tx.callerContact.findMany({ where: { tenantId, at: { gt: since }, ...which } })
  const contactOf = new Map(contacts.map((contact) => [contact.number, contact]))
  const knownOf = new Map(callers.map((caller) => [caller.number, caller]))
  const numbers = [...new Set([...knownOf.keys(), ...contactOf.keys()])]
  return new Map(numbers.map((number) => [number, recordOf(knownOf.get(number), contactOf.get(number), features)]))
}

/** A record as calls read it; what the tenant has not rented is not in it. */
function recordOf(
  caller: KnownCaller | undefined,
  contact: CallerContact | undefined,
  features: readonly Feature[],
): KnownCallerRecord {
  const last = contact === undefined ? null : { agentId: contact.agentId, at: contact.at.getTime() }
  if (caller === undefined) return knownCallerRecordSchema.parse({ last })
  const basic = { isKnown: true, name: caller.name === '' ? null : caller.name, region: caller.region, last }
  if (!features.includes('professionalCustomerData')) return knownCallerRecordSchema.parse(basic)
  const { vipClass, memberNumber, designatedAgentId, ownerAgentId, pinHash } = caller
  const fields = fieldsSchema.parse(caller.fields)
  return knownCallerRecordSchema.parse({
    ...basic,
    vipClass,
    memberNumber,
    designatedAgentId,
    ownerAgentId,
    pinHash,
    fields,
  })
}
