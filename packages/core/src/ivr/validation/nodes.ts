import { FEATURE_OF_NODE } from '../../entitlements/node-features.ts'
import { CALL_VARIABLES } from '../draft.ts'
import type { Flow, FlowNode } from '../flow.ts'
import { parseJsonPath } from '../json-path.ts'
import { requestOf, textsOf, type NodeText } from '../node-texts.ts'
import { STATUS_PATH } from '../nodes/requests.ts'
import { referencesOf, type Reference } from '../references.ts'
import { parseTemplate, type TemplatePiece } from '../template.ts'
import { fault, type FlowFault, type FlowFaultCode, type FlowSurroundings } from './fault.ts'
import { variablesSetBy } from './variables.ts'

/** What a node shows by itself. */
export function faultsOfNode(node: FlowNode, flow: Flow, surroundings: FlowSurroundings): readonly FlowFault[] {
  return [
    ...unknownNames(node, flow, surroundings),
    ...faultyInput(node),
    ...faultyRequest(node),
    ...faultyTexts(node, surroundings),
    ...reserved(node),
    ...notEntitled(node, surroundings),
  ]
}

const UNKNOWN: Readonly<Record<Reference['kind'], FlowFaultCode>> = {
  prompt: 'flow.unknownPrompt',
  queue: 'flow.unknownQueue',
  hours: 'flow.unknownHours',
  box: 'flow.unknownBox',
  onCall: 'flow.unknownOnCallList',
  survey: 'flow.unknownSurvey',
  flow: 'flow.unknownFlow',
  agent: 'flow.unknownAgent',
  skill: 'flow.unknownSkill',
}

function unknownNames(node: FlowNode, own: Flow, surroundings: FlowSurroundings): readonly FlowFault[] {
  const flows = surroundings.flows && [...surroundings.flows.filter(({ flowId }) => flowId !== own.flowId), own]
  const known: Readonly<Record<Reference['kind'], ReadonlySet<string> | undefined>> = {
    prompt: surroundings.promptIds,
    queue: surroundings.queueIds,
    hours: surroundings.hoursIds,
    box: surroundings.boxIds,
    onCall: surroundings.onCallListIds,
    survey: surroundings.surveyIds,
    agent: surroundings.agentIds,
    skill: surroundings.skillIds,
    flow: flows && new Set(flows.map(({ flowId }) => flowId)),
  }
  const unknown = referencesOf(node)
    .filter(({ kind, id }) => known[kind]?.has(id) === false)
    .map(({ kind, field }) => fault(node.nodeId, UNKNOWN[kind], field))
  if (node.kind !== 'goTo' || node.targetNodeId === null || unknown.length > 0) return unknown
  const target = flows?.find(({ flowId }) => flowId === node.flowId)
  return target === undefined || target.nodes.some(({ nodeId }) => nodeId === node.targetNodeId)
    ? []
    : [fault(node.nodeId, 'flow.unknownTargetNode', 'targetNodeId')]
}

function faultyInput(node: FlowNode): readonly FlowFault[] {
  const { nodeId } = node
  switch (node.kind) {
    case 'menu':
      return Object.keys(node.choices).length > 0 ? [] : [fault(nodeId, 'flow.menuWithoutChoices', 'choices')]
    case 'collect':
    case 'pin':
      return node.digitsMin <= node.digitsMax ? [] : [fault(nodeId, 'flow.digitsMinAboveMax', 'digitsMin')]
    case 'payment':
      return node.inputs.flatMap(({ name, digitsMin, digitsMax }, index) => [
        ...(digitsMin <= digitsMax
          ? []
          : [fault(nodeId, 'flow.digitsMinAboveMax', `inputs.${String(index)}.digitsMin`)]),
        ...(node.inputs.findIndex((each) => each.name === name) === index
          ? []
          : [fault(nodeId, 'flow.duplicateInput', `inputs.${String(index)}.name`)]),
      ])
    case 'callbackOffer':
      return [
        ...(node.acceptKey === node.otherNumberKey ? [fault(nodeId, 'flow.sameKeyTwice', 'otherNumberKey')] : []),
        ...(node.otherNumberKey !== null && node.numberPromptId === null
          ? [fault(nodeId, 'flow.numberPromptMissing', 'numberPromptId')]
          : []),
      ]
    default:
      return []
  }
}

