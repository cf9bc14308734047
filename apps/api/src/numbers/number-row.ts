import type { NumberKind } from '@seatline/core'
import type { InputIssue } from '../user-errors.ts'

/** A number as a file names it. `parent` holds the digits of the short code that it extends. */
export type NumberRow = {
  readonly line: number
  readonly number: string
  readonly kind: NumberKind
  readonly parent: string | null
  readonly carrier: string
  readonly monthlyFeeMicros: bigint
  readonly currency: string
  readonly canBeCalledBack: boolean
  readonly note: string
}

/** What is wrong in a line of a file; `field` names the column, or is empty for the whole line. */
export type RowIssue = InputIssue & { readonly line: number }

export type NumberFile = { readonly rows: readonly NumberRow[]; readonly issues: readonly RowIssue[] }
