import type { FlowNodeKind } from '../ivr/flow.ts'
import type { Feature } from './entitlements.ts'

/** What a node of a caller's menu needs. A node that every seat brings needs nothing of its own. */
export const FEATURE_OF_NODE: Readonly<Record<FlowNodeKind, Feature | null>> = {
  play: null,
  say: null,
  menu: 'menu',
  collect: 'menu',
  survey: 'satisfactionKeys',
  condition: 'menu',
  hours: 'timeForwarding',
  setVariable: 'menu',
  lookup: 'menu',
  listBranch: 'menu',
  http: 'menu',
  pin: 'menu',
  payment: 'menu',
  queue: null,
  transferAgent: 'transfer',
  transferNumber: 'transferOutside',
  transferExtension: 'transfer',
  transferOnCall: 'transfer',
  voicemail: 'voicemail',
  callbackOffer: 'menu',
  subFlow: 'menu',
  goTo: 'menu',
  returnToMenu: 'menu',
  sendBack: null,
  hangUp: null,
}
