import { useState } from 'react'

/** Where one is in a list that is read page by page: the cursors passed on the way. A change of `key`, the filters, begins anew. */
export function usePages(key: string): {
  readonly after: string | null
  readonly hasPrevious: boolean
  readonly previous: () => void
  readonly next: (cursor: string | null) => void
} {
  const [at, setAt] = useState<{ readonly key: string; readonly cursors: readonly string[] }>({ key, cursors: [] })
  const cursors = at.key === key ? at.cursors : []
  return {
    after: cursors.at(-1) ?? null,
    hasPrevious: cursors.length > 0,
    previous: () => setAt({ key, cursors: cursors.slice(0, -1) }),
    next: (cursor) => {
      if (cursor !== null) setAt({ key, cursors: [...cursors, cursor] })
    },
  }
}
