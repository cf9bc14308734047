import type { OnCallListId, TenantId } from '@seatline/core'
import { authorized } from '../auth/authorized.ts'
import type { TenantScope } from '../auth/request-scope.ts'
import { changeConfiguration } from '../configuration/change-configuration.ts'
import type { Change } from '../configuration/change-configuration.ts'
import { parseInput, refuseIfAny } from '../configuration/parse-input.ts'
import type { Transaction } from '../database/client.ts'
import { requireFeature } from '../entitlements/require-feature.ts'
import { LimitReachedError, NotFoundError } from '../user-errors.ts'
import { onCallInputSchema } from './on-call-input.ts'
import type { OnCallContent, OnCallListView, OnCallNow } from './on-call-views.ts'
import * as repository from './repository.ts'

const LISTS_MAX = 100

type OfTenant = { readonly tenantId: TenantId }
type OfList = OfTenant & { readonly listId: OnCallListId }

export const listOnCall = authorized('configuration.view', (scope, { tenantId }: OfTenant) =>
  scope.run((tx) => repository.readLists(tx, tenantId, scope.platform.now())),
)

/** For an agent of the tenant who has a caller to give on. */
export async function whoIsOnCall(scope: TenantScope): Promise<readonly OnCallNow[]> {
  const lists = await scope.run((tx) => repository.readLists(tx, scope.tenant.id, scope.platform.now()))
  return lists.map(({ id, name, onCallNow }) => ({ id, name, now: onCallNow }))
}

export const createList = authorized(
  'agents.manage',
  (scope, { tenantId, input }: OfTenant & { readonly input: unknown }) =>
    changeConfiguration(scope, async (tx) => {
      const content = await checked(tx, scope, input)
      if ((await repository.countLists(tx, tenantId)) >= LISTS_MAX)
        throw new LimitReachedError({
          code: 'onCall.tooManyLists',
          message: `There can be ${String(LISTS_MAX)} on-call lists at most. Archive one first.`,
        })
      const id = await repository.createList(tx, tenantId, content)
      return changed('create', await present(tx, scope, id), { before: null, after: content })
    }),
)

export const updateList = authorized(
  'agents.manage',
  (scope, { tenantId, listId, input }: OfList & { readonly input: unknown }) =>
    changeConfiguration(scope, async (tx) => {
      const before = await present(tx, scope, listId)
      const content = await checked(tx, scope, input)
      await repository.updateList(tx, { tenantId, id: listId }, content)
      return changed('update', await present(tx, scope, listId), { before: contentOf(before), after: content })
    }),
)

/** A menu that leads to it is told so, and nothing happens. */
export const archiveList = authorized('agents.manage', (scope, { tenantId, listId }: OfList) =>
  changeConfiguration(scope, async (tx) => {
    const before = await present(tx, scope, listId)
    await repository.archiveList(tx, { tenantId, id: listId }, new Date(scope.platform.now()))
    return changed('archive', before, { before: contentOf(before), after: null })
  }),
)

async function present(tx: Transaction, scope: TenantScope, id: OnCallListId): Promise<OnCallListView> {
  const lists = await repository.readLists(tx, scope.tenant.id, scope.platform.now())
  const list = lists.find((each) => each.id === id)
  if (list === undefined) throw new NotFoundError('on-call list')
  return list
}

async function checked(tx: Transaction, scope: TenantScope, input: unknown): Promise<OnCallContent> {
  const content = parseInput(onCallInputSchema, input)
  const missing = await repository.missingFor(tx, scope.tenant.id, content)
  refuseIfAny(
    missing.map((field) => ({ field, code: 'notFound', message: 'This is not there any more. Choose another.' })),
  )
  if (content.duties.some(({ number }) => number !== null)) await requireFeature(tx, scope, 'transferOutside')
  return content
}

const contentOf = ({ name, queue, timeZone, duties }: OnCallListView): OnCallContent => ({
  name,
  queueId: queue.id,
  timeZone,
  duties: duties.map(({ agent: _, holdsNow: __, ...duty }) => duty),
})

const changed = (
  verb: string,
  view: OnCallListView,
  change: { readonly before: OnCallContent | null; readonly after: OnCallContent | null },
): Change<OnCallListView> => ({
  value: view,
  action: `onCallList.${verb}`,
  subject: { id: view.id, name: view.name },
  summary: `On-call list "${view.name}": ${verb}`,
  ...change,
})
