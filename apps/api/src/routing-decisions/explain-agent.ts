import type { AgentId, Instant, TenantId } from '@seatline/core'
import type { TenantScope } from '../auth/request-scope.ts'
import { queueFromRow } from '../tenants/rows.ts'
import { InvalidInputError, NotFoundError } from '../user-errors.ts'
import { readAgentSpans } from './agent-spans.ts'
import type { AgentSpans } from './agent-spans.ts'
import type { AgentWorkView, DecisionView, PassedOver } from './decision-views.ts'
import { NOTHING } from './explain-wait.ts'
import { decisionsWhere, readDecisions } from './repository.ts'

const SPAN_MAX_MS = 24 * 3_600_000
const DECISIONS_MAX = 200

export type AgentSpanInput = {
  readonly tenantId: TenantId
  readonly agentId: AgentId
  readonly from: Instant
  readonly to: Instant
}

/** What an agent did in a span, which calls came, and of every call that went to somebody else in the tenant's queues, why. */
export async function explainAgent(scope: TenantScope, input: AgentSpanInput): Promise<AgentWorkView> {
  const { tenantId, agentId, from, to } = input
  if (to <= from || to - from > SPAN_MAX_MS) throw new InvalidInputError('to', 'Ask for a span of at most 24 hours.')
  const [work] = await readAgentSpans(scope, { queueIds: null, agentId, span: { from, to } })
  if (work === undefined) throw new NotFoundError('agent')
  return scope.run(async (tx) => {
    const queues = await tx.queue.findMany({
      where: { tenantId, id: { in: [...work.queueIds] } },
      orderBy: { name: 'asc' },
    })
    const decisions = await readDecisions(tx, tenantId, {
      where: decisionsWhere(tenantId, { ...NOTHING, from, to }),
      take: DECISIONS_MAX,
      oldestFirst: true,
    })
    return {
      agent: work.agent,
      from,
      to,
      spans: work.spans,
      queues: queues.map(queueFromRow),
      emergencyOnly: work.emergencyOnly,
      expert: work.expert,
      got: decisions.filter(({ agent }) => agent.id === agentId),
      passedOver: decisions.filter(({ agent }) => agent.id !== agentId).map((decision) => passedOver(decision, work)),
    }
  })
}

/** The engine's own word where it gave one; else what is known of the agent at that moment. */
export function passedOver(decision: DecisionView, work: AgentSpans): PassedOver {
  const { reason, queue, at } = decision
  const told = reason.passedOver.find(({ agentId }) => agentId === work.agent.id)
  const considered = reason.considered.find(({ agentId }) => agentId === work.agent.id)
  const rank = considered?.rank ?? null
  if (told !== undefined) return { decision, why: told.why, rank }
  if (considered !== undefined) return { decision, why: 'behindInOrder', rank }
  if (queue === null || !work.queueIds.includes(queue.id)) return { decision, why: 'notInQueue', rank }
  const status = work.spans.find(({ from, to }) => from <= at && at < to)?.status
  if (status === undefined || status === 'signedOut') return { decision, why: 'notSignedIn', rank }
  if (status !== 'ready') return { decision, why: 'notReady', rank }
  if (work.expert) return { decision, why: 'expert', rank }
  return { decision, why: work.emergencyOnly ? 'emergencyOnly' : 'behindInOrder', rank }
}
