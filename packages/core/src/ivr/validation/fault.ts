import type { Feature } from '../../entitlements/entitlements.ts'
import type { Flow, FlowNode } from '../flow.ts'

/** What keeps a flow from being published (`error`), and what its author should look at (`warning`). */
export const FLOW_FAULTS = {
  'flow.entryMissing': 'error',
  'flow.duplicateNode': 'error',
  'flow.danglingNext': 'error',
  'flow.unknownPrompt': 'error',
  'flow.unknownQueue': 'error',
  'flow.unknownHours': 'error',
  'flow.unknownBox': 'error',
  'flow.unknownOnCallList': 'error',
  'flow.unknownSurvey': 'error',
  'flow.unknownFlow': 'error',
  'flow.unknownAgent': 'error',
  'flow.unknownSkill': 'error',
  'flow.unknownTargetNode': 'error',
  'flow.menuWithoutChoices': 'error',
  'flow.digitsMinAboveMax': 'error',
  'flow.duplicateInput': 'error',
  'flow.sameKeyTwice': 'error',
  'flow.numberPromptMissing': 'error',
  'flow.reservedVariable': 'error',
  'flow.badUrl': 'error',
  'flow.badPath': 'error',
  'flow.secretInUrl': 'error',
  'flow.secretOutsideRequest': 'error',
  'flow.unknownSecret': 'error',
  'flow.digitsOutsideBody': 'error',
  'flow.unknownDigits': 'error',
  'flow.digitsNotSent': 'warning',
  'flow.unknownPlaceholder': 'error',
  'flow.notEntitled': 'error',
  'flow.unreachableNode': 'error',
  'flow.loopWithoutInput': 'error',
  'flow.noWayToAPerson': 'error',
  'flow.subFlowRecursion': 'error',
  'flow.noPersonFromHere': 'warning',
  'flow.deadEnd': 'warning',
  'flow.variableNeverSet': 'warning',
  'flow.plainHttp': 'warning',
} as const
export type FlowFaultCode = keyof typeof FLOW_FAULTS
export type FlowFaultSeverity = 'error' | 'warning'

/** What is wrong with a flow: the node, what it is, and which of its fields says so. */
export type FlowFault = {
  readonly nodeId: string
  readonly code: FlowFaultCode
  readonly severity: FlowFaultSeverity
  /** The way to the field within the node (`choices.1`); null when the fault is the node's as a whole. */
  readonly field: string | null
}

export const fault = (nodeId: string, code: FlowFaultCode, field: string | null = null): FlowFault => ({
  nodeId,
  code,
  severity: FLOW_FAULTS[code],
  field,
})

/** What the tenant has: names that a flow may use. What is absent is not looked at. */
export type FlowSurroundings = {
  readonly promptIds: ReadonlySet<string>
  readonly queueIds: ReadonlySet<string>
  readonly hoursIds: ReadonlySet<string>
  readonly boxIds?: ReadonlySet<string>
  readonly onCallListIds?: ReadonlySet<string>
  readonly surveyIds?: ReadonlySet<string>
  readonly agentIds?: ReadonlySet<string>
  readonly skillIds?: ReadonlySet<string>
  readonly secretNames?: ReadonlySet<string>
  /** The tenant's flows; the one that is checked need not be among them. */
  readonly flows?: readonly Flow[]
  /** What the tenant is entitled to. */
  readonly features?: ReadonlySet<Feature>
}

export type Nodes = ReadonlyMap<string, FlowNode>
