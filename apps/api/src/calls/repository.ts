import { hangupReasonSchema, idSchema, releasedBySchema } from '@seatline/core'
import type { AgentId, CallId, RecordingId, TenantId } from '@seatline/core'
import type { Transaction } from '../database/client.ts'
import type { Prisma } from '../generated/prisma/client.ts'
import { dispositionFromRow, instantFromRow, instantOrNull, queueFromRow, tenantFromRow } from '../tenants/rows.ts'
import type { CallFilter, CallOutcome, CallView, HangupCauseView, LegView, RecordingView } from './call-views.ts'
import { readVariables } from './steps-repository.ts'

const INCLUDED = {
  tenant: true,
  queue: true,
  disposition: true,
  agent: { select: { id: true, name: true } },
} satisfies Prisma.CallInclude
type CallRow = Prisma.CallGetPayload<{ include: typeof INCLUDED }>

/** Whose calls: of tenants as a whole, or those one agent took there. */
export type CallScope = { readonly tenantIds: readonly TenantId[]; readonly agentId: AgentId | null }

export type CallPageQuery = {
  readonly scope: CallScope
  readonly filter: CallFilter
  readonly after: CallPlace | null
  readonly before: CallPlace | null
  readonly count: number
  readonly backward: boolean
}

/** Where a call stands in the list, newest first. */
export type CallPlace = { readonly arrivedAt: Date; readonly id: string }

export async function findCall(tx: Transaction, id: string): Promise<CallView | null> {
  const row = await tx.call.findFirst({ where: { id }, include: INCLUDED })
  return row === null ? null : callFromRow(row)
}

/** Whether the agent took the call, or it rang there. */
export async function hasAgent(tx: Transaction, callId: CallId, agentId: AgentId): Promise<boolean> {
  const found = await tx.call.count({ where: { id: callId, ...takenBy(agentId) } })
  return found > 0
}

/** One row more than asked for tells that there are more. */
export async function readCalls(tx: Transaction, query: CallPageQuery): Promise<CallView[]> {
  const order = query.backward ? 'asc' : 'desc'
  const rows = await tx.call.findMany({
    where: { AND: [whereOf(query.scope, query.filter), beyond('lt', query.after), beyond('gt', query.before)] },
    include: INCLUDED,
    orderBy: [{ arrivedAt: order }, { id: order }],
    take: query.count + 1,
  })
  return rows.map(callFromRow)
}

export const countCalls = (tx: Transaction, scope: CallScope, filter: CallFilter): Promise<number> =>
  tx.call.count({ where: whereOf(scope, filter) })

const beyond = (side: 'lt' | 'gt', place: CallPlace | null): Prisma.CallWhereInput =>
  place === null
    ? {}
    : {
        OR: [{ arrivedAt: { [side]: place.arrivedAt } }, { arrivedAt: place.arrivedAt, id: { [side]: place.id } }],
      }

const takenBy = (agentId: AgentId): Prisma.CallWhereInput => ({ OR: [{ agentId }, { legs: { some: { agentId } } }] })

function whereOf(scope: CallScope, filter: CallFilter): Prisma.CallWhereInput {
  const all: Prisma.CallWhereInput[] = [{ tenantId: { in: [...scope.tenantIds] }, test: false }]
  if (scope.agentId !== null) all.push(takenBy(scope.agentId))
  if (filter.from !== null) all.push({ arrivedAt: { gte: new Date(filter.from) } })
  if (filter.to !== null) all.push({ arrivedAt: { lt: new Date(filter.to) } })
  if (filter.number !== null)
    all.push({ OR: [{ ani: { contains: filter.number } }, { dnis: { contains: filter.number } }] })
  if (filter.agentId !== null) all.push(takenBy(filter.agentId))
  if (filter.queueId !== null) all.push({ queueId: filter.queueId })
  if (filter.outcome !== null) all.push(OUTCOMES[filter.outcome])
  return { AND: all }
}

const SYSTEM_ENDED_WELL = 'flowEnded'

/** What an outcome means, as rows: `outcomeOf` says the same of one row. */
const OUTCOMES: Readonly<Record<CallOutcome, Prisma.CallWhereInput>> = {
  inProgress: { endedAt: null },
  answered: { endedAt: { not: null }, connectedAt: { not: null } },
  abandoned: { endedAt: { not: null }, connectedAt: null, abandoned: true },
  leftQueue: { endedAt: { not: null }, connectedAt: null, abandoned: false, leftQueue: { not: null } },
  failed: {
    endedAt: { not: null },
    connectedAt: null,
    abandoned: false,
    leftQueue: null,
    releasedBy: { in: ['system', 'network'] },
    causeReason: { notIn: [SYSTEM_ENDED_WELL, 'normalClearing'] },
  },
  endedInMenu: {
    endedAt: { not: null },
    connectedAt: null,
    abandoned: false,
    leftQueue: null,
    OR: [
      { releasedBy: { notIn: ['system', 'network'] } },
      { causeReason: { in: [SYSTEM_ENDED_WELL, 'normalClearing'] } },
    ],
  },
}

