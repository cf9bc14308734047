import type {
  AcdFact,
  AcdInput,
  AcdPool,
  AgentId,
  CommandEnvelope,
  CommandReply,
  Fact,
  HeldCall,
  Instant,
  PoolId,
  TenantId,
} from '@seatline/core'
import type { CallSideEffect } from '../acd/carry-out.ts'

/** What a command is to the leader of a pool. `elsewhere`: another pool's. `after`: carried out once it is certain that no other leader will. */
export type CommandFate =
  | { readonly kind: 'elsewhere' }
  /** `reply` when the engine has no answer of its own. */
  | { readonly kind: 'input'; readonly input: AcdInput; readonly reply: CommandReply | null }
  | { readonly kind: 'reply'; readonly reply: CommandReply }
  | { readonly kind: 'after'; readonly carryOut: () => void }

/** What a node gives to the engines that run, or have calls, on it. */
export interface PoolHost {
  /** For a call of this node. */
  carryOut(effect: CallSideEffect): void
  /** Facts about calls of this node. */
  journalCalls(facts: readonly AcdFact[], at: Instant): void
  /** Facts about agents, by the leader; `since` numbers the lease. */
  journalPool(poolId: PoolId, since: number, facts: readonly AcdFact[], at: Instant): void
  /** The pool has no past: whatever was open in it ended `gapMs` ago. */
  journalPoolStart(poolId: PoolId, since: number, gapMs: number): void
  /** Facts about the node or the pool: the operator's. */
  journalNode(facts: readonly Fact[]): void
  fateOf(poolId: PoolId, pool: AcdPool, command: CommandEnvelope): CommandFate
  /** The calls of this node that the engine of the pool should know. */
  heldCalls(poolId: PoolId): readonly HeldCall[]
  /** What is published for these tenants, null: for all, and the engine does not have yet. */
  configuration(poolId: PoolId, pool: AcdPool, tenantIds: readonly TenantId[] | null): readonly AcdInput[]
  /** The agents of the pool who have a phone, as the registrar says; null while it has not been read. */
  phones(poolId: PoolId): ReadonlySet<AgentId> | null
  /** Another node has heard of a phone. */
  phoneHeard(agentId: string, registered: 'yes' | 'no'): void
}
