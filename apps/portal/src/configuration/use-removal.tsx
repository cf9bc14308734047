import { useState } from 'react'
import type { ReactNode } from 'react'
import { RemoveDialog } from './form-parts.tsx'
import { useChange } from './use-change.ts'
import type { Change } from './use-change.ts'

export type Removal<Row> = {
  /** Opens the dialog for this row; what stood against an earlier one is forgotten. */
  readonly ask: (row: Row) => void
  /** To be put on the page. */
  readonly dialog: ReactNode
}

/** Removes a row of a list once the person has said so again; the dialog stays and says why when it may not be removed. */
export function useRemoval<Row extends { readonly name: string }>(
  remove: (row: Row) => ReturnType<Parameters<Change['save']>[0]>,
  onRemoved: () => void,
): Removal<Row> {
  const change = useChange()
  const [asked, setAsked] = useState<Row | null>(null)
  const carryOut = async (row: Row): Promise<void> => {
    if (!(await change.save(() => remove(row)))) return
    setAsked(null)
    onRemoved()
  }
  return {
    ask: (row) => {
      change.clear()
      setAsked(row)
    },
    dialog: (
      <RemoveDialog
        name={asked?.name ?? null}
        change={change}
        onClose={() => setAsked(null)}
        onRemove={() => {
          if (asked !== null) void carryOut(asked)
        }}
      />
    ),
  }
}
