import { journalEventSchema, type JournalEvent } from '@seatline/core'
import type { Transaction } from '../database/client.ts'
import type { AgentEvent, LatestOfAgent, StateEvent } from './derive-agent.ts'
import { ENDS_OF_PROCESSES, type EndedProcess } from './node-starts.ts'
import { agentIdOf, callIdOf, isFact, type StreamedEvent } from './stored-event.ts'

type JournalRow = {
  readonly event_id: string
  readonly at: Date
  readonly tenant_id: string
  readonly node_id: string
  readonly epoch: bigint
  readonly subject_kind: string
  readonly subject_id: string
  readonly seq: number
  readonly fact: unknown
}

/** Appends the events; answers those that were not there yet. A repeated delivery has the same event id and changes nothing. */
export async function appendToJournal(
  tx: Transaction,
  events: readonly StreamedEvent[],
): Promise<readonly StreamedEvent[]> {
  if (events.length === 0) return []
  const rows = events.map(({ streamId, event }) => ({
    event_id: event.eventId,
    tenant_id: event.tenantId,
    at: new Date(event.at),
    node_id: event.nodeId,
    epoch: event.epoch,
    subject_kind: event.subject.kind,
    subject_id: event.subject.id,
    seq: event.seq,
    kind: event.fact.kind,
    call_id: callIdOf(event.fact),
    agent_id: agentIdOf(event.fact),
    fact: event.fact,
    stream_id: streamId,
  }))
  const inserted = await tx.$queryRaw<{ stream_id: string }[]>`
    INSERT INTO journal_event SELECT * FROM jsonb_populate_recordset(NULL::journal_event, ${JSON.stringify(rows)}::jsonb)
    ON CONFLICT (event_id) DO NOTHING RETURNING stream_id`
  const fresh = new Set(inserted.map((row) => row.stream_id))
  return events.filter(({ streamId }) => fresh.has(streamId))
}

/** All that the journal has of these calls, by call. */
export async function loadCallEvents(
  tx: Transaction,
  callIds: readonly string[],
): Promise<ReadonlyMap<string, JournalEvent[]>> {
  const byCall = new Map<string, JournalEvent[]>()
  if (callIds.length === 0) return byCall
  const rows = await tx.$queryRaw<(JournalRow & { call_id: string })[]>`
    SELECT event_id, at, tenant_id, node_id, epoch, subject_kind, subject_id, seq, fact, call_id
    FROM journal_event WHERE call_id = ANY (${callIds}) AND subject_kind = 'call'`
  for (const row of rows) {
    const events = byCall.get(row.call_id) ?? []
    events.push(fromRow(row))
    byCall.set(row.call_id, events)
  }
  return byCall
}

export type ChangeFrom = { readonly agentId: string; readonly epoch: number; readonly seq: number }
export type AgentChanges = { readonly agentId: string; events: StateEvent[]; firstFromAt: number | null }

/** For each agent the changes of state from the given one on, and the one before it with the start of its interval. */
export async function loadAgentChanges(tx: Transaction, from: readonly ChangeFrom[]): Promise<readonly AgentChanges[]> {
  if (from.length === 0) return []
  const starts = from.map((each) => ({ agent_id: each.agentId, epoch: each.epoch, seq: each.seq }))
  const rows = await tx.$queryRaw<(JournalRow & { interval_from: Date | null })[]>`
    SELECT j.event_id, j.at, j.tenant_id, j.node_id, j.epoch, j.subject_kind, j.subject_id, j.seq, j.fact, i.from_at AS interval_from
    FROM jsonb_to_recordset(${JSON.stringify(starts)}::jsonb) AS s (agent_id text, epoch bigint, seq int)
    CROSS JOIN LATERAL (
      (SELECT * FROM journal_event e
       WHERE e.subject_id = s.agent_id AND e.kind = 'agent.stateChanged' AND (e.epoch, e.seq) < (s.epoch, s.seq)
       ORDER BY e.epoch DESC, e.seq DESC LIMIT 1)
      UNION ALL
      (SELECT * FROM journal_event e
       WHERE e.subject_id = s.agent_id AND e.kind = 'agent.stateChanged' AND (e.epoch, e.seq) >= (s.epoch, s.seq))
    ) j
    LEFT JOIN agent_interval i ON i.id = j.event_id
    ORDER BY j.subject_id, j.epoch, j.seq`
  const byAgent = new Map<string, AgentChanges>()
  for (const row of rows) {
    const event = fromRow(row)
    if (!isFact(event, 'agent.stateChanged')) continue
    const known = byAgent.get(row.subject_id)
    if (known === undefined)
      byAgent.set(row.subject_id, {
        agentId: row.subject_id,
        events: [event],
        firstFromAt: row.interval_from?.getTime() ?? null,
      })
    else known.events.push(event)
  }
  return [...byAgent.values()]
}

