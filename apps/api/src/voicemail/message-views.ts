import type { AgentId, CallId, Instant, TenantId, VoicemailId } from '@seatline/core'
import type { AgentView } from '../agents/agent-views.ts'
import type { RECORDING_STATUSES } from '../calls/call-views.ts'
import type { QueueView } from '../tenants/tenant-views.ts'
import type { Addressee } from './box-views.ts'

export const VOICEMAIL_STATES = ['open', 'done', 'failed'] as const
export type VoicemailState = (typeof VOICEMAIL_STATES)[number]

/** What came of an attempt to call back. */
export const CONTACT_OUTCOMES = ['reached', 'noAnswer', 'busy', 'wrongNumber'] as const
export type ContactOutcome = (typeof CONTACT_OUTCOMES)[number]

/** After so many attempts without reaching anybody a message has failed. */
export const ATTEMPTS_MAX = 3

export type ContactAttemptView = {
  readonly number: number
  readonly at: Instant
  readonly by: string
  readonly outcome: ContactOutcome
  readonly note: string
}

export type VoicemailView = {
  readonly id: VoicemailId
  readonly tenantId: TenantId
  readonly box: { readonly id: string; readonly name: string; readonly addressee: Addressee }
  readonly callId: CallId
  readonly ani: string
  /** By the caller's number; empty: not known. */
  readonly callerName: string
  readonly queue: QueueView | null
  readonly leftAt: Instant
  readonly promisedAt: Instant
  readonly lengthMs: number
  readonly status: (typeof RECORDING_STATUSES)[number]
  readonly file: string | null
  readonly state: VoicemailState
  readonly assignee: AgentView | null
  readonly heardAt: Instant | null
  readonly heardBy: string | null
  readonly settledAt: Instant | null
  readonly note: string
  readonly attempts: readonly ContactAttemptView[]
}

/** Whose messages a person sees: all of the tenant's, or those that are addressed or given to the agent. */
export type Sight = { readonly kind: 'all' } | { readonly kind: 'own'; readonly agentId: AgentId }

export type VoicemailFilter = {
  readonly state: VoicemailState | null
  readonly boxId: string | null
  readonly assigneeId: AgentId | null
  readonly overdue: boolean
  readonly from: Instant | null
  readonly to: Instant | null
}

export type VoicemailPage = { readonly messages: readonly VoicemailView[]; readonly totalCount: number }

/** How many messages wait for a person, and how many of them longer than was promised. */
export type Backlog = { readonly open: number; readonly overdue: number; readonly oldestLeftAt: Instant | null }

export type VoicemailDay = {
  readonly day: string
  readonly left: number
  readonly withinPromise: number
  readonly late: number
  readonly openAtEnd: number
}

export type VoicemailFigures = {
  readonly left: number
  readonly open: number
  readonly overdue: number
  /** Of the messages left in the time: first attempt in the promised time, and those whose time has come. */
  readonly withinPromise: number
  readonly decided: number
  readonly medianFirstAttemptMs: number | null
  readonly reached: number
  readonly failed: number
  readonly days: readonly VoicemailDay[]
}

/** What an attempt to reach the caller makes of the message. */
export function stateAfter(outcome: ContactOutcome, attempt: number): VoicemailState {
  if (outcome === 'reached') return 'done'
  return outcome === 'wrongNumber' || attempt >= ATTEMPTS_MAX ? 'failed' : 'open'
}
