import { z } from 'zod'
import type { AcdEffect, AcdFact, AcdInput, AcdState } from '../acd/step-types.ts'
import { idSchema } from '../ids.ts'
import type { CallId, PoolId } from '../ids.ts'
import type { Instant } from '../time.ts'

/**
 * How the media nodes of a cluster run one engine per pool. One node holds the pool's lease and decides; the others send it what happens to their calls
 * and carry out what it decides. Everything goes over the Redis of the journal. What the leader decides becomes true outside its own process in one script:
 * the log of the inputs, the effects for other nodes and the answers to commands are written together, and only while the lease is its own.
 */

/** The lease ends by itself after this time, and the leader renews it every `POOL_RENEW_MS`. A leader stops deciding `POOL_LEASE_MARGIN_MS` before the end. */
export const POOL_LEASE_MS = 1_200
export const POOL_RENEW_MS = 300
export const POOL_LEASE_MARGIN_MS = 250
/** A node that has not been heard of for so long, by the clock of Redis, is lost, and with it the calls it had. */
export const NODE_LOST_MS = 2_000
/** For callers of a node that has not been heard of for so long nobody is rung: it may be dead. Two of its signs are missing then. */
export const NODE_SILENT_MS = 1_000
/** How often every node tells which calls it really has. */
export const POOL_AUDIT_MS = 2_000

/** Redis string: who leads, JSON of PoolLease. */
export const poolLeaseKey = (poolId: PoolId): string => `seatline:pool:${poolId}:lease`
/**
 * Redis hash of what outlives a lease: `token`, the fencing token last given (each lease has a greater one than all before), `nodeId`, `aliveAt` (when the leader was
 * last heard of, by the clock of Redis) and `released` (1: given back in order).
 */
export const poolRuleKey = (poolId: PoolId): string => `seatline:pool:${poolId}:rule`
/** Redis stream, field `message`: JSON of PoolMessage, from every node that does not lead. */
export const poolInputsKey = (poolId: PoolId): string => `seatline:pool:${poolId}:inputs`
/** Redis stream, field `batch`: JSON of PoolLogBatch. Trimmed by the worker when it has stored it. */
export const poolLogKey = (poolId: PoolId): string => `seatline:pool:${poolId}:log`
/** Redis string: the id in the log up to which the worker has stored it. */
export const poolLogStoredKey = (poolId: PoolId): string => `seatline:pool:${poolId}:log:stored`
/** Redis string: JSON of PoolSnapshot. */
export const poolSnapshotKey = (poolId: PoolId): string => `seatline:pool:${poolId}:snapshot`
/** Redis string: the id in the log that the snapshot has everything up to. Nothing behind it may be trimmed. */
export const poolSnapshotPlaceKey = (poolId: PoolId): string => `seatline:pool:${poolId}:snapshot:place`
/** Redis stream, field `orders`: JSON of a list of PoolOrder, for one node. */
export const nodeOrdersKey = (nodeId: string): string => `seatline:node:${nodeId}:orders`
/**
 * Redis hash: nodeId -> JSON of NodeSign, of each node that may have calls. A node leaves it when it stops in order, and is taken out when it is lost; a node that
 * finds itself gone, or another process under its name, has nothing left that is its own.
 */
export const MEDIA_NODES = 'seatline:nodes'
/** Redis hash: nodeId -> the epoch of its process that was taken for lost, and has therefore nothing left to do. */
export const LOST_NODES = 'seatline:nodes:lost'
/** Redis set: the pools that have a log. */
export const POOLS = 'seatline:pools'

export const poolLeaseSchema = z.object({ nodeId: z.string(), epoch: z.number().int(), token: z.number().int() })
export type PoolLease = z.infer<typeof poolLeaseSchema>

/** `at` by the clock of Redis. */
export const nodeSignSchema = z.object({ epoch: z.number().int(), at: z.number().int() })
export type NodeSign = z.infer<typeof nodeSignSchema>
/** One process of a node. */
export type NodeProcess = { readonly nodeId: string; readonly epoch: number }

