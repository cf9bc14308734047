import type { Fact } from '../contracts/journal.ts'
import type { AcdEffect } from './effect-types.ts'
import type { TenantId } from '../ids.ts'
import type { AcdState } from './pool-types.ts'

export type { AcdEffect } from './effect-types.ts'
export type { AcdInput, TransferTarget } from './input-types.ts'
export type {
  AcdState,
  AgentAttributes,
  CallPhase,
  Capacity,
  Channel,
  Hold,
  PooledAgent,
  PooledCall,
  PooledCallback,
  QueueMemory,
  Ring,
  ServedCall,
  SkillRequirement,
  TakenSeat,
} from './pool-types.ts'

/** A fact with the tenant it belongs to. */
export type AcdFact = { readonly tenantId: TenantId; readonly fact: Fact }

/** What came of one input. */
export type AcdOutcome = {
  readonly effects: readonly AcdEffect[]
  readonly facts: readonly AcdFact[]
  readonly ignored: string | null
}

export type AcdStep = AcdOutcome & { readonly state: AcdState }
