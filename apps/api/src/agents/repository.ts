import { idSchema } from '@seatline/core'
import type { AgentId, CallId, TenantId } from '@seatline/core'
import { z } from 'zod'
import { readVariables, readMenuPath } from '../calls/steps-repository.ts'
import type { Transaction } from '../database/client.ts'
import type { AgentLive } from '../generated/prisma/client.ts'
import { dispositionFromRow, instantFromRow, instantOrNull, queueFromRow, tenantFromRow } from '../tenants/rows.ts'
import { findGivenReason, readQueuesById } from '../tenants/repository.ts'
import type { QueueView } from '../tenants/tenant-views.ts'
import { AGENT_STATUS_KINDS, SYSTEM_REASONS } from './agent-views.ts'
import type {
  AgentDesktopView,
  AgentView,
  DesktopCallbackView,
  DesktopCallView,
  ReasonStateView,
} from './agent-views.ts'

export const agentFromRow = (row: { readonly id: string; readonly name: string }): AgentView => ({
  id: idSchema('agent').parse(row.id),
  name: row.name,
})

export async function findAgent(tx: Transaction, id: string): Promise<AgentView | null> {
  const row = await tx.agent.findFirst({ where: { id }, select: { id: true, name: true } })
  return row === null ? null : agentFromRow(row)
}

const statusSchema = z.enum(AGENT_STATUS_KINDS)
const systemReasonSchema = z.enum(SYSTEM_REASONS)
const signedInQueuesSchema = z.array(z.object({ queueId: z.string() }))

export type DesktopState = Omit<AgentDesktopView, 'serverTime' | 'agent' | 'since'> & {
  readonly since: AgentDesktopView['since'] | null
}

const NEVER_SEEN: DesktopState = {
  status: 'signedOut',
  since: null,
  reason: null,
  device: null,
  signedInAt: null,
  signedInQueues: [],
  muted: false,
  phoneRegistered: false,
  connection: 'signedOut',
  call: null,
  wrapUpEndsAt: null,
  callerInFlow: false,
}

/** What the agent does now, as the journal says. */
export async function readDesktop(tx: Transaction, agentId: AgentId): Promise<DesktopState> {
  const row = await tx.agentLive.findUnique({ where: { agentId } })
  if (row === null) return NEVER_SEEN
  const status = statusSchema.parse(row.status)
  return {
    status,
    since: instantOrNull(row.since),
    reason: await readReasonState(tx, row),
    device: row.device,
    signedInAt: instantOrNull(row.signedInAt),
    signedInQueues: await readSignedInQueues(tx, row),
    muted: row.muted,
    phoneRegistered: row.phoneOnline,
    connection: status === 'signedOut' ? 'signedOut' : row.phoneOnline ? 'connected' : 'lost',
    call: row.callId === null ? null : await readDesktopCall(tx, idSchema('call').parse(row.callId)),
    wrapUpEndsAt: instantOrNull(row.wrapUpEndsAt),
    callerInFlow: row.status === 'hold' && row.reason === 'inFlow',
  }
}

async function readReasonState(tx: Transaction, row: AgentLive): Promise<ReasonStateView | null> {
  if (row.status !== 'notReady' || row.reason === null) return null
  const system = systemReasonSchema.safeParse(row.reason)
  if (system.success) return { kind: 'system', code: system.data }
  return { kind: 'code', reason: await findGivenReason(tx, row.reason) }
}

async function readSignedInQueues(tx: Transaction, row: AgentLive): Promise<QueueView[]> {
  const ids = signedInQueuesSchema.parse(row.queues).map(({ queueId }) => queueId)
  return ids.length === 0 ? [] : readQueuesById(tx, ids)
}

async function readDesktopCall(tx: Transaction, id: CallId): Promise<DesktopCallView | null> {
  const row = await tx.call.findFirst({
    where: { id },
    include: {
      tenant: true,
      queue: true,
      disposition: true,
      recordings: { where: { status: 'recording' }, select: { id: true } },
    },
  })
  if (row === null) return null
  const callback = await findCallback(tx, row.id)
  // Who answers a callback reads what the customer said when asking for it.
  const asked = callback === null ? null : await tx.call.findFirst({ where: { id: callback.askedIn } })
  const variables = readVariables(asked?.variables ?? row.variables)
  return {
    id,
    ani: row.ani,
    dnis: row.dnis,
    tenant: tenantFromRow(row.tenant),
    queue: row.queue === null ? null : queueFromRow(row.queue),
    menuPath: await readMenuPath(tx, { id, variables }),
    variables,
    waitedMs: row.waitMs,
    arrivedAt: instantFromRow(row.arrivedAt),
    queuedAt: instantOrNull(row.queuedAt),
    connectedAt: instantOrNull(row.connectedAt),
    endedAt: instantOrNull(row.endedAt),
    recording: row.recordings.length > 0,
    disposition: row.disposition === null ? null : dispositionFromRow(row.disposition),
    dispositionNote: row.dispositionNote,
    callback: callback?.shown ?? null,
  }
}

/** `callbackCallId` of the core, read backwards: an attempt's call has the callback's id in its own. */
function parseCallbackCallId(callId: string): { readonly callbackId: string; readonly attempt: number } | null {
  const match = /^cal_(.+)-(\d+)$/.exec(callId)
  return match === null ? null : { callbackId: `cbk_${match[1] ?? ''}`, attempt: Number(match[2]) }
}

/** The callback that this call is an attempt at. */
async function findCallback(
  tx: Transaction,
  callId: string,
): Promise<{ readonly askedIn: string; readonly shown: DesktopCallbackView } | null> {
  const attempt = parseCallbackCallId(callId)
  if (attempt === null) return null
  const row = await tx.callback.findFirst({ where: { id: attempt.callbackId } })
  if (row === null) return null
  const { number, enqueuedAt } = row
  return {
    askedIn: row.callId,
    shown: { number, waitsSince: instantFromRow(enqueuedAt), attempt: attempt.attempt },
  }
}

/** The tenant of a call that this agent took or is being offered; null for any other call. */
export async function findOwnCallTenant(
  tx: Transaction,
  { callId, agentId }: { readonly callId: CallId; readonly agentId: AgentId },
): Promise<TenantId | null> {
  const row = await tx.call.findFirst({
    where: { id: callId, OR: [{ agentId }, { legs: { some: { agentId } } }] },
    select: { tenantId: true },
  })
  return row === null ? null : idSchema('tenant').parse(row.tenantId)
}
