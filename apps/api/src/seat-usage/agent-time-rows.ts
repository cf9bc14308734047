import { idSchema, journalEventSchema } from '@seatline/core'
import type { AgentId, TenantId } from '@seatline/core'
import type { AgentInterval, SignIn } from '@seatline/billing'
import { z } from 'zod'
import type { Transaction } from '../database/client.ts'

type Span = { readonly from: number; readonly until: number }

/** An agent's time: what the agent did, and for whose queues the agent was signed in when. */
export type AgentTimeRows = {
  readonly agentId: AgentId
  readonly intervals: readonly AgentInterval[]
  readonly signIns: readonly SignIn[]
}

/** The time of all agents of one home tenant within the span. What lasts still lasts until `now`. */
export async function readAgentTime(
  tx: Transaction,
  homeTenantId: TenantId,
  { from, until, now }: Span & { readonly now: number },
): Promise<readonly AgentTimeRows[]> {
  const rows = await tx.agentInterval.findMany({
    where: {
      tenantId: homeTenantId,
      fromAt: { lt: new Date(until) },
      OR: [{ toAt: null }, { toAt: { gt: new Date(from) } }],
    },
    orderBy: [{ agentId: 'asc' }, { fromAt: 'asc' }, { id: 'asc' }],
    select: {
      agentId: true,
      status: true,
      servedTenantId: true,
      fromAt: true,
      toAt: true,
      agent: { select: { grade: true } },
    },
  })
  const byAgent = Map.groupBy(rows, ({ agentId }) => agentId)
  const signIns = await readSignIns(tx, [...byAgent.keys()], { from, until })
  return [...byAgent].map(([agentId, own]) => ({
    agentId: idSchema('agent').parse(agentId),
    signIns: signIns.get(agentId) ?? [],
    intervals: own.map((row) => ({
      homeTenantId,
      agentId: idSchema('agent').parse(agentId),
      grade: row.agent.grade,
      status: statusSchema.parse(row.status),
      servedTenantId: row.servedTenantId === null ? null : idSchema('tenant').parse(row.servedTenantId),
      from: row.fromAt.getTime(),
      until: row.toAt?.getTime() ?? now,
    })),
  }))
}

const statusSchema = z.enum(['notReady', 'ready', 'ringing', 'talking', 'hold', 'wrapUp'])

type SignInRow = { readonly agent_id: string; readonly at: Date; readonly fact: unknown }

/** Sign-ins within the span, and the last one before it, of each agent. */
async function readSignIns(
  tx: Transaction,
  agentIds: readonly string[],
  { from, until }: Span,
): Promise<ReadonlyMap<string, readonly SignIn[]>> {
  if (agentIds.length === 0) return new Map()
  const ids = [...agentIds]
  const rows = await tx.$queryRaw<SignInRow[]>`
    SELECT subject_id AS agent_id, at, fact FROM journal_event
    WHERE subject_id = ANY (${ids}::text[]) AND kind = 'agent.signedIn' AND at >= ${new Date(from)} AND at < ${new Date(until)}
    UNION ALL
    (SELECT DISTINCT ON (subject_id) subject_id AS agent_id, at, fact FROM journal_event
     WHERE subject_id = ANY (${ids}::text[]) AND kind = 'agent.signedIn' AND at < ${new Date(from)} ORDER BY subject_id, at DESC)`
  const signIns = rows.flatMap(({ agent_id: agentId, at, fact }) => {
    const parsed = journalEventSchema.shape.fact.parse(fact)
    if (parsed.kind !== 'agent.signedIn') return []
    const tenantIds: readonly TenantId[] = parsed.queues.map(({ tenantId }) => tenantId)
    return [{ agentId, signIn: { at: at.getTime(), tenantIds } }]
  })
  return new Map(
    [...Map.groupBy(signIns, ({ agentId }) => agentId)].map(([agentId, own]) => [
      agentId,
      own.map(({ signIn }) => signIn),
    ]),
  )
}
