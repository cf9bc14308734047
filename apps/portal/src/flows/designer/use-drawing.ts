import { useCallback, useMemo, useReducer } from 'react'
import { beginHistory, record, redo, undo } from '../model/history.ts'
import type { History } from '../model/history.ts'
import type { Drawing } from '../model/step.ts'

type Act =
  | { readonly kind: 'change'; readonly change: (drawing: Drawing) => Drawing; readonly key: string | null }
  | { readonly kind: 'undo' }
  | { readonly kind: 'redo' }
  | { readonly kind: 'open'; readonly drawing: Drawing }

function reduce(history: History<Drawing>, act: Act): History<Drawing> {
  switch (act.kind) {
    case 'change':
      return record(history, act.change(history.present), act.key)
    case 'undo':
      return undo(history)
    case 'redo':
      return redo(history)
    case 'open':
      return beginHistory(act.drawing)
  }
}

export type DrawingHand = {
  readonly drawing: Drawing
  /** `key` names an edit that goes on, so that it is one step back. */
  readonly change: (change: (drawing: Drawing) => Drawing, key?: string) => void
  readonly undo: () => void
  readonly redo: () => void
  /** Begins anew: nothing before it can be undone. */
  readonly open: (drawing: Drawing) => void
  readonly canUndo: boolean
  readonly canRedo: boolean
}

/** What is drawn, and every way back. */
export function useDrawing(first: Drawing): DrawingHand {
  const [history, act] = useReducer(reduce, first, beginHistory)
  const change = useCallback(
    (by: (drawing: Drawing) => Drawing, key?: string) => act({ kind: 'change', change: by, key: key ?? null }),
    [],
  )
  const back = useCallback(() => act({ kind: 'undo' }), [])
  const again = useCallback(() => act({ kind: 'redo' }), [])
  const open = useCallback((drawing: Drawing) => act({ kind: 'open', drawing }), [])
  return useMemo(
    () => ({
      drawing: history.present,
      change,
      undo: back,
      redo: again,
      open,
      canUndo: history.past.length > 0,
      canRedo: history.future.length > 0,
    }),
    [history, change, back, again, open],
  )
}
