import type {
  CallAttempt,
  CallId,
  LegId,
  LegState,
  OutboundCall,
  TenantId,
  TenantSnapshot,
  TrunkCandidate,
  TrunkId,
} from '@seatline/core'
import type { OutboundMedia } from '../rtp/outbound-media.ts'

/** What a call out is begun with. */
export type OutboundOrder = {
  readonly callId: CallId
  readonly tenantId: TenantId
  /** As somebody wrote it. */
  readonly number: string
  readonly wantedCallerId: string | null
  readonly onlyTrunkId: TrunkId | null
  /** Made by the platform to try something out: in no figure and no bill. */
  readonly test: boolean
  /** Given up when it rings for so long. */
  readonly ringMs: number
  /** Told of every step, so also of the last one. */
  readonly onProgress: (call: OutboundCall) => void
  /** The called party has answered, and hears what is played now. */
  readonly onAnswered: (talk: OutboundTalk) => void
}

/** What can be done with an answered call. */
export type OutboundTalk = {
  /** Plays once; resolves with the length in ms. */
  readonly play: (file: string) => Promise<number>
  readonly hangUp: () => void
}

export type Attempt = { readonly candidate: TrunkCandidate; readonly gateway: string }

/** A call out on this node. */
export type LiveOutbound = {
  readonly order: OutboundOrder
  readonly tenant: TenantSnapshot
  readonly media: OutboundMedia
  /** Still to be tried, in this order. */
  rest: readonly Attempt[]
  /** The leg of the gateway that is being tried, or talks. */
  current: { leg: LegState; readonly attempt: Attempt; silent: boolean; unanswered: boolean } | null
  /** Legs given up whose INVITE is not at rest yet. */
  readonly resting: Map<LegId, LegState>
  view: OutboundCall
}

export const emptyAttempt = (legId: LegId, { candidate, gateway }: Attempt, startedAt: number): CallAttempt => ({
  legId,
  trunkId: candidate.trunk.trunkId,
  trunkName: candidate.trunk.name,
  gateway,
  number: candidate.number,
  callerId: candidate.callerId,
  startedAt,
  ringingAt: null,
  answeredAt: null,
  endedAt: null,
  result: null,
  sipStatus: null,
})
