import type { TenantId } from '@seatline/core'
import { dayOf, instantsOf } from '@seatline/billing'
import type { AgentDesktopView } from '../agents/agent-views.ts'
import { readOwnDesktop } from '../agents/service.ts'
import { authorized, authorizedAgent } from '../auth/authorized.ts'
import type { RequestScope } from '../auth/request-scope.ts'
import { permits } from '../auth/viewer.ts'
import { NotFoundError } from '../user-errors.ts'
import type { TenantLiveView } from './live-views.ts'
import * as repository from './repository.ts'
import { watch } from './watch.ts'

const readLive = authorized(
  'tenant.view',
  async (scope, { tenantId }: { readonly tenantId: TenantId }): Promise<TenantLiveView> => {
    const { timeZone } = scope.tenant
    const serverTime = scope.platform.now()
    const day = dayOf(timeZone, serverTime)
    const today = { from: instantsOf({ timeZone, from: day, until: day }).startsAt, timeZone }
    const may = (permission: Parameters<typeof permits>[2]): boolean => permits(scope.viewer, tenantId, permission)
    return scope.run(async (tx) => ({
      tenantId,
      serverTime,
      calls: may('live.viewCalls') ? await repository.readLiveCalls(tx, tenantId) : null,
      queues: may('live.viewQueues') ? await repository.readLiveQueues(tx, tenantId, today) : null,
      agents: may('live.viewAgents') ? await repository.readLiveAgents(tx, tenantId) : null,
    }))
  },
)

export const readTenantLive = (scope: RequestScope, tenantId: TenantId): Promise<TenantLiveView> =>
  readLive(scope, { tenantId })

/** Rights are looked at anew for every reading: a right withdrawn ends the stream. */
export async function watchTenant(scope: RequestScope, tenantId: TenantId): Promise<AsyncIterable<TenantLiveView>> {
  const { platform } = scope
  await readTenantLive(await scope.renew(), tenantId)
  return watch({
    feed: platform.live,
    concerns: (change) => change.tenantIds.includes(tenantId),
    read: async () => readTenantLive(await scope.renew(), tenantId),
    beat: (live) => ({ ...live, serverTime: platform.now() }),
    until: scope.expiresAt,
    now: platform.now,
  })
}

const readDesktop = async (scope: RequestScope): Promise<AgentDesktopView> => {
  const desktop = await readOwnDesktop(await scope.renew())
  if (desktop === null) throw new NotFoundError('agent')
  return desktop
}

const watchDesktop = authorizedAgent(
  'agent.work',
  async (scope, _input: null): Promise<AsyncIterable<AgentDesktopView>> => {
    const { platform, agentId } = scope
    let callId = (await readDesktop(scope)).call?.id
    return watch({
      feed: platform.live,
      concerns: (change) =>
        change.agentIds.includes(agentId) || (callId !== undefined && change.callIds.includes(callId)),
      read: async () => {
        const desktop = await readDesktop(scope)
        callId = desktop.call?.id
        return desktop
      },
      beat: (desktop) => ({ ...desktop, serverTime: platform.now() }),
      until: scope.expiresAt,
      now: platform.now,
    })
  },
)

export const watchOwnDesktop = (scope: RequestScope): Promise<AsyncIterable<AgentDesktopView>> =>
  watchDesktop(scope, null)
