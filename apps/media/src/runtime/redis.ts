import { Redis } from 'ioredis'
import type { MediaConfig } from '../config.ts'
import { messageOf, type Log } from './log.ts'

const REDIS_OPTIONS = {
  maxRetriesPerRequest: 1,
  connectTimeout: 2_000,
  retryStrategy: (times: number) => Math.min(times * 100, 2_000),
}

/** A connection that comes back by itself; what fails meanwhile is reported where it is needed. */
export function openRedis(config: Pick<MediaConfig, 'REDIS_URL'>, log: Log, options: object): Redis {
  const redis = new Redis(config.REDIS_URL, { ...REDIS_OPTIONS, ...options })
  redis.on('error', (error: unknown) => log.debug({ error: messageOf(error) }, 'redis connection'))
  return redis
}
