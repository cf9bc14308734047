import { idSchema } from '@seatline/core'
import type { Instant, TenantId } from '@seatline/core'
import type { Transaction } from '../database/client.ts'
import type { AgentLive, CallPhase } from '../generated/prisma/client.ts'
import { agentFromRow } from '../agents/repository.ts'
import type { AgentStatusKindView, LiveAgentView } from '../agents/agent-views.ts'
import { instantFromRow, instantOrNull, queueFromRow } from '../tenants/rows.ts'
import type { LiveCallState, LiveCallView, LiveQueueView, ServiceLevelView } from './live-views.ts'

const STATE_OF_PHASE: Readonly<Record<Exclude<CallPhase, 'ended'>, LiveCallState>> = {
  arrived: 'menu',
  ivr: 'menu',
  queue: 'waiting',
  ringing: 'ringing',
  talking: 'talking',
  held: 'hold',
}

/** More than a screen can show; a tenant's limit of concurrent calls is far below. */
const LIVE_CALLS_MAX = 1_000

export async function readLiveCalls(tx: Transaction, tenantId: TenantId): Promise<LiveCallView[]> {
  const rows = await tx.call.findMany({
    where: { tenantId, test: false, phase: { not: 'ended' } },
    include: { queue: true, agent: { select: { id: true, name: true } } },
    orderBy: [{ arrivedAt: 'asc' }, { id: 'asc' }],
    take: LIVE_CALLS_MAX,
  })
  return rows.flatMap((row) => {
    const { phase } = row
    if (phase === 'ended') return []
    const withAgent = phase === 'ringing' || phase === 'talking' || phase === 'held'
    return {
      id: idSchema('call').parse(row.id),
      ani: row.ani,
      dnis: row.dnis,
      state: STATE_OF_PHASE[phase],
      since: instantFromRow(row.phaseSince),
      arrivedAt: instantFromRow(row.arrivedAt),
      queue: row.queue === null ? null : queueFromRow(row.queue),
      agent: withAgent && row.agent !== null ? agentFromRow(row.agent) : null,
    }
  })
}

export type Today = { readonly from: Instant; readonly timeZone: string }

export async function readLiveQueues(tx: Transaction, tenantId: TenantId, today: Today): Promise<LiveQueueView[]> {
  const queues = await tx.queue.findMany({ where: { tenantId }, orderBy: [{ name: 'asc' }, { id: 'asc' }] })
  const calls = await tx.call.findMany({
    where: { tenantId, test: false, phase: { in: ['queue', 'ringing', 'talking', 'held'] } },
    select: { queueId: true, phase: true, queuedAt: true },
  })
  const agents = await tx.agentQueueLive.findMany({ where: { tenantId }, select: { queueId: true, presence: true } })
  const levels = await readServiceLevels(tx, tenantId, today)
  return queues.map((queue) => {
    const own = calls.filter((call) => call.queueId === queue.id)
    const waiting = own.filter((call) => call.phase === 'queue' || call.phase === 'ringing')
    const signedIn = agents.filter((agent) => agent.queueId === queue.id)
    const oldest = waiting.flatMap((call) => call.queuedAt?.getTime() ?? []).sort((a, b) => a - b)[0]
    return {
      queue: queueFromRow(queue),
      waiting: waiting.length,
      oldestWaitingSince: oldest === undefined ? null : instantFromRow(new Date(oldest)),
      agentsSignedIn: signedIn.length,
      agentsReady: signedIn.filter((agent) => agent.presence === 'ready').length,
      agentsTalking: own.length - waiting.length,
      serviceLevelToday: serviceLevel(levels.get(queue.id), queue.serviceLevelMs, today),
    }
  })
}

type Counts = { readonly answered: number; readonly within: number; readonly abandoned: number }

async function readServiceLevels(
  tx: Transaction,
  tenantId: TenantId,
  today: Today,
): Promise<ReadonlyMap<string, Counts>> {
  const rows = await tx.$queryRaw<(Counts & { readonly queueId: string })[]>`
    SELECT call.queue_id AS "queueId",
      count(*) FILTER (WHERE answer.wait_ms IS NOT NULL)::int AS answered,
      count(*) FILTER (WHERE answer.wait_ms <= queue.service_level_ms)::int AS within,
      count(*) FILTER (WHERE abandoned AND answer.wait_ms IS NULL AND queued_at IS NOT NULL)::int AS abandoned
    FROM call JOIN queue ON queue.id = call.queue_id AND queue.tenant_id = call.tenant_id
      -- What was projected before that column came has none.
      CROSS JOIN LATERAL (SELECT COALESCE(answered_wait_ms,
        CASE WHEN connected_at IS NOT NULL AND queued_at IS NOT NULL THEN call.wait_ms END) AS wait_ms) AS answer
    WHERE call.tenant_id = ${tenantId} AND call.arrived_at >= ${new Date(today.from)} AND NOT call.test
    GROUP BY call.queue_id`
  return new Map(rows.map((row) => [row.queueId, row]))
}

function serviceLevel(counts: Counts | undefined, thresholdMs: number, { timeZone }: Today): ServiceLevelView {
  const { answered, within, abandoned } = counts ?? { answered: 0, within: 0, abandoned: 0 }
  const decided = answered + abandoned
  return {
    ratio: decided === 0 ? null : within / decided,
    answeredWithin: within,
    answered,
    abandoned,
    thresholdMs,
    definition:
      `Answered within ${String(thresholdMs / 1_000)} s of entering the queue, divided by answered plus abandoned in the queue; ` +
      `calls that arrived today (${timeZone}) and entered the queue; callers still waiting, and those who left by key or overflow, do not count. ` +
      'A caller who was called back counts as one answered call, with the whole wait since first entering the queue; a callback that reached nobody does not count.',
  }
}

/** Those signed in for a queue of the tenant. Of an agent with somebody else's call only that much is told. */
export async function readLiveAgents(tx: Transaction, tenantId: TenantId): Promise<LiveAgentView[]> {
  const rows = await tx.agentQueueLive.findMany({
    where: { tenantId },
    include: { queue: true, agent: { select: { id: true, name: true } } },
    orderBy: [{ agent: { name: 'asc' } }, { agentId: 'asc' }, { queue: { name: 'asc' } }],
  })
  const serving = await tx.agentLive.findMany({ where: { servedTenantId: tenantId } })
  const byAgent = Map.groupBy(rows, (row) => row.agentId)
  return [...byAgent.values()].flatMap((own) => {
    const [row] = own
    if (row === undefined) return []
    const live = serving.find((state) => state.agentId === row.agentId)
    return {
      agent: agentFromRow(row.agent),
      status: statusFor(row.presence, live),
      since: instantOrNull(live?.since ?? null) ?? instantFromRow(row.since),
      queues: own.map(({ queue }) => queueFromRow(queue)),
      callId: idSchema('call')
        .nullable()
        .parse(live?.callId ?? null),
      muted: live?.muted ?? false,
    }
  })
}

type Presence = 'ready' | 'notReady' | 'busyHere' | 'busyElsewhere'
const BUSY_HERE = ['ringing', 'talking', 'hold', 'wrapUp'] as const

function statusFor(presence: Presence, live: AgentLive | undefined): AgentStatusKindView {
  switch (presence) {
    case 'ready':
    case 'notReady': {
      return presence
    }
    case 'busyHere': {
      return BUSY_HERE.find((status) => status === live?.status) ?? 'talking'
    }
    case 'busyElsewhere': {
      return 'engaged'
    }
  }
}
