import type { Redis } from 'ioredis'
import { LIVE_CHANNEL } from '../live/live-feed.ts'
import type { BatchOutcome } from './project-batch.ts'

/** Tells the API whose screens may have changed. Subscribers read again; the message carries no state. */
export async function publishLive(
  redis: Redis,
  { tenantIds, agentIds, callIds }: Pick<BatchOutcome, 'tenantIds' | 'agentIds' | 'callIds'>,
): Promise<void> {
  if (tenantIds.length === 0 && agentIds.length === 0 && callIds.length === 0) return
  await redis.publish(LIVE_CHANNEL, JSON.stringify({ tenantIds, agentIds, callIds }))
}
