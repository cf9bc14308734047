import { recordAudit } from '../audit/record-audit.ts'
import type { Audited } from '../audit/record-audit.ts'
import type { PlatformScope } from '../auth/authorized.ts'
import { publishPlatform } from '../config-publisher/publish-snapshots.ts'
import { withClearConflicts } from '../configuration/change-configuration.ts'
import type { Transaction } from '../database/client.ts'

/** Carries out a change of what belongs to the operator (trunks, destinations), audited, and sends it to the media plane. When Redis is away the worker sends it as soon as it is back. */
export async function changePlatform<T>(
  scope: PlatformScope,
  work: (tx: Transaction) => Promise<Audited & { readonly value: T }>,
): Promise<T> {
  const { platform, operatorTenantId, viewer } = scope
  const value = await withClearConflicts(() =>
    scope.run(async (tx) => {
      const { value: made, ...act } = await work(tx)
      await recordAudit(tx, scope, { ...act, tenantId: operatorTenantId })
      return made
    }),
  )
  const { database, redis, now, log } = platform
  await publishPlatform({ database, redis, now, publishedBy: viewer.person.id }, operatorTenantId).catch(
    (error: unknown) => log.warn({ err: error }, 'the trunks wait to be sent'),
  )
  return value
}
