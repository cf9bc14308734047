import { Redis } from 'ioredis'
import type { Logger } from 'pino'
import { z } from 'zod'

/** Redis channel on which the projector says, after each committed batch, whose rows have changed. */
export const LIVE_CHANNEL = 'seatline:live'

const changeSchema = z.object({
  tenantIds: z.array(z.string()).default([]),
  agentIds: z.array(z.string()).default([]),
  callIds: z.array(z.string()).default([]),
  /** People (by the token's subject) whose rights have changed. */
  subjects: z.array(z.string()).default([]),
  /** Anybody's rights may have changed. */
  everybody: z.boolean().default(false),
})
export type LiveChange = z.infer<typeof changeSchema>

export type LiveFeed = {
  /** Calls `listener` for every change until the returned function is called. */
  readonly listen: (listener: (change: LiveChange) => void) => () => void
  readonly close: () => void
}

/** One Redis subscription for all screens of this process. After a lost connection it subscribes again; screens re-read anyway every half minute. */
export async function openLiveFeed(redisUrl: string, log: Logger): Promise<LiveFeed> {
  const listeners = new Set<(change: LiveChange) => void>()
  const connection = new Redis(redisUrl, { maxRetriesPerRequest: null })
  connection.on('error', (error) => log.warn({ err: error }, 'redis connection for live changes failed'))
  connection.on('message', (_channel, text) => {
    const change = parseChange(text)
    if (change === null) log.warn('a live change could not be read')
    else for (const listener of listeners) listener(change)
  })
  await connection.subscribe(LIVE_CHANNEL)
  return {
    listen(listener) {
      listeners.add(listener)
      return () => void listeners.delete(listener)
    },
    close: () => connection.disconnect(),
  }
}

function parseChange(text: string): LiveChange | null {
  try {
    return changeSchema.parse(JSON.parse(text))
  } catch {
    return null
  }
}
