import type { DispositionId, ReasonId } from '@seatline/core'

/** Two lists of words that agents choose from: why they are not ready, and how a call came out. */
export const CODE_KINDS = ['reason', 'disposition'] as const
export type CodeKind = (typeof CODE_KINDS)[number]

/** A code as those who keep the list see it. */
export type CodeView = {
  readonly id: ReasonId | DispositionId
  readonly kind: CodeKind
  readonly name: string
  readonly position: number
  /** Not offered any more; what was said with it keeps it. */
  readonly archived: boolean
}
