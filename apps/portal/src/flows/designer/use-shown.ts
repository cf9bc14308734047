import { useMemo } from 'react'
import { useQuery } from 'urql'
import { FlowDifferencesQuery, FlowVersionQuery } from '../documents.ts'
import type { FlowDifference } from '../documents.ts'
import type { Drawing } from '../model/step.ts'
import type { Marks } from './canvas-model.ts'
import { drawingFrom } from './opened.ts'
import type { StepMark } from './StepNode.tsx'
import type { Shown } from './VersionsPanel.tsx'

export type ShownDrawing = {
  readonly drawing: Drawing
  readonly marks: Marks
  readonly differences: readonly FlowDifference[] | null
}

/** What the canvas shows instead of what is drawn: a version, or the difference of two with what is gone put back as a shadow. Null while it is on its way, or nothing else is shown. */
export function useShown(
  shown: Shown,
  { drawing, tenantId, flowId }: { readonly drawing: Drawing; readonly tenantId: string; readonly flowId: string },
): ShownDrawing | null {
  const afterId = shown.kind === 'version' ? shown.id : shown.kind === 'differences' ? shown.after : null
  const beforeId = shown.kind === 'differences' ? shown.before : null
  const [{ data: after }] = useQuery({
    query: FlowVersionQuery,
    variables: { tenantId, flowVersionId: afterId ?? '' },
    pause: afterId === null,
  })
  const [{ data: before }] = useQuery({
    query: FlowVersionQuery,
    variables: { tenantId, flowVersionId: beforeId ?? '' },
    pause: beforeId === null,
  })
  const [{ data: differences, fetching }] = useQuery({
    query: FlowDifferencesQuery,
    variables: { tenantId, flowId, before: beforeId, after: afterId },
    pause: shown.kind !== 'differences',
    requestPolicy: 'network-only',
  })
  const newer = afterId === null ? null : after?.flowVersion
  const older = beforeId === null ? null : before?.flowVersion
  const found = differences?.flowDifferences
  return useMemo(() => {
    if (shown.kind === 'drawn') return null
    if (newer === undefined || older === undefined) return null
    const base = newer === null ? drawing : drawingFrom(newer)
    if (shown.kind === 'version') return { drawing: base, marks: new Map(), differences: null }
    if (found === undefined || fetching) return null
    return withDifferences(base, older === null ? drawing : drawingFrom(older), found)
  }, [shown, newer, older, found, fetching, drawing])
}

function withDifferences(after: Drawing, before: Drawing, differences: readonly FlowDifference[]): ShownDrawing {
  const marks = new Map<string, StepMark>()
  for (const { change, nodeId } of differences)
    if (nodeId !== '') marks.set(nodeId, change === 'ADDED' ? 'added' : change === 'REMOVED' ? 'removed' : 'changed')
  const gone = before.nodes.filter(({ nodeId }) => marks.get(nodeId) === 'removed')
  return {
    marks,
    differences,
    drawing: {
      entryNodeId: after.entryNodeId,
      nodes: [...after.nodes, ...gone],
      layout: { ...before.layout, ...after.layout },
    },
  }
}
