import type { FlowId } from '../ids.ts'
import type { Flow, FlowNode } from './flow.ts'
import type { IvrContext } from './step-types.ts'

/** The survey that follows a talk without a node of its own in any flow. */
const AFTER_TALK = 'survey:'
export const afterTalkNodeId = (surveyId: string): string => `${AFTER_TALK}${surveyId}`

/** A flow by its id; null: the flow the call began with. */
export function findFlow(context: IvrContext, flowId: FlowId | null): Flow | null {
  if (flowId === null || flowId === context.flow.flowId) return context.flow
  return context.flows?.find((flow) => flow.flowId === flowId) ?? null
}

/** Where a flow begins when a caller is sent to it: what is announced in front of the call has been heard then. */
export function entryOf(context: IvrContext, flow: Flow): string {
  const published = context.flows?.find((each) => each.flowId === flow.flowId) ?? flow
  return published.entryNodeId
}

/** As the state names it. */
export const placedFlowId = (context: IvrContext, flowId: FlowId): FlowId | null =>
  flowId === context.flow.flowId ? null : flowId

/** Nodes by id, by flow: a flow does not change once it is read. A memory of pure values, not state. */
const nodesOf = new WeakMap<Flow, ReadonlyMap<string, FlowNode>>()

export function findNode(context: IvrContext, flowId: FlowId | null, nodeId: string): FlowNode | null {
  if (nodeId.startsWith(AFTER_TALK)) return afterTalkNode(nodeId)
  const flow = findFlow(context, flowId)
  if (flow === null) return null
  let nodes = nodesOf.get(flow)
  if (nodes === undefined) {
    // Of two nodes of one name the first counts.
    nodes = new Map(flow.nodes.toReversed().map((node) => [node.nodeId, node]))
    nodesOf.set(flow, nodes)
  }
  return nodes.get(nodeId) ?? null
}

function afterTalkNode(nodeId: string): FlowNode {
  const surveyId = nodeId.slice(AFTER_TALK.length) as Extract<FlowNode, { kind: 'survey' }>['surveyId']
  return { kind: 'survey', nodeId, label: '', surveyId, next: null }
}
