import { InvariantError } from '@seatline/core'
import type { Instant, TenantId } from '@seatline/core'
import type { Transaction } from '../database/client.ts'
import { newId } from '../new-id.ts'
import type { EntryKind } from './account-views.ts'

export type NewEntry = {
  readonly tenantId: TenantId
  readonly accountId: string
  /** What the entry is recognised by: of two with the same key the second is not written. */
  readonly key: string
  readonly kind: EntryKind
  /** Negative: charged. */
  readonly micros: bigint
  readonly callId?: string
  readonly seconds?: number
  readonly note?: string
  readonly by?: string
  readonly now: Instant
}

export type BookedEntry = {
  readonly isNew: boolean
  /** What the account's balance did not cover; nothing of it is owed. */
  readonly shortfall: bigint
}

/** Books on a caller's account, once for each key, one entry after the other. An account is never overdrawn: a charge takes what is there. */
export async function bookEntry(tx: Transaction, entry: NewEntry): Promise<BookedEntry> {
  const { tenantId, accountId, key } = entry
  const [row] = await tx.$queryRaw<{ balance_micros: bigint }[]>`SELECT balance_micros FROM caller_account
    WHERE tenant_id = ${tenantId} AND id = ${accountId} FOR UPDATE`
  if (row === undefined) throw new InvariantError(`no such account [account:${accountId}]`)
  const known = await tx.callerAccountEntry.findUnique({ where: { tenantId_key: { tenantId, key } } })
  if (known !== null) return { isNew: false, shortfall: 0n }
  const balance = row.balance_micros
  const micros = balance + entry.micros < 0n ? -balance : entry.micros
  const shortfall = micros - entry.micros
  const at = new Date(entry.now)
  await tx.callerAccountEntry.createMany({
    data: {
      id: newId('callerEntry'),
      tenantId,
      accountId,
      key,
      kind: entry.kind,
      micros,
      balanceAfter: balance + micros,
      callId: entry.callId ?? null,
      seconds: entry.seconds ?? null,
      note: entry.note ?? '',
      by: entry.by ?? '',
      at,
    },
  })
  await tx.callerAccount.update({ where: { id: accountId }, data: { balanceMicros: balance + micros, updatedAt: at } })
  return { isNew: true, shortfall }
}
