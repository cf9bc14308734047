import { idSchema, routingReasonSchema } from '@seatline/core'
import type { CallId } from '@seatline/core'
import { z } from 'zod'
import type { CallVariableView, MenuStepView } from '../agents/agent-views.ts'
import type { Transaction } from '../database/client.ts'
import type { CallStep } from '../generated/prisma/client.ts'
import { instantFromRow, queueFromRow } from '../tenants/rows.ts'
import { PRESENTATION_OUTCOMES } from './call-views.ts'
import type { PresentationView } from './call-views.ts'

const MENU_KINDS = ['ivr.nodeEntered', 'ivr.digitsCollected']
const PRESENTATION_KINDS = ['call.presented', 'call.presentationEnded']

const digitsSchema = z.object({ digits: z.string(), variable: z.string().nullable() })
const outcomeSchema = z.object({ outcome: z.enum(PRESENTATION_OUTCOMES) })
const variablesSchema = z.record(z.string(), z.string())

/** The nodes the caller came through, each with what was pressed there; what became a variable that is not shown is not told here either. */
export async function readMenuPath(
  tx: Transaction,
  { id: callId, variables }: { readonly id: CallId; readonly variables: readonly CallVariableView[] },
): Promise<MenuStepView[]> {
  const shown = new Set(variables.map(({ name }) => name))
  const steps = await tx.callStep.findMany({
    where: { callId, kind: { in: MENU_KINDS } },
    orderBy: { position: 'asc' },
  })
  return steps
    .map((step, index) => ({ step, index }))
    .filter(({ step }) => step.kind === 'ivr.nodeEntered')
    .map(({ step, index }) => ({
      nodeId: step.nodeId ?? '',
      kind: step.nodeKind ?? '',
      label: step.label ?? '',
      at: instantFromRow(step.at),
      digits: digitsAfter(steps, index, shown),
    }))
}

/** What was pressed between entering this node and the next one. */
function digitsAfter(steps: readonly CallStep[], index: number, shown: ReadonlySet<string>): string | null {
  const next = steps[index + 1]
  if (next?.kind !== 'ivr.digitsCollected') return null
  const detail = digitsSchema.safeParse(next.detail)
  if (!detail.success) return null
  const { digits, variable } = detail.data
  return variable === null || shown.has(variable) ? digits : null
}

export function readVariables(variables: unknown): CallVariableView[] {
  const parsed = variablesSchema.safeParse(variables)
  if (!parsed.success) return []
  return Object.entries(parsed.data)
    .map(([name, value]) => ({ name, value }))
    .toSorted((a, b) => (a.name < b.name ? -1 : 1))
}

/** Where the call rang, in order, with the reason of each decision and how the ringing ended. */
export async function readPresentations(tx: Transaction, callId: CallId): Promise<PresentationView[]> {
  const steps = await tx.callStep.findMany({
    where: { callId, kind: { in: PRESENTATION_KINDS } },
    orderBy: { position: 'asc' },
  })
  const agents = await namesOf(steps, (ids) => tx.agent.findMany({ where: { id: { in: ids } } }), 'agentId')
  const queues = await namesOf(steps, (ids) => tx.queue.findMany({ where: { id: { in: ids } } }), 'queueId')
  const presented = steps.filter((step) => step.kind === 'call.presented')
  return presented.map((step, index): PresentationView => {
    const end = endOf(steps, step, presented[index + 1])
    const reason = routingReasonSchema.safeParse(step.detail)
    const queue = queues.get(step.queueId ?? '')
    return {
      number: index + 1,
      agent: { id: idSchema('agent').parse(step.agentId), name: agents.get(step.agentId ?? '')?.name ?? '' },
      queue: queue === undefined ? null : queueFromRow(queue),
      presentedAt: instantFromRow(step.at),
      endedAt: end === null ? null : instantFromRow(end.at),
      outcome: end === null ? null : (outcomeSchema.safeParse(end.detail).data?.outcome ?? null),
      reason: reason.success ? reason.data : null,
    }
  })
}

function endOf(steps: readonly CallStep[], presented: CallStep, next: CallStep | undefined): CallStep | null {
  const end = steps.find(
    (step) =>
      step.kind === 'call.presentationEnded' &&
      step.agentId === presented.agentId &&
      step.position > presented.position &&
      step.position < (next?.position ?? Number.POSITIVE_INFINITY),
  )
  return end ?? null
}

async function namesOf<R extends { readonly id: string }>(
  steps: readonly CallStep[],
  read: (ids: string[]) => Promise<R[]>,
  key: 'agentId' | 'queueId',
): Promise<Map<string, R>> {
  const ids = [...new Set(steps.flatMap((step) => step[key] ?? []))]
  const rows = ids.length === 0 ? [] : await read(ids)
  return new Map(rows.map((row) => [row.id, row]))
}
