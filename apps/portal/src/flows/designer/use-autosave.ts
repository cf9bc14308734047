import { useCallback, useEffect, useRef, useState } from 'react'
import { useMutation } from 'urql'
import type { ResultOf } from '../../graphql/graphql.ts'
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
    const answer = read(data?.result)
    if (answer.kind === 'kept') {
      held.saved = sent
      held.revision = answer.revision
      setRevision(answer.revision)
      setState(held.drawing === sent ? { kind: 'saved', at: Date.now() } : { kind: 'unsaved' })
      held.onSaved()
      return held.drawing === sent
    }
    held.isStopped = answer.kind === 'conflict'
    setState(answer)
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
  // Whoever leaves by the menu has drawn until then.
  useEffect(() => () => void save(), [save])
  const flush = useCallback(() => saveAll(save, now.current), [save])
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

type Result = Exclude<ResultOf<typeof SaveFlowDraft>['result'], null>
type Answer =
  { readonly kind: 'kept'; readonly revision: number } | { readonly kind: 'conflict' | 'failed'; readonly text: string }

function read(result: Result | undefined): Answer {
  if (result === undefined) return { kind: 'failed', text: '' }
  if (result.__typename === 'Flow') return { kind: 'kept', revision: result.revision }
  const issue = 'issues' in result ? result.issues[0] : undefined
  const text = issue?.message ?? result.message
  return { kind: issue?.code === 'flow.draftChanged' ? 'conflict' : 'failed', text }
}

/** Waits for a save under way, then saves what is left; gives up when it is refused. */
async function saveAll(
  save: () => Promise<boolean>,
  held: { readonly isSaving: boolean; readonly isStopped: boolean },
): Promise<boolean> {
  for (let tries = 0; tries < 50; tries++) {
    if (await save()) return true
    if (!held.isSaving && (held.isStopped || tries > 3)) return false
    await new Promise((resolve) => setTimeout(resolve, 100))
  }
  return false
}
