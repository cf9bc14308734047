import type {
  CallAttempt,
  CallId,
  DialOutcome,
  HangupCause,
  LegId,
  LegState,
  OutboundCall,
  TenantId,
  TenantSnapshot,
  TrunkCandidate,
  TrunkId,
} from '@seatline/core'
import type { Described } from '../rtp/rtpengine/ng-commands.ts'

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
  readonly purpose: AloneOrder | JoinedOrder
}

/** A call of its own: nobody else is on the line. */
export type AloneOrder = {
  readonly kind: 'alone'
  /** The called party has answered, and hears what is played now. */
  readonly onAnswered: (talk: OutboundTalk) => void
}

/** A party for a call that is there. Exactly one of the two ends is told; after `onJoined` the leg is that call's own. */
export type JoinedOrder = {
  readonly kind: 'joined'
  /** Who is called, for the record of the leg. */
  readonly party: 'caller' | 'outside'
  /** The tenant's lines were counted when the call began: a callback is one call, not two. */
  readonly isCounted: boolean
  readonly media: DialMedia
  readonly onJoined: (leg: LegState, localPort: number) => void
  readonly onFailed: (outcome: DialOutcome, cause: HangupCause) => void
}

/** The media of whoever is dialled. The tag names the gateway's leg. */
export type DialMedia = {
  offer(legId: LegId, codecs: readonly ('PCMA' | 'PCMU')[]): Promise<Described>
  answer(legId: LegId, answer: string): Promise<void>
  move(legId: LegId, offer: string): Promise<Described>
  drop(legId: LegId): Promise<void>
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
  readonly media: DialMedia
  /** Ends what the media needed besides, when the call is over. */
  readonly close: () => Promise<void>
  readonly play: (legId: LegId, file: string) => Promise<number>
  /** Still to be tried, in this order. */
  rest: readonly Attempt[]
  /** The leg of the gateway that is being tried, or talks. */
  current: CurrentAttempt | null
  /** Legs given up whose INVITE is not at rest yet. */
  readonly resting: Map<LegId, LegState>
  view: OutboundCall
}

export type CurrentAttempt = {
  leg: LegState
  readonly attempt: Attempt
  /** rtpengine's port towards the gateway. */
  localPort: number
  silent: boolean
  unanswered: boolean
}

/** Each call out takes one of the tenant's lines, unless the call that it is for was counted with it. */
export const takesLine = ({ purpose }: OutboundOrder): boolean => purpose.kind === 'alone' || !purpose.isCounted

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
