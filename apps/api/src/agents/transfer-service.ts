import type { AgentId, CallId, Feature, FlowId, OnCallListId, QueueId, TenantId, TransferTarget } from '@seatline/core'
import { authorizedAgent } from '../auth/authorized.ts'
import type { AgentScope } from '../auth/authorized.ts'
import { tenantDatabaseScope, type TenantScope } from '../auth/request-scope.ts'
import { findTenant } from '../auth/tenant-directory.ts'
import { permits } from '../auth/viewer.ts'
import { requireFeature } from '../entitlements/require-feature.ts'
import { whoIsOnCall } from '../on-call/service.ts'
import { ForbiddenError, InvalidInputError, LimitReachedError, NotFoundError } from '../user-errors.ts'
import type { CommandAccepted } from './agent-views.ts'
import * as repository from './repository.ts'
import { command } from './service.ts'
import * as transfers from './transfer-repository.ts'
import type { TransferTargetsView } from './transfer-views.ts'

type OfCall = { readonly callId: CallId }

/** null when the call is not the agent's. */
export const readTransferTargets = authorizedAgent(
  'agent.work',
  async (scope, { callId }: OfCall): Promise<TransferTargetsView | null> => {
    const owned = await ownCall(scope, callId)
    if (owned === null) return null
    const { tenantId, inTenant } = owned
    const targets = await inTenant.run((tx) => transfers.readTransferTargets(tx, { tenantId, agentId: scope.agentId }))
    const onCall = await whoIsOnCall(inTenant)
    return { ...targets, onCall, outside: await mayTransferOutside(inTenant) }
  },
)

export const transferToQueue = authorizedAgent(
  'agent.work',
  (scope, { callId, queueId }: OfCall & { readonly queueId: QueueId }) =>
    give(scope, callId, { feature: 'transfer', to: { kind: 'queue', queueId } }),
)

export const transferToAgent = authorizedAgent(
  'agent.work',
  (scope, { callId, agentId }: OfCall & { readonly agentId: AgentId }) =>
    give(scope, callId, { feature: 'transfer', to: { kind: 'agent', agentId } }),
)

export const transferToNumber = authorizedAgent(
  'agent.work',
  (scope, { callId, number }: OfCall & { readonly number: string }) => {
    const digits = number.replaceAll(/[\s()-]/g, '')
    if (!/^\+?[0-9]{3,32}$/.test(digits))
      throw new InvalidInputError(
        'number',
        'A telephone number has 3 to 32 digits, with a + in front when it is abroad.',
      )
    return give(scope, callId, { feature: 'transferOutside', to: { kind: 'number', number: digits } })
  },
)

export const sendToFlow = authorizedAgent(
  'agent.work',
  (scope, input: OfCall & { readonly flowId: FlowId; readonly returns: boolean }) =>
    give(scope, input.callId, {
      feature: 'transfer',
      to: { kind: 'flow', flowId: input.flowId, returns: input.returns },
    }),
)

/** Whoever is on call, numbers outside too: who set the list up has allowed them. */
export const transferToOnCall = authorizedAgent(
  'agent.work',
  (scope, { callId, listId }: OfCall & { readonly listId: OnCallListId }) =>
    give(scope, callId, { feature: 'transfer', to: { kind: 'onCall', listId, parties: [] } }),
)

export const takeBack = authorizedAgent('agent.work', (scope, { callId }: OfCall) =>
  command(scope, { kind: 'agent.takeBack', callId }),
)

async function give(
  scope: AgentScope,
  callId: CallId,
  { feature, to }: { readonly feature: Feature; readonly to: TransferTarget },
): Promise<CommandAccepted> {
  const owned = await ownCall(scope, callId)
  if (owned === null) throw new NotFoundError('call')
  const { tenantId, inTenant } = owned
  if (to.kind === 'number' && !permits(scope.viewer, tenantId, 'agent.transferOutside'))
    throw new ForbiddenError(
      'You may not give a caller on to a number outside. An administrator can give you that right.',
    )
  await inTenant.run(async (tx) => {
    await requireFeature(tx, inTenant, feature)
    if (to.kind === 'queue' && (await tx.queue.count({ where: { id: to.queueId, tenantId, archivedAt: null } })) === 0)
      throw new NotFoundError('queue')
    if (
      to.kind === 'onCall' &&
      (await tx.onCallList.count({ where: { id: to.listId, tenantId, archivedAt: null } })) === 0
    )
      throw new NotFoundError('on-call list')
    if (to.kind === 'flow' && !(await transfers.isPublishedFlow(tx, { tenantId, flowId: to.flowId })))
      throw new NotFoundError('flow')
  })
  return command(scope, { kind: 'agent.transfer', callId, to })
}

/** The call's tenant, and a view of that tenant alone. */
async function ownCall(
  scope: AgentScope,
  callId: CallId,
): Promise<{ readonly tenantId: TenantId; readonly inTenant: TenantScope } | null> {
  const tenantId = await scope.run((tx) => repository.findOwnCallTenant(tx, { callId, agentId: scope.agentId }))
  if (tenantId === null || !permits(scope.viewer, tenantId, 'agent.work')) return null
  const tenant = await findTenant(scope, tenantId)
  if (tenant === null) return null
  const wall = tenantDatabaseScope(scope.viewer, tenantId)
  return { tenantId, inTenant: { ...scope, tenant, run: (work) => scope.runIn(wall, work) } }
}

async function mayTransferOutside(scope: TenantScope): Promise<boolean> {
  if (!permits(scope.viewer, scope.tenant.id, 'agent.transferOutside')) return false
  try {
    await scope.run((tx) => requireFeature(tx, scope, 'transferOutside'))
    return true
  } catch (error) {
    if (error instanceof LimitReachedError) return false
    throw error
  }
}
