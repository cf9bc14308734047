import { DESTINATION_CLASSES, makeDestinationTable } from '@seatline/core'
import type { DestinationTable, JournalEvent } from '@seatline/core'
import type { Transaction } from '../database/client.ts'
import { isBilledAt } from '../usage/billed-times.ts'
import { openDesk, rateAtDesk, raterAt, writeRating } from '../usage/rating-desk.ts'
import type { Desk, RatingOutcome, UsageToRate } from '../usage/rating-desk.ts'
import { isBillable, ivrUsage, legUsage } from '../usage/usage-facts.ts'
import { raiseAlarms, type AlarmRow } from './alarms.ts'
import type { CallCache } from './call-cache.ts'
import { deriveCall } from './derive-call.ts'
import type { DerivedCall, PricedCallRow, RejectedCallRow } from './derived-rows.ts'
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
  const ratings = await rate(tx, derived)
  await writeCalls(tx, { derived, usage: await standingUsage(tx, callIds, ratings), cache })
  for (const { desk, outcome } of ratings) await writeRating(tx, desk, outcome)
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

type Rating = { readonly desk: Desk; readonly outcome: RatingOutcome }

/**
 * Rated with the plan that was in force when the leg was answered; a tenant without a plan is an alarm, never a free call unnoticed. A tenant that is being set up
 * or tried out then is not charged.
 */
async function rate(tx: Transaction, derived: readonly DerivedCall[]): Promise<readonly Rating[]> {
  const billed = derived.filter(({ call, legs }) => !call.test && legs.some(isBillable))
  if (billed.length === 0) return []
  const byTenant = Map.groupBy(billed, ({ call }) => call.tenantId)
  const tenants = await tx.tenant.findMany({
    where: { id: { in: [...byTenant.keys()] } },
    select: { id: true, timeZone: true },
    orderBy: { id: 'asc' },
  })
  const carriers = await readCarriers(tx)
  const ratings: Rating[] = []
  for (const tenant of tenants) {
    const desk = await openDesk(tx, tenant)
    const usage = await usageOf(tx, desk, { calls: byTenant.get(tenant.id) ?? [], carriers })
    const outcome = await rateAtDesk(tx, desk, usage)
    await raiseAlarms(tx, outcome.unrated.map(unratedAlarm))
    ratings.push({ desk, outcome })
  }
  return ratings
}

/** Destinations and kinds of lines, as the operator has them now. */
type Carriers = { readonly destinations: DestinationTable; readonly trunkKinds: ReadonlyMap<string, string> }

async function readCarriers(tx: Transaction): Promise<Carriers> {
  const trunks = await tx.trunk.findMany({ select: { id: true, lineKind: true } })
  const prefixes = await tx.destinationPrefix.findMany({ select: { prefix: true, destinationClass: true } })
  return {
    trunkKinds: new Map(trunks.map(({ id, lineKind }) => [id, lineKind])),
    destinations: makeDestinationTable(
      prefixes.map(({ prefix, destinationClass }) => ({
        prefix,
        destinationClass: DESTINATION_CLASSES.find((each) => each === destinationClass) ?? 'forbidden',
      })),
    ),
  }
}

async function usageOf(
  tx: Transaction,
  desk: Desk,
  of: { readonly calls: readonly DerivedCall[]; readonly carriers: Carriers },
): Promise<readonly UsageToRate[]> {
  const { tenantId } = desk
  const life = await tx.tenantStatusChange.findMany({ where: { tenantId }, orderBy: { at: 'asc' } })
  const usage: UsageToRate[] = []
  for (const call of of.calls)
    for (const leg of call.legs.filter(isBillable)) {
      const at = leg.answeredAt ?? leg.startedAt
      if (!isBilledAt(life, at)) continue
      const record = legUsage(leg, { call, ...of.carriers })
      usage.push({ usage: record, legId: leg.id })
      const inMenus = ivrUsage(record)
      const ivrTime = (await raterAt(tx, desk, at))?.plan.minutes.ivrTime
      if (inMenus !== null && ivrTime !== undefined && ivrTime !== 'asInbound')
        usage.push({ usage: inMenus, legId: null })
    }
  return usage
}

function unratedAlarm({ usage }: UsageToRate): AlarmRow {
  return {
    tenantId: usage.tenantId,
    kind: 'usage.noPricePlan',
    dedupeKey: `usage.noPricePlan/${usage.usageId}`,
    callId: usage.callId,
    recordingId: null,
    detail: { usageId: usage.usageId },
    raisedAt: new Date(usage.startedAt + usage.durationMs),
  }
}

async function writeCalls(
  tx: Transaction,
  known: {
    readonly derived: readonly DerivedCall[]
    readonly usage: readonly CallAmount[]
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
}

/** What each use of a call costs, as it stands with what was rated now. */
type CallAmount = {
  readonly id: string
  readonly callId: string
  readonly amountMicros: string
  readonly currency: string
}

async function standingUsage(
  tx: Transaction,
  callIds: readonly string[],
  ratings: readonly Rating[],
): Promise<readonly CallAmount[]> {
  const before = await tx.usageRecord.findMany({
    where: { callId: { in: [...callIds] } },
    select: { id: true, callId: true, amountMicros: true, currency: true },
  })
  const amounts = new Map<string, CallAmount>()
  for (const row of before) amounts.set(row.id, { ...row, amountMicros: String(row.amountMicros) })
  for (const { outcome } of ratings) for (const row of outcome.rows) amounts.set(row.id, row)
  return [...amounts.values()]
}

function priced({ call }: DerivedCall, usageOf: ReadonlyMap<string, readonly CallAmount[]>): PricedCallRow {
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
