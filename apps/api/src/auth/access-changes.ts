import type { Redis } from 'ioredis'
import type { Logger } from 'pino'
import { LIVE_CHANNEL } from '../live/live-feed.ts'
import type { LiveFeed } from '../live/live-feed.ts'
import type { ViewerRepository } from './viewer-repository.ts'

/** Whose rights have changed, and which screens show it. */
export type AccessChange = {
  /** The people, by the token's subject; `everybody` for a change that concerns whole tenants. */
  readonly subjects: readonly string[] | 'everybody'
  readonly tenantIds: readonly string[]
  readonly agentIds?: readonly string[]
}

/**
 * Tells every API process, once the change is committed: they forget what they knew of the person, and screens that are open are read again, which ends those
 * that may not be seen any more. A message that gets lost heals by itself: what is known of a person is kept for three seconds.
 */
export async function announceAccessChange(
  { redis, log }: { readonly redis: Redis; readonly log: Logger },
  change: AccessChange,
): Promise<void> {
  const everybody = change.subjects === 'everybody'
  const { tenantIds, agentIds = [] } = change
  const message = { tenantIds, agentIds, subjects: everybody ? [] : change.subjects, everybody }
  await redis
    .publish(LIVE_CHANNEL, JSON.stringify(message))
    .catch((error: unknown) => log.error({ err: error }, 'a change of rights could not be announced'))
}

/** Must listen before any screen does: who is asked first after a change has to read anew. */
export function forgetChangedViewers(live: LiveFeed, viewers: ViewerRepository): void {
  live.listen(({ subjects, everybody }) => {
    if (everybody) viewers.forget(null)
    for (const subject of subjects) viewers.forget(subject)
  })
}
