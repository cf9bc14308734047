import {
  DEFAULT_POOL,
  nodeOrdersKey,
  type AcdInput,
  type AgentId,
  type CallId,
  type NodeProcess,
  type PooledAgent,
  type PoolId,
  type PoolOrder,
  type TenantId,
} from '@seatline/core'
import type { Redis } from 'ioredis'
import { isCallSide } from '../acd/carry-out.ts'
import type { Clock } from '../runtime/clock.ts'
import type { Inbox } from '../runtime/inbox.ts'
import { messageOf, type Log } from '../runtime/log.ts'
import { NodeRoll } from './node-roll.ts'
import type { PoolHost } from './pool-host.ts'
import { PoolMember } from './pool-member.ts'
import type { PoolMetrics } from './pool-metrics.ts'
import type { PoolParts } from './pool-parts.ts'
import { PoolRedis, type StreamEntry } from './pool-redis.ts'
import { StreamReader } from './stream-reader.ts'

const TRIM_EVERY_MS = 10_000

export type PoolPartOptions = {
  readonly process: NodeProcess
  readonly redis: Redis
  /** A connection of its own, for what blocks it. */
  readonly openRedis: () => Redis
  readonly inbox: Inbox
  readonly clock: Clock
  readonly log: Log
  readonly metrics: PoolMetrics
  readonly host: PoolHost
  /** Pools by what is published; null: nobody's. */
  readonly poolOfTenant: (tenantId: TenantId) => PoolId | null
  readonly poolOfAgent: (agentId: AgentId) => PoolId | null
  readonly poolOfCall: (callId: CallId) => PoolId | null
  /** What happened on this node. */
  readonly onInput: (input: AcdInput) => void
  readonly onNodeLost: (lost: NodeProcess, lastAliveAt: number) => void
  readonly onSelfLost: () => void
}

/** The engines of all pools, as far as they concern this node. */
export class PoolPart {
  readonly #options: PoolPartOptions
  readonly #redis: PoolRedis
  readonly #roll: NodeRoll
  readonly #members = new Map<PoolId, PoolMember>()
  #orders: StreamReader | null = null
  #trim: NodeJS.Timeout | null = null

