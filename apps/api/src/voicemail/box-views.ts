import type { AgentId, BranchId, GroupId, PromptId, VoicemailBoxId } from '@seatline/core'

/** Who hears the messages of a box, besides the superiors. */
export type Addressee =
  | { readonly kind: 'group'; readonly id: GroupId; readonly name: string }
  | { readonly kind: 'agent'; readonly id: AgentId; readonly name: string }

export type VoicemailBoxView = {
  readonly id: VoicemailBoxId
  readonly name: string
  readonly addressee: Addressee
  readonly greeting: { readonly id: PromptId; readonly name: string }
  readonly lengthMaxMs: number
  readonly promisedWithinMs: number
  readonly branchId: BranchId | null
  /** Messages that wait for somebody. */
  readonly open: number
}

export type BoxContent = {
  readonly name: string
  readonly groupId: GroupId | null
  readonly agentId: AgentId | null
  readonly greetingPromptId: PromptId
  readonly lengthMaxMs: number
  readonly promisedWithinMs: number
  readonly branchId: BranchId | null
}
