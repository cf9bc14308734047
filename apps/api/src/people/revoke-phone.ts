import { REVOKED_PHONE_KEPT_MS, REVOKED_PHONES, REVOKED_PHONES_CHANGED } from '@seatline/core'
import type { AgentId } from '@seatline/core'
import type { Platform } from '../platform.ts'

/**
 * The agent's phone loses its registration, after a call in progress, and gets no other with the credential it has. Call it when the agent's row says that the
 * agent has left: from then on no new credential is issued.
 */
export async function revokePhone(
  { redis, now, log }: Pick<Platform, 'redis' | 'now' | 'log'>,
  agentId: AgentId,
): Promise<void> {
  await redis
    .multi()
    .zadd(REVOKED_PHONES, now(), agentId)
    .zremrangebyscore(REVOKED_PHONES, 0, now() - REVOKED_PHONE_KEPT_MS)
    .publish(REVOKED_PHONES_CHANGED, agentId)
    .exec()
    .catch((error: unknown) =>
      log.error({ err: error, agentId }, 'a phone could not be revoked; its credential ends by itself'),
    )
}

/** The agent is one again: the phone may register. */
export async function allowPhone({ redis, log }: Pick<Platform, 'redis' | 'log'>, agentId: AgentId): Promise<void> {
  await redis
    .multi()
    .zrem(REVOKED_PHONES, agentId)
    .publish(REVOKED_PHONES_CHANGED, agentId)
    .exec()
    .catch((error: unknown) =>
      log.error({ err: error, agentId }, 'a phone could not be allowed; it is again in an hour'),
    )
}