/** Inputs come from the same code at another node; their form is checked where they were made. */
const acdInput = z.custom<AcdInput>((value) => typeof value === 'object' && value !== null && 'kind' in value)

/** What a node knows of one of its calls that is in the pool. `other`: in a flow for the agent, a callback being dialled, an outside number. */
export const heldCallSchema = z.object({
  callId: idSchema('call'),
  phase: z.discriminatedUnion('kind', [
    z.object({ kind: z.literal('waiting') }),
    z.object({ kind: z.literal('talking'), agentId: idSchema('agent'), legId: idSchema('leg') }),
    z.object({ kind: z.literal('other') }),
  ]),
  /** The input that put it into the pool, should the pool not know it. */
  enqueued: acdInput.nullable(),
})
export type HeldCall = Readonly<z.infer<typeof heldCallSchema>>

/** From a node to the leader. `seq` counts from 1 in each process of a node: what comes twice is taken once. */
export const poolMessageSchema = z.object({
  v: z.literal(1),
  nodeId: z.string(),
  epoch: z.number().int(),
  seq: z.number().int().min(1),
  sentAt: z.number().int(),
  body: z.discriminatedUnion('kind', [
    z.object({ kind: z.literal('input'), input: acdInput }),
    /** The registrar told this node of an agent's phone. */
    z.object({ kind: z.literal('phone'), agentId: z.string(), registered: z.enum(['yes', 'no']) }),
    /** Every call of the node that is in the pool, after the orders up to `ordersSeen` had been carried out. */
    z.object({ kind: z.literal('report'), ordersSeen: z.number().int(), calls: z.array(heldCallSchema).readonly() }),
  ]),
})
export type PoolMessage = z.infer<typeof poolMessageSchema>
export type PoolMessageBody = PoolMessage['body']

/**
 * One line of a pool's log; `n` counts on from lease to lease. A lease begins with its `head`: the state it starts from, the flags of the engine in it. A step is one
 * input that was applied; `decided` is the digest of its effects, facts and `ignored`, by which a replay is compared.
 */
export type PoolLogHead = {
  readonly n: number
  readonly at: Instant
  readonly head: {
    readonly poolId: PoolId
    readonly token: number
    readonly leader: NodeProcess
    readonly state: AcdState
  }
}
export type PoolLogStep = {
  readonly n: number
  readonly at: Instant
  readonly input: AcdInput
  /** Whose call or phone it is about; null: the leader's own doing (timers, configuration, commands). */
  readonly by: NodeProcess | null
  readonly decided: string
}
export type PoolLogEntry = PoolLogHead | PoolLogStep

/** How far the leader had read when the batch was written. */
export type PoolPositions = {
  readonly inputs: string
  readonly commands: string
  /** The last message taken of each node. */
  readonly taken: Readonly<Record<string, { readonly epoch: number; readonly seq: number }>>
}

export type PoolLogBatch = {
  readonly v: 1
  readonly token: number
  readonly entries: readonly PoolLogEntry[]
  readonly positions: PoolPositions
}

/** From the leader to a node, of one step: what to do with its calls, and what to write of them into the journal. A lower token than one seen is dropped. */
export type PoolOrder = {
  readonly poolId: PoolId
  readonly token: number
  readonly n: number
  readonly at: Instant
  readonly effects: readonly AcdEffect[]
  readonly facts: readonly AcdFact[]
}

/** Which process has a call, and the last entry that gave it an order. */
export type CallOwner = NodeProcess & { readonly ordered: number }

/** The pool after entry `n`; what came later is in the log after `logId`. */
export type PoolSnapshot = {
  readonly v: 1
  readonly poolId: PoolId
  readonly token: number
  readonly leader: NodeProcess | null
  readonly n: number
  readonly at: Instant
  readonly logId: string
  readonly state: AcdState
  readonly timers: readonly (readonly [timerId: string, at: Instant])[]
  readonly owners: Readonly<Record<CallId, CallOwner>>
  readonly positions: PoolPositions
}
