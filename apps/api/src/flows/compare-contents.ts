import type { DraftNode, FlowChange, FlowContent } from './flow-views.ts'

/** Step by step and setting by setting what is different; where steps stand does not matter. Works on unfinished drawings, too. */
export function compareContents(before: FlowContent, after: FlowContent): readonly FlowChange[] {
  const older = new Map(before.nodes.map((node) => [node.nodeId, node]))
  const newer = new Map(after.nodes.map((node) => [node.nodeId, node]))
  const label = labels(after, before)
  return [
    ...entryChange(before, after, label),
    ...after.nodes.filter(({ nodeId }) => !older.has(nodeId)).map((node) => whole('added', node)),
    ...before.nodes.filter(({ nodeId }) => !newer.has(nodeId)).map((node) => whole('removed', node)),
    ...after.nodes.flatMap((node) => {
      const was = older.get(node.nodeId)
      return was === undefined ? [] : fieldChanges(was, node, label)
    }),
  ]
}

type LabelOf = (nodeId: string) => string | undefined

/** Of a step that both have, the newer name. */
function labels(...contents: readonly FlowContent[]): LabelOf {
  const names = new Map(
    contents.toReversed().flatMap(({ nodes }) => nodes.map(({ nodeId, label }) => [nodeId, label] as const)),
  )
  return (nodeId) => names.get(nodeId)
}

function entryChange(before: FlowContent, after: FlowContent, label: LabelOf): readonly FlowChange[] {
  if (before.entryNodeId === after.entryNodeId) return []
  const named = (id: string): string | null => (id === '' ? null : (label(id) ?? id))
  return [
    {
      change: 'changed',
      nodeId: '',
      label: '',
      kind: '',
      field: 'entryNodeId',
      before: named(before.entryNodeId),
      after: named(after.entryNodeId),
    },
  ]
}

const whole = (change: 'added' | 'removed', { nodeId, label, kind }: DraftNode): FlowChange => ({
  change,
  nodeId,
  label,
  kind,
  field: null,
  before: null,
  after: null,
})

function fieldChanges(was: DraftNode, is: DraftNode, label: LabelOf): readonly FlowChange[] {
  const before = new Map(settings(was))
  const after = new Map(settings(is))
  return [...new Set([...before.keys(), ...after.keys()])]
    .filter((field) => before.get(field) !== after.get(field))
    .map((field) => ({
      change: 'changed',
      nodeId: is.nodeId,
      label: is.label,
      kind: is.kind,
      field,
      before: inWords(field, before.get(field), label),
      after: inWords(field, after.get(field), label),
    }))
}

/** Every setting by its path, as text: `choices.1`, `branches.0.next`. What is null is as good as left out. */
function settings(value: unknown, path = ''): readonly (readonly [string, string])[] {
  if (value === null || value === undefined) return []
  if (typeof value === 'object')
    return Object.entries(value).flatMap(([key, each]) =>
      key === 'nodeId' && path === '' ? [] : settings(each, path === '' ? key : `${path}.${key}`),
    )
  return [[path, JSON.stringify(value).replace(/^"|"$/g, '')]]
}

/** A way shows the name of the step that it leads to. */
const inWords = (field: string, value: string | undefined, label: LabelOf): string | null =>
  value === undefined ? null : isWay(field) ? (label(value) ?? value) : value

const isWay = (field: string): boolean =>
  /(^|\.)(next|otherwise|afterTalk|on[A-Z]\w*)$/.test(field) || field.startsWith('choices.')
