import { comparableNumber } from '@seatline/core'
import type { JournalEvent } from '@seatline/core'
import type { CallerContact, RoutingDecision, WaitEstimate } from '../generated/prisma/client.ts'
import { compareEvents, isFact } from './stored-event.ts'

/** What the journal of one call says of decisions, of what the caller was told, and of who spoke with whom. */
export type DerivedDecisions = {
  readonly decisions: readonly Readonly<RoutingDecision>[]
  readonly estimates: readonly Readonly<WaitEstimate>[]
  readonly contacts: readonly Readonly<CallerContact>[]
}

/** A pure function of the set of events, as `deriveCall` is. */
export function deriveDecisions(unordered: readonly JournalEvent[]): DerivedDecisions {
  const events = unordered.toSorted(compareEvents)
  return { decisions: decisionsOf(events), estimates: estimatesOf(events), contacts: contactsOf(events) }
}

function decisionsOf(events: readonly JournalEvent[]): readonly RoutingDecision[] {
  return events.flatMap((event) => {
    if (!isFact(event, 'call.presented')) return []
    const { callId, queueId, agentId, presentation, reason } = event.fact
    const end = events.find(
      ({ fact }) =>
        fact.kind === 'call.presentationEnded' && fact.presentation === presentation && fact.agentId === agentId,
    )?.fact
    return [
      {
        id: event.eventId,
        tenantId: event.tenantId,
        callId,
        queueId,
        agentId,
        at: new Date(event.at),
        reason,
        presentation,
        outcome: end?.kind === 'call.presentationEnded' ? end.outcome : null,
      },
    ]
  })
}

/** What came true is known when the caller is answered; of one who went away before, nothing came true that could be compared. */
function estimatesOf(events: readonly JournalEvent[]): readonly WaitEstimate[] {
  return events.flatMap((event, at) => {
    if (!isFact(event, 'call.toldWait')) return []
    const { callId, queueId, position, expectedMs } = event.fact
    const next = events
      .slice(at + 1)
      .find(({ fact }) => ['call.connected', 'call.leftQueue', 'call.overflowed', 'call.abandoned'].includes(fact.kind))
    const actualMs = next?.fact.kind === 'call.connected' ? Math.max(0, next.at - event.at) : null
    const { eventId: id, tenantId } = event
    return [{ id, tenantId, callId, queueId, at: new Date(event.at), position, expectedMs, actualMs }]
  })
}

/** The last agent who was joined with the other party, inbound the caller and outbound the called; nobody who hides the number. */
function contactsOf(events: readonly JournalEvent[]): readonly CallerContact[] {
  const arrival = events.find(({ fact }) => fact.kind === 'call.arrived' || fact.kind === 'call.dialled')?.fact
  if (arrival?.kind !== 'call.arrived' && arrival?.kind !== 'call.dialled') return []
  const number = comparableNumber(arrival.kind === 'call.arrived' ? arrival.ani : arrival.dnis)
  const joined = events.findLast((event) => isFact(event, 'call.connected'))
  if (number === null || arrival.test || joined?.fact.kind !== 'call.connected') return []
  const { agentId, callId } = joined.fact
  return [{ tenantId: joined.tenantId, number, agentId, callId, at: new Date(joined.at) }]
}
