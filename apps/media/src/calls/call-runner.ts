import {
  assertNever,
  stepCall,
  type AcdInput,
  type CallEffect,
  type CallId,
  type CallInput,
  type CallStep,
  type DtmfDigit,
  type LegId,
  type TenantId,
  type TenantSnapshot,
} from '@seatline/core'
import type { IncomingCall } from '@seatline/sip'
import type { CallbackRing } from '../acd/carry-out.ts'
import type { Journal } from '../journal/journal.ts'
import type { MediaMetrics } from '../metrics/metrics.ts'
import type { OutboundCalls } from '../outbound/outbound-calls.ts'
import type { NgCommands } from '../rtp/rtpengine/ng-commands.ts'
import type { Clock } from '../runtime/clock.ts'
import type { Inbox } from '../runtime/inbox.ts'
import type { Log } from '../runtime/log.ts'
import type { SipLegs } from '../sip/sip-legs.ts'
import type { AdmittedCall } from './admit-call.ts'
import { dialAgent } from './agent-dialling.ts'
import { beginAdmitted, beginCallback } from './begin-call.ts'
import { CallMedia } from './call-media.ts'
import type { CallRegistry } from './call-registry.ts'
import type { CallerServices } from './caller-services.ts'
import { isCallersLeg, type LiveCall } from './live-call.ts'
import { cancelDial, dialOutside } from './outside-dialling.ts'

export type CallRunnerOptions = {
  readonly registry: CallRegistry
  readonly legs: SipLegs
  readonly ng: NgCommands
  readonly journal: Journal
  readonly inbox: Inbox
  readonly clock: Clock
  readonly log: Log
  readonly metrics: MediaMetrics
  readonly promptsDirectory: string
  readonly sipDomain: string
  readonly acd: (input: AcdInput) => void
  /** Places calls out; asked for when it is needed, since it is made with the calls. */
  readonly dialler: () => OutboundCalls
  readonly tenant: (tenantId: TenantId) => TenantSnapshot | undefined
  /** Made with the calls' media, which it plays on. */
  readonly services: () => CallerServices
}

/** Carries out what the call machine decides, and feeds back what came of it. */
export class CallRunner {
  readonly #options: CallRunnerOptions
  readonly #media: CallMedia

  constructor(options: CallRunnerOptions) {
    this.#options = options
    this.#media = new CallMedia({ ...options, dispatch: (callId, input) => this.dispatch(callId, input) })
  }

