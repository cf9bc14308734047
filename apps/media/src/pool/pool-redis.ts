import {
  LOST_NODES,
  MEDIA_NODES,
  POOL_LEASE_MS,
  POOLS,
  commandReplyKey,
  nodeOrdersKey,
  nodeSignSchema,
  poolInputsKey,
  poolLeaseKey,
  poolLogKey,
  poolRuleKey,
  poolSnapshotKey,
  poolSnapshotPlaceKey,
  type CommandReply,
  type NodeProcess,
  type PoolId,
  type PoolLogBatch,
  type PoolMessage,
  type PoolOrder,
  type PoolSnapshot,
} from '@seatline/core'
import type { Redis } from 'ioredis'
import { z } from 'zod'
import { ACQUIRE, COMMIT, RELEASE, RENEW, SIGN_OF_LIFE, TAKE_OUT } from './pool-scripts.ts'

const REPLY_TTL_SECONDS = 30
/** Entries kept when nobody stores and trims the log: a busy day of a small installation. */
const LOG_LENGTH_MAX = 500_000
const INPUTS_LENGTH_MAX = 200_000
const PAGE = 500

const acquiredSchema = z.union([
  z.tuple([z.literal(1), z.number(), z.number(), z.number(), z.number()]),
  z.tuple([z.literal(0), z.string()]),
])
const entriesSchema = z.array(z.tuple([z.string(), z.array(z.string())]))

export type Lease = {
  readonly token: number
  /** Since the last leader was last heard of; 0 when there was none. */
  readonly gapMs: number
  /** The last leader did not give the lease back. */
  readonly takenOver: boolean
  /** By the clock of Redis; grows from lease to lease. */
  readonly since: number
}
export type Commit = {
  readonly batch: PoolLogBatch
  readonly orders: ReadonlyMap<string, readonly PoolOrder[]>
  readonly replies: readonly CommandReply[]
}
export type HeardProcess = NodeProcess & { readonly silentMs: number }
export type StreamEntry = { readonly id: string; readonly text: string }

/** All that the pool runtime says to Redis. Each method rejects when Redis does not answer. */
export class PoolRedis {
  readonly #redis: Redis
  readonly #process: NodeProcess

  constructor(redis: Redis, process: NodeProcess) {
    this.#redis = redis
    this.#process = process
  }

