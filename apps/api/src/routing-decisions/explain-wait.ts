import { instant, waitCauseSchema } from '@seatline/core'
import type { CallId } from '@seatline/core'
import { z } from 'zod'
import type { AgentView } from '../agents/agent-views.ts'
import type { TenantScope } from '../auth/request-scope.ts'
import type { Transaction } from '../database/client.ts'
import type { CallStep } from '../generated/prisma/client.ts'
import { queueFromRow } from '../tenants/rows.ts'
import type { QueueView } from '../tenants/tenant-views.ts'
import { readAgentSpans, sharesOf } from './agent-spans.ts'
import type { DecisionView, WaitMoment, WaitView } from './decision-views.ts'
import { agentNames, countAhead, decisionsWhere, readDecisions } from './repository.ts'

const KINDS: Readonly<Record<string, WaitMoment['kind']>> = {
  'call.queued': 'queued',
  'call.toldWait': 'told',
  'call.requirementRelaxed': 'relaxed',
  'call.presented': 'rung',
  'call.presentationEnded': 'noAnswer',
  'call.overflowed': 'overflowed',
  'call.leftQueue': 'left',
  'call.connected': 'connected',
  'call.abandoned': 'abandoned',
}
const ASKS_AHEAD: readonly WaitMoment['kind'][] = ['queued', 'relaxed', 'told']
/** A queue does not get longer than the moments of one call can say; more are not looked up. */
const MOMENTS_MAX = 60

const detailSchema = z.object({
  outcome: z.string().optional(),
  step: z.number().optional(),
  expectedMs: z.number().nullable().optional(),
  to: z.string().optional(),
  why: z.string().optional(),
  causes: z.array(waitCauseSchema).default([]),
})

/** What happened from the first queueing until somebody answered or the caller was gone, and what the queue's agents did meanwhile. null: it never waited. */
export async function explainWait(scope: TenantScope, callId: CallId): Promise<WaitView | null> {
  const tenantId = scope.tenant.id
  const found = await scope.run(async (tx) => {
    const call = await tx.call.findFirst({ where: { tenantId, id: callId } })
    if (call?.queuedAt === null || call?.queuedAt === undefined) return null
    const steps = await tx.callStep.findMany({ where: { tenantId, callId }, orderBy: { position: 'asc' } })
    const until = endOfWait(steps) ?? call.endedAt ?? new Date(scope.platform.now())
    const inWait = steps.filter(({ at }) => at <= until)
    const decisions = await readDecisions(tx, tenantId, {
      where: { ...decisionsWhere(tenantId, NOTHING), callId },
      oldestFirst: true,
    })
    const moments = await momentsOf(tx, { tenantId, callId, queuedAt: call.queuedAt, steps: inWait })
    return { queuedAt: call.queuedAt, until, moments: [...heldMoments(decisions), ...moments], waitMs: call.waitMs }
  })
  if (found === null) return null
  const { queuedAt, until } = found
  const queueIds = [...new Set(found.moments.flatMap(({ queue }) => queue?.id ?? []))]
  const span = { from: queuedAt.getTime(), to: Math.max(until.getTime(), queuedAt.getTime()) }
  const agents = await readAgentSpans(scope, { queueIds, agentId: null, span })
  return {
    from: instant(span.from),
    to: instant(span.to),
    waitMs: span.to - span.from,
    moments: found.moments.toSorted((a, b) => a.at - b.at),
    agents: agents.map(sharesOf),
  }
}

export const NOTHING = { from: null, to: null, queueId: null, agentId: null, method: null }

/** The first wait: what comes after the first answer is another story. */
function endOfWait(steps: readonly CallStep[]): Date | null {
  const end = steps.find(({ kind }) => ['call.connected', 'call.abandoned', 'call.leftQueue'].includes(kind))
  return end?.at ?? null
}

async function momentsOf(
  tx: Transaction,
  known: {
    readonly tenantId: string
    readonly callId: string
    readonly queuedAt: Date
    readonly steps: readonly CallStep[]
  },
): Promise<readonly WaitMoment[]> {
  const { tenantId, callId, queuedAt } = known
  const steps = known.steps
    .filter(({ kind }) => KINDS[kind] !== undefined)
    .slice(0, MOMENTS_MAX)
    .map((step) => ({ ...step, detail: detailSchema.parse(step.detail) }))
  const names = await agentNames(
    tx,
    steps
      .flatMap(({ agentId, detail }) => [agentId, ...detail.causes.map((each) => each.agentId)])
      .filter((id) => id !== null),
  )
  const queueIds = [...new Set(steps.flatMap(({ queueId }) => queueId ?? []))]
  const queues = await tx.queue.findMany({ where: { tenantId, id: { in: queueIds } } })
  const moments: WaitMoment[] = []
  for (const step of steps) {
    const kind = KINDS[step.kind]
    const { detail } = step
    if (kind === undefined || (kind === 'noAnswer' && detail.outcome === 'answered')) continue
    moments.push({
      kind,
      at: instant(step.at.getTime()),
      agent: agentOf(step.agentId, names),
      queue: queueOf(step.queueId, queues),
      ahead:
        ASKS_AHEAD.includes(kind) && step.queueId !== null
          ? await countAhead(tx, { tenantId, queueId: step.queueId, callId, queuedAt, at: step.at })
          : null,
      step: detail.step ?? null,
      expectedMs: detail.expectedMs ?? null,
      detail: detail.to ?? detail.outcome ?? null,
      causes: detail.causes.map((each) => ({ kind: each.kind, agent: agentOf(each.agentId, names) })),
    })
  }
  return moments
}

const agentOf = (id: string | null, names: ReadonlyMap<string, string>): AgentView | null =>
  id === null ? null : { id: id as AgentView['id'], name: names.get(id) ?? '' }

function queueOf(id: string | null, queues: readonly Parameters<typeof queueFromRow>[0][]): QueueView | null {
  const row = queues.find((queue) => queue.id === id)
  return row === undefined ? null : queueFromRow(row)
}

/** A rule kept the call for one agent: known from the decision that came at last. */
const heldMoments = (decisions: readonly DecisionView[]): readonly WaitMoment[] =>
  decisions.flatMap(({ at, queue, reason, names }) =>
    reason.rules
      .filter(({ outcome }) => outcome === 'held')
      .map(({ kind, agentId }) => ({
        kind: 'held' as const,
        at,
        agent: agentOf(agentId, names),
        queue,
        ahead: null,
        step: null,
        expectedMs: null,
        detail: kind,
        causes: [],
      })),
  )
