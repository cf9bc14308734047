import {
  causeOf,
  instant,
  resultOf,
  shouldTryNext,
  speaksAgainstGateway,
  startLeg,
  stepLeg,
  type AttemptEnd,
  type CallAttempt,
  type HangupCause,
  type LegEffect,
  type LegId,
  type LegInput,
  type LegReport,
  type OutboundCall,
  type PlatformSnapshot,
  type ReleasedBy,
  type TenantId,
  type TenantSnapshot,
  type TrunkId,
} from '@seatline/core'
import type { CallRegistry } from '../calls/call-registry.ts'
import type { Journal } from '../journal/journal.ts'
import type { Described, NgCommands } from '../rtp/rtpengine/ng-commands.ts'
import { NamedTimers, type Clock } from '../runtime/clock.ts'
import type { Inbox } from '../runtime/inbox.ts'
import { messageOf, type Log } from '../runtime/log.ts'
import { newId } from '../runtime/new-id.ts'
import type { SipLegs } from '../sip/sip-legs.ts'
import type { GatewayHealthBook } from './gateway-health.ts'
import { gatewayInvite } from './gateway-invite.ts'
import { attemptEnd, causeOfFailure, outcomeOfFailure } from './dial-outcome.ts'
import { mediaOf } from './media-of-order.ts'
import {
  emptyAttempt,
  takesLine,
  type Attempt,
  type CurrentAttempt,
  type LiveOutbound,
  type OutboundOrder,
} from './outbound-order.ts'
import { firstView } from './outbound-view.ts'
import { selectTrunks, type Selection } from './select-trunks.ts'
import type { TrunkLines } from './trunk-lines.ts'

export type OutboundOptions = {
  readonly legs: SipLegs
  readonly ng: NgCommands
  readonly journal: Journal
  readonly inbox: Inbox
  readonly clock: Clock
  readonly log: Log
  readonly registry: CallRegistry
  readonly lines: TrunkLines
  readonly health: GatewayHealthBook
  readonly promptsDirectory: string
  readonly sipDomain: string
  readonly callsMax: number
  readonly platform: () => PlatformSnapshot | null
  readonly tenant: (tenantId: TenantId) => TenantSnapshot | undefined
}

type Current = CurrentAttempt

type WantedCall = Pick<OutboundOrder, 'tenantId' | 'number' | 'wantedCallerId' | 'onlyTrunkId' | 'test'> & {
  /** It is in the tenant's count of calls already. */
  readonly isCounted: boolean
}

/** Calls out over the trunks: one gateway after the other until one takes the call. Every gateway tried is a leg with a record of its own. */
export class OutboundCalls {
  readonly #options: OutboundOptions
  readonly #calls = new Set<LiveOutbound>()
  readonly #byLeg = new Map<LegId, LiveOutbound>()
  /** Legs that belong to other calls now, with the line that each of them takes. */
  readonly #handedOver = new Map<LegId, { readonly trunkId: TrunkId | null; readonly tenantId: TenantId | null }>()
  readonly #timers: NamedTimers

  constructor(options: OutboundOptions) {
    this.#options = options
    this.#timers = new NamedTimers(options.clock)
  }

  get size(): number {
    return this.#calls.size
  }

  /** Whether the leg is still the dialler's own. */
  has(legId: LegId): boolean {
    return this.#byLeg.has(legId)
  }

  /** Begins a call, or refuses it before anything is sent; `order.onProgress` hears of both. */
  place(order: OutboundOrder): void {
    const { clock, tenant, log } = this.#options
    const { callId, purpose } = order
    const selection = this.select({ ...order, isCounted: !takesLine(order) })
    const view = firstView(order, selection, clock.now())
    order.onProgress(view)
    const own = tenant(order.tenantId)
    if (selection.refusal === null && own !== undefined) {
      this.#begin(order, own, { view, attempts: selection.attempts })
      return
    }
    log.info({ callId, refusal: selection.refusal }, 'a call out is refused')
    if (purpose.kind === 'joined') purpose.onFailed('failed', causeOf('unreachable'))
  }

