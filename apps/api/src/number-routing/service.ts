import { idSchema } from '@seatline/core'
import type { DidId, TenantId } from '@seatline/core'
import { z } from 'zod'
import { authorized } from '../auth/authorized.ts'
import { membershipIn } from '../auth/viewer.ts'
import { changeConfiguration } from '../configuration/change-configuration.ts'
import type { Choice } from '../configuration/choices.ts'
import { parseInput, refuseIfAny } from '../configuration/parse-input.ts'
import type { Transaction } from '../database/client.ts'
import { NotFoundError } from '../user-errors.ts'
import type { InputIssue } from '../user-errors.ts'
import { coded } from '../configuration/coded-message.ts'

/** One of the tenant's numbers, and where its callers get to. */
export type NumberRouting = {
  readonly id: string
  readonly tenantId: TenantId
  readonly number: string
  readonly label: string
  readonly flow: Choice
  readonly branch: Choice | null
}

type OfTenant = { readonly tenantId: TenantId }

const inputSchema = z.object({
  flowId: idSchema('flow'),
  label: z.string().trim().max(60, coded('text.tooLong', 'Use at most 60 characters.')),
  branchId: idSchema('branch').nullable(),
})
type RoutingInput = z.infer<typeof inputSchema>

export const listNumbers = authorized('configuration.view', (scope, { tenantId }: OfTenant) =>
  scope.run((tx) => readNumbers(tx, tenantId)),
)

/** The next call to the number goes the new way. */
export const routeNumber = authorized(
  'numbers.route',
  (scope, { tenantId, didId, input }: OfTenant & { readonly didId: DidId; readonly input: unknown }) => {
    const own = membershipIn(scope.viewer, tenantId)?.branchId ?? null
    const parsed = parseInput(inputSchema, input)
    const routing = own === null ? parsed : { ...parsed, branchId: own }
    return changeConfiguration(scope, async (tx) => {
      const before = await numberOf(tx, tenantId, didId)
      await refuseUnknown(tx, tenantId, routing)
      await tx.did.update({ where: { id: didId }, data: routing })
      const after = await numberOf(tx, tenantId, didId)
      return {
        value: after,
        action: 'number.route',
        subject: { id: didId, name: after.number },
        before: comparable(before),
        after: comparable(after),
        summary: `Number ${after.number} leads to "${after.flow.name}"`,
      }
    })
  },
)

async function readNumbers(tx: Transaction, tenantId: TenantId, id?: string): Promise<readonly NumberRouting[]> {
  const named = { select: { id: true, name: true } } as const
  const rows = await tx.did.findMany({
    where: { tenantId, releasedAt: null, ...(id === undefined ? {} : { id }) },
    include: { flow: named, branch: named },
    orderBy: { number: 'asc' },
  })
  return rows.map(({ id: didId, number, label, flow, branch }) => ({
    id: didId,
    tenantId,
    number,
    label,
    flow,
    branch,
  }))
}

async function numberOf(tx: Transaction, tenantId: TenantId, id: string): Promise<NumberRouting> {
  const [found] = await readNumbers(tx, tenantId, id)
  if (found === undefined) throw new NotFoundError('number')
  return found
}

async function refuseUnknown(tx: Transaction, tenantId: string, { flowId, branchId }: RoutingInput): Promise<void> {
  const issues: InputIssue[] = []
  const flow = await tx.flow.findFirst({ where: { tenantId, id: flowId, archivedAt: null } })
  if (flow === null)
    issues.push({ field: 'flowId', code: 'reference.unknown', message: 'There is no such menu. Choose another.' })
  else if (flow.publishedVersionId === null)
    issues.push({
      field: 'flowId',
      code: 'flow.notPublished',
      message: `The menu "${flow.name}" is not published yet. Publish it first, or choose another.`,
    })
  if (
    branchId !== null &&
    (await tx.branch.findFirst({ where: { tenantId, id: branchId, archivedAt: null } })) === null
  )
    issues.push({ field: 'branchId', code: 'reference.unknown', message: 'There is no such branch. Choose another.' })
  refuseIfAny(issues)
}

const comparable = ({ label, flow, branch }: NumberRouting) => ({
  label,
  flow: flow.name,
  branch: branch?.name ?? null,
})
