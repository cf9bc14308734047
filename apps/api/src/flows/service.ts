import { LIFECYCLE } from '@seatline/core'
import type { FlowId, FlowVersionId, TenantId } from '@seatline/core'
import { recordAudit } from '../audit/record-audit.ts'
import { authorized, authorizedUnconfined } from '../auth/authorized.ts'
import type { TenantScope } from '../auth/request-scope.ts'
import { changeConfiguration } from '../configuration/change-configuration.ts'
import { nameField, parseInput } from '../configuration/parse-input.ts'
import type { Transaction } from '../database/client.ts'
import { Prisma } from '../generated/prisma/client.ts'
import { newId } from '../new-id.ts'
import { InputRefusedError, LimitReachedError, NotFoundError, UserError } from '../user-errors.ts'
import { z } from 'zod'
import { parseContent } from './content.ts'
import type { FlowContent, FlowVersionContent, FlowVersionView, FlowView } from './flow-views.ts'
import { readFlows, readVersions, findVersion } from './repository.ts'
import type { FlowKey, OpenFlow } from './repository.ts'
import { firstContent } from './first-content.ts'
import type { Beginning } from './first-content.ts'

const FLOWS_MAX = 500

export type OfTenant = { readonly tenantId: TenantId }
export type OfFlow = OfTenant & { readonly flowId: FlowId }
export type FlowDraftInput = OfFlow & {
  readonly revision: number
  readonly entryNodeId: string
  readonly nodes?: unknown
  readonly layout?: unknown
}

export const listFlows = authorized(
  'configuration.view',
  (scope, { tenantId }: OfTenant): Promise<readonly FlowView[]> =>
    scope.run(async (tx) => (await readFlows(tx, tenantId)).map(({ view }) => view)),
)

/** A flow with what is drawn now, the steps as they are kept. */
export const findFlow = authorizedUnconfined(
  'configuration.view',
  (scope, { tenantId, flowId }: OfFlow): Promise<OpenFlow> =>
    scope.run((tx) => presentFlow(tx, { tenantId, id: flowId })),
)

export const listFlowVersions = authorizedUnconfined(
  'configuration.view',
  (scope, { tenantId, flowId }: OfFlow): Promise<readonly FlowVersionView[]> =>
    scope.run((tx) => readVersions(tx, { tenantId, id: flowId })),
)

export const findFlowVersion = authorizedUnconfined(
  'configuration.view',
  (
    scope,
    { tenantId, flowVersionId }: OfTenant & { readonly flowVersionId: FlowVersionId },
  ): Promise<FlowVersionContent> =>
    scope.run(async (tx) => {
      const version = await findVersion(tx, { tenantId, id: flowVersionId })
      if (version === null) throw new NotFoundError('version')
      return version
    }),
)

const nameSchema = z.object({ name: nameField(60) })

/** Callers hear nothing of it before it is published and a number, or another flow, leads to it. */
export const createFlow = authorized(
  'flows.manage',
  (scope, { tenantId, name, from }: OfTenant & { readonly name: string; readonly from: Beginning }) =>
    changeConfiguration(scope, async (tx) => {
      const input = parseInput(nameSchema, { name })
      if ((await tx.flow.count({ where: { tenantId, archivedAt: null } })) >= FLOWS_MAX)
        throw new LimitReachedError({ code: 'flow.tooMany', message: `There can be ${String(FLOWS_MAX)} at most.` })
      const content = await firstContent(tx, scope.tenant, from)
      const id = newId('flow')
      await tx.flow.create({
        data: { id, tenantId, name: input.name, draft: contentToRow(content), ...saved(scope), draftRevision: 1 },
      })
      return changed('create', await viewOf(tx, { tenantId, id }), { before: null, after: { name: input.name } })
    }),
)

export const renameFlow = authorized(
  'flows.manage',
  (scope, { tenantId, flowId, name }: OfFlow & { readonly name: string }) =>
    changeConfiguration(scope, async (tx) => {
      const input = parseInput(nameSchema, { name })
      const before = await viewOf(tx, { tenantId, id: flowId })
      await tx.flow.update({ where: { tenantId_id: { tenantId, id: flowId } }, data: { name: input.name } })
      return changed('rename', await viewOf(tx, { tenantId, id: flowId }), {
        before: { name: before.name },
        after: { name: input.name },
      })
    }),
)

