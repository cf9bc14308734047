import { STEP_WIDTH } from './drawing.ts'
import type { Drawing, Layout, Step } from './step.ts'
import { waysOf } from './ways.ts'

const COLUMN = STEP_WIDTH + 96
const GAP = 36
/** Enough to untangle what can be untangled by looking at neighbours alone. */
const SWEEPS = 6

/** How high a step is drawn: its head, and a line for each way. */
export const stepHeight = (step: Step): number => 64 + waysOf(step).length * 24

/**
 * Steps in columns by how many steps a caller is from the beginning at least; within a column in the order that crosses the fewest ways (by the middle of their
 * neighbours). What nobody comes to stands in a row below. The same drawing always gives the same layout.
 */
export function autoLayout(drawing: Drawing): Layout {
  const columns = columnsOf(drawing)
  const lost = drawing.nodes.filter(
    ({ nodeId }) => !columns.some((column) => column.some((step) => step.nodeId === nodeId)),
  )
  const ordered = untangled(columns, drawing)
  const places: Record<string, { x: number; y: number }> = {}
  let bottom = 0
  for (const [index, column] of ordered.entries()) {
    const height = column.reduce((sum, step) => sum + stepHeight(step) + GAP, -GAP)
    let y = -height / 2
    for (const step of column) {
      places[step.nodeId] = { x: index * COLUMN, y: Math.round(y) }
      y += stepHeight(step) + GAP
    }
    bottom = Math.max(bottom, y)
  }
  for (const [index, step] of lost.entries()) places[step.nodeId] = { x: index * COLUMN, y: Math.round(bottom + 80) }
  return places
}

/** Places for those that have none; the others stay where they are. */
export function completeLayout(drawing: Drawing): Drawing {
  if (drawing.nodes.every(({ nodeId }) => drawing.layout[nodeId] !== undefined)) return drawing
  return { ...drawing, layout: { ...autoLayout(drawing), ...drawing.layout } }
}

function columnsOf({ nodes, entryNodeId }: Drawing): Step[][] {
  const byId = new Map(nodes.map((step) => [step.nodeId, step]))
  const seen = new Set<string>()
  const columns: Step[][] = []
  let column = [entryNodeId].flatMap((id) => byId.get(id) ?? [])
  while (column.length > 0) {
    for (const { nodeId } of column) seen.add(nodeId)
    columns.push(column)
    const next = new Map<string, Step>()
    for (const step of column)
      for (const { target } of waysOf(step)) {
        const found = target === null ? undefined : byId.get(target)
        if (found !== undefined && !seen.has(found.nodeId)) next.set(found.nodeId, found)
      }
    column = [...next.values()]
  }
  return columns
}

function untangled(columns: readonly (readonly Step[])[], { nodes }: Drawing): readonly (readonly Step[])[] {
  const neighbours = new Map<string, string[]>(nodes.map(({ nodeId }) => [nodeId, []]))
  for (const step of nodes)
    for (const { target } of waysOf(step)) {
      if (target === null) continue
      neighbours.get(step.nodeId)?.push(target)
      neighbours.get(target)?.push(step.nodeId)
    }
  let current = columns
  for (let sweep = 0; sweep < SWEEPS; sweep++) {
    const rank = new Map(
      current.flatMap((column) => column.map(({ nodeId }, index) => [nodeId, index / column.length] as const)),
    )
    const middle = ({ nodeId }: Step): number => {
      const ranks = (neighbours.get(nodeId) ?? []).flatMap((id) => rank.get(id) ?? [])
      return ranks.length === 0 ? (rank.get(nodeId) ?? 0) : ranks.reduce((sum, each) => sum + each, 0) / ranks.length
    }
    // The first column is the beginning; a stable sort keeps the order of the ways where neighbours do not decide.
    current = current.map((column) => column.toSorted((a, b) => middle(a) - middle(b)))
  }
  return current
}
