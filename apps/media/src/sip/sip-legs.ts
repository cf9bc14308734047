import {
  assertNever,
  type CallId,
  type DtmfDigit,
  type HangupCause,
  type LegEffect,
  type LegId,
  type LegInput,
  type LegTimer,
} from '@seatline/core'
import {
  answerDirection,
  dtlsRoleAfter,
  parseAudio,
  withDirection,
  withDtlsRole,
  type CallSession,
  type DtlsRole,
  type Headers,
  type IncomingCall,
  type ModifyRequest,
  type OutgoingCall,
  type UserAgent,
} from '@seatline/sip'
import { NamedTimers, type Clock } from '../runtime/clock.ts'
import { digitOfInfo } from './digit-of-info.ts'
import { classifyOffer } from './offer.ts'
import { OFFERED_SESSION, sessionHeaders, termsFromAnswer, termsFromModify } from './session-terms.ts'

type Leg = {
  readonly callId: CallId
  readonly legId: LegId
  incoming: IncomingCall | null
  outgoing: OutgoingCall | null
  session: CallSession | null
  answerHeaders: Headers
  /** Our description as the far end has it, and theirs as we have it. */
  localSdp: string
  remoteSdp: string
  /** Ours, as first agreed; null without DTLS. */
  dtlsRole: DtlsRole | null
  readonly modifies: Map<number, ModifyRequest>
}

/** A digit in an INFO (`application/dtmf-relay`), as some desk phones and carriers send it. */
export type DigitSink = (callId: CallId, legId: LegId, digit: DtmfDigit) => void

export type LegInputSink = (callId: CallId, legId: LegId, input: LegInput) => void

const key = (legId: LegId, timer: LegTimer): string => `${legId}:${timer}`
const reasonHeader = ({ q850 }: HangupCause): Headers => ({ Reason: `Q.850;cause=${String(q850)}` })

/** The SIP side of every leg: carries out what the leg machine asks for, and tells it what happened on the wire. Knows no tenant, queue or agent. */
export class SipLegs {
  readonly #userAgent: UserAgent
  readonly #tell: LegInputSink
  readonly #onDigit: DigitSink
  readonly #timers: NamedTimers
  readonly #legs = new Map<LegId, Leg>()
  #requestId = 0

  constructor(options: {
    readonly userAgent: UserAgent
    readonly clock: Clock
    readonly tell: LegInputSink
    readonly onDigit: DigitSink
  }) {
    this.#userAgent = options.userAgent
    this.#tell = options.tell
    this.#onDigit = options.onDigit
    this.#timers = new NamedTimers(options.clock)
  }

  get count(): number {
    return this.#legs.size
  }

  /** Takes an INVITE over as a leg. */
  adopt(callId: CallId, legId: LegId, incoming: IncomingCall): void {
    const leg = newLeg(callId, legId)
    leg.incoming = incoming
    leg.remoteSdp = incoming.sdp ?? ''
    this.#legs.set(legId, leg)
    incoming.handlers = { onCancel: () => this.#tell(callId, legId, { kind: 'far.cancelled' }) }
  }

  /** What our 200 to the caller will carry. */
  prepareAnswer(legId: LegId, sdp: string, session: Parameters<typeof sessionHeaders>[0]): void {
    const leg = this.#legs.get(legId)
    if (leg === undefined) return
    leg.localSdp = sdp
    leg.answerHeaders = sessionHeaders(session)
  }

  remoteSdp(legId: LegId): string {
    return this.#legs.get(legId)?.remoteSdp ?? ''
  }

  dial(invite: {
    readonly callId: CallId
    readonly legId: LegId
    readonly to: string
    readonly from: string
    readonly fromDisplayName: string
    readonly sdp: string
    readonly headers: Headers
    readonly sipCallId: string
  }): void {
    const { callId, legId } = invite
    const leg = newLeg(callId, legId)
    leg.localSdp = invite.sdp
    this.#legs.set(legId, leg)
    leg.outgoing = this.#userAgent.invite(
      { ...invite, callId: invite.sipCallId, headers: { ...invite.headers, ...OFFERED_SESSION } },
      {
        onRinging: () => this.#tell(callId, legId, { kind: 'far.ringing' }),
        onAnswered: ({ session, sdp, sessionExpires }) => {
          leg.remoteSdp = sdp ?? ''
          leg.dtlsRole = dtlsRoleAfter(leg.remoteSdp)
          this.#attach(leg, session)
          this.#tell(callId, legId, { kind: 'far.answered', session: termsFromAnswer(sessionExpires) })
        },
        onFailed: ({ status }) => {
          this.#tell(callId, legId, { kind: 'far.refused', sipStatus: status })
          this.#forget(leg)
        },
      },
    )
  }