export const archiveFlow = authorized('flows.manage', (scope, { tenantId, flowId }: OfFlow) =>
  changeConfiguration(scope, async (tx) => {
    const view = await viewOf(tx, { tenantId, id: flowId })
    if (view.numbers.length > 0)
      throw new InputRefusedError('Callers come here.', [
        {
          field: 'flowId',
          code: 'flow.inUse',
          message: `These numbers lead here: ${view.numbers.join(', ')}. Lead them to another flow first.`,
        },
      ])
    await tx.flow.update({
      where: { tenantId_id: { tenantId, id: flowId } },
      data: { archivedAt: new Date(scope.platform.now()), scheduledVersionId: null, scheduledAt: null },
    })
    return changed('archive', view, { before: { name: view.name }, after: null })
  }),
)

/** Keeps what is drawn. Whoever drew on an older state is told, and nothing is overwritten. */
export const saveFlowDraft = authorized(
  'flows.manage',
  async (scope, { tenantId, flowId, revision, ...drawn }: FlowDraftInput): Promise<FlowView> => {
    refuseClosed(scope)
    const content = parseContent({ entryNodeId: drawn.entryNodeId, nodes: drawn.nodes, layout: drawn.layout })
    return scope.run(async (tx) => {
      const key = { tenantId, id: flowId }
      const before = await presentFlow(tx, key)
      const { count } = await tx.flow.updateMany({
        where: { ...key, archivedAt: null, draftRevision: revision },
        data: { draft: contentToRow(content), draftRevision: { increment: 1 }, ...saved(scope) },
      })
      if (count === 0) throw draftChanged((await presentFlow(tx, key)).view)
      const view = await viewOf(tx, key)
      // A drawing is saved every few seconds: what is written down is that somebody began to draw.
      if (!before.hasDraft || before.view.draftBy !== view.draftBy)
        await recordAudit(tx, scope, { tenantId, action: 'flow.draw', subject: { id: flowId, name: view.name } })
      return view
    })
  },
)

/** Back to what is published. */
export const discardFlowDraft = authorized(
  'flows.manage',
  (scope, { tenantId, flowId, revision }: OfFlow & { readonly revision: number }): Promise<FlowView> => {
    refuseClosed(scope)
    return scope.run(async (tx) => {
      const key = { tenantId, id: flowId }
      const { view } = await presentFlow(tx, key)
      if (view.published === null)
        throw new UserError({ code: 'flow.notPublished', message: 'Nothing is published that it could go back to.' })
      const { count } = await tx.flow.updateMany({
        where: { ...key, draftRevision: revision },
        data: { draft: Prisma.DbNull, draftRevision: { increment: 1 }, ...saved(scope) },
      })
      if (count === 0) throw draftChanged(view)
      await recordAudit(tx, scope, { tenantId, action: 'flow.discard', subject: { id: flowId, name: view.name } })
      return viewOf(tx, key)
    })
  },
)

export function draftChanged({ draftBy, draftAt, revision }: FlowView): UserError {
  const who = draftBy ?? 'Somebody else'
  const when = draftAt === null ? '' : ` at ${new Date(draftAt).toISOString()}`
  return new InputRefusedError(`${who} changed this${when}.`, [
    {
      field: 'revision',
      code: 'flow.draftChanged',
      message: `${who} changed this${when} (revision ${String(revision)}). Nothing of yours was kept, and nothing of theirs is lost.`,
    },
  ])
}

export async function presentFlow(tx: Transaction, key: FlowKey): Promise<OpenFlow> {
  const [flow] = await readFlows(tx, key.tenantId, key.id)
  if (flow === undefined) throw new NotFoundError('flow')
  return flow
}

export const viewOf = async (tx: Transaction, key: FlowKey): Promise<FlowView> => (await presentFlow(tx, key)).view

/** While a client may not be set up, nothing of its flows is changed either. */
export function refuseClosed({ tenant }: TenantScope): void {
  if (!LIFECYCLE[tenant.status].mayConfigure)
    throw new UserError({
      code: 'tenant.notConfigurable',
      message: `While it is ${tenant.status}, nothing of it can be changed.`,
    })
}

export const contentToRow = ({ entryNodeId, nodes, layout }: FlowContent): Prisma.InputJsonObject =>
  ({ entryNodeId, nodes, layout }) as unknown as Prisma.InputJsonObject

const saved = (scope: TenantScope) => ({
  draftBy: scope.viewer.person.id,
  draftAt: new Date(scope.platform.now()),
})

export const changed = (
  verb: string,
  view: FlowView,
  change: { readonly before: Prisma.InputJsonObject | null; readonly after: Prisma.InputJsonObject | null },
) => ({
  value: view,
  action: `flow.${verb}`,
  subject: { id: view.id, name: view.name },
  ...change,
  summary: `Menu "${view.name}": ${verb}`,
})
