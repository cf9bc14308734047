import type {
  AgentDevice,
  CallState,
  DidId,
  FlowId,
  LegId,
  QueueId,
  SessionTimer,
  TenantSnapshot,
} from '@seatline/core'
import type { IvrRunner } from '../ivr/ivr-runner.ts'
import type { MediaPath } from '../rtp/media-path.ts'

/** A call on this node: the machine's state, and what its effects are carried out with. */
export type LiveCall = {
  state: CallState
  readonly ani: string
  readonly dnis: string
  /** As it was when the call came in: a call keeps the configuration it began with. */
  readonly tenant: TenantSnapshot
  readonly flowId: FlowId
  /** The number that was dialled. */
  readonly didId: DidId
  readonly media: MediaPath
  readonly callerLegId: LegId
  /** Terms of the caller's session timer, settled at admission. */
  readonly session: SessionTimer | null
  /** What each agent's phone is offered, between rtpengine's word and the INVITE. */
  readonly agentOffers: Map<LegId, string>
  readonly agentDevices: Map<LegId, AgentDevice>
  ivr: IvrRunner | null
  /** The queue that the flow led to. */
  queueId: QueueId | null
  /** When an agent's phone answered, for the measure of answer to audio. */
  answeredAt: number | null
  /** Packets received from each party at the last look, and when they last grew. */
  readonly packets: Map<string, { count: number; grewAt: number }>
}

export const agentTag = (legId: LegId): string => `agent-${legId}`
