import type { NodeProcess, PoolId } from '@seatline/core'
import type { Clock } from '../runtime/clock.ts'
import type { Inbox } from '../runtime/inbox.ts'
import type { Log } from '../runtime/log.ts'
import type { PoolHost } from './pool-host.ts'
import type { PoolMetrics } from './pool-metrics.ts'
import type { PoolRedis, StreamEntry } from './pool-redis.ts'
import type { StreamReader } from './stream-reader.ts'

/** What a pool runs with on this node. */
export type PoolParts = {
  readonly poolId: PoolId
  readonly process: NodeProcess
  readonly redis: PoolRedis
  readonly inbox: Inbox
  readonly clock: Clock
  readonly log: Log
  readonly host: PoolHost
  readonly metrics: PoolMetrics
  readonly openReader: (
    key: string,
    after: string,
    onEntries: (entries: readonly StreamEntry[]) => void,
  ) => StreamReader
  /** No other node is known that could take the lease. */
  readonly isAlone: () => boolean
}
