import type { AgentStatus, FactOf, JournalEvent, NotReadyReason } from '@seatline/core'
import type { AgentIntervalRow, AgentLiveRow, AgentQueueLiveRow } from './derived-rows.ts'
import type { NodeStarts } from './node-starts.ts'
import { compareEvents } from './stored-event.ts'

export type AgentEvent<K extends 'agent.stateChanged' | 'agent.signedIn' | 'agent.muteChanged' | 'agent.phoneChanged'> =
  JournalEvent & { readonly fact: FactOf<K> }
export type StateEvent = AgentEvent<'agent.stateChanged'>

/**
 * One interval for each change of state, until the next one: no gap, no overlap. `events` are the agent's consecutive changes; the first may be known
 * already, and `firstFromAt` is then where its interval began (clocks may have been set back: an interval never starts before the one before it).
 */
export function deriveIntervals(known: {
  readonly events: readonly StateEvent[]
  readonly firstFromAt: number | null
  readonly nodes: NodeStarts
}): readonly AgentIntervalRow[] {
  const events = known.events.toSorted(compareEvents)
  const intervals: AgentIntervalRow[] = []
  let fromAt = Math.max(events[0]?.at ?? 0, known.firstFromAt ?? 0)
  for (const [index, event] of events.entries()) {
    const next = events[index + 1]
    const nextFromAt = next === undefined ? null : Math.max(next.at, fromAt)
    if (event.fact.to.kind !== 'signedOut') {
      const toAt = intervalEnd({ event, next, nextFromAt, fromAt, nodes: known.nodes })
      intervals.push(toInterval(event, fromAt, toAt))
    }
    fromAt = nextFromAt ?? fromAt
  }
  return intervals
}

/** An interval that its node never closed ends with the node, whatever the agent did later at another one. */
function intervalEnd(known: {
  readonly event: StateEvent
  readonly next: StateEvent | undefined
  readonly nextFromAt: number | null
  readonly fromAt: number
  readonly nodes: NodeStarts
}): number | null {
  const { event, next, nextFromAt, fromAt } = known
  if (next?.epoch === event.epoch) return nextFromAt
  const nodeEnd = known.nodes.endOf({ ...event, at: fromAt })
  if (nodeEnd === null || nextFromAt === null) return nodeEnd ?? nextFromAt
  return Math.min(nodeEnd, nextFromAt)
}

function toInterval(event: StateEvent, fromAt: number, toAt: number | null): AgentIntervalRow {
  const { fact } = event
  return {
    id: event.eventId,
    tenantId: event.tenantId,
    agentId: fact.agentId,
    servedTenantId: fact.servedTenantId,
    status: fact.to.kind,
    reason: reasonOf(fact.to),
    callId: callOf(fact.to),
    queueId: fact.queueId,
    fromAt: new Date(fromAt),
    toAt: toAt === null ? null : new Date(toAt),
    durationMs: toAt === null ? null : toAt - fromAt,
    nodeId: event.nodeId,
    epoch: event.epoch,
    seq: event.seq,
  }
}

/** The latest event of each kind; what an agent does now follows from these. */
export type LatestOfAgent = {
  readonly agentId: string
  readonly tenantId: string
  readonly state: StateEvent | null
  readonly signedIn: AgentEvent<'agent.signedIn'> | null
  readonly mute: AgentEvent<'agent.muteChanged'> | null
  readonly phone: AgentEvent<'agent.phoneChanged'> | null
}

export function deriveLive(latest: LatestOfAgent, nodes: NodeStarts): AgentLiveRow {
  const { state, signedIn, mute, phone } = latest
  const orphanedAt = state === null ? null : nodes.endOf(state)
  const isAway = state === null || orphanedAt !== null || state.fact.to.kind === 'signedOut'
  const base = {
    agentId: latest.agentId,
    tenantId: latest.tenantId,
    // The registrar is asked anew by a new process, which then tells who is there.
    phoneOnline: phone !== null && phone.fact.registered && nodes.endOf(phone) === null,
    nodeId: state?.nodeId ?? null,
    epoch: state?.epoch ?? null,
  }
  if (isAway) return { ...base, ...SIGNED_OUT, since: sinceOf(state, orphanedAt) }
  const { to } = state.fact
  return {
    ...base,
    servedTenantId: state.fact.servedTenantId,
    status: to.kind,
    reason: reasonOf(to),
    since: new Date(state.at),
    callId: callOf(to),
    queueId: state.fact.queueId,
    wrapUpEndsAt: to.kind === 'wrapUp' ? new Date(to.endsAt) : null,
    device: signedIn?.fact.device ?? null,
    signedInAt: signedIn === null ? null : new Date(signedIn.at),
    muted: mute !== null && signedIn !== null && compareEvents(mute, signedIn) > 0 && mute.fact.muted,
    queues: signedIn?.fact.queues ?? [],
  }
}

const SIGNED_OUT = {
  servedTenantId: null,
  status: 'signedOut',
  reason: null,
  callId: null,
  queueId: null,
  wrapUpEndsAt: null,
  device: null,
  signedInAt: null,
  muted: false,
  queues: [],
} satisfies Partial<AgentLiveRow>

const sinceOf = (state: StateEvent | null, orphanedAt: number | null): Date | null =>
  state === null ? null : new Date(orphanedAt ?? state.at)

/** What each queue's tenant may know: whose call binds an agent elsewhere is not told. */
export function derivePresence(live: AgentLiveRow): readonly AgentQueueLiveRow[] {
  const { since } = live
  if (live.status === 'signedOut' || since === null) return []
  return signedInQueues(live).map(({ tenantId, queueId }) => ({
    tenantId,
    queueId,
    agentId: live.agentId,
    presence: presenceFor(live, tenantId),
    since,
  }))
}

function presenceFor(live: AgentLiveRow, tenantId: string): AgentQueueLiveRow['presence'] {
  if (live.status === 'ready') return 'ready'
  if (live.status === 'notReady') return 'notReady'
  return live.servedTenantId === tenantId ? 'busyHere' : 'busyElsewhere'
}

const signedInQueues = (live: AgentLiveRow): FactOf<'agent.signedIn'>['queues'] =>
  live.queues as FactOf<'agent.signedIn'>['queues']

const callOf = (status: AgentStatus): string | null => ('callId' in status ? status.callId : null)

/** `inFlow` of a hold: the caller is in a flow, and comes back to the agent. */
function reasonOf(status: AgentStatus): string | null {
  if (status.kind === 'hold') return status.inFlow === true ? 'inFlow' : null
  return status.kind === 'notReady' ? reasonCode(status.reason) : null
}

const reasonCode = (reason: NotReadyReason): string => (reason.kind === 'code' ? reason.reasonId : reason.code)
