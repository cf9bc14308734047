import { randomFillSync } from 'node:crypto'
import { formatId, type Id, type IdKind } from '@seatline/core'

const POOL_BYTES = 20 * 200
const pool = Buffer.alloc(POOL_BYTES)
let at = POOL_BYTES

/** A fresh random id. Randomness is drawn for many ids at once: each draw costs a system call. */
export function newId<K extends IdKind>(kind: K): Id<K> {
  if (at >= POOL_BYTES) {
    randomFillSync(pool)
    at = 0
  }
  const bytes = pool.subarray(at, at + 20)
  at += 20
  return formatId(kind, bytes)
}
