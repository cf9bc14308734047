import { TRUNK_REPORT_FRESH_MS, TRUNK_REPORTS, trunkReportSchema } from '@seatline/core'
import type { GatewayHealth, Instant, TrunkId, TrunkReport } from '@seatline/core'
import type { Redis } from 'ioredis'

/** What the media nodes say of the trunks, those that are alive. */
export async function readTrunkReports(redis: Redis, now: Instant): Promise<readonly TrunkReport[]> {
  const texts = await redis.hvals(TRUNK_REPORTS)
  return texts.flatMap((text) => {
    const parsed = trunkReportSchema.safeParse(JSON.parse(text))
    return parsed.success && now - parsed.data.at <= TRUNK_REPORT_FRESH_MS ? [parsed.data] : []
  })
}

/** Calls in progress, on all nodes together. */
export function callsOn(
  reports: readonly TrunkReport[],
  trunkId: TrunkId,
): { readonly inbound: number; readonly outbound: number } {
  const own = reports.flatMap(({ trunks }) => trunks.filter((each) => each.trunkId === trunkId))
  return {
    inbound: own.reduce((sum, each) => sum + each.inbound, 0),
    outbound: own.reduce((sum, each) => sum + each.outbound, 0),
  }
}

/** A gateway answers when any node hears it; failures are the most that a node has seen. */
export function gatewaysOf(reports: readonly TrunkReport[]): readonly GatewayHealth[] {
  const all = reports.flatMap(({ gateways }) => gateways)
  const groups = Map.groupBy(all, ({ trunkId, gateway }) => `${trunkId} ${gateway}`)
  return [...groups.values()].flatMap((seen) => {
    const [first] = seen
    if (first === undefined) return []
    const heard = seen.map(({ answers }) => answers).filter((answers) => answers !== null)
    return {
      trunkId: first.trunkId,
      gateway: first.gateway,
      answers: heard.length === 0 ? null : heard.includes(true),
      failures: Math.max(...seen.map(({ failures }) => failures)),
    }
  })
}
