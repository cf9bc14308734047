import { CALL_VARIABLES } from '../draft.ts'
import type { Flow, FlowNode } from '../flow.ts'
import { textsOf } from '../node-texts.ts'
import { successorsOf } from '../successors.ts'
import { variablesIn } from '../template.ts'
import { fault, type FlowFault, type FlowSurroundings, type Nodes } from './fault.ts'

type Named = { readonly field: string; readonly name: string }

/** The variables that a node sets by name; a look-up sets others besides. */
export function variablesSetBy(node: FlowNode): readonly Named[] {
  switch (node.kind) {
    case 'collect':
    case 'setVariable':
      return [{ field: 'variable', name: node.variable }]
    case 'http':
    case 'payment':
      return node.saves.map(({ variable }, index) => ({ field: `saves.${String(index)}.variable`, name: variable }))
    default:
      return []
  }
}

/** The variables that a node reads. */
export function variablesReadBy(node: FlowNode): readonly Named[] {
  const inTexts = textsOf(node).flatMap(({ field, text }) => variablesIn(text).map((name) => ({ field, name })))
  if (node.kind === 'condition')
    return [
      ...node.branches.map(({ variable }, index) => ({ field: `branches.${String(index)}.variable`, name: variable })),
      ...inTexts,
    ]
  return inTexts
}

/** After a look-up every name may be set: it brings what the tenant keeps of the caller. */
const ANY = '*'

/** Reads of what no way to the node can have set: the text stays empty there. Told at the node that reads. */
export function readBeforeSet(flow: Flow, nodes: Nodes, surroundings: FlowSurroundings): readonly FlowFault[] {
  const flows = surroundings.flows ?? []
  const atEntry = new Set<string>([...CALL_VARIABLES, ...setByCallersOf(flow, flows)])
  const before = namesBefore(flow, nodes, { atEntry, flows })
  return flow.nodes.flatMap((node) => {
    const names = before.get(node.nodeId)
    // What is never reached is told as that.
    if (names?.has(ANY) !== false) return []
    return variablesReadBy(node)
      .filter(({ name }) => !names.has(name))
      .map(({ field }) => fault(node.nodeId, 'flow.variableNeverSet', field))
  })
}

/** What may be set when a node is entered, over all ways to it. */
function namesBefore(
  flow: Flow,
  nodes: Nodes,
  { atEntry, flows }: { readonly atEntry: ReadonlySet<string>; readonly flows: readonly Flow[] },
): ReadonlyMap<string, ReadonlySet<string>> {
  const before = new Map<string, Set<string>>([[flow.entryNodeId, new Set(atEntry)]])
  const open = [flow.entryNodeId]
  for (let nodeId = open.pop(); nodeId !== undefined; nodeId = open.pop()) {
    const node = nodes.get(nodeId)
    if (node === undefined) continue
    const after = new Set([...(before.get(nodeId) ?? []), ...namesSetIn(node, flows, new Set([flow.flowId]))])
    for (const { nodeId: next } of successorsOf(node)) {
      if (next === null) continue
      const known = before.get(next)
      const grown = new Set([...(known ?? []), ...after])
      if (known?.size === grown.size) continue
      before.set(next, grown)
      open.push(next)
    }
  }
  return before
}

/** What a node may set, the flows it calls included. */
function namesSetIn(node: FlowNode, flows: readonly Flow[], seen: ReadonlySet<string>): readonly string[] {
  if (node.kind === 'lookup') return [ANY]
  if (node.kind !== 'subFlow') return variablesSetBy(node).map(({ name }) => name)
  const called = flows.find(({ flowId }) => flowId === node.flowId)
  if (called === undefined) return [ANY]
  if (seen.has(called.flowId)) return []
  return called.nodes.flatMap((each) => namesSetIn(each, flows, new Set([...seen, called.flowId])))
}

/** A flow that others lead to finds what they have set. */
const setByCallersOf = ({ flowId }: Flow, flows: readonly Flow[]): readonly string[] =>
  flows
    .filter((other) => other.flowId !== flowId && other.nodes.some((node) => leadsTo(node, flowId)))
    .flatMap((other) => other.nodes.flatMap((node) => namesSetIn(node, flows, new Set([flowId, other.flowId]))))

const leadsTo = (node: FlowNode, flowId: string): boolean =>
  (node.kind === 'subFlow' || node.kind === 'goTo') && node.flowId === flowId
