import { randomBytes } from 'node:crypto'
import { formatId } from '@seatline/core'
import type { Id, IdKind } from '@seatline/core'

/** A new random id; it tells nothing of how many there are, or of when. */
export const newId = <K extends IdKind>(kind: K): Id<K> => formatId(kind, randomBytes(20))
