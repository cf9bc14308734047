import type { FactKind, FactOf, HangupCause, JournalEvent, ReleasedBy } from '@seatline/core'
import { callTimeline } from './call-timeline.ts'
import { deriveSteps } from './call-steps.ts'
import type { CallRow, DerivedCall, LegRow, RecordingRow } from './derived-rows.ts'
import type { NodeStarts } from './node-starts.ts'
import { compareEvents, isFact } from './stored-event.ts'

type EventOf<K extends FactKind> = JournalEvent & { readonly fact: FactOf<K> }
type Ending = { readonly at: number; readonly releasedBy: ReleasedBy; readonly cause: HangupCause }

/** Q.850 41, temporary failure: what a call is said to have died of when its node went away. */
const NODE_LOST: Omit<Ending, 'at'> = {
  releasedBy: 'system',
  cause: { reason: 'nodeLost', sipStatus: null, q850: 41 },
}

/**
 * Everything known of a call, from the set of its events: a pure function, so that events may come late, twice or in any order and the rows come out the
 * same. null until the call's arrival is known.
 */
export function deriveCall(unordered: readonly JournalEvent[], nodes: NodeStarts): DerivedCall | null {
  const events = unordered.toSorted(compareEvents)
  const arrival = first(events, 'call.arrived') ?? first(events, 'call.dialled')
  if (arrival === undefined) return null
  const orphanedAt = endOfNode(arrival, events, nodes)
  const end = callEnd(events, orphanedAt)
  return {
    call: deriveCallRow({ events, arrival, end }),
    legs: events.flatMap((event) => (isFact(event, 'leg.started') ? [deriveLeg(events, event, orphanedAt)] : [])),
    steps: deriveSteps(events),
    recordings: events.flatMap((event) =>
      isFact(event, 'recording.started') ? [deriveRecording(events, event, orphanedAt)] : [],
    ),
    numbers: numbersOf(events, arrival.fact),
  }
}

/** When the node that held the call went away; null while it lives. A call that ended in time has its own end, which wins. */
function endOfNode(arrival: JournalEvent, events: readonly JournalEvent[], nodes: NodeStarts): number | null {
  // What another node writes of it later, a disposition, is no sign of life of this one.
  const own = events.filter(({ nodeId, epoch }) => nodeId === arrival.nodeId && epoch === arrival.epoch)
  return nodes.endOf({ ...arrival, at: own.reduce((latest, event) => Math.max(latest, event.at), 0) })
}

function callEnd(events: readonly JournalEvent[], orphanedAt: number | null): Ending | null {
  const ended = first(events, 'call.ended')
  if (ended !== undefined) return { at: ended.at, releasedBy: ended.fact.releasedBy, cause: ended.fact.cause }
  return orphanedAt === null ? null : { at: orphanedAt, ...NODE_LOST }
}

