import type { CallId, CallbackId, Instant } from '@seatline/core'
import type { QueueView } from '../tenants/tenant-views.ts'

export const CALLBACK_STATES = ['waiting', 'reached', 'givenUp', 'cancelled'] as const
export type CallbackState = (typeof CALLBACK_STATES)[number]

export const CALLBACK_OUTCOMES = ['answered', 'busy', 'noAnswer', 'failed', 'agentGone'] as const
export type CallbackOutcome = (typeof CALLBACK_OUTCOMES)[number]

/** Exactly one dial. */
export type CallbackAttemptView = {
  readonly number: number
  readonly callId: CallId
  readonly agentName: string
  readonly at: Instant
  readonly endedAt: Instant | null
  /** null while it rings. */
  readonly outcome: CallbackOutcome | null
}

export type CallbackView = {
  readonly id: CallbackId
  /** The call in which it was asked for. */
  readonly callId: CallId
  readonly queue: QueueView | null
  readonly number: string
  readonly callerName: string
  /** Since when the place in the queue counts. */
  readonly enqueuedAt: Instant
  readonly requestedAt: Instant
  readonly state: CallbackState
  readonly endedAt: Instant | null
  readonly attempts: readonly CallbackAttemptView[]
}

export type CallbackFilter = {
  readonly state: CallbackState | null
  readonly queueId: string | null
  readonly from: Instant | null
  readonly to: Instant | null
}
export type CallbackPage = { readonly callbacks: readonly CallbackView[]; readonly totalCount: number }

/** Of the callbacks asked for in a time. */
export type CallbackFigures = {
  readonly requested: number
  readonly waiting: number
  readonly reached: number
  readonly givenUp: number
  readonly cancelled: number
  readonly attempts: number
  /** From the original place in the queue until the caller was reached. */
  readonly medianWaitMs: number | null
}
