import type { Flow, FlowNode } from '../flow.ts'
import { successorsOf, type Successor } from '../successors.ts'
import { fault, type FlowFault, type FlowSurroundings, type Nodes } from './fault.ts'

/** Faults that no single node shows: where the ways lead, or do not. */
export function faultsOfPaths(flow: Flow, nodes: Nodes, surroundings: FlowSurroundings): readonly FlowFault[] {
  const flows = surroundings.flows ?? []
  const reachable = reachableFrom([flow.entryNodeId, ...entriesFromElsewhere(flow, flows)], nodes, successorsOf)
  const silentWays = (node: FlowNode): readonly Successor[] =>
    [...successorsOf(node), ...backToMenus(node, flow)].filter(({ needsInput }) => !needsInput)
  return [
    ...flow.nodes
      .filter(({ nodeId }) => !reachable.has(nodeId))
      .map(({ nodeId }) => fault(nodeId, 'flow.unreachableNode')),
    ...flow.nodes
      .filter((node) =>
        silentWays(node).some(
          ({ nodeId }) => nodeId !== null && reachableFrom([nodeId], nodes, silentWays).has(node.nodeId),
        ),
      )
      .map(({ nodeId }) => fault(nodeId, 'flow.loopWithoutInput')),
    ...recursions(flow, flows),
    ...withoutPerson(flow, nodes, { reachable, flows }),
    ...(isCalled(flow, flows) ? [] : deadEnds(flow, reachable)),
  ]
}

/** `returnToMenu` leads to a menu that was heard before: one from which it can be reached. */
function backToMenus(node: FlowNode, flow: Flow): readonly Successor[] {
  return node.kind === 'returnToMenu'
    ? flow.nodes.filter(({ kind }) => kind === 'menu').map(({ nodeId }) => ({ field: '', nodeId, needsInput: false }))
    : []
}

/** Every node on a way from these, themselves included, over the ways that count. */
function reachableFrom(
  startIds: readonly string[],
  nodes: Nodes,
  waysOf: (node: FlowNode) => readonly Successor[],
): ReadonlySet<string> {
  const reached = new Set<string>()
  const open = [...startIds]
  for (let nodeId = open.pop(); nodeId !== undefined; nodeId = open.pop()) {
    const node = nodes.get(nodeId)
    if (node === undefined || reached.has(nodeId)) continue
    reached.add(nodeId)
    for (const way of waysOf(node)) if (way.nodeId !== null) open.push(way.nodeId)
  }
  return reached
}

/** Nodes that other flows jump to. */
const entriesFromElsewhere = ({ flowId, nodes: own }: Flow, flows: readonly Flow[]): readonly string[] =>
  [...flows.flatMap(({ nodes }) => nodes), ...own].flatMap((node) =>
    node.kind === 'goTo' && node.flowId === flowId && node.targetNodeId !== null ? [node.targetNodeId] : [],
  )

const isCalled = ({ flowId }: Flow, flows: readonly Flow[]): boolean =>
  flows.some(({ nodes }) => nodes.some((node) => node.kind === 'subFlow' && node.flowId === flowId))

/** A flow that calls itself, however far round, never comes to its end. */
function recursions(flow: Flow, flows: readonly Flow[]): readonly FlowFault[] {
  const calledBy = (flowId: string): readonly string[] =>
    (flowId === flow.flowId ? flow : flows.find((each) => each.flowId === flowId))?.nodes.flatMap((node) =>
      node.kind === 'subFlow' ? [node.flowId] : [],
    ) ?? []
  const comesBack = (startId: string): boolean => {
    const seen = new Set<string>()
    const open = [startId]
    for (let flowId = open.pop(); flowId !== undefined; flowId = open.pop()) {
      if (flowId === flow.flowId) return true
      if (seen.has(flowId)) continue
      seen.add(flowId)
      open.push(...calledBy(flowId))
    }
    return false
  }
  return flow.nodes
    .filter((node) => node.kind === 'subFlow' && comesBack(node.flowId))
    .map(({ nodeId }) => fault(nodeId, 'flow.subFlowRecursion', 'flowId'))
}

type Standing = { readonly reachable: ReadonlySet<string>; readonly flows: readonly Flow[] }

/**
 * A caller whom nobody can help is sent round in a machine: the flow as a whole is at fault, told at its entry. A flow that gives the caller back, to an agent or
 * to the flow that called it, need not help itself. Where only some questions lead to nobody, that is for the author to look at.
 */
function withoutPerson(flow: Flow, nodes: Nodes, { reachable, flows }: Standing): readonly FlowFault[] {
  if (!nodes.has(flow.entryNodeId)) return []
  const helps = (nodeId: string): boolean =>
    [...reachableFrom([nodeId], nodes, successorsOf)].some((id) => leadsToPerson(nodes.get(id), flows))
  const givesBack = isCalled(flow, flows) || flow.nodes.some(({ kind }) => kind === 'sendBack' || kind === 'survey')
  if (!helps(flow.entryNodeId)) return givesBack ? [] : [fault(flow.entryNodeId, 'flow.noWayToAPerson')]
  if (givesBack) return []
  return flow.nodes
    .filter(({ kind, nodeId }) => (kind === 'menu' || kind === 'collect') && reachable.has(nodeId) && !helps(nodeId))
    .map(({ nodeId }) => fault(nodeId, 'flow.noPersonFromHere'))
}

const PERSONS: ReadonlySet<string> = new Set([
  'queue',
  'transferAgent',
  'transferNumber',
  'transferExtension',
  'transferOnCall',
  'voicemail',
  'callbackOffer',
  'returnToMenu',
  'sendBack',
])

function leadsToPerson(node: FlowNode | undefined, flows: readonly Flow[]): boolean {
  if (node === undefined) return false
  if (node.kind !== 'goTo' && node.kind !== 'subFlow') return PERSONS.has(node.kind)
  const target = flows.find(({ flowId }) => flowId === node.flowId)
  // Of a flow that is not known nothing bad is said.
  return target === undefined || target.nodes.some(({ kind }) => kind === 'goTo' || PERSONS.has(kind))
}

/** After these the caller has heard something, or has done what they came for. */
const MAY_END: ReadonlySet<string> = new Set([
  'play',
  'say',
  'voicemail',
  'callbackOffer',
  'survey',
  'sendBack',
  'subFlow',
])

/** Ways on which the call ends without a word. */
const deadEnds = (flow: Flow, reachable: ReadonlySet<string>): readonly FlowFault[] =>
  flow.nodes
    .filter(({ kind, nodeId }) => reachable.has(nodeId) && !MAY_END.has(kind))
    .flatMap((node) =>
      successorsOf(node)
        .filter(({ nodeId }) => nodeId === null)
        .map(({ field }) => fault(node.nodeId, 'flow.deadEnd', field)),
    )
