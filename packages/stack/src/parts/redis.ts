import { mkdirSync } from 'node:fs'
import { Redis } from 'ioredis'
import type { PartContext, PartSpec } from '../part.ts'

/** The journal's Redis: every write is on the disk before it is confirmed, and nothing is evicted. */
export function redisPart(context: PartContext): PartSpec {
  mkdirSync(context.paths.redis, { recursive: true })
  const settings = {
    bind: '127.0.0.1',
    port: String(context.ports.redis),
    dir: context.paths.redis,
    appendonly: 'yes',
    appendfsync: context.durable ? 'always' : 'everysec',
    save: '',
    'maxmemory-policy': 'noeviction',
    daemonize: 'no',
    'protected-mode': 'yes',
  }
  return {
    name: 'redis',
    command: 'redis-server',
    args: Object.entries(settings).flatMap(([key, value]) => [`--${key}`, value]),
    env: {},
    isReady: () => answersPing(context.redisUrl),
  }
}

/** Also false while Redis still reads its log after a start. */
export async function answersPing(url: string): Promise<boolean> {
  const redis = new Redis(url, {
    lazyConnect: true,
    retryStrategy: () => null,
    maxRetriesPerRequest: 0,
    connectTimeout: 2_000,
  })
  redis.on('error', () => undefined)
  try {
    await redis.connect()
    await redis.ping()
    return true
  } catch {
    return false
  } finally {
    redis.disconnect()
  }
}
