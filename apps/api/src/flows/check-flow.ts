import { flowNodeSchema, validateFlow } from '@seatline/core'
import type { Flow, FlowId, FlowNode, FlowVersionId, TenantSnapshot } from '@seatline/core'
import type { DraftFault, DraftNode, FlowContent } from './flow-views.ts'
import { faultMessage } from './fault-messages.ts'
import { surroundingsOf } from './surroundings.ts'

type Checked = { readonly flow: Flow | null; readonly faults: readonly DraftFault[] }
export type FlowNaming = { readonly flowId: FlowId; readonly flowVersionId: FlowVersionId; readonly name: string }

/**
 * Everything that is to be said of a drawing, warnings included, each with its step and field. `flow` is what the interpreter would walk; null as long as a step is unfinished in such
 * a way that it can not be read at all.
 */
export function checkFlow(content: FlowContent, naming: FlowNaming, snapshot: TenantSnapshot | null): Checked {
  if (content.nodes.length === 0)
    return {
      flow: null,
      faults: [{ severity: 'error', nodeId: '', code: 'flow.empty', field: null, message: faultMessage('flow.empty') }],
    }
  const read = content.nodes.map(readNode)
  const unreadable = read.flatMap(({ faults }) => faults)
  const nodes = read.flatMap(({ node }) => (node === null ? [] : [node]))
  const flow: Flow = { ...naming, entryNodeId: content.entryNodeId, nodes }
  const isWhole = nodes.length === content.nodes.length
  const faults = validateFlow(isWhole ? flow : patched(flow, content), surroundingsOf(snapshot, naming.flowId, flow))
  const known = new Set(nodes.map(({ nodeId }) => nodeId))
  return {
    flow: isWhole ? flow : null,
    faults: [
      ...unreadable,
      ...faults
        // Where ways are not known yet, nothing is said of where they lead.
        .filter(
          ({ nodeId, code }) => isWhole || (known.has(nodeId) && !OF_WAYS.has(code)) || code === 'flow.entryMissing',
        )
        .map(({ severity, nodeId, code, field }) => ({ severity, nodeId, code, field, message: faultMessage(code) })),
    ],
  }
}

const OF_WAYS: ReadonlySet<string> = new Set([
  'flow.unreachableNode',
  'flow.noWayToAPerson',
  'flow.loopWithoutInput',
  'flow.noPersonFromHere',
  'flow.deadEnd',
  'flow.variableNeverSet',
])

function readNode(node: DraftNode): { readonly node: FlowNode | null; readonly faults: readonly DraftFault[] } {
  const parsed = flowNodeSchema.safeParse(node)
  if (parsed.success) return { node: parsed.data, faults: [] }
  return {
    node: null,
    faults: parsed.error.issues.map(({ path, code }) => {
      const value = path.reduce<unknown>(
        (within, key) => (within as Record<PropertyKey, unknown> | undefined)?.[key],
        node,
      )
      const isOpen = value === undefined || value === null || value === ''
      const kind = isOpen ? 'flow.fieldMissing' : code === 'invalid_union' ? 'flow.unknownKind' : 'flow.fieldInvalid'
      return {
        severity: 'error',
        nodeId: node.nodeId,
        code: kind,
        field: path.map(String).join('.') || null,
        message: faultMessage(kind),
      }
    }),
  }
}

/** Steps that can not be read yet stand for themselves, so that ways to them are no fault. */
function patched(flow: Flow, content: FlowContent): Flow {
  const known = new Map(flow.nodes.map((node) => [node.nodeId, node]))
  const nodes = content.nodes.map(
    ({ nodeId, label }): FlowNode => known.get(nodeId) ?? { kind: 'hangUp', nodeId, label },
  )
  return { ...flow, nodes }
}
