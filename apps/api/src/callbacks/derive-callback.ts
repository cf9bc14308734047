import type { FactOf, JournalEvent } from '@seatline/core'
import type { AttemptsLog } from './attempts-log.ts'
import { withAttempt, withOutcome } from './attempts-log.ts'
import type { CallbackState } from './callback-views.ts'

type CallbackKind = 'callback.requested' | 'callback.attempted' | 'callback.attemptEnded' | 'callback.ended'
export type CallbackEvent = JournalEvent & { readonly fact: FactOf<CallbackKind> }

export type CallbackRow = {
  readonly id: string
  readonly tenantId: string
  readonly queueId: string
  readonly callId: string
  readonly number: string
  readonly enqueuedAt: Date
  readonly requestedAt: Date
  readonly attempts: number
  readonly state: CallbackState
  readonly attemptsLog: AttemptsLog
  readonly endedAt: Date | null
}

export const isCallbackEvent = (event: JournalEvent): event is CallbackEvent => event.fact.kind.startsWith('callback.')

/** A callback's row from everything that the journal says of it, in whatever order it came; null while nobody said that it was asked for. */
export function deriveCallback(events: readonly CallbackEvent[]): CallbackRow | null {
  const requested = events.find((event) => event.fact.kind === 'callback.requested')
  if (requested?.fact.kind !== 'callback.requested') return null
  const { fact, tenantId, at } = requested
  const log = attemptsOf(events)
  const ended = events.find((event) => event.fact.kind === 'callback.ended')
  return {
    id: fact.callbackId,
    tenantId,
    queueId: fact.queueId,
    callId: fact.callId,
    number: fact.number,
    enqueuedAt: new Date(fact.enqueuedAt),
    requestedAt: new Date(at),
    attempts: log.length,
    state: ended?.fact.kind === 'callback.ended' ? ended.fact.outcome : 'waiting',
    attemptsLog: log,
    endedAt: ended === undefined ? null : new Date(ended.at),
  }
}

/** Beginnings first: an end that came before its beginning finds it. */
function attemptsOf(events: readonly CallbackEvent[]): AttemptsLog {
  let log: AttemptsLog = []
  for (const { fact, at } of events)
    if (fact.kind === 'callback.attempted')
      log = withAttempt(log, { attempt: fact.attempt, callId: fact.callId, agentId: fact.agentId, at })
  for (const { fact, at } of events)
    if (fact.kind === 'callback.attemptEnded')
      log = withOutcome(log, { attempt: fact.attempt, endedAt: at, outcome: fact.outcome })
  return log
}
