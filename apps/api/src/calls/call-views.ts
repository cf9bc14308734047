import type {
  AgentId,
  CallId,
  HangupReason,
  Instant,
  LegId,
  QueueId,
  RecordingId,
  ReleasedBy,
  RoutingReason,
  TenantId,
} from '@seatline/core'
import type { AgentView, CallVariableView } from '../agents/agent-views.ts'
import type { MoneyView } from '../billing/bill-views.ts'
import type { DispositionView, QueueView, TenantView } from '../tenants/tenant-views.ts'

export const CALL_OUTCOMES = ['inProgress', 'answered', 'abandoned', 'leftQueue', 'endedInMenu', 'failed'] as const
export type CallOutcome = (typeof CALL_OUTCOMES)[number]

export const LEG_DIRECTIONS = ['inbound', 'outbound'] as const
export const LEG_PARTIES = ['caller', 'agent', 'outside'] as const

export type HangupCauseView = {
  readonly reason: HangupReason
  readonly sipStatus: number | null
  readonly q850: number | null
}

/** One row of the call list: the summary of a call. Durations in whole milliseconds. */
export type CallView = {
  readonly id: CallId
  readonly tenant: TenantView
  readonly ani: string
  readonly dnis: string
  readonly arrivedAt: Instant
  readonly answeredAt: Instant | null
  readonly queuedAt: Instant | null
  readonly connectedAt: Instant | null
  readonly endedAt: Instant | null
  readonly outcome: CallOutcome
  readonly releasedBy: ReleasedBy | null
  readonly cause: HangupCauseView | null
  readonly durationMs: number | null
  readonly menuMs: number
  readonly waitMs: number
  readonly talkMs: number
  readonly holdMs: number
  readonly wrapUpMs: number
  readonly queue: QueueView | null
  readonly agent: AgentView | null
  readonly disposition: DispositionView | null
  readonly dispositionNote: string | null
  readonly variables: readonly CallVariableView[]
}

export type LegView = {
  readonly id: LegId
  readonly direction: (typeof LEG_DIRECTIONS)[number]
  readonly party: (typeof LEG_PARTIES)[number]
  readonly agent: AgentView | null
  readonly sipCallId: string
  readonly startedAt: Instant
  readonly ringingAt: Instant | null
  readonly answeredAt: Instant | null
  readonly endedAt: Instant | null
  readonly releasedBy: ReleasedBy | null
  readonly cause: HangupCauseView | null
}

export const PRESENTATION_OUTCOMES = [
  'answered',
  'noAnswer',
  'declined',
  'unreachable',
  'callerLeft',
  'agentLeft',
] as const

export type PresentationView = {
  readonly number: number
  readonly agent: AgentView
  readonly queue: QueueView | null
  readonly presentedAt: Instant
  readonly endedAt: Instant | null
  readonly outcome: (typeof PRESENTATION_OUTCOMES)[number] | null
  readonly reason: RoutingReason | null
}

export const RECORDING_STATUSES = ['recording', 'pending', 'whole', 'short', 'missing', 'failed'] as const

export type RecordingView = {
  readonly id: RecordingId
  readonly tenantId: TenantId
  readonly callId: CallId
  readonly segment: number
  readonly agent: AgentView | null
  readonly startedAt: Instant
  readonly endedAt: Instant | null
  readonly status: (typeof RECORDING_STATUSES)[number]
  readonly expectedMs: number | null
  readonly durationMs: number | null
  /** Relative to the recordings directory; null while there is none. */
  readonly file: string | null
}

/** How the price of a call came about. */
export type CallPriceView = {
  readonly total: MoneyView
  readonly lines: readonly CallPriceLineView[]
}

export type CallPriceLineView = {
  /** null for the time in menus. */
  readonly legId: LegId | null
  readonly direction: (typeof LEG_DIRECTIONS)[number]
  readonly durationMs: number
  readonly billableSeconds: number
  /** As the trade writes it: 30/6. */
  readonly increment: string
  readonly pricePerMinute: MoneyView
  readonly connectionFee: MoneyView
  /** What the number was rated as. */
  readonly destination: string
  readonly planVersion: number
  /** Of the billable seconds, those that an allowance covered. */
  readonly includedSeconds: number
  /** More than once when it was corrected or rated anew. */
  readonly chargesCount: number
  readonly amount: MoneyView
  /** Where it was charged, the first document first; none while its month is not closed. */
  readonly invoiceLines: readonly CallInvoiceLineView[]
}

/** A line of a final document that holds a call; a later one corrects the earlier. */
export type CallInvoiceLineView = {
  readonly invoiceId: string
  readonly number: string
  readonly lineId: string
}

export type CallFilter = {
  readonly from: Instant | null
  readonly to: Instant | null
  /** Part of the calling or the dialled number. */
  readonly number: string | null
  readonly agentId: AgentId | null
  readonly queueId: QueueId | null
  readonly outcome: CallOutcome | null
}
