import { MarkerType } from '@xyflow/react'
import type { Edge } from '@xyflow/react'
import { stepHeight } from '../model/auto-layout.ts'
import { STEP_WIDTH } from '../model/drawing.ts'
import type { Drawing, Step } from '../model/step.ts'
import { waysOf } from '../model/ways.ts'
import type { StepFlowNode, StepMark } from './StepNode.tsx'

export type Marks = ReadonlyMap<string, StepMark>
export type SummaryOf = (step: Step) => string

/** The steps as the canvas wants them. A step of which nothing has changed is the very object that it was before. */
export function canvasNodes(
  drawing: Drawing,
  before: readonly StepFlowNode[],
  around: { readonly marks: Marks; readonly summaryOf: SummaryOf },
): StepFlowNode[] {
  const known = new Map(before.map((node) => [node.id, node]))
  return drawing.nodes.map((step) => {
    const place = drawing.layout[step.nodeId] ?? { x: 0, y: 0 }
    const mark = around.marks.get(step.nodeId) ?? 'none'
    const isEntry = step.nodeId === drawing.entryNodeId
    const summary = around.summaryOf(step)
    const was = known.get(step.nodeId)
    const { data } = was ?? {}
    const isSameData = data?.step === step && data.mark === mark && data.isEntry === isEntry && data.summary === summary
    if (was !== undefined && isSameData && was.position.x === place.x && was.position.y === place.y) return was
    return {
      ...(was ?? { id: step.nodeId, type: 'step' as const, initialWidth: STEP_WIDTH, initialHeight: stepHeight(step) }),
      position: place,
      ariaLabel: step.label,
      data: isSameData ? data : { step, mark, isEntry, summary },
    }
  })
}

/** The ways as the canvas wants them; those of a step that has not changed are the very objects that they were. */
export function edgeMaker(): (drawing: Drawing, path: ReadonlySet<string>) => Edge[] {
  const kept = new WeakMap<Step, readonly Edge[]>()
  return (drawing, path) => {
    const present = new Set(drawing.nodes.map(({ nodeId }) => nodeId))
    return drawing.nodes.flatMap((step) => {
      const edges = kept.get(step) ?? edgesOf(step)
      kept.set(step, edges)
      return edges
        .filter(({ target }) => present.has(target))
        .map((edge) =>
          path.has(`${edge.source}>${edge.target}`) ? { ...edge, className: 'is-taken', animated: false } : edge,
        )
    })
  }
}

const edgesOf = (step: Step): readonly Edge[] =>
  waysOf(step).flatMap(({ field, target }) =>
    target === null
      ? []
      : [
          {
            id: `${step.nodeId}/${field}`,
            source: step.nodeId,
            sourceHandle: field,
            target,
            targetHandle: 'in',
            focusable: true,
            markerEnd: { type: MarkerType.ArrowClosed },
          },
        ],
  )
