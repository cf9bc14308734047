import type { Transaction } from '../database/client.ts'

/**
 * Bytes of recordings and prompts that a tenant keeps. What people upload is refused when it would not fit; a call in progress is recorded all the same, because what
 * was said to a caller cannot be asked for again, and an alarm tells of it.
 */
export async function storageUsed(tx: Transaction, tenantId: string): Promise<bigint> {
  const [row] = await tx.$queryRaw<{ bytes: bigint }[]>`
    SELECT (SELECT coalesce(sum(size_bytes), 0) FROM recording WHERE tenant_id = ${tenantId})::bigint
         + (SELECT coalesce(sum(size_bytes), 0) FROM prompt WHERE tenant_id = ${tenantId})::bigint AS bytes`
  return row?.bytes ?? 0n
}