  constructor(options: PoolPartOptions) {
    this.#options = options
    this.#redis = new PoolRedis(options.redis, options.process)
    this.#roll = new NodeRoll({
      redis: this.#redis,
      process: options.process,
      log: options.log,
      listener: {
        onNodes: (nodes) => {
          options.inbox.post(() => {
            for (const member of this.#members.values()) member.nodes(nodes)
          })
        },
        onLost: (lost, lastAliveAt) => options.onNodeLost(lost, lastAliveAt),
        onSelfLost: () => options.onSelfLost(),
      },
    })
    options.metrics.observe(() => [...this.#members.values()].map(({ figures }) => figures))
  }

  /** Resolves when the engine of every pool runs, here or at another node, as far as Redis answers. */
  async start(pools: readonly PoolId[]): Promise<void> {
    const { process, log } = this.#options
    const key = nodeOrdersKey(process.nodeId)
    await this.#roll.start()
    // What an earlier process was told is not for this one.
    const after = await this.#redis.lastId(key).catch((error: unknown) => {
      log.warn({ error: messageOf(error) }, 'the orders for this node cannot be read yet')
      return '0-0'
    })
    this.#orders = this.#openReader(key, after, (entries) => this.#obey(entries))
    this.#trim = setInterval(() => this.#trimOrders(key), TRIM_EVERY_MS)
    this.#trim.unref()
    await Promise.all([...new Set([DEFAULT_POOL, ...pools])].map((poolId) => this.#member(poolId).start()))
  }

  async stop(limitMs: number): Promise<void> {
    await Promise.all([...this.#members.values()].map((member) => member.stop(limitMs)))
    if (this.#trim !== null) clearInterval(this.#trim)
    this.#orders?.stop()
    await this.#roll.stop()
  }

  /** The pools with these tenants run from now on, and know what is published for them. */
  configure(tenantIds: readonly TenantId[]): void {
    const { poolOfTenant } = this.#options
    for (const [poolId, ids] of Map.groupBy(tenantIds, (tenantId) => poolOfTenant(tenantId) ?? DEFAULT_POOL)) {
      if (this.#orders !== null && !this.#members.has(poolId)) void this.#member(poolId).start()
      this.#members.get(poolId)?.configure(ids)
    }
  }

  /** Gives what happened to the engine that it concerns, wherever that runs. */
  dispatch(input: AcdInput): void {
    this.#options.inbox.post(() => {
      this.#options.onInput(input)
      this.#member(this.#poolOf(input)).input(input)
    })
  }

  /** Only where the agent's engine runs: every node hears of every phone. */
  phone(input: Extract<AcdInput, { kind: 'agent.phoneRegistered' | 'agent.phoneLost' }>): void {
    const member = this.#member(this.#options.poolOfAgent(input.agentId) ?? DEFAULT_POOL)
    if (member.leads) this.dispatch(input)
  }

  phoneHeard(agentId: AgentId, registered: 'yes' | 'no'): void {
    this.#member(this.#options.poolOfAgent(agentId) ?? DEFAULT_POOL).phoneHeard(agentId, registered)
  }

  /** The registrar has been read whole. */
  phonesRead(): void {
    for (const member of this.#members.values()) member.phones()
  }

  agent(agentId: AgentId): PooledAgent | undefined {
    for (const { pool } of this.#members.values()) {
      const agent = pool.agent(agentId)
      if (agent !== undefined) return agent
    }
    return undefined
  }

  /** Of the pools that this node leads: every agent is told of by one node. */
  *agentsLed(): Iterable<PooledAgent> {
    for (const member of this.#members.values()) if (member.leads) yield* member.pool.agents()
  }

  #poolOf(input: AcdInput): PoolId {
    const { poolOfTenant, poolOfAgent, poolOfCall } = this.#options
    if ('tenantId' in input) return poolOfTenant(input.tenantId) ?? DEFAULT_POOL
    if ('callId' in input) return poolOfCall(input.callId) ?? DEFAULT_POOL
    if ('agentId' in input) return poolOfAgent(input.agentId) ?? DEFAULT_POOL
    return DEFAULT_POOL
  }

  #member(poolId: PoolId): PoolMember {
    const known = this.#members.get(poolId)
    if (known !== undefined) return known
    const member = new PoolMember(this.#partsOf(poolId))
    this.#members.set(poolId, member)
    return member
  }

  #partsOf(poolId: PoolId): PoolParts {
    const { process, inbox, clock, log, host, metrics } = this.#options
    return {
      ...{ poolId, process, inbox, clock, log, host, metrics },
      redis: this.#redis,
      openReader: (key, after, onEntries) => this.#openReader(key, after, onEntries),
      isAlone: () => this.#roll.isAlone,
    }
  }

  #openReader(key: string, after: string, onEntries: (entries: readonly StreamEntry[]) => void): StreamReader {
    const { openRedis, log } = this.#options
    return new StreamReader({ redis: openRedis(), key, after, log, onEntries })
  }

  /** What the leaders of the pools decided for calls of this node. */
  #obey(entries: readonly StreamEntry[]): void {
    for (const { text } of entries)
      // Written by this code, at another node.
      for (const order of JSON.parse(text) as PoolOrder[]) this.#options.inbox.post(() => this.#carryOut(order))
  }

  #carryOut(order: PoolOrder): void {
    const { host } = this.#options
    if (!this.#member(order.poolId).accepts(order)) return
    host.journalCalls(order.facts, order.at)
    for (const effect of order.effects) if (isCallSide(effect)) host.carryOut(effect)
  }

  #trimOrders(key: string): void {
    const lastId = this.#orders?.lastId
    if (lastId !== undefined) this.#redis.trim(key, lastId).catch(() => undefined)
  }
}
