import type { JournalEvent } from '@seatline/core'
import type { Transaction } from '../database/client.ts'
import { isBilledAt } from '../usage/billed-times.ts'
import { isBillable, planFor, rateLeg, type UsageRow } from '../usage/rate-legs.ts'
import { raiseAlarms, type AlarmRow } from './alarms.ts'
import type { CallCache } from './call-cache.ts'
import { deriveCall } from './derive-call.ts'
import type { DerivedCall, LegRow, PricedCallRow, RejectedCallRow } from './derived-rows.ts'
import { loadCallEvents } from './journal-repository.ts'
import type { NodeStarts } from './node-starts.ts'
import { projectDecisions, type CallerTouched } from './project-decisions.ts'
import { isFact } from './stored-event.ts'
import { upsertRows } from './upsert.ts'

export type RecordingDue = { readonly tenantId: string; readonly recordingId: string }

export type CallProjection = {
  /** Recordings that are complete now: their files are due. */
  readonly recordingsDue: readonly RecordingDue[]
  readonly callersTouched: readonly CallerTouched[]
}

/** Brings the rows of these calls to what the journal says. `fresh` are the events just appended. */
export async function projectCalls(
  tx: Transaction,
  work: {
    readonly callIds: readonly string[]
    readonly fresh: readonly JournalEvent[]
    readonly cache: CallCache
    readonly nodes: NodeStarts
  },
): Promise<CallProjection> {
  const { callIds, cache } = work
  await fillCache(tx, work)
  const derived = callIds.flatMap((callId) => deriveCall(cache.eventsOf(callId), work.nodes) ?? [])
  const usage = await rate(tx, derived)
  await writeCalls(tx, { derived, usage, cache })
  const { callersTouched } = await projectDecisions(tx, { callIds, cache })
  await sumWrapUps(tx, callIds)
  await writeRejections(tx, work.fresh)
  cache.forgetOldest()
  return {
    callersTouched,
    recordingsDue: derived.flatMap(({ recordings }) =>
      recordings
        .filter(({ status }) => status === 'pending')
        .map(({ id, tenantId }) => ({ tenantId, recordingId: id })),
    ),
  }
}

async function fillCache(
  tx: Transaction,
  work: { readonly callIds: readonly string[]; readonly fresh: readonly JournalEvent[]; readonly cache: CallCache },
): Promise<void> {
  const { callIds, cache } = work
  const loaded = await loadCallEvents(
    tx,
    callIds.filter((callId) => !cache.has(callId)),
  )
  for (const [callId, events] of loaded) cache.add(callId, events)
  for (const event of work.fresh)
    if (event.subject.kind === 'call' && 'callId' in event.fact) cache.add(event.fact.callId, [event])
}

/**
 * Rated with the plan that was valid when the leg was answered; a tenant without a plan is an alarm, never a free call unnoticed. A tenant that is being set up or
 * tried out then is not charged.
 */
async function rate(tx: Transaction, derived: readonly DerivedCall[]): Promise<readonly UsageRow[]> {
  const answered = derived.flatMap((call) => (call.call.test ? [] : call.legs)).filter(isBillable)
  if (answered.length === 0) return []
  const tenantIds = [...new Set(answered.map((leg) => leg.tenantId))]
  const steps = await tx.tenantStatusChange.findMany({ where: { tenantId: { in: tenantIds } }, orderBy: { at: 'asc' } })
  const lives = Map.groupBy(steps, ({ tenantId }) => tenantId)
  const legs = answered.filter((leg) => isBilledAt(lives.get(leg.tenantId) ?? [], leg.answeredAt ?? leg.startedAt))
  const plans = await tx.pricePlan.findMany({ where: { tenantId: { in: tenantIds } } })
  const unrated: LegRow[] = []
  const usage = legs.flatMap((leg) => {
    const plan = planFor(leg, plans)
    if (plan !== null) return [rateLeg(leg, plan)]
    unrated.push(leg)
    return []
  })
  await raiseAlarms(tx, unrated.map(unratedAlarm))
  return usage
}

function unratedAlarm(leg: LegRow): AlarmRow {
  return {
    tenantId: leg.tenantId,
    kind: 'usage.noPricePlan',
    dedupeKey: `usage.noPricePlan/${leg.id}`,
    callId: leg.callId,
    recordingId: null,
    detail: { legId: leg.id },
    raisedAt: leg.endedAt ?? leg.startedAt,
  }
}

async function writeCalls(
  tx: Transaction,
  known: {
    readonly derived: readonly DerivedCall[]
    readonly usage: readonly UsageRow[]
    readonly cache: CallCache
  },
): Promise<void> {
  const { derived, cache } = known
  const usageOf = Map.groupBy(known.usage, (row) => row.callId)
  const changed = <R extends { readonly id: string }>(table: string, rowsOf: (call: DerivedCall) => readonly R[]) =>
    derived.flatMap((call) => cache.changed(call.call.id, table, rowsOf(call)))
  await upsertRows(
    tx,
    { table: 'call', key: ['id'] },
    changed('call', (call) => [priced(call, usageOf)]),
  )
  await upsertRows(
    tx,
    { table: 'leg', key: ['id'] },
    changed('leg', (call) => call.legs),
  )
  await upsertRows(
    tx,
    { table: 'call_step', key: ['id'] },
    changed('call_step', (call) => call.steps),
  )
  // What the recording job has found stays: the journal has nothing to say after it.
  await upsertRows(
    tx,
    { table: 'recording', key: ['id'], changeWhen: `recording.status IN ('recording', 'pending')` },
    changed('recording', (call) => call.recordings),
  )
  await upsertRows(
    tx,
    { table: 'usage_record', key: ['id'] },
    changed('usage_record', (call) => usageOf.get(call.call.id) ?? []),
  )
}

function priced({ call }: DerivedCall, usageOf: ReadonlyMap<string, readonly UsageRow[]>): PricedCallRow {
  const usage = usageOf.get(call.id)
  const [first] = usage ?? []
  if (usage === undefined || first === undefined) return { ...call, priceMicros: null, currency: null }
  const priceMicros = usage.reduce((sum, row) => sum + BigInt(row.amountMicros), 0n)
  return { ...call, priceMicros: String(priceMicros), currency: first.currency }
}

/** Wrap-up is counted in the agents' intervals, so that the call's and the agent's figures are the same ones. */
export async function sumWrapUps(tx: Transaction, callIds: readonly string[]): Promise<void> {
  if (callIds.length === 0) return
  await tx.$executeRaw`
    UPDATE call SET wrap_up_ms = w.total FROM (
      SELECT call_id, sum(duration_ms)::int AS total FROM agent_interval
      WHERE call_id = ANY (${[...callIds]}::text[]) AND status = 'wrapUp' AND duration_ms IS NOT NULL GROUP BY call_id
    ) w WHERE call.id = w.call_id AND call.wrap_up_ms <> w.total`
}

async function writeRejections(tx: Transaction, fresh: readonly JournalEvent[]): Promise<void> {
  const rows = fresh.flatMap((event): RejectedCallRow[] => {
    if (!isFact(event, 'call.rejected')) return []
    const { reason, sipStatus, ani, dnis, sipCallId } = event.fact
    return [
      { id: event.eventId, tenantId: event.tenantId, at: new Date(event.at), reason, sipStatus, ani, dnis, sipCallId },
    ]
  })
  await upsertRows(tx, { table: 'rejected_call', key: ['id'] }, rows)
}
