import type { Instant, TenantId } from '@seatline/core'
import { authorized, enterTenant } from '../auth/authorized.ts'
import type { RequestScope } from '../auth/request-scope.ts'
import { permits } from '../auth/viewer.ts'
import type { CallView } from '../calls/call-views.ts'
import { instantFromRow } from '../tenants/rows.ts'
import { InvalidInputError } from '../user-errors.ts'
import type {
  AgentWorkView,
  DecisionFilter,
  DecisionPage,
  DecisionView,
  EstimateView,
  WaitView,
} from './decision-views.ts'
import { explainAgent } from './explain-agent.ts'
import type { AgentSpanInput } from './explain-agent.ts'
import { explainWait, NOTHING } from './explain-wait.ts'
import { decisionsWhere, readDecisions } from './repository.ts'

export const DECISIONS_PAGE_MAX = 200
/** As many points as a chart can show. */
const POINTS_MAX = 1_000
/** So much longer than told is still as told. */
const TOLERANCE = 1.1

type OfTenant = { readonly tenantId: TenantId }

export const listDecisions = authorized(
  'decisions.view',
  (
    scope,
    input: OfTenant & { readonly filter: DecisionFilter; readonly offset: number; readonly limit: number },
  ): Promise<DecisionPage> => {
    const { tenantId, filter, offset, limit } = input
    if (limit < 0 || limit > DECISIONS_PAGE_MAX)
      throw new InvalidInputError('limit', `Ask for ${String(DECISIONS_PAGE_MAX)} at most.`)
    if (offset < 0) throw new InvalidInputError('offset', 'The first one is 0.')
    const where = decisionsWhere(tenantId, filter)
    return scope.run(async (tx) => ({
      totalCount: await tx.routingDecision.count({ where }),
      rows: await readDecisions(tx, tenantId, { where, skip: offset, take: limit }),
    }))
  },
)

/** Why each agent was rung for a call that the viewer may see; none without the right to the reasons. */
export async function decisionsOfCall(scope: RequestScope, call: CallView): Promise<readonly DecisionView[]> {
  const { id: tenantId } = call.tenant
  if (!permits(scope.viewer, tenantId, 'decisions.view')) return []
  const where = { ...decisionsWhere(tenantId, NOTHING), callId: call.id }
  return (await enterTenant(scope, tenantId)).run((tx) => readDecisions(tx, tenantId, { where, oldestFirst: true }))
}

export async function waitOfCall(scope: RequestScope, call: CallView): Promise<WaitView | null> {
  if (!permits(scope.viewer, call.tenant.id, 'decisions.view')) return null
  return explainWait(await enterTenant(scope, call.tenant.id), call.id)
}

export const agentWork = authorized('decisions.view', (scope, input: AgentSpanInput): Promise<AgentWorkView> =>
  explainAgent(scope, input),
)

/** How well callers were told how long they would wait. */
export const waitEstimates = authorized(
  'decisions.view',
  (
    scope,
    input: OfTenant & { readonly queueId: string | null; readonly from: Instant; readonly to: Instant },
  ): Promise<EstimateView> =>
    scope.run(async (tx) => {
      const where = {
        tenantId: input.tenantId,
        at: { gte: new Date(input.from), lt: new Date(input.to) },
        ...(input.queueId === null ? {} : { queueId: input.queueId }),
      }
      const told = await tx.waitEstimate.count({ where: { ...where, expectedMs: { not: null } } })
      const rows = await tx.waitEstimate.findMany({
        where: { ...where, expectedMs: { not: null }, actualMs: { not: null } },
        orderBy: [{ at: 'desc' }, { id: 'asc' }],
        take: POINTS_MAX,
      })
      const points = rows.flatMap(({ at, position, expectedMs, actualMs }) =>
        expectedMs === null || actualMs === null ? [] : [{ at: instantFromRow(at), position, expectedMs, actualMs }],
      )
      return { points, told, ...summaryOf(points) }
    }),
)

export function summaryOf(points: EstimateView['points']): Omit<EstimateView, 'points' | 'told'> {
  const { length } = points
  if (length === 0) return { compared: 0, biasMs: null, meanErrorMs: null, keptShare: null }
  const mean = (of: (point: EstimateView['points'][number]) => number): number =>
    points.reduce((sum, point) => sum + of(point), 0) / length
  return {
    compared: length,
    biasMs: Math.round(mean(({ expectedMs, actualMs }) => expectedMs - actualMs)),
    meanErrorMs: Math.round(mean(({ expectedMs, actualMs }) => Math.abs(expectedMs - actualMs))),
    keptShare: mean(({ expectedMs, actualMs }) => (actualMs <= expectedMs * TOLERANCE ? 1 : 0)),
  }
}
