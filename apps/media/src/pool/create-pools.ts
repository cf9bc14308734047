import {
  DEFAULT_POOL,
  type AcdInput,
  type AgentId,
  type CallId,
  type Fact,
  type HeldCall,
  type NodeProcess,
  type PoolId,
  type QueueConfig,
  type TenantId,
  type TenantSnapshot,
} from '@seatline/core'
import type { Redis } from 'ioredis'
import { carryOut, type CallSide } from '../acd/carry-out.ts'
import { fateOfCommand } from '../acd/command-fate.ts'
import { poolOfAgent } from '../acd/pool-of.ts'
import { flagInputs, publishedInputs } from '../acd/published.ts'
import type { CallRegistry } from '../calls/call-registry.ts'
import { Journal } from '../journal/journal.ts'
import type { Outbox } from '../journal/outbox.ts'
import type { OutboundPart } from '../outbound/outbound-part.ts'
import type { Clock } from '../runtime/clock.ts'
import type { Inbox } from '../runtime/inbox.ts'
import type { Log } from '../runtime/log.ts'
import type { SnapshotStore } from '../tenants/snapshot-store.ts'
import { heldCall } from './held-call.ts'
import type { PoolHost } from './pool-host.ts'
import type { PoolMetrics } from './pool-metrics.ts'
import { PoolPart } from './pool-part.ts'

const ENQUEUED_KEPT = 10_000

export type PoolsOptions = {
  readonly process: NodeProcess
  readonly redis: Redis
  readonly openRedis: () => Redis
  readonly inbox: Inbox
  readonly clock: Clock
  readonly log: Log
  readonly metrics: PoolMetrics
  readonly store: SnapshotStore
  readonly registry: CallRegistry
  readonly journal: Journal
  readonly outbox: Outbox
  readonly side: CallSide
  readonly outbound: () => Pick<OutboundPart, 'command' | 'dialler'>
  /** With those that stay for calls in progress. */
  readonly queuesOf: (tenant: TenantSnapshot) => readonly QueueConfig[]
  readonly phones: () => ReadonlySet<AgentId> | null
  readonly phoneHeard: PoolHost['phoneHeard']
  /** Facts of the operator's. */
  readonly journalNode: (facts: readonly Fact[]) => void
  readonly onSelfLost: () => void
}

/** Joins the pools' runtime to the rest of the node. */
export function createPools(options: PoolsOptions): PoolPart {
  const { store, registry, journalNode } = options
  const enqueued = new Map<CallId, { readonly poolId: PoolId; readonly input: AcdInput }>()
  const ofTenant = (tenantId: TenantId): PoolId | null => store.tenant(tenantId)?.poolId ?? null
  const pools = new PoolPart({
    ...options,
    host: createHost(options, (callId) => enqueued.get(callId)?.input ?? null),
    poolOfTenant: ofTenant,
    poolOfAgent: (agentId) => poolOfAgent(store.tenants, agentId),
    poolOfCall: (callId) => registry.get(callId)?.tenant.poolId ?? enqueued.get(callId)?.poolId ?? null,
    onInput: (input) => {
      if (input.kind !== 'call.enqueue') return
      enqueued.set(input.callId, { poolId: ofTenant(input.tenantId) ?? DEFAULT_POOL, input })
      if (enqueued.size <= ENQUEUED_KEPT) return
      for (const callId of enqueued.keys()) if (registry.get(callId) === undefined) enqueued.delete(callId)
    },
    onNodeLost: ({ nodeId, epoch }, lastAliveAt) =>
      journalNode([{ kind: 'node.lost', lostNodeId: nodeId, lostEpoch: epoch, lastAliveAt }]),
  })
  return pools
}

function createHost(options: PoolsOptions, enqueuedAs: (callId: CallId) => AcdInput | null): PoolHost {
  const { store, registry, journal, outbox, clock, side, journalNode } = options
  const shares = new Map<TenantId, string>()
  const journals = new Map<PoolId, { readonly since: number; readonly journal: Journal }>()
  /** Agents are spoken of in the name of their pool: a lease is to it what a process is to a node. */
  const journalOf = (poolId: PoolId, since: number): Journal => {
    const known = journals.get(poolId)
    if (known?.since === since) return known.journal
    const begun = new Journal({ outbox, clock, nodeId: poolId, epoch: since })
    journals.set(poolId, { since, journal: begun })
    return begun
  }
  const tenantsOf = (poolId: PoolId): readonly TenantSnapshot[] =>
    store.tenants.filter((tenant) => tenant.poolId === poolId)
  return {
    carryOut: (effect) => carryOut(effect, side),
    journalCalls: (facts, at) => journal.appendAll(facts, at),
    journalPool: (poolId, since, facts, at) => journalOf(poolId, since).appendAll(facts, at),
    journalPoolStart: (poolId, since, gapMs) => {
      const operator = store.platform?.operatorTenantId
      const lastAliveAt = gapMs === 0 ? null : Math.round(clock.now() - gapMs)
      if (operator !== undefined) journalOf(poolId, since).append(operator, [{ kind: 'node.started', lastAliveAt }])
    },
    journalNode,
    fateOf: (poolId, pool, command) =>
      fateOfCommand(
        {
          poolId,
          tenants: store.tenants,
          outbound: options.outbound(),
          tenantOfCall: (callId) => pool.call(callId)?.tenantId,
          now: options.clock.now(),
        },
        command,
      ),
    heldCalls: (poolId) =>
      registry.all().flatMap(({ tenant, state }): readonly HeldCall[] => {
        const held = tenant.poolId === poolId ? heldCall(state, enqueuedAs(state.callId)) : null
        return held === null ? [] : [held]
      }),
    configuration: (poolId, pool, tenantIds) => {
      const all = tenantsOf(poolId)
      if (tenantIds === null) shares.clear()
      const tenants = tenantIds === null ? all : all.filter(({ tenantId }) => tenantIds.includes(tenantId))
      const published = publishedInputs(pool, { tenants, queuesOf: options.queuesOf, shares })
      return tenantIds === null ? [...flagInputs(pool), ...published] : published
    },
    phones: (poolId) => {
      const phones = options.phones()
      if (phones === null) return null
      const { tenants } = store
      return new Set([...phones].filter((agentId) => (poolOfAgent(tenants, agentId) ?? DEFAULT_POOL) === poolId))
    },
    phoneHeard: options.phoneHeard,
  }
}