  /** Null: another node leads. */
  async acquire(poolId: PoolId, tokenSeen: number): Promise<Lease | null> {
    const { nodeId, epoch } = this.#process
    const keys = [poolLeaseKey(poolId), poolRuleKey(poolId)]
    const answer = acquiredSchema.parse(
      await this.#redis.eval(
        ACQUIRE,
        keys.length,
        ...keys,
        nodeId,
        epoch,
        POOL_LEASE_MS,
        JSON.stringify(nodeId),
        tokenSeen,
      ),
    )
    if (answer[0] === 0) return null
    await this.#redis.sadd(POOLS, poolId)
    return { token: answer[1], gapMs: answer[2], takenOver: answer[3] === 1, since: answer[4] }
  }

  async renew(poolId: PoolId, token: number): Promise<boolean> {
    const keys = [poolLeaseKey(poolId), poolRuleKey(poolId)]
    return (await this.#redis.eval(RENEW, keys.length, ...keys, this.#lease(token), POOL_LEASE_MS)) === 1
  }

  async release(poolId: PoolId, token: number): Promise<void> {
    const keys = [poolLeaseKey(poolId), poolRuleKey(poolId)]
    await this.#redis.eval(RELEASE, keys.length, ...keys, this.#lease(token))
  }

  /** The batch's id in the log; null: the lease is lost and nothing was written. */
  async commit(poolId: PoolId, token: number, { batch, orders, replies }: Commit): Promise<string | null> {
    const keys = [
      poolLeaseKey(poolId),
      poolRuleKey(poolId),
      poolLogKey(poolId),
      ...[...orders.keys()].map(nodeOrdersKey),
      ...replies.map(({ commandId }) => commandReplyKey(commandId)),
    ]
    const id = await this.#redis.eval(
      COMMIT,
      keys.length,
      ...keys,
      this.#lease(token),
      POOL_LEASE_MS,
      LOG_LENGTH_MAX,
      JSON.stringify(batch),
      orders.size,
      ...[...orders.values()].map((each) => JSON.stringify(each)),
      ...replies.map((reply) => JSON.stringify(reply)),
      REPLY_TTL_SECONDS,
    )
    return typeof id === 'string' && id !== '' ? id : null
  }

  /** Resolves when Redis has all of them, in this order. */
  async send(poolId: PoolId, messages: readonly PoolMessage[]): Promise<void> {
    const pipeline = this.#redis.pipeline()
    for (const message of messages)
      pipeline.xadd(poolInputsKey(poolId), 'MAXLEN', '~', INPUTS_LENGTH_MAX, '*', 'message', JSON.stringify(message))
    const replies = await pipeline.exec()
    if (replies === null) throw new Error('the messages were not sent')
    for (const [error] of replies) if (error !== null) throw error
  }

  async readSnapshot(poolId: PoolId): Promise<PoolSnapshot | null> {
    const text = await this.#redis.get(poolSnapshotKey(poolId))
    // Written by this code, in this version of it; another version's is not for us.
    const snapshot = text === null ? null : (JSON.parse(text) as PoolSnapshot)
    return (snapshot?.v as number | undefined) === 1 ? snapshot : null
  }

  /** And lets go of the inputs that are in it. */
  async writeSnapshot(snapshot: PoolSnapshot): Promise<void> {
    const { poolId, positions } = snapshot
    await this.#redis
      .multi()
      .set(poolSnapshotKey(poolId), JSON.stringify(snapshot))
      .set(poolSnapshotPlaceKey(poolId), snapshot.logId)
      .xtrim(poolInputsKey(poolId), 'MINID', '~', positions.inputs)
      .exec()
  }

  /** The next entries of a stream after `id`, without waiting; none at its end. */
  async readAfter(key: string, id: string): Promise<readonly StreamEntry[]> {
    const rows = entriesSchema.parse(await this.#redis.xrange(key, `(${id}`, '+', 'COUNT', PAGE))
    return rows.map(([entryId, fields]) => ({ id: entryId, text: fields[1] ?? '' }))
  }

  async lastId(key: string): Promise<string> {
    const [last] = entriesSchema.parse(await this.#redis.xrevrange(key, '+', '-', 'COUNT', 1))
    return last?.[0] ?? '0-0'
  }

  async trim(key: string, upTo: string): Promise<void> {
    await this.#redis.xtrim(key, 'MINID', '~', upTo)
  }

  /** False: this process was taken for lost, or a later one has its name. */
  async signOfLife(): Promise<boolean> {
    const { nodeId, epoch } = this.#process
    return (await this.#redis.eval(SIGN_OF_LIFE, 2, MEDIA_NODES, LOST_NODES, nodeId, epoch)) === 1
  }

  async leave(): Promise<void> {
    await this.#redis.hdel(MEDIA_NODES, this.#process.nodeId)
  }

  /** Every process that counts as alive, and for how long it has not been heard of. */
  async nodes(): Promise<readonly HeardProcess[]> {
    const [seconds, signs] = await Promise.all([this.#redis.time(), this.#redis.hgetall(MEDIA_NODES)])
    const now = Number(seconds[0]) * 1_000 + Number(seconds[1]) / 1_000
    return Object.entries(signs).flatMap(([nodeId, text]) => {
      const sign = nodeSignSchema.safeParse(JSON.parse(text))
      return sign.success ? [{ nodeId, epoch: sign.data.epoch, silentMs: Math.max(0, now - sign.data.at) }] : []
    })
  }

  /** When the process was last heard of, if that is longer ago than `lostAfterMs`: it is then taken out, by exactly one who asks. */
  async takeOut({ nodeId, epoch }: NodeProcess, lostAfterMs: number): Promise<number | null> {
    const at = z
      .number()
      .parse(await this.#redis.eval(TAKE_OUT, 2, MEDIA_NODES, LOST_NODES, nodeId, epoch, lostAfterMs))
    return at === 0 ? null : at
  }

  #lease(token: number): string {
    const { nodeId, epoch } = this.#process
    return `{"nodeId":${JSON.stringify(nodeId)},"epoch":${String(epoch)},"token":${String(token)}}`
  }
}
