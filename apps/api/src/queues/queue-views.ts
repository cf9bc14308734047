import type { QueueRouting, TenantId } from '@seatline/core'
import type { Choice } from '../configuration/choices.ts'
import type { Use } from '../configuration/flow-uses.ts'

export type RequiredSkill = { readonly skill: Choice; readonly proficiencyMin: number }

/** A queue as its administrator sees it. */
export type QueueSettings = {
  readonly id: string
  readonly tenantId: TenantId
  readonly name: string
  readonly description: string
  readonly ringTimeoutSeconds: number
  readonly wrapUpSeconds: number
  readonly serviceLevelSeconds: number
  readonly music: Choice
  readonly record: boolean
  readonly requiredSkills: readonly RequiredSkill[]
  readonly branch: Choice | null
  readonly routing: QueueRouting
  readonly agentsCount: number
  readonly uses: readonly Use[]
}