function outcomeOf(row: CallRow): CallOutcome {
  if (row.endedAt === null) return 'inProgress'
  if (row.connectedAt !== null) return 'answered'
  if (row.abandoned) return 'abandoned'
  if (row.leftQueue !== null) return 'leftQueue'
  const bySystem = row.releasedBy === 'system' || row.releasedBy === 'network'
  return bySystem && ![SYSTEM_ENDED_WELL, 'normalClearing'].includes(row.causeReason ?? '') ? 'failed' : 'endedInMenu'
}

export function callFromRow(row: CallRow): CallView {
  return {
    id: idSchema('call').parse(row.id),
    tenant: tenantFromRow(row.tenant),
    ani: row.ani,
    dnis: row.dnis,
    arrivedAt: instantFromRow(row.arrivedAt),
    answeredAt: instantOrNull(row.answeredAt),
    queuedAt: instantOrNull(row.queuedAt),
    connectedAt: instantOrNull(row.connectedAt),
    endedAt: instantOrNull(row.endedAt),
    outcome: outcomeOf(row),
    releasedBy: releasedBySchema.nullable().parse(row.releasedBy),
    cause: causeFromRow(row),
    durationMs: row.endedAt === null ? null : row.endedAt.getTime() - row.arrivedAt.getTime(),
    menuMs: row.ivrMs,
    waitMs: row.waitMs,
    talkMs: row.talkMs,
    holdMs: row.holdMs,
    wrapUpMs: row.wrapUpMs,
    queue: row.queue === null ? null : queueFromRow(row.queue),
    agent: agentOrNull(row.agent),
    disposition: row.disposition === null ? null : dispositionFromRow(row.disposition),
    dispositionNote: row.dispositionNote,
    variables: readVariables(row.variables),
  }
}

const agentOrNull = (row: { id: string; name: string } | null): CallView['agent'] =>
  row === null ? null : { id: idSchema('agent').parse(row.id), name: row.name }

function causeFromRow(row: {
  readonly causeReason: string | null
  readonly causeSipStatus: number | null
  readonly causeQ850: number | null
}): HangupCauseView | null {
  if (row.causeReason === null) return null
  return { reason: hangupReasonSchema.parse(row.causeReason), sipStatus: row.causeSipStatus, q850: row.causeQ850 }
}

export async function readLegs(tx: Transaction, callId: CallId): Promise<LegView[]> {
  const rows = await tx.leg.findMany({
    where: { callId },
    include: { agent: { select: { id: true, name: true } } },
    orderBy: [{ startedAt: 'asc' }, { id: 'asc' }],
  })
  return rows.map((row) => ({
    id: idSchema('leg').parse(row.id),
    direction: row.direction,
    party: row.party,
    agent: agentOrNull(row.agent),
    sipCallId: row.sipCallId,
    startedAt: instantFromRow(row.startedAt),
    ringingAt: instantOrNull(row.ringingAt),
    answeredAt: instantOrNull(row.answeredAt),
    endedAt: instantOrNull(row.endedAt),
    releasedBy: releasedBySchema.nullable().parse(row.releasedBy),
    cause: causeFromRow(row),
  }))
}

const RECORDING_INCLUDED = { agent: { select: { id: true, name: true } } } satisfies Prisma.RecordingInclude
type RecordingRow = Prisma.RecordingGetPayload<{ include: typeof RECORDING_INCLUDED }>

export async function readRecordings(tx: Transaction, callId: CallId): Promise<RecordingView[]> {
  const rows = await tx.recording.findMany({
    where: { callId },
    include: RECORDING_INCLUDED,
    orderBy: { segment: 'asc' },
  })
  return rows.map(recordingFromRow)
}

export async function findRecording(tx: Transaction, id: RecordingId): Promise<RecordingView | null> {
  const row = await tx.recording.findFirst({ where: { id }, include: RECORDING_INCLUDED })
  return row === null ? null : recordingFromRow(row)
}

function recordingFromRow(row: RecordingRow): RecordingView {
  return {
    id: idSchema('recording').parse(row.id),
    tenantId: idSchema('tenant').parse(row.tenantId),
    callId: idSchema('call').parse(row.callId),
    segment: row.segment,
    agent: agentOrNull(row.agent),
    startedAt: instantFromRow(row.startedAt),
    endedAt: instantOrNull(row.stoppedAt),
    status: row.status,
    expectedMs: row.expectedMs,
    durationMs: row.actualMs,
    file: row.file,
  }
}
