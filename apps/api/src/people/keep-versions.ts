import type { TenantId } from '@seatline/core'
import type { RequestScope } from '../auth/request-scope.ts'
import { keepTenantVersion, sendTenantVersion } from '../config-publisher/tenant-versions.ts'
import type { Transaction } from '../database/client.ts'

type Occasion = { readonly action: string; readonly summary: string; readonly by: string }

/**
 * New versions for the tenants whose agents have changed. A configuration that is broken for another reason must not keep somebody in who has to leave: it is told
 * in the log, and the agent ends with the next good version; the phone and the log-in end now. Answers the tenants that have a version to be sent.
 */
export async function keepVersions(
  tx: Transaction,
  { platform }: Pick<RequestScope, 'platform'>,
  change: Occasion & { readonly tenantIds: readonly TenantId[] },
): Promise<TenantId[]> {
  const { tenantIds, ...occasion } = change
  const kept: TenantId[] = []
  for (const tenantId of tenantIds.toSorted()) {
    const { kind } = await tx.tenant.findUniqueOrThrow({ where: { id: tenantId }, select: { kind: true } })
    if (kind === 'operator') continue
    const built = await keepTenantVersion(tx, tenantId, { ...occasion, at: new Date(platform.now()) })
    if (built.ok) kept.push(tenantId)
    else platform.log.error({ tenantId, fault: built.error }, 'a change of agents could not be published')
  }
  return kept
}

export async function sendVersions(
  { platform }: Pick<RequestScope, 'platform'>,
  tenantIds: readonly TenantId[],
): Promise<void> {
  for (const tenantId of tenantIds)
    await sendTenantVersion(platform, tenantId).catch((error: unknown) =>
      platform.log.warn({ err: error, tenantId }, 'a version waits to be sent'),
    )
}
