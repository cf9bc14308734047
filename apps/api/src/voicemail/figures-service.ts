import { isLocalDate } from '@seatline/core'
import type { TenantId } from '@seatline/core'
import { createHash } from 'node:crypto'
import { authorized } from '../auth/authorized.ts'
import type { RequestScope } from '../auth/request-scope.ts'
import { permits } from '../auth/viewer.ts'
import { watch } from '../live/watch.ts'
import type { TenantView } from '../tenants/tenant-views.ts'
import { InvalidInputError } from '../user-errors.ts'
import { readFigures } from './figures-repository.ts'
import type { Backlog, VoicemailFigures } from './message-views.ts'
import { readBacklog, seenBy } from './messages-repository.ts'
import { sightOf, VOICEMAIL_RIGHTS } from './messages-service.ts'

type OfTenant = { readonly tenantId: TenantId }
type OfDays = OfTenant & { readonly fromDay: string; readonly toDay: string }

/** Of the messages that the viewer sees. */
export const figures = authorized(
  VOICEMAIL_RIGHTS,
  (scope, { tenantId, fromDay, toDay }: OfDays): Promise<VoicemailFigures> => {
    for (const [field, day] of [
      ['fromDay', fromDay],
      ['toDay', toDay],
    ] as const)
      if (!isLocalDate(day)) throw new InvalidInputError(field, 'A day is written YYYY-MM-DD.')
    const time = { fromDay, toDay, timeZone: scope.tenant.timeZone, now: scope.platform.now() }
    return scope.run((tx) => readFigures(tx, { tenantId, sight: sightOf(scope, tenantId) }, time))
  },
)

export type VoicemailLiveView = Backlog & {
  readonly tenantId: TenantId
  readonly serverTime: number
  /** Another one means that a list of messages is out of date. */
  readonly revision: string
}

const readLive = authorized(VOICEMAIL_RIGHTS, (scope, { tenantId }: OfTenant): Promise<VoicemailLiveView> => {
  const seen = { tenantId, sight: sightOf(scope, tenantId) }
  return scope.run(async (tx) => {
    const rows = await tx.voicemail.findMany({
      where: await seenBy(tx, seen),
      select: {
        id: true,
        state: true,
        status: true,
        assigneeId: true,
        heardAt: true,
        _count: { select: { attempts: true } },
      },
      orderBy: { leftAt: 'desc' },
      take: 500,
    })
    const now = scope.platform.now()
    return {
      tenantId,
      serverTime: now,
      ...(await readBacklog(tx, seen, now)),
      revision: createHash('sha256').update(JSON.stringify(rows)).digest('base64url').slice(0, 16),
    }
  })
})

export async function watchVoicemail(
  scope: RequestScope,
  tenantId: TenantId,
): Promise<AsyncIterable<VoicemailLiveView>> {
  const { platform } = scope
  await readLive(await scope.renew(), { tenantId })
  return watch({
    feed: platform.live,
    concerns: (change) => change.tenantIds.includes(tenantId),
    read: async () => readLive(await scope.renew(), { tenantId }),
    beat: (live) => ({ ...live, serverTime: platform.now() }),
    until: scope.expiresAt,
    now: platform.now,
  })
}

export type OwnBacklog = Backlog & { readonly tenant: TenantView }

/** What waits for the viewer as an agent, company by company; none where nothing waits. */
export async function ownBacklog(scope: RequestScope): Promise<readonly OwnBacklog[]> {
  const { agent, memberships } = scope.viewer
  if (agent === null) return []
  const own = memberships.filter(({ tenant }) => permits(scope.viewer, tenant.id, 'voicemail.handleOwn'))
  const backlogs: OwnBacklog[] = []
  for (const { tenant } of own) {
    const seen = { tenantId: tenant.id, sight: { kind: 'own' as const, agentId: agent.id } }
    const backlog = await scope.run((tx) => readBacklog(tx, seen, scope.platform.now()))
    if (backlog.open > 0) backlogs.push({ tenant, ...backlog })
  }
  return backlogs.toSorted((a, b) => b.overdue - a.overdue)
}
