import type { Flow, FlowNode } from './flow.ts'
import { successorsOf } from './successors.ts'

/** A field that is another in the newer node: its way in the node, and both values as JSON (`null` where the field is not there). */
export type FieldChange = { readonly field: string; readonly before: unknown; readonly after: unknown }
/** A way that leads elsewhere; null: to the end of the flow. */
export type LinkChange = {
  readonly nodeId: string
  readonly field: string
  readonly before: string | null
  readonly after: string | null
  readonly kind: 'added' | 'removed' | 'moved'
}
export type NodeChange = {
  readonly before: FlowNode
  readonly after: FlowNode
  readonly fields: readonly FieldChange[]
}
export type FlowDiff = {
  readonly entry: { readonly before: string; readonly after: string } | null
  readonly added: readonly FlowNode[]
  readonly removed: readonly FlowNode[]
  /** Nodes that both have and that differ in more than where they lead. */
  readonly changed: readonly NodeChange[]
  readonly links: readonly LinkChange[]
}

type Drawing = Pick<Flow, 'entryNodeId' | 'nodes'>

/** What is different in the newer of two versions. Nodes are the same by their id. */
export function diffFlows(before: Drawing, after: Drawing): FlowDiff {
  const older = new Map(before.nodes.map((node) => [node.nodeId, node]))
  const newer = new Map(after.nodes.map((node) => [node.nodeId, node]))
  const both = after.nodes.flatMap((node) => {
    const was = older.get(node.nodeId)
    return was === undefined ? [] : [{ before: was, after: node }]
  })
  return {
    entry: before.entryNodeId === after.entryNodeId ? null : { before: before.entryNodeId, after: after.entryNodeId },
    added: after.nodes.filter(({ nodeId }) => !older.has(nodeId)),
    removed: before.nodes.filter(({ nodeId }) => !newer.has(nodeId)),
    changed: both
      .map((pair) => ({ ...pair, fields: fieldChanges(pair.before, pair.after) }))
      .filter(({ fields }) => fields.length > 0),
    links: both.flatMap((pair) => linkChanges(pair.before, pair.after)),
  }
}

export const isSameFlow = ({ entry, added, removed, changed, links }: FlowDiff): boolean =>
  entry === null && [added, removed, changed, links].every(({ length }) => length === 0)

function fieldChanges(before: FlowNode, after: FlowNode): readonly FieldChange[] {
  const ways = new Set([...successorsOf(before), ...successorsOf(after)].map(({ field }) => field))
  const was = settingsOf(before)
  const is = settingsOf(after)
  return [...new Set([...was.keys(), ...is.keys()])]
    .filter((field) => !ways.has(field) && was.get(field) !== is.get(field))
    .map((field) => ({ field, before: valueOf(was.get(field)), after: valueOf(is.get(field)) }))
}

const valueOf = (json: string | undefined): unknown => (json === undefined ? null : (JSON.parse(json) as unknown))

/** Every value of a node by the way to it (`saves.0.path`), as JSON. */
function settingsOf(value: unknown, at = ''): ReadonlyMap<string, string> {
  if (typeof value !== 'object' || value === null) return new Map([[at, JSON.stringify(value)]])
  return new Map(
    Object.entries(value).flatMap(([key, each]) => [...settingsOf(each, at === '' ? key : `${at}.${key}`)]),
  )
}

function linkChanges(before: FlowNode, after: FlowNode): readonly LinkChange[] {
  const was = new Map(successorsOf(before).map(({ field, nodeId }) => [field, nodeId]))
  const is = new Map(successorsOf(after).map(({ field, nodeId }) => [field, nodeId]))
  const { nodeId } = after
  return [...new Set([...was.keys(), ...is.keys()])].flatMap((field): readonly LinkChange[] => {
    const [from, to] = [was.get(field), is.get(field)]
    if (from === to) return []
    const kind = from === undefined ? 'added' : to === undefined ? 'removed' : 'moved'
    return [{ nodeId, field, before: from ?? null, after: to ?? null, kind }]
  })
}
