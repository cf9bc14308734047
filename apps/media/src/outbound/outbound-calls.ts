import {
  instant,
  resultOf,
  shouldTryNext,
  speaksAgainstGateway,
  startLeg,
  stepLeg,
  type AttemptEnd,
  type CallAttempt,
  type CallId,
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
} from '@seatline/core'
import type { CallRegistry } from '../calls/call-registry.ts'
import type { Journal } from '../journal/journal.ts'
import { OutboundMedia } from '../rtp/outbound-media.ts'
import type { NgCommands } from '../rtp/rtpengine/ng-commands.ts'
import { NamedTimers, type Clock } from '../runtime/clock.ts'
import type { Inbox } from '../runtime/inbox.ts'
import { messageOf, type Log } from '../runtime/log.ts'
import { newId } from '../runtime/new-id.ts'
import type { SipLegs } from '../sip/sip-legs.ts'
import type { GatewayHealthBook } from './gateway-health.ts'
import { gatewayInvite } from './gateway-invite.ts'
import { emptyAttempt, type Attempt, type LiveOutbound, type OutboundOrder } from './outbound-order.ts'
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

type Current = NonNullable<LiveOutbound['current']>

/** Calls out over the trunks: one gateway after the other until one takes the call. Every gateway tried is a leg with a record of its own. */
export class OutboundCalls {
  readonly #options: OutboundOptions
  readonly #calls = new Map<CallId, LiveOutbound>()
  readonly #timers: NamedTimers

  constructor(options: OutboundOptions) {
    this.#options = options
    this.#timers = new NamedTimers(options.clock)
  }

  get size(): number {
    return this.#calls.size
  }

  has(callId: CallId): boolean {
    return this.#calls.has(callId)
  }

  /** Begins a call, or refuses it before anything is sent; `order.onProgress` hears of both. */
  place(order: OutboundOrder): void {
    const { clock, lines, health, registry, callsMax, platform, tenant } = this.#options
    const isFull = registry.size + this.#calls.size >= callsMax
    const selection = selectTrunks(order, {
      platform: platform(),
      tenant: tenant(order.tenantId),
      callsOf: (trunkId) => lines.callsOf(trunkId),
      isDown: (trunkId, gateway) => health.isDown(trunkId, gateway),
      isFull,
    })
    const view = firstView(order, selection, clock.now())
    order.onProgress(view)
    const own = tenant(order.tenantId)
    if (selection.refusal === null && own !== undefined) this.#begin(order, own, { view, attempts: selection.attempts })
  }

