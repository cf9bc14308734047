import type { FlowNode, FlowNodeKind } from '../flow.ts'
import { callbackOfferNode } from './callback-offer.ts'
import { collectNode } from './collect.ts'
import { conditionNode } from './condition.ts'
import { hoursNode } from './hours.ts'
import { httpNode } from './http.ts'
import { listBranchNode } from './list-branch.ts'
import { lookupNode } from './lookup.ts'
import { menuNode } from './menu.ts'
import type { NodeHandler } from './node-types.ts'
import { paymentNode } from './payment.ts'
import { pinNode } from './pin.ts'
import { playNode } from './play.ts'
import { queueNode } from './queue.ts'
import { sayNode } from './say.ts'
import { setVariableNode } from './set-variable.ts'
import { surveyNode } from './survey.ts'
import { transferAgentNode, transferExtensionNode, transferNumberNode, transferOnCallNode } from './transfer.ts'
import { voicemailNode } from './voicemail.ts'
import { goToNode, hangUpNode, returnToMenuNode, sendBackNode, subFlowNode } from './ways.ts'

const HANDLERS: { readonly [K in FlowNodeKind]: NodeHandler<K> } = {
  play: playNode,
  say: sayNode,
  menu: menuNode,
  collect: collectNode,
  survey: surveyNode,
  condition: conditionNode,
  hours: hoursNode,
  setVariable: setVariableNode,
  lookup: lookupNode,
  listBranch: listBranchNode,
  http: httpNode,
  pin: pinNode,
  payment: paymentNode,
  queue: queueNode,
  transferAgent: transferAgentNode,
  transferNumber: transferNumberNode,
  transferExtension: transferExtensionNode,
  transferOnCall: transferOnCallNode,
  voicemail: voicemailNode,
  callbackOffer: callbackOfferNode,
  subFlow: subFlowNode,
  goTo: goToNode,
  returnToMenu: returnToMenuNode,
  sendBack: sendBackNode,
  hangUp: hangUpNode,
}

/** What the node does. The table gives each kind its own handler; the type of that pairing is lost on the way through one function for all. */
export const handlerOf = (node: FlowNode): NodeHandler<FlowNodeKind> =>
  HANDLERS[node.kind] as unknown as NodeHandler<FlowNodeKind>
