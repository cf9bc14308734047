import type { FlowNodeKind } from '../ivr/flow.ts'
import type { Feature } from './entitlements.ts'

/** What a node of a caller's menu needs. A node that every seat brings needs nothing of its own. */
export const FEATURE_OF_NODE: Readonly<Record<FlowNodeKind, Feature | null>> = {
  play: null,
  menu: 'menu',
  collect: 'menu',
  hours: 'timeForwarding',
  queue: null,
  hangUp: null,
}