  /** What happened on the wire. */
  dispatch(callId: CallId, legId: LegId, input: LegInput): void {
    this.#options.inbox.post(() => {
      const call = this.#calls.get(callId)
      if (call === undefined) return
      if (call.current?.leg.legId === legId) this.#stepCurrent(call, call.current, input)
      else this.#stepResting(call, legId, input)
    })
  }

  /** Ends all of them. */
  stop(): void {
    for (const { order } of this.#calls.values()) this.#hangUp(order.callId, 'system')
  }

  #begin(
    order: OutboundOrder,
    tenant: TenantSnapshot,
    { view, attempts }: { readonly view: OutboundCall; readonly attempts: readonly Attempt[] },
  ): void {
    const { ng, promptsDirectory, journal } = this.#options
    const { callId, tenantId, test } = order
    const media = new OutboundMedia({ ng, callId, promptsDirectory })
    const call: LiveOutbound = { order, tenant, media, rest: attempts, current: null, resting: new Map(), view }
    this.#calls.set(callId, call)
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
    const { callId, tenantId } = call.order
    const { state, fact } = startLeg({
      legId,
      callId,
      direction: 'outbound',
      party: 'caller',
      agentId: null,
      trunkId: trunk.trunkId,
      sipCallId: legId,
    })
    lines.take(trunk.trunkId)
    journal.append(tenantId, [fact])
    call.current = { leg: state, attempt, silent: false, unanswered: false }
    this.#show(call, { state: 'trying', attempts: [...call.view.attempts, emptyAttempt(legId, attempt, clock.now())] })
    call.media.offer(legId, trunk.codecs).then(
      ({ sdp }) => this.#options.inbox.post(() => this.#invite(call, legId, sdp)),
      (error: unknown) => {
        log.warn({ callId, error: messageOf(error) }, 'a call out has no media')
        this.dispatch(callId, legId, { kind: 'far.refused', sipStatus: 488 })
      },
    )
  }

  #invite(call: LiveOutbound, legId: LegId, sdp: string): void {
    const { legs, clock, sipDomain } = this.#options
    const { current } = call
    if (current?.leg.legId !== legId) return
    const { callId } = call.order
    legs.dial({ callId, legId, sdp, sipCallId: legId, ...gatewayInvite(current.attempt, sipDomain) })
    const { setupTimeoutMs } = current.attempt.candidate.trunk
    this.#timers.set(legId, instant(clock.now() + setupTimeoutMs), () => this.#giveUp(callId, legId, 'silent'))
  }

  /** Neither ringing nor an answer in the trunk's time, or ringing for too long. */
  #giveUp(callId: CallId, legId: LegId, why: 'silent' | 'unanswered'): void {
    const current = this.#calls.get(callId)?.current
    if (current?.leg.legId !== legId) return
    current[why] = true
    const reason = why === 'silent' ? 'unreachable' : 'noAnswer'
    this.dispatch(callId, legId, { kind: 'our.hangUp', reason, releasedBy: 'system' })
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
    if (step.state.phase === 'ended') call.resting.delete(legId)
    else call.resting.set(legId, step.state)
    this.#forgetWhenOver(call)
  }

  #rings(call: LiveOutbound, legId: LegId): void {
    const { clock } = this.#options
    const { callId, ringMs } = call.order
    this.#timers.set(legId, instant(clock.now() + ringMs), () => this.#giveUp(callId, legId, 'unanswered'))
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
    const { callId, tenantId } = call.order
    this.#timers.cancel(legId)
    if (trunkId !== null) health.heard(trunkId, current.attempt.gateway, false)
    journal.append(tenantId, [{ kind: 'call.answered', callId }])
    this.#showAttempt(call, legId, { answeredAt: clock.now(), result: 'answered', sipStatus: 200 }, 'answered')
    call.media.answer(legId, legs.remoteSdp(legId)).then(
      () =>
        call.order.onAnswered({
          play: (file) => call.media.play(legId, file),
          hangUp: () => this.#hangUp(callId, 'system'),
        }),
      (error: unknown) => {
        log.warn({ callId, error: messageOf(error) }, 'a call out has no media')
        this.dispatch(callId, legId, { kind: 'far.vanished', reason: 'mediaLost' })
      },
    )
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
    if (leg.phase !== 'ended') call.resting.set(leg.legId, leg)
    call.current = null
    const how = attemptEnd(current, end.input)
    const result = resultOf(how)
    const sipStatus = how.kind === 'refused' ? how.sipStatus : how.kind === 'answered' ? 200 : null
    this.#showAttempt(call, leg.legId, { endedAt: clock.now(), result, sipStatus }, call.view.state)
    if (how.kind !== 'abandoned' && how.kind !== 'answered')
      health.heard(trunk.trunkId, attempt.gateway, speaksAgainstGateway(how))
    if (call.rest.length > 0 && shouldTryNext(how, trunk.failoverStatuses)) {
      void call.media.drop(leg.legId).catch(() => undefined)
      this.#tryNext(call)
      return
    }
    this.#finish(call, end)
  }

  #finish(call: LiveOutbound, end: { readonly cause: HangupCause; readonly releasedBy: ReleasedBy }): void {
    const { journal, clock, log } = this.#options
    const { callId, tenantId } = call.order
    call.rest = []
    const { cause, releasedBy } = end
    journal.append(tenantId, [{ kind: 'call.ended', callId, releasedBy, cause }])
    call.media.close().catch((error: unknown) => log.debug({ error: messageOf(error) }, 'media of a call out'))
    this.#show(call, { state: 'ended', endedAt: clock.now() })
    this.#forgetWhenOver(call)
  }

  #forgetWhenOver(call: LiveOutbound): void {
    if (call.view.endedAt !== null && call.resting.size === 0) this.#calls.delete(call.order.callId)
  }

  #hangUp(callId: CallId, releasedBy: ReleasedBy): void {
    const call = this.#calls.get(callId)
    const current = call?.current ?? null
    if (call === undefined || current === null) return
    call.rest = []
    this.dispatch(callId, current.leg.legId, { kind: 'our.hangUp', reason: 'normalClearing', releasedBy })
  }

  #execute(call: LiveOutbound, legId: LegId, effect: LegEffect): void {
    const { legs } = this.#options
    if (effect.kind !== 'media.move') {
      legs.execute(legId, effect)
      return
    }
    const { requestId, offer } = effect
    const { callId } = call.order
    const finished = (ok: boolean): void =>
      this.dispatch(callId, legId, { kind: 'our.mediaMoved', requestId, offer, ok })
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

const firstView = (order: OutboundOrder, selection: Selection, startedAt: number): OutboundCall => ({
  callId: order.callId,
  tenantId: order.tenantId,
  number: selection.number,
  destinationClass: selection.destinationClass,
  state: selection.refusal === null ? 'trying' : 'refused',
  refusal: selection.refusal,
  attempts: [],
  leftOut: [...selection.leftOut],
  startedAt,
  endedAt: selection.refusal === null ? null : startedAt,
})

/** An answered call's end is the talk's, not the attempt's. */
function attemptEnd({ leg, silent, unanswered }: Current, input: LegInput): AttemptEnd {
  if (leg.answeredAt !== null) return { kind: 'answered' }
  if (input.kind === 'far.refused') return { kind: 'refused', sipStatus: input.sipStatus, hasRung: leg.hasRung }
  if (silent) return { kind: 'silent' }
  return unanswered ? { kind: 'unanswered' } : { kind: 'abandoned' }
}
