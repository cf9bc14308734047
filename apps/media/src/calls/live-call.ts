import type {
  CallState,
  CallbackCall,
  DidId,
  FlowId,
  LegId,
  QueueId,
  SessionTimer,
  TenantSnapshot,
  TrunkId,
} from '@seatline/core'
import type { OutboundOrder } from '../outbound/outbound-order.ts'
import type { MediaPath } from '../rtp/media-path.ts'
import type { LegKind } from '../rtp/rtpengine/flags-by-direction.ts'

/** A call on this node: the machine's state, and what its effects are carried out with. */
export type LiveCall = {
  state: CallState
  /** The caller's number; in a callback the customer's, too. */
  readonly ani: string
  /** Our number: dialled by the caller, or shown to the customer. */
  readonly dnis: string
  /** As it was when the call came in: a call keeps the configuration it began with. */
  readonly tenant: TenantSnapshot
  /** Where the call came in; null: we are calling. */
  readonly arrivedAt: { readonly trunkId: TrunkId; readonly didId: DidId; readonly flowId: FlowId } | null
  readonly callback: CallbackOnScreen | null
  readonly media: MediaPath
  /** Terms of the caller's session timer, settled at admission. */
  readonly session: SessionTimer | null
  /** What each agent's phone is offered, between rtpengine's word and the INVITE. */
  readonly agentOffers: Map<LegId, string>
  readonly agentDevices: Map<LegId, LegKind>
  /** Numbers that are being dialled for the call, by the count of the dial. */
  readonly dials: Map<number, OutboundOrder>
  /** The queue that the call is in, or was in last. */
  queueId: QueueId | null
  /** Packets received from each party at the last look, and when they last grew. */
  readonly packets: Map<string, { count: number; grewAt: number }>
}

/** What the agent sees of a callback before answering. */
export type CallbackOnScreen = Pick<CallbackCall, 'callbackId'> & {
  readonly attempt: number
  /** Epoch milliseconds: since when the customer's place counts. */
  readonly waitsSince: number | null
}

export const agentTag = (legId: LegId): string => `agent-${legId}`

/** The party's name in rtpengine, if the leg is one of the call's. */
export const isCallersLeg = ({ state }: LiveCall, legId: LegId): boolean => state.caller?.legId === legId