  /** What would come of such a call now; nothing is sent. */
  select(order: WantedCall): Selection {
    const { lines, health, registry, callsMax, platform, tenant, clock } = this.#options
    const own = tenant(order.tenantId)
    return selectTrunks(order, {
      platform: platform(),
      tenant: own,
      now: clock.now(),
      callsOf: (trunkId) => lines.callsOf(trunkId),
      isDown: (trunkId, gateway) => health.isDown(trunkId, gateway),
      isFull: registry.size + this.#calls.size >= callsMax,
      isTenantFull:
        !order.isCounted && own !== undefined && registry.ofTenant(own.tenantId) >= own.limits.concurrentCallsMax,
    })
  }

  /** A call does not want the party that is being dialled for it any more. Its `onFailed` follows. */
  cancel(order: OutboundOrder): void {
    for (const call of this.#calls) if (call.order === order) this.#hangUp(call, 'system')
  }

  /** A leg that was handed over has ended: its line is free. */
  legEnded(legId: LegId): void {
    const held = this.#handedOver.get(legId)
    if (held === undefined) return
    this.#handedOver.delete(legId)
    if (held.trunkId !== null) this.#options.lines.giveBack(held.trunkId)
    if (held.tenantId !== null) this.#options.registry.occupyTenant(held.tenantId, -1)
  }

  /** What happened on the wire. */
  dispatch(legId: LegId, input: LegInput): void {
    this.#options.inbox.post(() => {
      const call = this.#byLeg.get(legId)
      if (call === undefined) return
      if (call.current?.leg.legId === legId) this.#stepCurrent(call, call.current, input)
      else this.#stepResting(call, legId, input)
    })
  }

  /** Ends all of them. */
  stop(): void {
    for (const call of this.#calls) this.#hangUp(call, 'system')
  }

  #begin(
    order: OutboundOrder,
    tenant: TenantSnapshot,
    { view, attempts }: { readonly view: OutboundCall; readonly attempts: readonly Attempt[] },
  ): void {
    const { journal, registry } = this.#options
    const { callId, tenantId, test, purpose } = order
    const call: LiveOutbound = {
      order,
      tenant,
      ...mediaOf(order, this.#options),
      rest: attempts,
      current: null,
      resting: new Map(),
      view,
    }
    this.#calls.add(call)
    if (takesLine(order)) registry.occupyTenant(tenantId, 1)
    if (purpose.kind === 'alone')
      journal.append(tenantId, [
        {
          kind: 'call.dialled',
          callId,
          ani: attempts[0]?.candidate.callerId ?? '',
          dnis: view.number,
          destinationClass: view.destinationClass ?? 'forbidden',
          test,
        },
      ])
    this.#tryNext(call)
  }

  #tryNext(call: LiveOutbound): void {
    const { clock, lines, journal, log } = this.#options
    const [attempt, ...rest] = call.rest
    if (attempt === undefined) return
    call.rest = rest
    const { trunk } = attempt.candidate
    const legId = newId('leg')
    const { callId, tenantId, purpose } = call.order
    const { state, fact } = startLeg({
      legId,
      callId,
      direction: 'outbound',
      party: purpose.kind === 'joined' ? purpose.party : 'caller',
      agentId: null,
      trunkId: trunk.trunkId,
      sipCallId: legId,
    })
    lines.take(trunk.trunkId)
    journal.append(tenantId, [fact])
    this.#byLeg.set(legId, call)
    call.current = { leg: state, attempt, localPort: 0, silent: false, unanswered: false }
    this.#show(call, { state: 'trying', attempts: [...call.view.attempts, emptyAttempt(legId, attempt, clock.now())] })
    call.media.offer(legId, trunk.codecs).then(
      ({ sdp, port }) => this.#options.inbox.post(() => this.#invite(call, legId, { sdp, port })),
      (error: unknown) => {
        log.warn({ callId, error: messageOf(error) }, 'a call out has no media')
        this.dispatch(legId, { kind: 'far.refused', sipStatus: 488 })
      },
    )
  }

  #invite(call: LiveOutbound, legId: LegId, { sdp, port }: Described): void {
    const { legs, clock, sipDomain } = this.#options
    const { current } = call
    if (current?.leg.legId !== legId) return
    const { callId } = call.order
    current.localPort = port
    legs.dial({ callId, legId, sdp, sipCallId: legId, ...gatewayInvite(current.attempt, sipDomain) })
    const { setupTimeoutMs } = current.attempt.candidate.trunk
    this.#timers.set(legId, instant(clock.now() + setupTimeoutMs), () => this.#giveUp(call, legId, 'silent'))
  }

  /** Neither ringing nor an answer in the trunk's time, or ringing for too long. */
  #giveUp({ current }: LiveOutbound, legId: LegId, why: 'silent' | 'unanswered'): void {
    if (current?.leg.legId !== legId) return
    current[why] = true
    const reason = why === 'silent' ? 'unreachable' : 'noAnswer'
    this.dispatch(legId, { kind: 'our.hangUp', reason, releasedBy: 'system' })
  }

  #stepCurrent(call: LiveOutbound, current: Current, input: LegInput): void {
    const { clock, journal } = this.#options
    const now = clock.now()
    const { legId } = current.leg
    const step = stepLeg(current.leg, input, now)
    current.leg = step.state
    journal.append(call.order.tenantId, step.facts)
    for (const effect of step.effects) this.#execute(call, legId, effect)
    if (input.kind === 'far.ringing' && step.ignored === null) this.#rings(call, legId)
    for (const report of step.reports) this.#reported(call, current, { report, input })
  }

  #stepResting(call: LiveOutbound, legId: LegId, input: LegInput): void {
    const leg = call.resting.get(legId)
    if (leg === undefined) return
    const step = stepLeg(leg, input, this.#options.clock.now())
    for (const effect of step.effects) this.#execute(call, legId, effect)
    if (step.state.phase !== 'ended') call.resting.set(legId, step.state)
    else this.#atRest(call, legId)
    this.#forgetWhenOver(call)
  }

  #rings(call: LiveOutbound, legId: LegId): void {
    const { clock } = this.#options
    this.#timers.set(legId, instant(clock.now() + call.order.ringMs), () => this.#giveUp(call, legId, 'unanswered'))
    this.#showAttempt(call, legId, { ringingAt: clock.now() }, 'ringing')
  }

  #reported(
    call: LiveOutbound,
    current: Current,
    { report, input }: { readonly report: LegReport; readonly input: LegInput },
  ): void {
    if (report.kind === 'leg.answered') this.#answered(call, current)
    else if (report.kind === 'leg.ended') this.#ended(call, current, { ...report, input })
  }

  #answered(call: LiveOutbound, current: Current): void {
    const { clock, journal, legs, health, log } = this.#options
    const { legId, trunkId } = current.leg
    const { callId, tenantId, purpose } = call.order
    this.#timers.cancel(legId)
    if (trunkId !== null) health.heard(trunkId, current.attempt.gateway, false)
    if (purpose.kind === 'alone') journal.append(tenantId, [{ kind: 'call.answered', callId }])
    this.#showAttempt(call, legId, { answeredAt: clock.now(), result: 'answered', sipStatus: 200 }, 'answered')
    call.media.answer(legId, legs.remoteSdp(legId)).then(
      () => this.#options.inbox.post(() => this.#joined(call, current)),
      (error: unknown) => {
        log.warn({ callId, error: messageOf(error) }, 'a call out has no media')
        this.dispatch(legId, { kind: 'far.vanished', reason: 'mediaLost' })
      },
    )
  }

  /** Audio can flow. The leg goes over to the call it was dialled for; a call of its own keeps it. */
  #joined(call: LiveOutbound, current: Current): void {
    const { order } = call
    const { purpose, tenantId } = order
    const { leg, localPort } = current
    if (call.current !== current) return
    if (purpose.kind === 'alone') {
      purpose.onAnswered({
        play: (file) => call.play(leg.legId, file),
        hangUp: () => this.#hangUp(call, 'system'),
      })
      return
    }
    this.#byLeg.delete(leg.legId)
    this.#handedOver.set(leg.legId, { trunkId: leg.trunkId, tenantId: takesLine(order) ? tenantId : null })
    call.current = null
    call.rest = []
    this.#show(call, { endedAt: this.#options.clock.now() })
    this.#forgetWhenOver(call)
    purpose.onJoined(leg, localPort)
  }

  #ended(
    call: LiveOutbound,
    current: Current,
    end: { readonly cause: HangupCause; readonly releasedBy: ReleasedBy; readonly input: LegInput },
  ): void {
    const { lines, health, clock } = this.#options
    const { leg, attempt } = current
    const { trunk } = attempt.candidate
    this.#timers.cancel(leg.legId)
    lines.giveBack(trunk.trunkId)
    if (leg.phase === 'ended') this.#byLeg.delete(leg.legId)
    else call.resting.set(leg.legId, leg)
    call.current = null
    const how = attemptEnd(current, end.input)
    const result = resultOf(how)
    const sipStatus = how.kind === 'refused' ? how.sipStatus : how.kind === 'answered' ? 200 : null
    this.#showAttempt(call, leg.legId, { endedAt: clock.now(), result, sipStatus }, call.view.state)
    if (how.kind !== 'abandoned' && how.kind !== 'answered')
      health.heard(trunk.trunkId, attempt.gateway, speaksAgainstGateway(how))
    const isNext = call.rest.length > 0 && shouldTryNext(how, trunk.failoverStatuses)
    if (isNext || call.order.purpose.kind === 'joined') void call.media.drop(leg.legId).catch(() => undefined)
    if (isNext) this.#tryNext(call)
    else this.#finish(call, { ...end, how })
  }

  #finish(
    call: LiveOutbound,
    end: { readonly cause: HangupCause; readonly releasedBy: ReleasedBy; readonly how: AttemptEnd },
  ): void {
    const { journal, clock, log, registry } = this.#options
    const { callId, tenantId, purpose } = call.order
    call.rest = []
    const { cause, releasedBy } = end
    if (takesLine(call.order)) registry.occupyTenant(tenantId, -1)
    if (purpose.kind === 'alone') journal.append(tenantId, [{ kind: 'call.ended', callId, releasedBy, cause }])
    call.close().catch((error: unknown) => log.debug({ error: messageOf(error) }, 'media of a call out'))
    this.#show(call, { state: 'ended', endedAt: clock.now() })
    this.#forgetWhenOver(call)
    if (purpose.kind === 'joined') purpose.onFailed(outcomeOfFailure(end.how), causeOfFailure(end.how, cause))
  }

  #atRest(call: LiveOutbound, legId: LegId): void {
    call.resting.delete(legId)
    this.#byLeg.delete(legId)
  }

  #forgetWhenOver(call: LiveOutbound): void {
    if (call.view.endedAt !== null && call.resting.size === 0) this.#calls.delete(call)
  }

  #hangUp(call: LiveOutbound, releasedBy: ReleasedBy): void {
    const { current } = call
    if (current === null) return
    call.rest = []
    this.dispatch(current.leg.legId, { kind: 'our.hangUp', reason: 'normalClearing', releasedBy })
  }

  #execute(call: LiveOutbound, legId: LegId, effect: LegEffect): void {
    const { legs } = this.#options
    if (effect.kind !== 'media.move') {
      legs.execute(legId, effect)
      return
    }
    const { requestId, offer } = effect
    const finished = (ok: boolean): void => this.dispatch(legId, { kind: 'our.mediaMoved', requestId, offer, ok })
    call.media.move(legId, legs.offerOf(legId, requestId)).then(
      ({ sdp }) => {
        legs.moved(legId, requestId, sdp)
        finished(true)
      },
      () => finished(false),
    )
  }

  #showAttempt(call: LiveOutbound, legId: LegId, change: Partial<CallAttempt>, state: OutboundCall['state']): void {
    const attempts = call.view.attempts.map((each) => (each.legId === legId ? { ...each, ...change } : each))
    this.#show(call, { attempts, state })
  }

  #show(call: LiveOutbound, change: Partial<OutboundCall>): void {
    call.view = { ...call.view, ...change }
    call.order.onProgress(call.view)
  }
}
