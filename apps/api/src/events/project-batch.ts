import type { JournalEvent } from '@seatline/core'
import type { Transaction } from '../database/client.ts'
import { raiseAlarms } from './alarms.ts'
import type { CallCache } from './call-cache.ts'
import { appendToJournal, findOrphans, loadNodeStarts } from './journal-repository.ts'
import { NodeStarts, type EndedProcess } from './node-starts.ts'
import type { UnreadableEntry } from './parse-entry.ts'
import { projectAgents } from './project-agents.ts'
import { projectCallbacks } from './project-callbacks.ts'
import { projectMessageAttempts } from './project-message-attempts.ts'
import { projectCalls, sumWrapUps, type RecordingDue } from './project-calls.ts'
import type { CallerTouched } from './project-decisions.ts'
import { projectSurveys } from './project-surveys.ts'
import { projectVoicemail, type VoicemailDue } from './project-voicemail.ts'
import type { StreamedEvent } from './stored-event.ts'

export type Batch = {
  readonly events: readonly StreamedEvent[]
  readonly unreadable: readonly UnreadableEntry[]
}

/** What a committed batch changed. */
export type BatchOutcome = {
  readonly tenantIds: readonly string[]
  readonly agentIds: readonly string[]
  readonly callIds: readonly string[]
  readonly recordingsDue: readonly RecordingDue[]
  readonly callersTouched: readonly CallerTouched[]
  /** Messages that were left: their files are due. */
  readonly voicemailsDue: readonly VoicemailDue[]
}

/** What the projector keeps between batches. Dropped after a failed transaction, because it may then hold what was rolled back. */
export type ProjectorMemory = { readonly cache: CallCache; nodes: NodeStarts | null }

/** Journal and derived rows of one batch, in the caller's transaction. */
export async function projectBatch(
  tx: Transaction,
  batch: Batch,
  memory: ProjectorMemory,
  platform: { readonly operatorTenantId: string },
): Promise<BatchOutcome> {
  await quarantine(tx, batch.unreadable, platform.operatorTenantId)
  memory.nodes ??= await knownNodeStarts(tx)
  const fresh = (await appendToJournal(tx, batch.events)).map(({ event }) => event)
  const { cache, nodes } = memory
  const orphans = await findOrphans(tx, endedProcesses(fresh, nodes))
  const callIds = [...new Set([...callsOf(fresh), ...orphans.callIds])]
  const agents = await projectAgents(tx, { fresh, orphaned: orphans.changes, nodes })
  const calls = await projectCalls(tx, { callIds, fresh, cache, nodes })
  const wrappedUp = agents.wrapUpCallIds.filter((callId) => !callIds.includes(callId))
  await sumWrapUps(tx, wrappedUp)
  const voicemailsDue = await projectVoicemail(tx, fresh)
  const callbackCallIds = await projectCallbacks(tx, fresh)
  await projectMessageAttempts(tx, fresh)
  await projectSurveys(tx, fresh)
  return {
    tenantIds: [...new Set(fresh.flatMap(tenantsOf))],
    agentIds: agents.agentIds,
    callIds: [...new Set([...callIds, ...wrappedUp, ...callbackCallIds])],
    recordingsDue: calls.recordingsDue,
    callersTouched: calls.callersTouched,
    voicemailsDue,
  }
}

/** Remembers the starts and losses among the events, and answers whose end they mean. */
function endedProcesses(fresh: readonly JournalEvent[], nodes: NodeStarts): readonly EndedProcess[] {
  for (const event of fresh) nodes.add(event)
  return fresh.flatMap((event) => nodes.endedBy(event) ?? [])
}

async function knownNodeStarts(tx: Transaction): Promise<NodeStarts> {
  const nodes = new NodeStarts()
  for (const event of await loadNodeStarts(tx)) nodes.add(event)
  return nodes
}

const callsOf = (events: readonly JournalEvent[]): readonly string[] =>
  events.flatMap((event) => (event.subject.kind === 'call' && 'callId' in event.fact ? [event.fact.callId] : []))

/** Whose screens may change: the event's tenant, the tenant that is served, and those whose queues the agent joined. */
function tenantsOf(event: JournalEvent): readonly string[] {
  const { tenantId, fact } = event
  if (fact.kind === 'agent.stateChanged' && fact.servedTenantId !== null) return [tenantId, fact.servedTenantId]
  if (fact.kind === 'agent.signedIn') return [tenantId, ...fact.queues.map((queue) => queue.tenantId)]
  return [tenantId]
}

/** Puts entries aside that can not be projected: whole, with an alarm for the operator. */
export async function quarantine(
  tx: Transaction,
  entries: readonly UnreadableEntry[],
  operatorTenantId: string,
): Promise<void> {
  if (entries.length === 0) return
  await tx.quarantinedEvent.createMany({
    data: entries.map(({ streamId, raw, problem }) => ({
      streamId,
      tenantId: operatorTenantId,
      // PostgreSQL's text holds no NUL character.
      raw: raw.replaceAll('\u0000', '\uFFFD'),
      problem: problem.replaceAll('\u0000', '\uFFFD'),
      quarantinedAt: timeOf(streamId),
    })),
    skipDuplicates: true,
  })
  await raiseAlarms(
    tx,
    entries.map(({ streamId, problem }) => ({
      tenantId: operatorTenantId,
      kind: 'journal.quarantined',
      dedupeKey: `journal.quarantined/${streamId}`,
      callId: null,
      recordingId: null,
      detail: { streamId, problem: problem.replaceAll('\u0000', '\uFFFD').slice(0, 500) },
      raisedAt: timeOf(streamId),
    })),
  )
}

/** A stream id begins with the milliseconds at which Redis took the entry. */
const timeOf = (streamId: string): Date => new Date(Number(streamId.split('-')[0]))