/** The host is fixed: where a request goes is the author's to say, not the caller's. */
const URL_FORM = /^https?:\/\/[a-z0-9.-]+(:\d{1,5})?(?:[/?#]|$)/i

function faultyRequest(node: FlowNode): readonly FlowFault[] {
  const sent = requestOf(node)
  if (sent === null) return []
  const { request, at } = sent
  const saves = node.kind === 'http' || node.kind === 'payment' ? node.saves : []
  return [
    ...(URL_FORM.test(request.url) ? [] : [fault(node.nodeId, 'flow.badUrl', `${at}url`)]),
    ...(/^http:/i.test(request.url) ? [fault(node.nodeId, 'flow.plainHttp', `${at}url`)] : []),
    ...saves.flatMap(({ path }, index) =>
      path === STATUS_PATH || parseJsonPath(path) !== null
        ? []
        : [fault(node.nodeId, 'flow.badPath', `saves.${String(index)}.path`)],
    ),
  ]
}

function faultyTexts(node: FlowNode, surroundings: FlowSurroundings): readonly FlowFault[] {
  const texts = textsOf(node)
  const allowed = digitNames(node)
  const inTexts = texts.flatMap((text) =>
    parseTemplate(text.text).flatMap((piece) => {
      const code = faultOfPiece(piece, text.use, allowed, surroundings)
      return code === null ? [] : [fault(node.nodeId, code, text.field)]
    }),
  )
  const sent = new Set(
    texts.flatMap(({ text }) => parseTemplate(text).flatMap((piece) => (piece.kind === 'digits' ? [piece.name] : []))),
  )
  const isUnsent = allowed.some((name) => !sent.has(name))
  return isUnsent ? [...inTexts, fault(node.nodeId, 'flow.digitsNotSent', 'request.body')] : inTexts
}

function digitNames(node: FlowNode): readonly string[] {
  if (node.kind === 'payment') return node.inputs.map(({ name }) => name)
  return node.kind === 'pin' && node.check.kind === 'http' ? ['pin'] : []
}

function faultOfPiece(
  piece: TemplatePiece,
  use: NodeText['use'],
  digits: readonly string[],
  { secretNames }: FlowSurroundings,
): FlowFaultCode | null {
  switch (piece.kind) {
    case 'text':
    case 'variable':
      return null
    case 'unknown':
      // JSON has braces of its own.
      return use === 'body' || use === 'secretBody' ? null : 'flow.unknownPlaceholder'
    case 'secret':
      if (use === 'url') return 'flow.secretInUrl'
      if (use === 'speech' || use === 'value') return 'flow.secretOutsideRequest'
      return secretNames?.has(piece.name) === false ? 'flow.unknownSecret' : null
    case 'digits':
      if (use !== 'secretBody') return 'flow.digitsOutsideBody'
      return digits.includes(piece.name) ? null : 'flow.unknownDigits'
  }
}

const reserved = (node: FlowNode): readonly FlowFault[] =>
  variablesSetBy(node)
    .filter(({ name }) => CALL_VARIABLES.some((each) => each === name))
    .map(({ field }) => fault(node.nodeId, 'flow.reservedVariable', field))

function notEntitled(node: FlowNode, { features }: FlowSurroundings): readonly FlowFault[] {
  const needed = FEATURE_OF_NODE[node.kind]
  return features === undefined || needed === null || features.has(needed)
    ? []
    : [fault(node.nodeId, 'flow.notEntitled', 'kind')]
}
