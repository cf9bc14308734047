import type { Feature } from '../entitlements/entitlements.ts'
import { FEATURE_OF_NODE } from '../entitlements/node-features.ts'
import type { Flow, FlowNode } from './flow.ts'
import { successorsOf, type Successor } from './successors.ts'

/** Why a flow may not be published: the node, what is wrong with it, and which of its fields says so. */
export type FlowFault = {
  readonly nodeId: string
  readonly code: FlowFaultCode
  /** The way to the field within the node (`choices.1`); null when the fault is the node's as a whole. */
  readonly field: string | null
}
export type FlowFaultCode =
  | 'flow.entryMissing'
  | 'flow.duplicateNode'
  | 'flow.danglingNext'
  | 'flow.unknownPrompt'
  | 'flow.unknownQueue'
  | 'flow.unknownHours'
  | 'flow.menuWithoutChoices'
  | 'flow.digitsMinAboveMax'
  | 'flow.unreachableNode'
  | 'flow.loopWithoutInput'
  | 'flow.noWayToAPerson'
  | 'flow.notEntitled'

/** What the tenant has: names that a flow may use. */
export type FlowSurroundings = {
  readonly promptIds: ReadonlySet<string>
  readonly queueIds: ReadonlySet<string>
  readonly hoursIds: ReadonlySet<string>
  /** What the tenant is entitled to; absent where that is not to be asked. */
  readonly features?: ReadonlySet<Feature>
}

/** Everything that is wrong with a flow, in the order of its nodes; an empty list is a flow that can be published. */
export function validateFlow(flow: Flow, surroundings: FlowSurroundings): readonly FlowFault[] {
  const nodes = new Map(flow.nodes.map((node) => [node.nodeId, node]))
  return [
    ...duplicates(flow),
    ...(nodes.has(flow.entryNodeId) ? [] : [fault(flow.entryNodeId, 'flow.entryMissing')]),
    ...flow.nodes.flatMap((node) => [
      ...danglingNexts(node, nodes),
      ...unknownNames(node, surroundings),
      ...faultyInput(node),
      ...notEntitled(node, surroundings),
    ]),
    ...faultsOfPaths(flow, nodes),
  ]
}

function duplicates(flow: Flow): readonly FlowFault[] {
  const seen = new Set<string>()
  return flow.nodes.flatMap(({ nodeId }) => {
    const isDouble = seen.has(nodeId)
    seen.add(nodeId)
    return isDouble ? [fault(nodeId, 'flow.duplicateNode')] : []
  })
}

type Nodes = ReadonlyMap<string, FlowNode>

const danglingNexts = (node: FlowNode, nodes: Nodes): readonly FlowFault[] =>
  successorsOf(node)
    .filter(({ nodeId }) => nodeId !== null && !nodes.has(nodeId))
    .map(({ field }) => fault(node.nodeId, 'flow.danglingNext', field))

function unknownNames(node: FlowNode, surroundings: FlowSurroundings): readonly FlowFault[] {
  const { promptIds, queueIds, hoursIds } = surroundings
  const unknownPrompt = (field: 'promptId' | 'invalidPromptId', promptId: string | null): readonly FlowFault[] =>
    promptId === null || promptIds.has(promptId) ? [] : [fault(node.nodeId, 'flow.unknownPrompt', field)]
  switch (node.kind) {
    case 'play':
      return unknownPrompt('promptId', node.promptId)
    case 'menu':
    case 'collect':
      return [...unknownPrompt('promptId', node.promptId), ...unknownPrompt('invalidPromptId', node.invalidPromptId)]
    case 'hours':
      return hoursIds.has(node.hoursId) ? [] : [fault(node.nodeId, 'flow.unknownHours', 'hoursId')]
    case 'queue':
      return queueIds.has(node.queueId) ? [] : [fault(node.nodeId, 'flow.unknownQueue', 'queueId')]
    default:
      return []
  }
}

function faultyInput(node: FlowNode): readonly FlowFault[] {
  if (node.kind === 'menu')
    return Object.keys(node.choices).length > 0 ? [] : [fault(node.nodeId, 'flow.menuWithoutChoices', 'choices')]
  if (node.kind !== 'collect') return []
  return node.digitsMin <= node.digitsMax ? [] : [fault(node.nodeId, 'flow.digitsMinAboveMax', 'digitsMin')]
}

function notEntitled(node: FlowNode, { features }: FlowSurroundings): readonly FlowFault[] {
  const needed = FEATURE_OF_NODE[node.kind]
  return features === undefined || needed === null || features.has(needed)
    ? []
    : [fault(node.nodeId, 'flow.notEntitled', 'kind')]
}

/** Faults that no single node shows: where the ways lead, or do not. */
function faultsOfPaths(flow: Flow, nodes: Nodes): readonly FlowFault[] {
  const reachable = reachableFrom(flow.entryNodeId, nodes, () => true)
  const hasQueue = [...reachable].some((nodeId) => nodes.get(nodeId)?.kind === 'queue')
  return [
    ...flow.nodes
      .filter(({ nodeId }) => !reachable.has(nodeId))
      .map(({ nodeId }) => fault(nodeId, 'flow.unreachableNode')),
    ...flow.nodes
      .filter((node) => isInLoopWithoutInput(node, nodes))
      .map(({ nodeId }) => fault(nodeId, 'flow.loopWithoutInput')),
    // A caller whom nobody can help is sent round in a machine: the whole flow is at fault, told at its entry.
    ...(hasQueue || !nodes.has(flow.entryNodeId) ? [] : [fault(flow.entryNodeId, 'flow.noWayToAPerson')]),
  ]
}

/** True when a caller who presses nothing comes back to the node: without a limit that would go on for ever. */
function isInLoopWithoutInput(node: FlowNode, nodes: Nodes): boolean {
  const silent = (successor: Successor): boolean => !successor.needsInput
  return successorsOf(node)
    .filter(silent)
    .some(({ nodeId }) => nodeId !== null && reachableFrom(nodeId, nodes, silent).has(node.nodeId))
}

/** Every node on a way from `startId`, itself included, over the successors that count. */
function reachableFrom(startId: string, nodes: Nodes, counts: (successor: Successor) => boolean): ReadonlySet<string> {
  const reached = new Set<string>()
  const open = [startId]
  for (let nodeId = open.pop(); nodeId !== undefined; nodeId = open.pop()) {
    const node = nodes.get(nodeId)
    if (node === undefined || reached.has(nodeId)) continue
    reached.add(nodeId)
    for (const successor of successorsOf(node))
      if (successor.nodeId !== null && counts(successor)) open.push(successor.nodeId)
  }
  return reached
}

const fault = (nodeId: string, code: FlowFaultCode, field: string | null = null): FlowFault => ({ nodeId, code, field })
