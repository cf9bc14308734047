import { specOf } from './kinds-table.ts'
import type { Drawing, Layout, Place, Step } from './step.ts'
import { connected, waysOf } from './ways.ts'

/** How far from its neighbour a new step stands. */
export const STEP_WIDTH = 232
const BESIDE = { x: STEP_WIDTH + 88, y: 0 }

/** A short id that the flow has not got yet. */
export function freeId(drawing: Drawing, kind: string): string {
  const taken = new Set(drawing.nodes.map(({ nodeId }) => nodeId))
  for (let number = 1; ; number++) if (!taken.has(`${kind}-${String(number)}`)) return `${kind}-${String(number)}`
}

type NewStep = { readonly kind: string; readonly label: string; readonly at?: Place; readonly after?: string | null }
export type Added = { readonly drawing: Drawing; readonly nodeId: string }

/** Adds a step; one that is added after another takes the first way of that which leads nowhere yet. The first step is where callers begin. */
export function addStep(drawing: Drawing, { kind, label, at, after = null }: NewStep): Added {
  const nodeId = freeId(drawing, kind)
  const { fresh, ways } = specOf(kind)
  const step: Step = { nodeId, kind, label, ...fresh, ...Object.fromEntries(ways.map((way) => [way, null])) }
  const before = drawing.nodes.find((each) => each.nodeId === after)
  const free = before === undefined ? undefined : waysOf(before).find(({ target }) => target === null)
  const place = at ?? placeAfter(drawing, before)
  const added: Drawing = {
    entryNodeId: drawing.entryNodeId === '' ? nodeId : drawing.entryNodeId,
    nodes: [...drawing.nodes, step],
    layout: { ...drawing.layout, [nodeId]: place },
  }
  return {
    nodeId,
    drawing: before === undefined || free === undefined ? added : connect(added, before.nodeId, free.field, nodeId),
  }
}

function placeAfter({ nodes, layout }: Drawing, before: Step | undefined): Place {
  const from = before === undefined ? undefined : layout[before.nodeId]
  const start = from === undefined ? { x: 0, y: 0 } : { x: from.x + BESIDE.x, y: from.y + BESIDE.y }
  const taken = (place: Place): boolean =>
    nodes.some(({ nodeId }) => {
      const other = layout[nodeId]
      return other !== undefined && Math.abs(other.x - place.x) < STEP_WIDTH && Math.abs(other.y - place.y) < 110
    })
  let place = start
  while (taken(place)) place = { x: place.x, y: place.y + 130 }
  return place
}

export function changeStep(drawing: Drawing, nodeId: string, change: (step: Step) => Step): Drawing {
  return { ...drawing, nodes: drawing.nodes.map((step) => (step.nodeId === nodeId ? change(step) : step)) }
}

export const connect = (drawing: Drawing, nodeId: string, field: string, target: string | null): Drawing =>
  changeStep(drawing, nodeId, (step) => connected(step, field, target))

/** Ways that led to what is removed lead nowhere then. */
export function removeSteps(drawing: Drawing, ids: ReadonlySet<string>): Drawing {
  if (ids.size === 0) return drawing
  const left = drawing.nodes.filter(({ nodeId }) => !ids.has(nodeId))
  const nodes = left.map((step) =>
    waysOf(step)
      .filter(({ target }) => target !== null && ids.has(target))
      .reduce((each, { field }) => connected(each, field, null), step),
  )
  return {
    entryNodeId: ids.has(drawing.entryNodeId) ? (nodes[0]?.nodeId ?? '') : drawing.entryNodeId,
    nodes,
    layout: Object.fromEntries(Object.entries(drawing.layout).filter(([nodeId]) => !ids.has(nodeId))),
  }
}

export const moveSteps = (drawing: Drawing, places: Layout): Drawing => ({
  ...drawing,
  layout: { ...drawing.layout, ...places },
})

export type Copied = { readonly nodes: readonly Step[]; readonly layout: Layout }

export const copySteps = ({ nodes, layout }: Drawing, ids: ReadonlySet<string>): Copied => ({
  nodes: nodes.filter(({ nodeId }) => ids.has(nodeId)),
  layout: Object.fromEntries(Object.entries(layout).filter(([nodeId]) => ids.has(nodeId))),
})

/** Ways among what was copied are kept; ways to others go where they went, if that is there. */
export function pasteSteps(
  drawing: Drawing,
  copied: Copied,
): { readonly drawing: Drawing; readonly ids: readonly string[] } {
  let grown = drawing
  const ids = new Map<string, string>()
  for (const step of copied.nodes) {
    const nodeId = freeId(grown, step.kind)
    ids.set(step.nodeId, nodeId)
    const place = copied.layout[step.nodeId] ?? { x: 0, y: 0 }
    grown = {
      entryNodeId: grown.entryNodeId === '' ? nodeId : grown.entryNodeId,
      nodes: [...grown.nodes, { ...step, nodeId }],
      layout: { ...grown.layout, [nodeId]: { x: place.x + 40, y: place.y + 60 } },
    }
  }
  const present = new Set(grown.nodes.map(({ nodeId }) => nodeId))
  const made = new Set(ids.values())
  const nodes = grown.nodes.map((step) =>
    made.has(step.nodeId)
      ? waysOf(step)
          .filter(({ target }) => target !== null)
          .reduce((each, { field, target }) => {
            const next = ids.get(target ?? '') ?? target
            return connected(each, field, next !== null && present.has(next) ? next : null)
          }, step)
      : step,
  )
  return { drawing: { ...grown, nodes }, ids: [...made] }
}
