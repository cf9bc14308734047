import { createHash } from 'node:crypto'
import { formatId } from '@seatline/core'
import type { Id, IdKind } from '@seatline/core'

/** The id of something that is what it is made from: made again from the same parts, it has the same id, so that the key of its table keeps it from being there twice. */
export const derivedId = <K extends IdKind>(kind: K, ...parts: readonly string[]): Id<K> =>
  formatId(kind, createHash('sha256').update(JSON.stringify(parts)).digest())
