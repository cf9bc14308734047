import { useCallback, useEffect, useRef, useState } from 'react'
import { useMutation } from 'urql'
import { SaveFlowDraft } from '../mutation-documents.ts'
import type { Drawing } from '../model/step.ts'

/** After the last stroke. */
const SAVE_AFTER_MS = 700
const RETRY_MS = 4_000

export type SaveState =
  | { readonly kind: 'saved'; readonly at: number | null }
  | { readonly kind: 'unsaved' }
  | { readonly kind: 'saving' }
  /** Somebody else has saved meanwhile: nothing is written until it is decided whose holds. */
  | { readonly kind: 'conflict'; readonly text: string }
  | { readonly kind: 'failed'; readonly text: string }

export type Autosave = {
  readonly state: SaveState
  readonly revision: number
  /** Saves what is left to save; answers whether everything is saved. */
  readonly flush: () => Promise<boolean>
  /** Goes on from another revision: after a conflict, or what was published. */
  readonly goOn: (revision: number, drawing: Drawing | null) => void
}

type Options = {
  readonly tenantId: string
  readonly flowId: string
  readonly revision: number
  readonly drawing: Drawing
  readonly mayEdit: boolean
  readonly onSaved: () => void
}

/** Keeps what is drawn, a moment after each change. One save at a time; what is drawn meanwhile is saved next. */
export function useAutosave({ tenantId, flowId, drawing, mayEdit, onSaved, ...first }: Options): Autosave {
  const [, mutate] = useMutation(SaveFlowDraft)
  const [state, setState] = useState<SaveState>({ kind: 'saved', at: null })
  const [revision, setRevision] = useState(first.revision)
  const now = useRef({ drawing, saved: drawing, revision, isSaving: false, isStopped: false, onSaved })
  now.current.drawing = drawing
  now.current.onSaved = onSaved
  const save = useCallback(async (): Promise<boolean> => {
    const held = now.current
    if (held.isStopped || held.isSaving) return false
    if (held.drawing === held.saved) return true
    held.isSaving = true
    setState({ kind: 'saving' })
    const sent = held.drawing
    const { entryNodeId, nodes, layout } = sent
    const { data } = await mutate({ input: { tenantId, flowId, revision: held.revision, entryNodeId, nodes, layout } })
    held.isSaving = false
    const result = data?.result
    if (result?.__typename === 'Flow') {
      held.saved = sent
      held.revision = result.revision
      setRevision(result.revision)
      setState(held.drawing === sent ? { kind: 'saved', at: Date.now() } : { kind: 'unsaved' })
      held.onSaved()
      return held.drawing === sent
    }
    const issue = result !== undefined && 'issues' in result ? result.issues[0] : undefined
    if (issue?.code === 'flow.draftChanged') {
      held.isStopped = true
      setState({ kind: 'conflict', text: issue.message })
    } else
      setState({
        kind: 'failed',
        text: issue?.message ?? (result !== undefined && 'message' in result ? result.message : ''),
      })
    return false
  }, [mutate, tenantId, flowId])
  useEffect(() => {
    const held = now.current
    if (!mayEdit || held.isStopped || drawing === held.saved) return
    setState((was) => (was.kind === 'saving' ? was : { kind: 'unsaved' }))
    const timer = setTimeout(() => void save(), SAVE_AFTER_MS)
    return () => clearTimeout(timer)
  }, [drawing, revision, mayEdit, save])
  useEffect(() => {
    if (state.kind !== 'failed') return
    const timer = setTimeout(() => void save(), RETRY_MS)
    return () => clearTimeout(timer)
  }, [state, save])
  const flush = useCallback(async (): Promise<boolean> => {
    for (let tries = 0; tries < 50; tries++) {
      if (await save()) return true
      if (!now.current.isSaving && (now.current.isStopped || tries > 3)) return false
      await new Promise((resolve) => setTimeout(resolve, 100))
    }
    return false
  }, [save])
  const goOn = useCallback((next: number, saved: Drawing | null) => {
    const held = now.current
    held.isStopped = false
    held.revision = next
    if (saved !== null) held.saved = saved
    setRevision(next)
    setState({ kind: 'saved', at: null })
  }, [])
  return { state, revision, flush, goOn }
}
