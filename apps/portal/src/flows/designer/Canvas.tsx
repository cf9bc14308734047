import { Background, Controls, MiniMap, ReactFlow, applyNodeChanges, useReactFlow } from '@xyflow/react'
import type { Connection, EdgeChange, NodeChange, OnSelectionChangeParams } from '@xyflow/react'
import '@xyflow/react/dist/style.css'
import { useCallback, useEffect, useMemo, useRef, useState } from 'react'
import type { DragEvent, ReactNode } from 'react'
import { useTranslation } from '../../i18n/use-translation.ts'
import type { Drawing, Layout, Place } from '../model/step.ts'
import { canvasNodes, edgeMaker } from './canvas-model.ts'
import type { Marks, SummaryOf } from './canvas-model.ts'
import { StepNode } from './StepNode.tsx'
import type { StepFlowNode } from './StepNode.tsx'

const NODE_TYPES = { step: StepNode }
const NO_PATH: ReadonlySet<string> = new Set()
const MINIMAP_COLORS: Readonly<Record<string, string>> = {
  fault: '#c0232c',
  current: '#0f5bb5',
  visited: '#5b8bd0',
  added: '#1d7a35',
  changed: '#b86e00',
  removed: '#c0232c',
}

export type CanvasProps = {
  readonly drawing: Drawing
  readonly isEditable: boolean
  readonly marks: Marks
  readonly path?: ReadonlySet<string>
  readonly summaryOf: SummaryOf
  readonly selected: ReadonlySet<string>
  readonly onSelect: (ids: ReadonlySet<string>) => void
  readonly onMove?: (places: Layout) => void
  readonly onConnect?: (nodeId: string, field: string, target: string | null) => void
  readonly onRemove?: (ids: ReadonlySet<string>) => void
  readonly onDropKind?: (kind: string, at: Place) => void
}

/** Steps and ways. What is drawn is the caller's; while something is dragged, its place is ours. */
export function Canvas(props: CanvasProps): ReactNode {
  const { drawing, isEditable, marks, summaryOf, selected, path = NO_PATH } = props
  const { t } = useTranslation()
  const { screenToFlowPosition } = useReactFlow()
  const [nodes, setNodes] = useState<StepFlowNode[]>(() => canvasNodes(drawing, [], { marks, summaryOf }))
  const [edgeIds, setEdgeIds] = useState<ReadonlySet<string>>(new Set())
  const makeEdges = useRef(edgeMaker())
  useEffect(() => setNodes((before) => canvasNodes(drawing, before, { marks, summaryOf })), [drawing, marks, summaryOf])
  useEffect(
    () =>
      setNodes((before) =>
        before.some((node) => (node.selected ?? false) !== selected.has(node.id))
          ? before.map((node) =>
              (node.selected ?? false) === selected.has(node.id) ? node : { ...node, selected: selected.has(node.id) },
            )
          : before,
      ),
    [selected, drawing],
  )
  const edges = useMemo(
    () => makeEdges.current(drawing, path).map((edge) => (edgeIds.has(edge.id) ? { ...edge, selected: true } : edge)),
    [drawing, path, edgeIds],
  )
  const act = useRef(props)
  act.current = props
  const onNodesChange = useCallback((changes: NodeChange<StepFlowNode>[]) => {
    setNodes((before) =>
      applyNodeChanges(
        changes.filter(({ type }) => type !== 'remove'),
        before,
      ),
    )
    const { onMove, onRemove } = act.current
    const moved = changes.flatMap((change) =>
      change.type === 'position' && change.position !== undefined && change.dragging !== true
        ? [[change.id, rounded(change.position)] as const]
        : [],
    )
    if (moved.length > 0) onMove?.(Object.fromEntries(moved))
    const removed = changes.flatMap((change) => (change.type === 'remove' ? [change.id] : []))
    if (removed.length > 0) onRemove?.(new Set(removed))
  }, [])
  const onEdgesChange = useCallback((changes: EdgeChange[]) => {
    for (const change of changes)
      if (change.type === 'remove') {
        const [nodeId = '', ...field] = change.id.split('/')
        act.current.onConnect?.(nodeId, field.join('/'), null)
      }
    const chosen = changes.filter((change) => change.type === 'select')
    if (chosen.length > 0)
      setEdgeIds((before) => {
        const next = new Set(before)
        for (const change of chosen)
          if (change.selected) next.add(change.id)
          else next.delete(change.id)
        return next
      })
  }, [])
  const onConnect = useCallback(({ source, sourceHandle, target }: Connection) => {
    if (sourceHandle !== null) act.current.onConnect?.(source, sourceHandle, target)
  }, [])
  const onSelectionChange = useCallback(({ nodes: chosen }: OnSelectionChangeParams) => {
    const ids = new Set(chosen.map(({ id }) => id))
    const { selected: known } = act.current
    if (ids.size !== known.size || [...ids].some((id) => !known.has(id))) act.current.onSelect(ids)
  }, [])
  const drop = (event: DragEvent): void => {
    const kind = event.dataTransfer.getData(DRAGGED_KIND)
    if (kind === '') return
    event.preventDefault()
    props.onDropKind?.(kind, rounded(screenToFlowPosition({ x: event.clientX, y: event.clientY })))
  }
  return (
    <div className="flow-canvas" data-testid="flow-canvas" onDrop={drop} onDragOver={(event) => event.preventDefault()}>
      <ReactFlow<StepFlowNode>
        nodes={nodes}
        edges={edges}
        nodeTypes={NODE_TYPES}
        onNodesChange={onNodesChange}
        onEdgesChange={onEdgesChange}
        onConnect={onConnect}
        onSelectionChange={onSelectionChange}
        nodesDraggable={isEditable}
        nodesConnectable={isEditable}
        edgesReconnectable={false}
        deleteKeyCode={isEditable ? DELETE_KEYS : null}
        minZoom={0.1}
        maxZoom={1.6}
        fitView
        fitViewOptions={FIT}
        onlyRenderVisibleElements
        elevateNodesOnSelect={false}
        aria-label={t('flows.canvas')}
        ariaLabelConfig={{
          'node.a11yDescription.default': t('flows.a11y.node'),
          'edge.a11yDescription.default': t('flows.a11y.edge'),
          'controls.ariaLabel': t('flows.a11y.controls'),
          'controls.zoomIn.ariaLabel': t('flows.a11y.zoomIn'),
          'controls.zoomOut.ariaLabel': t('flows.a11y.zoomOut'),
          'controls.fitView.ariaLabel': t('flows.a11y.fit'),
          'minimap.ariaLabel': t('flows.a11y.minimap'),
        }}
      >
        <Background gap={24} />
        <Controls showInteractive={false} />
        <MiniMap<StepFlowNode> pannable zoomable nodeColor={({ data }) => MINIMAP_COLORS[data.mark] ?? '#8aa0bf'} />
      </ReactFlow>
    </div>
  )
}

export const DRAGGED_KIND = 'application/x-seatline-step'
const DELETE_KEYS = ['Delete', 'Backspace']
/** Smaller, nothing could be read: the overview has what is outside. */
export const FIT = { padding: 0.08, minZoom: 0.45, maxZoom: 1 }
const rounded = ({ x, y }: Place): Place => ({ x: Math.round(x), y: Math.round(y) })