/** The latest event of each kind that tells what an agent does now. */
export async function loadLatestOfAgents(
  tx: Transaction,
  agentIds: readonly string[],
): Promise<readonly LatestOfAgent[]> {
  if (agentIds.length === 0) return []
  const rows = await tx.$queryRaw<JournalRow[]>`
    SELECT j.event_id, j.at, j.tenant_id, j.node_id, j.epoch, j.subject_kind, j.subject_id, j.seq, j.fact
    FROM unnest(${agentIds}::text[]) AS a (agent_id)
    CROSS JOIN unnest(ARRAY['agent.stateChanged', 'agent.signedIn', 'agent.muteChanged', 'agent.phoneChanged']) AS k (kind)
    CROSS JOIN LATERAL (
      SELECT * FROM journal_event e WHERE e.subject_id = a.agent_id AND e.kind = k.kind
      ORDER BY e.epoch DESC, e.seq DESC LIMIT 1
    ) j`
  return agentIds.flatMap((agentId) => {
    const events = rows.filter((row) => row.subject_id === agentId).map(fromRow)
    const tenantId = events[0]?.tenantId
    if (tenantId === undefined) return []
    return [
      {
        agentId,
        tenantId,
        state: events.find((event): event is StateEvent => isFact(event, 'agent.stateChanged')) ?? null,
        signedIn:
          events.find((event): event is AgentEvent<'agent.signedIn'> => isFact(event, 'agent.signedIn')) ?? null,
        mute:
          events.find((event): event is AgentEvent<'agent.muteChanged'> => isFact(event, 'agent.muteChanged')) ?? null,
        phone:
          events.find((event): event is AgentEvent<'agent.phoneChanged'> => isFact(event, 'agent.phoneChanged')) ??
          null,
      },
    ]
  })
}

/** Everything that is known of these callbacks, whichever calls it was told of. */
export async function loadCallbackEvents(
  tx: Transaction,
  callbackIds: readonly string[],
): Promise<ReadonlyMap<string, readonly JournalEvent[]>> {
  const rows = await tx.$queryRaw<JournalRow[]>`
    SELECT event_id, at, tenant_id, node_id, epoch, subject_kind, subject_id, seq, fact
    FROM journal_event WHERE fact ? 'callbackId' AND fact ->> 'callbackId' = ANY (${[...callbackIds]}) ORDER BY at, event_id`
  return Map.groupBy(rows.map(fromRow), ({ fact }) => ('callbackId' in fact ? fact.callbackId : ''))
}

export async function loadNodeStarts(tx: Transaction): Promise<readonly JournalEvent[]> {
  const rows = await tx.$queryRaw<JournalRow[]>`
    SELECT event_id, at, tenant_id, node_id, epoch, subject_kind, subject_id, seq, fact
    FROM journal_event WHERE kind = ANY (${[...ENDS_OF_PROCESSES]})`
  return rows.map(fromRow)
}

/** What these processes left open: calls that had not ended, and agents whose last interval in that time nobody closed. */
export async function findOrphans(
  tx: Transaction,
  ended: readonly EndedProcess[],
): Promise<{ readonly callIds: readonly string[]; readonly changes: readonly ChangeFrom[] }> {
  if (ended.length === 0) return { callIds: [], changes: [] }
  const processes = JSON.stringify(
    ended.map(({ nodeId, fromEpoch, epoch }) => ({ node_id: nodeId, from_epoch: fromEpoch, epoch })),
  )
  const calls = await tx.$queryRaw<{ id: string }[]>`
    SELECT c.id FROM call c JOIN jsonb_to_recordset(${processes}::jsonb) AS n (node_id text, from_epoch bigint, epoch bigint)
      ON c.node_id = n.node_id AND c.epoch >= n.from_epoch AND c.epoch < n.epoch
    WHERE c.phase <> 'ended' OR c.cause_reason = 'nodeLost'`
  const changes = await tx.$queryRaw<{ agent_id: string; epoch: bigint; seq: number }[]>`
    SELECT i.agent_id, i.epoch, i.seq FROM agent_interval i
    JOIN jsonb_to_recordset(${processes}::jsonb) AS n (node_id text, from_epoch bigint, epoch bigint)
      ON i.node_id = n.node_id AND i.epoch >= n.from_epoch AND i.epoch < n.epoch
    WHERE NOT EXISTS (
      SELECT FROM journal_event e WHERE e.subject_id = i.agent_id AND e.kind = 'agent.stateChanged'
        AND e.epoch = i.epoch AND e.seq > i.seq)`
  return {
    callIds: calls.map((row) => row.id),
    changes: changes.map((row) => ({ agentId: row.agent_id, epoch: Number(row.epoch), seq: row.seq })),
  }
}

/** Rows hold only what the schema let in; parsing again keeps that true after a change of the contract. */
function fromRow(row: JournalRow): JournalEvent {
  return journalEventSchema.parse({
    v: 1,
    eventId: row.event_id,
    at: row.at.getTime(),
    tenantId: row.tenant_id,
    nodeId: row.node_id,
    epoch: Number(row.epoch),
    subject: { kind: row.subject_kind, id: row.subject_id },
    seq: row.seq,
    fact: row.fact,
  })
}
