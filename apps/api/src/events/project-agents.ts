import type { JournalEvent } from '@seatline/core'
import type { Transaction } from '../database/client.ts'
import { deriveIntervals, deriveLive, derivePresence } from './derive-agent.ts'
import type { AgentIntervalRow, AgentLiveRow, AgentQueueLiveRow } from './derived-rows.ts'
import { loadAgentChanges, loadLatestOfAgents, type ChangeFrom } from './journal-repository.ts'
import type { NodeStarts } from './node-starts.ts'
import { compareEvents, isFact } from './stored-event.ts'
import { upsertRows } from './upsert.ts'

/** Brings intervals and live state of the agents to what the journal says. Answers the calls whose wrap-up changed. */
export async function projectAgents(
  tx: Transaction,
  work: {
    readonly fresh: readonly JournalEvent[]
    readonly orphaned: readonly ChangeFrom[]
    readonly nodes: NodeStarts
  },
): Promise<{ readonly agentIds: readonly string[]; readonly wrapUpCallIds: readonly string[] }> {
  const { fresh, orphaned, nodes } = work
  const agentIds = [
    ...new Set([
      ...fresh.filter((event) => event.subject.kind === 'agent').map((event) => event.subject.id),
      ...orphaned.map((change) => change.agentId),
    ]),
  ]
  if (agentIds.length === 0) return { agentIds, wrapUpCallIds: [] }
  const changes = await loadAgentChanges(tx, earliestChanges(fresh, orphaned))
  const intervals = changes.flatMap(({ events, firstFromAt }) => deriveIntervals({ events, firstFromAt, nodes }))
  await upsertRows(tx, { table: 'agent_interval', key: ['id'], changeWhen: INTERVAL_CHANGED }, intervals)
  const live = (await loadLatestOfAgents(tx, agentIds)).map((latest) => deriveLive(latest, nodes))
  await upsertRows(tx, { table: 'agent_live', key: ['agentId'] }, live)
  await writePresence(tx, live)
  return { agentIds, wrapUpCallIds: wrapUpsEnded(intervals) }
}

/** Each agent's intervals are derived anew from the earliest change that came, and one before it. */
function earliestChanges(fresh: readonly JournalEvent[], orphaned: readonly ChangeFrom[]): readonly ChangeFrom[] {
  const earliest = new Map<string, ChangeFrom>()
  const consider = (change: ChangeFrom): void => {
    const known = earliest.get(change.agentId)
    if (known === undefined || compareEvents(change, known) < 0) earliest.set(change.agentId, change)
  }
  for (const event of fresh)
    if (isFact(event, 'agent.stateChanged'))
      consider({ agentId: event.fact.agentId, epoch: event.epoch, seq: event.seq })
  for (const change of orphaned) consider(change)
  return [...earliest.values()]
}

const INTERVAL_CHANGED =
  'agent_interval.to_at IS DISTINCT FROM EXCLUDED.to_at OR agent_interval.from_at IS DISTINCT FROM EXCLUDED.from_at'

const wrapUpsEnded = (intervals: readonly AgentIntervalRow[]): readonly string[] => [
  ...new Set(intervals.flatMap((row) => (row.status === 'wrapUp' && row.toAt !== null ? (row.callId ?? []) : []))),
]

async function writePresence(tx: Transaction, live: readonly AgentLiveRow[]): Promise<void> {
  const rows: readonly AgentQueueLiveRow[] = live.flatMap(derivePresence)
  await upsertRows(
    tx,
    {
      table: 'agent_queue_live',
      key: ['tenantId', 'queueId', 'agentId'],
      changeWhen:
        'agent_queue_live.presence IS DISTINCT FROM EXCLUDED.presence OR agent_queue_live.since IS DISTINCT FROM EXCLUDED.since',
    },
    rows,
  )
  const kept = JSON.stringify(rows.map((row) => ({ agent_id: row.agentId, queue_id: row.queueId })))
  await tx.$executeRaw`
    DELETE FROM agent_queue_live l WHERE l.agent_id = ANY (${live.map((row) => row.agentId)}::text[])
      AND NOT EXISTS (
        SELECT FROM jsonb_to_recordset(${kept}::jsonb) AS k (agent_id text, queue_id text)
        WHERE k.agent_id = l.agent_id AND k.queue_id = l.queue_id)`
}
