import {
  commandReplyKey,
  formatId,
  instant,
  queueConfigSchema,
  type AcdFact,
  type AcdInput,
  type AgentId,
  type CallId,
  type Fact,
  type HeldCall,
  type LegId,
  type PoolId,
  type TenantId,
} from '@seatline/core'
import { randomBytes } from 'node:crypto'
import { Redis } from 'ioredis'
import { Registry } from 'prom-client'
import type { CallSideEffect } from '../../acd/carry-out.ts'
import { systemClock } from '../../runtime/clock.ts'
import { Inbox } from '../../runtime/inbox.ts'
import { createLog } from '../../runtime/log.ts'
import type { PoolHost } from '../pool-host.ts'
import { PoolMetrics } from '../pool-metrics.ts'
import { PoolPart } from '../pool-part.ts'

export const POOL = 'pol_default' as PoolId
export const TENANT = 'ten_one' as TenantId
export const QUEUE = queueConfigSchema.parse({
  queueId: 'que_one',
  tenantId: TENANT,
  name: 'One',
  musicPromptId: 'prm_music',
  wrapUpMs: 0,
  ringTimeoutMs: 5_000,
  record: false,
})

type Phase = HeldCall['phase']

/** Whose phones are registered: every node reads the same registrar. */
export const REGISTRAR = new Set<AgentId>()

/** A node with calls that are no more than their phase: a phone that rings is answered at once unless `answers` is false. */
export class PoolNode {
  readonly nodeId: string
  readonly calls = new Map<CallId, Phase>()
  readonly facts: Fact[] = []
  readonly agentFacts: Fact[] = []
  readonly nodeFacts: Fact[] = []
  readonly faults: unknown[] = []
  answers = true
  /** Whoever asks for this gives the engine something that it does not know. */
  breaks: string | null = null
  readonly pools: PoolPart
  readonly #connections: Redis[] = []
  readonly #inbox = new Inbox((error) => this.faults.push(error))

  constructor(nodeId: string, redisPort: number) {
    this.nodeId = nodeId
    const open = (options: object): Redis => {
      const redis = new Redis(redisPort, '127.0.0.1', options)
      redis.on('error', () => undefined)
      this.#connections.push(redis)
      return redis
    }
    const registry = new Registry()
    this.pools = new PoolPart({
      process: { nodeId, epoch: Date.now() },
      redis: open({ maxRetriesPerRequest: 1, commandTimeout: 1_000 }),
      openRedis: () => open({ maxRetriesPerRequest: null }),
      inbox: this.#inbox,
      clock: systemClock,
      log: createLog(process.env['LOG_LEVEL'] ?? 'silent'),
      metrics: new PoolMetrics(registry),
      host: this.#host(),
      poolOfTenant: () => POOL,
      poolOfAgent: () => POOL,
      poolOfCall: () => POOL,
      onInput: () => undefined,
      onNodeLost: ({ nodeId: lostNodeId, epoch }, lastAliveAt) =>
        this.nodeFacts.push({ kind: 'node.lost', lostNodeId, lostEpoch: epoch, lastAliveAt }),
      onSelfLost: () => this.faults.push('lost'),
    })
  }

  get leads(): boolean {
    return this.nodeFacts.some(({ kind }) => kind === 'pool.led')
  }

  start(): Promise<void> {
    return this.pools.start([POOL])
  }

  stop(): Promise<void> {
    return this.pools.stop(500).finally(() => this.#disconnect())
  }

  /** As if the process had been killed: nothing of it is said any more. */
  kill(): void {
    this.calls.clear()
    this.#disconnect()
  }

  enqueue(callId: CallId = newCallId()): CallId {
    this.calls.set(callId, { kind: 'waiting' })
    this.#tell({ kind: 'call.enqueue', callId, tenantId: TENANT, queueId: QUEUE.queueId, priority: 0 })
    return callId
  }

  hangUp(callId: CallId): void {
    this.calls.delete(callId)
    this.#tell({ kind: 'call.callerLeft', callId })
  }

  phone(agentId: AgentId): void {
    REGISTRAR.add(agentId)
    this.pools.phone({ kind: 'agent.phoneRegistered', agentId })
  }

  #tell(input: AcdInput): void {
    this.pools.dispatch(input)
  }

  #disconnect(): void {
    for (const redis of this.#connections) redis.disconnect()
  }

  #host(): PoolHost {
    return {
      carryOut: (effect) => this.#carryOut(effect),
      journalCalls: (facts: readonly AcdFact[]) => this.facts.push(...facts.map(({ fact }) => fact)),
      journalPool: (_poolId, _since, facts) => this.agentFacts.push(...facts.map(({ fact }) => fact)),
      journalPoolStart: () => undefined,
      journalNode: (facts) => this.nodeFacts.push(...facts),
      fateOf: (_poolId, _pool, { command, commandId }) => {
        const input =
          command.kind === 'agent.signIn'
            ? { ...command, commandId, homeTenantId: TENANT, allowedQueueIds: [QUEUE.queueId] }
            : { ...command, commandId, ...(command.kind === this.breaks ? { kind: 'nothing that is known' } : {}) }
        return { kind: 'input', input: input as AcdInput, reply: null }
      },
      heldCalls: () => [...this.calls].map(([callId, phase]) => ({ callId, phase, enqueued: null })),
      configuration: (_poolId, pool) =>
        pool.queue(QUEUE.queueId) === undefined ? [{ kind: 'queue.configured', queue: QUEUE }] : [],
      phones: () => REGISTRAR,
      phoneHeard: () => undefined,
    }
  }

  #carryOut(effect: CallSideEffect): void {
    const { callId } = effect
    if (!this.calls.has(callId)) return
    if (effect.kind === 'agent.ring' && this.answers) {
      const { agentId, presentation } = effect
      const legId = formatId('leg', randomBytes(20))
      this.#tell({ kind: 'presentation.answered', callId, agentId, presentation, legId })
    } else if (effect.kind === 'call.connect') {
      this.calls.set(callId, { kind: 'talking', agentId: effect.agentId, legId: effect.legId })
    } else if (effect.kind === 'call.playMusic') {
      this.calls.set(callId, { kind: 'waiting' })
    } else if (effect.kind === 'call.hangUp') {
      this.calls.delete(callId)
    }
  }
}

export const newCallId = (): CallId => formatId('call', randomBytes(20))
export const agentId = (n: number): AgentId => `agt_pool${String(n).padStart(2, '0')}` as AgentId
export const legOf = (text: string): LegId => text as LegId

/** As the API sends it; resolves with the reply. */
export async function command(redis: Redis, body: object): Promise<{ readonly ok: boolean; readonly code?: string }> {
  const commandId = formatId('command', randomBytes(20))
  const envelope = { v: 1, commandId, sentAt: instant(Date.now()), command: body }
  await redis.xadd('seatline:commands', '*', 'command', JSON.stringify(envelope))
  const waiting = redis.duplicate()
  const reply = await waiting.brpop(commandReplyKey(commandId), 8)
  waiting.disconnect()
  return JSON.parse(reply?.[1] ?? '{"ok":false,"code":"nothing"}') as { ok: boolean; code?: string }
}