  execute(legId: LegId, effect: Exclude<LegEffect, { kind: 'media.move' }>): void {
    const leg = this.#legs.get(legId)
    if (leg === undefined) return
    switch (effect.kind) {
      case 'sip.answer':
        this.#answer(leg)
        return
      case 'sip.reject':
        leg.incoming?.reject(effect.cause.sipStatus ?? 480, reasonHeader(effect.cause))
        this.#forget(leg)
        return
      case 'sip.bye':
        leg.session?.bye(reasonHeader(effect.cause))
        this.#forget(leg)
        return
      case 'sip.cancel':
        if (leg.outgoing === null) this.#forget(leg)
        else leg.outgoing.cancel(reasonHeader(effect.cause))
        return
      case 'sip.acceptModify':
        this.#acceptModify(leg, effect.requestId)
        return
      case 'sip.rejectModify':
        this.#takeModify(leg, effect.requestId)?.reject(effect.sipStatus)
        return
      case 'sip.refresh':
        this.#refresh(leg)
        return
      case 'timer.set':
        this.#timers.set(key(legId, effect.timer), effect.at, () =>
          this.#tell(leg.callId, legId, { kind: 'timer.fired', timer: effect.timer }),
        )
        return
      case 'timer.cancel':
        this.#timers.cancel(key(legId, effect.timer))
        return
      default:
        assertNever(effect, 'leg effect')
    }
  }

  /** The media of that leg moved: this is our description from now on. */
  moved(legId: LegId, requestId: number, localSdp: string): void {
    const leg = this.#legs.get(legId)
    const request = leg?.modifies.get(requestId)
    if (leg === undefined || request === undefined) return
    leg.localSdp = localSdp
  }

  /** The offer of a re-INVITE or UPDATE that waits for rtpengine. */
  offerOf(legId: LegId, requestId: number): string {
    return this.#legs.get(legId)?.modifies.get(requestId)?.sdp ?? ''
  }

  stop(): void {
    this.#timers.cancelAll()
  }

  #answer(leg: Leg): void {
    const session = leg.incoming?.accept({ sdp: leg.localSdp, headers: leg.answerHeaders }) ?? null
    // Null: cancelled a moment ago; the leg hears of it by itself.
    if (session !== null) this.#attach(leg, session)
  }

  #attach(leg: Leg, session: CallSession): void {
    const { callId, legId } = leg
    leg.session = session
    session.handlers = {
      onAck: () => this.#tell(callId, legId, { kind: 'far.acked' }),
      onAckTimeout: () => this.#tell(callId, legId, { kind: 'far.ackTimedOut' }),
      onBye: () => {
        this.#tell(callId, legId, { kind: 'far.hungUp' })
        this.#forget(leg)
      },
      onInfo: ({ contentType, body }) => {
        const digit = digitOfInfo(contentType, body)
        if (digit !== null) this.#onDigit(callId, legId, digit)
        this.#tell(callId, legId, { kind: 'far.informed' })
      },
      onModify: (request) => {
        this.#requestId++
        leg.modifies.set(this.#requestId, request)
        this.#tell(callId, legId, {
          kind: 'far.modified',
          requestId: this.#requestId,
          session: termsFromModify(request.sessionExpires),
          ...classifyOffer(request.sdp, leg.remoteSdp),
        })
      },
    }
  }

  #acceptModify(leg: Leg, requestId: number): void {
    const request = this.#takeModify(leg, requestId)
    if (request === null) return
    const headers = sessionHeaders(termsFromModify(request.sessionExpires))
    if (request.sdp === null) {
      // A re-INVITE without a description asks for our offer (RFC 3261 14.2); an UPDATE without one only refreshes.
      request.accept({ sdp: request.method === 'INVITE' ? leg.localSdp : null, headers })
      return
    }
    leg.remoteSdp = request.sdp
    const direction = answerDirection(parseAudio(request.sdp)?.direction ?? 'sendrecv')
    leg.localSdp = withDirection(leg.localSdp, direction)
    request.accept({ sdp: withDtlsRole(leg.localSdp, leg.dtlsRole), headers })
  }

  #takeModify(leg: Leg, requestId: number): ModifyRequest | null {
    const request = leg.modifies.get(requestId) ?? null
    leg.modifies.delete(requestId)
    return request
  }

  #refresh(leg: Leg): void {
    const { callId, legId, session } = leg
    if (session === null) return
    void session.refresh(leg.localSdp, OFFERED_SESSION).then(({ status }) => {
      this.#tell(callId, legId, { kind: 'our.refreshFinished', sipStatus: status })
    })
  }

  #forget(leg: Leg): void {
    this.#legs.delete(leg.legId)
    this.#timers.cancel(key(leg.legId, 'sessionRefresh'))
    this.#timers.cancel(key(leg.legId, 'sessionExpiry'))
    for (const request of leg.modifies.values()) request.reject(481)
    leg.modifies.clear()
  }
}

const newLeg = (callId: CallId, legId: LegId): Leg => ({
  callId,
  legId,
  incoming: null,
  outgoing: null,
  session: null,
  answerHeaders: {},
  localSdp: '',
  remoteSdp: '',
  dtlsRole: null,
  modifies: new Map(),
})