  /** Begins an admitted call. */
  begin(incoming: IncomingCall, admitted: AdmittedCall): void {
    const { legs, registry, inbox } = this.#options
    const { callId, legId } = admitted.arrival
    const { call, step } = beginAdmitted(admitted, this.#options)
    registry.add(call)
    legs.adopt(callId, legId, incoming)
    inbox.post(() => this.#carryOut(call, step))
  }

  /** Makes the call of a callback at the first ring of an agent's phone; one that is there is left as it is. */
  beginCallback(ring: CallbackRing): void {
    const { registry, inbox, dialler, tenant: tenantOf, log } = this.#options
    const { callId, callback } = ring
    if (registry.get(callId) !== undefined) return
    const tenant = tenantOf(callback.tenantId)
    if (tenant === undefined) {
      log.error({ callId, tenantId: callback.tenantId }, 'a callback is of no tenant that is known')
      return
    }
    const { call, step } = beginCallback(ring, { ...this.#options, tenant, dialler: dialler() })
    registry.add(call)
    inbox.post(() => this.#carryOut(call, step))
  }

  dispatch(callId: CallId, input: CallInput): void {
    this.#options.inbox.post(() => {
      const call = this.#options.registry.get(callId)
      if (call === undefined) return
      const step = stepCall(call.state, this.#complete(call, input), this.#options.clock.now())
      if (step.ignored !== null)
        this.#options.log.debug({ callId, input: input.kind, why: step.ignored }, 'a call ignores an input')
      this.#carryOut(call, step)
    })
  }

  /** A key that was pressed on one of the call's legs. Only the caller's count. */
  press(callId: CallId, from: { readonly legId: LegId } | { readonly tag: string }, digit: DtmfDigit): void {
    const call = this.#options.registry.get(callId)
    if (call === undefined) return
    const isCallers = 'legId' in from ? isCallersLeg(call, from.legId) : from.tag === call.media.callerTag
    if (isCallers) this.#options.services().press(call, digit)
  }

  /** What only the shell knows. */
  #complete(call: LiveCall, input: CallInput): CallInput {
    if (input.kind === 'acd.playMusic') call.queueId = input.queueId
    if (input.kind === 'flow.queue') call.queueId = input.queueId
    if (input.kind !== 'acd.hangUp' || input.releasedBy !== 'agent') return input
    return { ...input, goesOn: this.#options.services().goesOnAfterTalk(call) }
  }

  #carryOut(call: LiveCall, step: CallStep): void {
    const { journal, registry, dialler, services } = this.#options
    call.state = step.state
    const { callId, tenantId, phase } = step.state
    journal.append(tenantId, step.facts)
    for (const effect of step.effects) this.#execute(call, effect)
    for (const fact of step.facts) if (fact.kind === 'leg.ended') dialler().legEnded(fact.legId)
    if (phase !== 'ended') return
    services().forget(call)
    registry.remove(callId)
  }

  #execute(call: LiveCall, effect: CallEffect): void {
    const { callId } = call.state
    switch (effect.kind) {
      case 'leg':
        this.#executeLeg(call, effect)
        return
      case 'agent.dial':
        dialAgent(this.#options, call, effect)
        return
      case 'outside.dial':
        dialOutside(this.#outside(), call, effect)
        return
      case 'outside.cancel':
        cancelDial(this.#outside(), call, effect.dial)
        return
      case 'flow.start':
      case 'flow.callerLeft':
      case 'flow.transferFinished':
      case 'waiting.enter':
      case 'waiting.agentFound':
      case 'waiting.agentLost':
      case 'waiting.leave':
      case 'waiting.accepted':
      case 'voicemail.start':
      case 'voicemail.callerLeft':
      case 'agentNumber.say':
        this.#options.services().execute(call, effect)
        return
      case 'acd':
        this.#options.acd(withOwnQueue(call, effect.input))
        return
      case 'call.finish':
        this.dispatch(callId, { kind: 'call.finish' })
        return
      case 'media.close':
      case 'media.hold':
      case 'media.part':
        this.#options.services().quiet(call)
        this.#media.execute(call, effect)
        return
      case 'media.open':
      case 'media.stopPlaying':
      case 'media.offerAgent':
      case 'media.joinAgent':
      case 'media.dropAgent':
      case 'media.retrieve':
      case 'media.rejoin':
      case 'media.ringBack':
      case 'media.stopRingBack':
      case 'recording.start':
      case 'recording.stop':
      case 'announcement.play':
        this.#media.execute(call, effect)
        return
      default:
        assertNever(effect, 'call effect')
    }
  }

  #executeLeg(call: LiveCall, { legId, effect }: Extract<CallEffect, { kind: 'leg' }>): void {
    if (effect.kind === 'media.move') this.#media.move(call, legId, effect)
    else this.#options.legs.execute(legId, effect)
  }

  #outside(): Parameters<typeof dialOutside>[0] {
    return { dialler: this.#options.dialler(), dispatch: (callId, input) => this.dispatch(callId, input) }
  }
}

/** A caller who enters a queue finds it as it was when the call began. */
function withOwnQueue({ tenant }: LiveCall, input: AcdInput): AcdInput {
  if (input.kind !== 'call.enqueue') return input
  const queue = tenant.queues.find(({ queueId }) => queueId === input.queueId)
  return queue === undefined ? input : { ...input, queue }
}
