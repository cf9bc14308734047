import type { TenantScope } from '../auth/request-scope.ts'
import type { Transaction } from '../database/client.ts'
import { LimitReachedError } from '../user-errors.ts'

/** Bytes of recordings and prompts that a tenant keeps. */
export async function storageUsed(tx: Transaction, tenantId: string): Promise<bigint> {
  const [row] = await tx.$queryRaw<{ bytes: bigint }[]>`
    SELECT (SELECT coalesce(sum(size_bytes), 0) FROM recording WHERE tenant_id = ${tenantId})::bigint
         + (SELECT coalesce(sum(size_bytes), 0) FROM prompt WHERE tenant_id = ${tenantId})::bigint AS bytes`
  return row?.bytes ?? 0n
}

/**
 * Throws when so many more bytes would not fit. For what people upload; a call in progress is recorded even when the storage is full, because what was said to a
 * caller cannot be asked for again, and an alarm tells of it.
 */
export async function requireStorage(tx: Transaction, scope: TenantScope, bytes: number): Promise<void> {
  const tenant = await tx.tenant.findUniqueOrThrow({
    where: { id: scope.tenant.id },
    select: { storageBytesMax: true },
  })
  const used = await storageUsed(tx, scope.tenant.id)
  if (used + BigInt(bytes) <= tenant.storageBytesMax) return
  throw new LimitReachedError({
    code: 'limit.storage',
    field: 'storage',
    message:
      `Your company's storage is full: ${megabytes(used)} of ${megabytes(tenant.storageBytesMax)} MB are in use. ` +
      'Remove prompts that are not needed, or ask the operator for more storage.',
  })
}

const megabytes = (bytes: bigint): string => (Number(bytes) / 1_048_576).toFixed(0)
