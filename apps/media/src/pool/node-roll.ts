import { NODE_LOST_MS, type NodeProcess } from '@seatline/core'
import { messageOf, type Log } from '../runtime/log.ts'
import type { HeardProcess, PoolRedis } from './pool-redis.ts'

const EVERY_MS = 500

export interface NodeRollListener {
  /** Everybody who counts as alive, every half second. */
  onNodes(nodes: readonly HeardProcess[]): void
  /** A process is gone for good; told by exactly one node. */
  onLost(lost: NodeProcess, lastAliveAt: number): void
  /** This process was taken for lost: its calls have been ended for everybody else. */
  onSelfLost(): void
}

/**
 * Which nodes live: each says so twice a second, and whoever finds one silent for too long takes it out. Who cannot reach Redis judges nobody, and neither does who has
 * only just reached it again: then everybody else may have been cut off as well.
 */
export class NodeRoll {
  readonly #redis: Pick<PoolRedis, 'signOfLife' | 'nodes' | 'takeOut' | 'leave'>
  readonly #process: NodeProcess
  readonly #listener: NodeRollListener
  readonly #log: Log
  #timer: NodeJS.Timeout | null = null
  #running = false
  #inTouchSince: number | null = null
  #known: readonly HeardProcess[] = []

  constructor(options: {
    readonly redis: Pick<PoolRedis, 'signOfLife' | 'nodes' | 'takeOut' | 'leave'>
    readonly process: NodeProcess
    readonly listener: NodeRollListener
    readonly log: Log
  }) {
    this.#redis = options.redis
    this.#process = options.process
    this.#listener = options.listener
    this.#log = options.log
  }

  /** No other node is known: nobody is there to take a lease. */
  get isAlone(): boolean {
    return this.#known.every(({ nodeId }) => nodeId === this.#process.nodeId)
  }

  async start(): Promise<void> {
    await this.look()
    this.#timer = setInterval(() => void this.look(), EVERY_MS)
    this.#timer.unref()
  }

  async stop(): Promise<void> {
    if (this.#timer !== null) clearInterval(this.#timer)
    await this.#redis.leave().catch(() => undefined)
  }

  /** Never rejects. */
  async look(): Promise<void> {
    if (this.#running) return
    this.#running = true
    try {
      if (!(await this.#redis.signOfLife())) {
        this.#listener.onSelfLost()
        return
      }
      this.#known = await this.#redis.nodes()
      this.#inTouchSince ??= performance.now()
      if (performance.now() - this.#inTouchSince >= NODE_LOST_MS) await this.#takeOutSilent()
      this.#listener.onNodes(this.#known)
    } catch (error) {
      this.#inTouchSince = null
      this.#log.debug({ error: messageOf(error) }, 'the nodes of the cluster cannot be read')
    } finally {
      this.#running = false
    }
  }

  async #takeOutSilent(): Promise<void> {
    for (const node of this.#known) {
      if (node.nodeId === this.#process.nodeId || node.silentMs < NODE_LOST_MS) continue
      const lastAliveAt = await this.#redis.takeOut(node, NODE_LOST_MS)
      if (lastAliveAt === null) continue
      this.#log.error({ nodeId: node.nodeId, lastAliveAt }, 'a media node is lost')
      this.#known = this.#known.filter((each) => each !== node)
      this.#listener.onLost({ nodeId: node.nodeId, epoch: node.epoch }, lastAliveAt)
    }
  }
}
