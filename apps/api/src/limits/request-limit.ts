import type { Instant } from '@seatline/core'
import type { Redis } from 'ioredis'

/**
 * Requests of the API are counted by token buckets in Redis, so that all processes of the API count together. Two buckets for each request: the tenant's, and within
 * it the person's, who may use half of it: a screen that asks without end slows itself before it slows colleagues.
 */
const TAKE = `
local now, cost = tonumber(ARGV[1]), 1
local wait = 0
local fresh = {}
for i, key in ipairs(KEYS) do
  local perMs, size = tonumber(ARGV[i * 2]), tonumber(ARGV[i * 2 + 1])
  local bucket = redis.call('HMGET', key, 'tokens', 'at')
  local tokens = tonumber(bucket[1] or size)
  local at = tonumber(bucket[2] or now)
  tokens = math.min(size, tokens + math.max(0, now - at) * perMs)
  if tokens < cost then wait = math.max(wait, math.ceil((cost - tokens) / perMs)) end
  fresh[i] = tokens
end
for i, key in ipairs(KEYS) do
  local tokens = fresh[i]
  if wait == 0 then tokens = tokens - cost end
  redis.call('HSET', key, 'tokens', tostring(tokens), 'at', ARGV[1])
  redis.call('PEXPIRE', key, 120000)
end
return wait`

const MINUTE_MS = 60_000
/** Of the tenant's limit, for one person. */
const PERSON_SHARE = 0.5

export type RequestCount = {
  /** The tenant that is asked about. */
  readonly tenantId: string
  readonly perMinuteMax: number
  readonly personId: string
  readonly now: Instant
}

export type RequestVerdict = { readonly taken: true } | { readonly taken: false; readonly retryAfterSeconds: number }

/** Takes one request from the tenant's minute and from the person's part of it. */
export async function takeRequest(redis: Redis, count: RequestCount): Promise<RequestVerdict> {
  const { tenantId, perMinuteMax, personId, now } = count
  const own = Math.max(1, perMinuteMax * PERSON_SHARE)
  const keys = [`seatline:api:bucket:${tenantId}`, `seatline:api:bucket:${tenantId}:${personId}`]
  const wait = Number(
    await redis.eval(TAKE, keys.length, ...keys, String(now), ...bucketOf(perMinuteMax), ...bucketOf(own)),
  )
  if (wait > 0) return { taken: false, retryAfterSeconds: Math.max(1, Math.ceil(wait / 1_000)) }
  const minute = minuteKey(tenantId, now)
  await redis.multi().incr(minute).expire(minute, 180).exec()
  return { taken: true }
}

const bucketOf = (perMinute: number): readonly [string, string] => [
  String(perMinute / MINUTE_MS),
  // Who has been quiet may ask a minute's worth at once: a screen that opens asks a dozen things together.
  String(perMinute),
]

const minuteKey = (tenantId: string, now: number): string =>
  `seatline:api:minute:${tenantId}:${String(Math.floor(now / MINUTE_MS))}`

/** Requests in the minute up to now: the whole of this clock minute, and of the one before the part that is not a minute ago. */
export async function requestsLastMinute(redis: Redis, tenantId: string, now: Instant): Promise<number> {
  const counts = await requestsOf(redis, [tenantId], now)
  return counts.get(tenantId) ?? 0
}

export async function requestsOf(
  redis: Redis,
  tenantIds: readonly string[],
  now: Instant,
): Promise<ReadonlyMap<string, number>> {
  if (tenantIds.length === 0) return new Map()
  const keys = tenantIds.flatMap((tenantId) => [minuteKey(tenantId, now), minuteKey(tenantId, now - MINUTE_MS)])
  const texts = await redis.mget(...keys)
  const left = 1 - (now % MINUTE_MS) / MINUTE_MS
  return new Map(
    tenantIds.map((tenantId, index) => {
      const [present, before] = [Number(texts[index * 2] ?? 0), Number(texts[index * 2 + 1] ?? 0)]
      return [tenantId, Math.round(present + before * left)]
    }),
  )
}
