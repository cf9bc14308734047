import type { Flow, FlowNode } from './flow.ts'
import { successorsOf } from './successors.ts'
import { fault, type FlowFault, type FlowSurroundings, type Nodes } from './validation/fault.ts'
import { faultsOfNode } from './validation/nodes.ts'
import { faultsOfPaths } from './validation/paths.ts'
import { readBeforeSet } from './validation/variables.ts'

/** Everything that is to be said of a flow, in the order of its nodes, warnings included. */
export function validateFlow(flow: Flow, surroundings: FlowSurroundings): readonly FlowFault[] {
  const nodes = new Map(flow.nodes.map((node) => [node.nodeId, node]))
  return [
    ...duplicates(flow),
    ...(nodes.has(flow.entryNodeId) ? [] : [fault(flow.entryNodeId, 'flow.entryMissing')]),
    ...flow.nodes.flatMap((node) => [...danglingNexts(node, nodes), ...faultsOfNode(node, flow, surroundings)]),
    ...faultsOfPaths(flow, nodes, surroundings),
    ...readBeforeSet(flow, nodes, surroundings),
  ]
}

/** What keeps the flow from being published; an empty list is a flow that can be. */
export const flowErrors = (flow: Flow, surroundings: FlowSurroundings): readonly FlowFault[] =>
  validateFlow(flow, surroundings).filter(({ severity }) => severity === 'error')

function duplicates(flow: Flow): readonly FlowFault[] {
  const seen = new Set<string>()
  return flow.nodes.flatMap(({ nodeId }) => {
    const isDouble = seen.has(nodeId)
    seen.add(nodeId)
    return isDouble ? [fault(nodeId, 'flow.duplicateNode')] : []
  })
}

const danglingNexts = (node: FlowNode, nodes: Nodes): readonly FlowFault[] =>
  successorsOf(node)
    .filter(({ nodeId }) => nodeId !== null && !nodes.has(nodeId))
    .map(({ field }) => fault(node.nodeId, 'flow.danglingNext', field))
