import { idSchema, instant } from '@seatline/core'
import type { TenantId } from '@seatline/core'
import { z } from 'zod'
import { AGENT_STATUS_KINDS } from '../agents/agent-views.ts'
import type { TenantScope } from '../auth/request-scope.ts'
import type { AgentInterval } from '../generated/prisma/client.ts'
import type { AgentShare, AgentSpan } from './decision-views.ts'

type Span = { readonly from: number; readonly to: number }
export type AgentSpans = {
  readonly agent: AgentShare['agent']
  readonly emergencyOnly: boolean
  readonly expert: boolean
  readonly queueIds: readonly string[]
  readonly spans: readonly AgentSpan[]
}

/**
 * What those agents did in a span who may serve these queues of the tenant. Of an agent of the operator's, whose states are kept at home, the tenant learns what the
 * live board shows as well: whether ready, not ready, busy here or busy elsewhere; never with whom or for what.
 */
export async function readAgentSpans(
  scope: TenantScope,
  asked: { readonly queueIds: readonly string[] | null; readonly agentId: string | null; readonly span: Span },
): Promise<readonly AgentSpans[]> {
  const tenantId = scope.tenant.id
  const agents = await scope.run((tx) =>
    tx.agent.findMany({
      where: {
        ...(asked.agentId === null ? {} : { id: asked.agentId }),
        queues: { some: { tenantId, ...(asked.queueIds === null ? {} : { queueId: { in: [...asked.queueIds] } }) } },
      },
      include: { queues: { where: { tenantId, queue: { archivedAt: null } }, select: { queueId: true } } },
      orderBy: [{ name: 'asc' }, { id: 'asc' }],
    }),
  )
  const ids = agents.map(({ id }) => id)
  const homes = [...new Set(agents.map((agent) => agent.tenantId))]
  const intervals = await scope.runIn({ tenantIds: homes }, (tx) =>
    tx.agentInterval.findMany({
      where: {
        agentId: { in: ids },
        fromAt: { lt: new Date(asked.span.to) },
        OR: [{ toAt: null }, { toAt: { gt: new Date(asked.span.from) } }],
      },
      orderBy: [{ fromAt: 'asc' }, { seq: 'asc' }],
    }),
  )
  const byAgent = Map.groupBy(intervals, ({ agentId }) => agentId)
  return agents.map(({ id, name, emergencyOnly, expert, queues }) => ({
    agent: { id: idSchema('agent').parse(id), name },
    emergencyOnly,
    expert,
    queueIds: queues.map(({ queueId }) => queueId),
    spans: (byAgent.get(id) ?? []).flatMap((interval) => spanOf(interval, asked.span, tenantId)),
  }))
}

const statusSchema = z.enum(AGENT_STATUS_KINDS).catch('engaged')

function spanOf(interval: AgentInterval, span: Span, tenantId: TenantId): readonly AgentSpan[] {
  const from = Math.max(span.from, interval.fromAt.getTime())
  const to = Math.min(span.to, interval.toAt?.getTime() ?? span.to)
  if (to <= from) return []
  const elsewhere = interval.servedTenantId !== null && interval.servedTenantId !== tenantId
  const status = elsewhere ? 'engaged' : statusSchema.parse(interval.status)
  return [{ status, from: instant(from), to: instant(to) }]
}

/** For how long of the span the agent was what; nothing is known of an agent who has never signed in. */
export function sharesOf({ agent, spans }: AgentSpans): AgentShare {
  const sums = new Map<AgentSpan['status'], number>()
  for (const { status, from, to } of spans) sums.set(status, (sums.get(status) ?? 0) + (to - from))
  return { agent, shares: [...sums].map(([status, ms]) => ({ status, ms })).toSorted((a, b) => b.ms - a.ms) }
}
