import type { Instant, PreflightId, TenantId } from '@seatline/core'

export const CHECK_STATES = ['running', 'ok', 'warning', 'problem'] as const
export type CheckState = (typeof CHECK_STATES)[number]

export const CHECK_CODES = [
  'published',
  'status',
  'flow',
  'numbers',
  'hours',
  'prompts',
  'queueAgents',
  'queueSignedIn',
  'seats',
  'admin',
  'call.line',
  'call.answered',
  'call.heard',
  'call.choice',
  'call.recorded',
] as const
export type CheckCode = (typeof CHECK_CODES)[number]

/** One thing that was looked at or tried. */
export type Check = {
  /** The same from beginning to end of a run. */
  readonly id: string
  readonly code: CheckCode
  /** What it is about, as people call it: a queue, a number, a number and a key. */
  readonly subject: string
  readonly state: CheckState
  /** What was found, by name; a screen says it in its language. */
  readonly found: Readonly<Record<string, string | number>>
}

export type PreflightRunView = {
  readonly id: PreflightId
  readonly tenantId: TenantId
  readonly status: 'running' | 'passed' | 'failed'
  readonly startedAt: Instant
  readonly finishedAt: Instant | null
  readonly startedBy: string | null
  readonly checks: readonly Check[]
}
