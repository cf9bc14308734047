import type { QueueId, ScriptId, ScriptSituation } from '@seatline/core'
import type { QueueView } from '../tenants/tenant-views.ts'

/** A script as those who write it see it. */
export type ScriptView = {
  readonly id: ScriptId
  readonly name: string
  readonly situation: ScriptSituation
  readonly body: string
  /** For callers of this queue; null: of every queue. */
  readonly queue: QueueView | null
  readonly position: number
}

/** A script as the agent reads it out on a call. */
export type SpokenScriptView = {
  readonly id: ScriptId
  readonly name: string
  readonly situation: ScriptSituation
  readonly text: string
}

export type ScriptContent = {
  readonly name: string
  readonly situation: ScriptSituation
  readonly body: string
  readonly queueId: QueueId | null
}
