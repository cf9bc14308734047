import type { TenantScope } from '../auth/request-scope.ts'
import type { DatabaseScope } from '../database/client.ts'
import { idSchema } from '@seatline/core'
import type { TenantId } from '@seatline/core'

/**
 * Everything that hangs on a person, for our own bookkeeping when rights end: the tenants are never told of one another. The wall sees the rows of all tenants in
 * which the person is something.
 */
export type PersonTies = {
  readonly subject: string
  readonly wall: DatabaseScope
  readonly tenantIds: readonly TenantId[]
}

export async function personTies(
  scope: Pick<TenantScope, 'runIn' | 'tenant'>,
  userId: string,
): Promise<PersonTies | null> {
  const own = { tenantIds: [scope.tenant.id], userId }
  return scope.runIn(own, async (tx) => {
    const user = await tx.user.findUnique({ where: { id: userId } })
    if (user === null) return null
    const rows = await tx.membership.findMany({ where: { userId }, select: { tenantId: true }, distinct: ['tenantId'] })
    const tenantIds = rows.map((row) => idSchema('tenant').parse(row.tenantId))
    return {
      subject: user.subject,
      tenantIds,
      wall: { tenantIds: [...new Set([scope.tenant.id, ...tenantIds])], userId },
    }
  })
}
