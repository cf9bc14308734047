import { STEP_WIDTH } from './drawing.ts'
import type { Drawing, Layout, Step } from './step.ts'
import { waysOf } from './ways.ts'

const COLUMN = STEP_WIDTH + 72
const GAP = 36
/** Enough to untangle what can be untangled by looking at neighbours alone. */
const SWEEPS = 6

/** How high a step is drawn: its head, and a line for each way. */
export const stepHeight = (step: Step): number => 64 + waysOf(step).length * 24

/**
 * Steps in columns, each right of those that lead to it; within a column in the order that crosses the fewest ways (by the middle of their
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

/** A step stands right of every step that leads to it, ways back left out of account: those of a menu that is heard again. */
function columnsOf({ nodes, entryNodeId }: Drawing): Step[][] {
  const byId = new Map(nodes.map((step) => [step.nodeId, step]))
  const order = forwardOrder(byId, entryNodeId)
  const position = new Map(order.map(({ nodeId }, index) => [nodeId, index]))
  const depth = new Map<string, number>()
  for (const step of order) {
    const own = depth.get(step.nodeId) ?? 0
    depth.set(step.nodeId, own)
    for (const { target } of waysOf(step)) {
      if (target === null || (position.get(target) ?? -1) <= (position.get(step.nodeId) ?? 0)) continue
      depth.set(target, Math.max(depth.get(target) ?? 0, own + 1))
    }
  }
  const columns: Step[][] = []
  for (const step of order) (columns[depth.get(step.nodeId) ?? 0] ??= []).push(step)
  return columns
}

/** What a caller can get to, each step before those that it leads to, as far as there is no way back (reverse postorder). */
function forwardOrder(byId: ReadonlyMap<string, Step>, entryNodeId: string): readonly Step[] {
  const done: Step[] = []
  const seen = new Set<string>()
  const stack: { readonly step: Step; readonly targets: string[] }[] = []
  const open = (id: string): void => {
    const step = byId.get(id)
    if (step === undefined || seen.has(id)) return
    seen.add(id)
    // The last way is gone first, so that the first stands above the others.
    stack.push({ step, targets: waysOf(step).flatMap(({ target }) => target ?? []) })
  }
  open(entryNodeId)
  while (stack.length > 0) {
    const top = stack.at(-1)
    const next = top?.targets.pop()
    if (next !== undefined) open(next)
    else if (top !== undefined) {
      done.push(top.step)
      stack.pop()
    }
  }
  return done.toReversed()
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
