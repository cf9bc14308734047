import type { AgentId, OnCallDuty, OnCallListId, QueueId } from '@seatline/core'

export type DutyView = OnCallDuty & {
  readonly agent: { readonly id: AgentId; readonly name: string } | null
  readonly holdsNow: boolean
}

export type OnCallListView = {
  readonly id: OnCallListId
  readonly name: string
  readonly queue: { readonly id: QueueId; readonly name: string }
  readonly timeZone: string
  readonly duties: readonly DutyView[]
  /** Who is rung now, in that order: names of agents, and numbers. */
  readonly onCallNow: readonly string[]
}

/** `now`: who would be rung now, in that order. */
export type OnCallNow = { readonly id: OnCallListId; readonly name: string; readonly now: readonly string[] }

export type OnCallContent = {
  readonly name: string
  readonly queueId: QueueId
  readonly timeZone: string
  readonly duties: readonly OnCallDuty[]
}
