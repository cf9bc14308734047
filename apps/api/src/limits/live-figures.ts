import { FIGURE_NODES, FIGURES_STALE_MS, liveFiguresKey, tenantFiguresSchema } from '@seatline/core'
import type { AgentId, Instant, SeatGrade, TenantFigures } from '@seatline/core'
import type { Redis } from 'ioredis'

/** What a tenant does at this moment, on all media nodes together. */
export type LiveFigures = {
  readonly tenantId: string
  /** False when no media node tells: the figures are zero because nobody knows, not because nothing happens. */
  readonly known: boolean
  readonly calls: number
  readonly callsPeakToday: number
  readonly callsPerSecond: number
  readonly callsPerSecondPeakToday: number
  readonly refusedToday: Readonly<Record<string, number>>
  readonly lastCallAt: number | null
  readonly seats: readonly { readonly agentId: AgentId; readonly grade: SeatGrade }[]
  readonly seatsPeakToday: Readonly<Partial<Record<SeatGrade, number>>>
}

/** The figures of these tenants; of all that have any when `tenantIds` is null. Redis alone is asked, so a screen may do it every second. */
export async function readLiveFigures(
  redis: Redis,
  tenantIds: readonly string[] | null,
  now: Instant,
): Promise<ReadonlyMap<string, LiveFigures>> {
  const nodes = await redis.smembers(FIGURE_NODES)
  const texts = await Promise.all(nodes.map((node) => readNode(redis, liveFiguresKey(node), tenantIds)))
  const parsed = texts.flat().flatMap((text) => parse(text) ?? [])
  const beats = parsed.filter(({ at }) => now - at <= FIGURES_STALE_MS)
  const known = nodes.length > 0 && (await isAnyNodeAlive(redis, nodes, now))
  const byTenant = Map.groupBy(beats, ({ tenantId }): string => tenantId)
  const wanted = tenantIds ?? [...byTenant.keys()]
  return new Map(wanted.map((tenantId) => [tenantId, sum(tenantId, byTenant.get(tenantId) ?? [], known)]))
}

async function readNode(redis: Redis, key: string, tenantIds: readonly string[] | null): Promise<readonly string[]> {
  if (tenantIds === null) return Object.values(await redis.hgetall(key))
  if (tenantIds.length === 0) return []
  return (await redis.hmget(key, ...tenantIds)).filter((text) => text !== null)
}

/** Each node says so itself, in a field of its own: a platform without a call is not one without a node. */
async function isAnyNodeAlive(redis: Redis, nodes: readonly string[], now: Instant): Promise<boolean> {
  const beats = await Promise.all(nodes.map((node) => redis.hget(liveFiguresKey(node), 'alive')))
  return beats.some((beat) => beat !== null && now - Number(beat) <= FIGURES_STALE_MS)
}

function parse(text: string): TenantFigures | null {
  if (!text.startsWith('{')) return null
  const parsed = tenantFiguresSchema.safeParse(JSON.parse(text))
  return parsed.success ? parsed.data : null
}

const total = (figures: readonly TenantFigures[], of: (each: TenantFigures) => number): number =>
  figures.reduce((all, each) => all + of(each), 0)

function sum(tenantId: string, figures: readonly TenantFigures[], known: boolean): LiveFigures {
  const refused = new Map<string, number>()
  const peaks: Partial<Record<SeatGrade, number>> = {}
  for (const { refusedToday, seatsPeakToday } of figures) {
    for (const [reason, count] of Object.entries(refusedToday)) refused.set(reason, (refused.get(reason) ?? 0) + count)
    for (const [grade, count] of Object.entries(seatsPeakToday) as [SeatGrade, number][])
      peaks[grade] = (peaks[grade] ?? 0) + count
  }
  const lastCalls = figures.flatMap(({ lastCallAt }) => lastCallAt ?? [])
  return {
    tenantId,
    known,
    calls: total(figures, ({ calls }) => calls),
    callsPeakToday: total(figures, ({ callsPeakToday }) => callsPeakToday),
    callsPerSecond: total(figures, ({ callsPerSecond }) => callsPerSecond),
    callsPerSecondPeakToday: total(figures, ({ callsPerSecondPeakToday }) => callsPerSecondPeakToday),
    refusedToday: Object.fromEntries(refused),
    lastCallAt: lastCalls.length === 0 ? null : Math.max(...lastCalls),
    seats: figures.flatMap(({ seats }) => seats),
    seatsPeakToday: peaks,
  }
}