function deriveCallRow(known: {
  readonly events: readonly JournalEvent[]
  readonly arrival: EventOf<'call.arrived'> | EventOf<'call.dialled'>
  readonly end: Ending | null
}): CallRow {
  const { events, arrival, end } = known
  const { fact } = arrival
  const timeline = callTimeline(events, { arrivedAt: arrival.at, endedAt: end?.at ?? null })
  const flow = first(events, 'ivr.started')?.fact
  const abandoned = first(events, 'call.abandoned')?.fact
  const disposition = last(events, 'call.dispositionSet')?.fact
  return {
    id: fact.callId,
    tenantId: arrival.tenantId,
    nodeId: arrival.nodeId,
    epoch: arrival.epoch,
    ...wayOf(events, fact),
    ani: fact.ani,
    dnis: fact.dnis,
    phase: timeline.phase,
    phaseSince: new Date(timeline.phaseSince),
    arrivedAt: new Date(arrival.at),
    answeredAt: dateOf(first(events, 'call.answered')?.at),
    queuedAt: dateOf(first(events, 'call.queued')?.at),
    connectedAt: dateOf((first(events, 'call.connected') ?? first(events, 'call.outsideAnswered'))?.at),
    endedAt: dateOf(end?.at),
    queueId: timeline.queueId,
    agentId: timeline.agentId,
    flowId: flow?.flowId ?? null,
    flowVersionId: flow?.flowVersionId ?? null,
    queuePosition: last(events, 'call.queued')?.fact.position ?? null,
    presentations: events.filter((event) => event.fact.kind === 'call.presented').length,
    waitMs: timeline.waitMs,
    answeredWaitMs: answeredWaitOf(events),
    ivrMs: timeline.ivrMs,
    talkMs: timeline.talkMs,
    holdMs: timeline.holdMs,
    abandoned: abandoned !== undefined,
    abandonedPhase: abandoned?.phase ?? null,
    leftQueue: leftQueueOf(events),
    releasedBy: end?.releasedBy ?? null,
    causeReason: end?.cause.reason ?? null,
    causeSipStatus: end?.cause.sipStatus ?? null,
    causeQ850: end?.cause.q850 ?? null,
    dispositionId: disposition?.dispositionId ?? null,
    dispositionNote: disposition?.note ?? null,
    dispositionBy: disposition?.agentId ?? null,
    variables: variablesOf(events),
    test: fact.test,
  }
}

/** The first answer counts, whatever came later; null for a call that waited in no queue. The agent of a callback's attempt counts when the caller was reached. */
function answeredWaitOf(events: readonly JournalEvent[]): number | null {
  const hasWaited = events.some(({ fact }) => fact.kind === 'call.queued' || fact.kind === 'callback.attempted')
  const answer = events.find(
    (event): event is EventOf<'call.connected'> | EventOf<'call.outsideAnswered'> =>
      isFact(event, 'call.connected') || isFact(event, 'call.outsideAnswered'),
  )
  return hasWaited && answer !== undefined ? answer.fact.waitedMs : null
}

/** Where it went that left its queue, by the caller's choice or because the queue gave it up; null when it stayed, or came into another queue. */
function leftQueueOf(events: readonly JournalEvent[]): string | null {
  const way = events.findLast(
    ({ fact }) => fact.kind === 'call.leftQueue' || fact.kind === 'call.overflowed' || fact.kind === 'call.queued',
  )?.fact
  if (way?.kind === 'call.leftQueue') return way.to
  return way?.kind === 'call.overflowed' && way.to !== 'queue' ? way.to : null
}

/** How it came in; of a call out, the trunk of the leg that was answered, else of the last one tried. */
function wayOf(
  events: readonly JournalEvent[],
  fact: FactOf<'call.arrived'> | FactOf<'call.dialled'>,
): Pick<CallRow, 'direction' | 'trunkId' | 'didId' | 'sipCallId'> {
  if (fact.kind === 'call.arrived') {
    const { trunkId, didId, sipCallId } = fact
    return { direction: 'inbound', trunkId, didId, sipCallId }
  }
  const answered = first(events, 'leg.answered')?.fact.legId
  const legs = events.flatMap((event) => (isFact(event, 'leg.started') ? [event.fact] : []))
  const leg = legs.find(({ legId }) => legId === answered) ?? legs.at(-1)
  return { direction: 'outbound', trunkId: leg?.trunkId ?? null, didId: null, sipCallId: leg?.sipCallId ?? '' }
}

/** What the flow shows to the agent; until it has told that, what the caller keyed in, as far as the menu gave it a name. */
function variablesOf(events: readonly JournalEvent[]): Readonly<Record<string, string>> {
  const shown = last(events, 'ivr.variablesShown')
  if (shown !== undefined) return shown.fact.variables
  const variables: Record<string, string> = {}
  for (const event of events)
    if (isFact(event, 'ivr.digitsCollected') && event.fact.variable !== null)
      variables[event.fact.variable] = event.fact.digits
  return variables
}

/** A caller's leg has the caller's number; a leg out has the number that was rung in an agent's place last before it, or else the one that was dialled. */
function numbersOf(
  events: readonly JournalEvent[],
  { kind, ani, dnis }: FactOf<'call.arrived'> | FactOf<'call.dialled'>,
): ReadonlyMap<string, string> {
  const numbers = new Map<string, string>()
  let rung = kind === 'call.dialled' ? dnis : null
  for (const event of events) {
    if (isFact(event, 'call.outsideRung')) rung = event.fact.number
    if (!isFact(event, 'leg.started') || event.fact.trunkId === null) continue
    const number = event.fact.direction === 'inbound' ? ani : rung
    if (number !== null) numbers.set(event.fact.legId, number)
  }
  return numbers
}

function deriveLeg(
  events: readonly JournalEvent[],
  started: EventOf<'leg.started'>,
  orphanedAt: number | null,
): LegRow {
  const { fact } = started
  const own = events.filter((event) => 'legId' in event.fact && event.fact.legId === fact.legId)
  const ended = first(own, 'leg.ended')
  const end: Ending | null =
    ended === undefined
      ? orphanedAt === null
        ? null
        : { at: orphanedAt, ...NODE_LOST }
      : { at: ended.at, releasedBy: ended.fact.releasedBy, cause: ended.fact.cause }
  const answeredAt = first(own, 'leg.answered')?.at
  return {
    id: fact.legId,
    tenantId: started.tenantId,
    callId: fact.callId,
    direction: fact.direction,
    party: fact.party,
    agentId: fact.agentId,
    trunkId: fact.trunkId,
    sipCallId: fact.sipCallId,
    startedAt: new Date(started.at),
    ringingAt: dateOf(first(own, 'leg.ringing')?.at),
    answeredAt: dateOf(answeredAt),
    endedAt: dateOf(end?.at),
    durationMs: end === null ? null : Math.max(0, end.at - started.at),
    connectedMs: end === null || answeredAt === undefined ? null : Math.max(0, end.at - answeredAt),
    releasedBy: end?.releasedBy ?? null,
    causeReason: end?.cause.reason ?? null,
    causeSipStatus: end?.cause.sipStatus ?? null,
    causeQ850: end?.cause.q850 ?? null,
  }
}

/** A segment whose node went away was recorded until then: its capture is looked for by rtpengine's call id. */
function deriveRecording(
  events: readonly JournalEvent[],
  started: EventOf<'recording.started'>,
  orphanedAt: number | null,
): RecordingRow {
  const { fact } = started
  const stopped = events.find(
    (event): event is EventOf<'recording.stopped'> =>
      isFact(event, 'recording.stopped') && event.fact.recordingId === fact.recordingId,
  )
  const stoppedAt = stopped?.at ?? orphanedAt
  return {
    id: fact.recordingId,
    tenantId: started.tenantId,
    callId: fact.callId,
    agentId: fact.agentId,
    segment: fact.segment,
    rtpengineCallId: fact.rtpengineCallId,
    startedAt: new Date(started.at),
    stoppedAt: dateOf(stoppedAt ?? undefined),
    expectedMs: stopped?.fact.expectedMs ?? (stoppedAt === null ? null : Math.max(0, stoppedAt - started.at)),
    captureFile: stopped?.fact.captureFile ?? null,
    streams: stopped?.fact.streams ?? [],
    status: stoppedAt === null ? 'recording' : 'pending',
  }
}

function first<K extends FactKind>(events: readonly JournalEvent[], kind: K): EventOf<K> | undefined {
  return events.find((event): event is EventOf<K> => isFact(event, kind))
}

function last<K extends FactKind>(events: readonly JournalEvent[], kind: K): EventOf<K> | undefined {
  return events.findLast((event): event is EventOf<K> => isFact(event, kind))
}

const dateOf = (at: number | undefined): Date | null => (at === undefined ? null : new Date(at))
