import {
  announcementsFor,
  assertNever,
  startCall,
  stepCall,
  withAnnouncements,
  type AcdInput,
  type CallEffect,
  type CallId,
  type CallInput,
  type CallStep,
} from '@seatline/core'
import type { IncomingCall } from '@seatline/sip'
import { IvrRunner } from '../ivr/ivr-runner.ts'
import type { Journal } from '../journal/journal.ts'
import type { MediaMetrics } from '../metrics/metrics.ts'
import { MediaPath } from '../rtp/media-path.ts'
import type { NgCommands } from '../rtp/rtpengine/ng-commands.ts'
import type { Clock } from '../runtime/clock.ts'
import type { Inbox } from '../runtime/inbox.ts'
import type { Log } from '../runtime/log.ts'
import type { SipLegs } from '../sip/sip-legs.ts'
import { findFlow } from '../tenants/snapshot-store.ts'
import type { AdmittedCall } from './admit-call.ts'
import { dialAgent } from './agent-dialling.ts'
import { CallMedia } from './call-media.ts'
import type { CallRegistry } from './call-registry.ts'
import type { LiveCall } from './live-call.ts'

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
    const { legs, registry, ng, promptsDirectory } = this.#options
    const { arrival, tenant, session } = admitted
    const { callId, legId } = arrival
    const step = startCall(arrival)
    const call: LiveCall = {
      state: step.state,
      ani: arrival.ani,
      dnis: arrival.dnis,
      tenant,
      flowId: admitted.flowId,
      didId: arrival.didId,
      media: new MediaPath({ ng, callId, promptsDirectory }),
      callerLegId: legId,
      session,
      agentOffers: new Map(),
      agentDevices: new Map(),
      ivr: null,
      queueId: null,
      answeredAt: null,
      packets: new Map(),
    }
    registry.add(call)
    legs.adopt(callId, legId, incoming)
    this.#options.inbox.post(() => this.#carryOut(call, step))
  }

  dispatch(callId: CallId, input: CallInput): void {
    this.#options.inbox.post(() => {
      const call = this.#options.registry.get(callId)
      if (call === undefined) return
      const step = stepCall(call.state, input, this.#options.clock.now())
      if (step.ignored !== null)
        this.#options.log.debug({ callId, input: input.kind, why: step.ignored }, 'a call ignores an input')
      this.#carryOut(call, step)
    })
  }

  #carryOut(call: LiveCall, step: CallStep): void {
    call.state = step.state
    const { callId, tenantId, phase } = step.state
    this.#options.journal.append(tenantId, step.facts)
    for (const effect of step.effects) this.#execute(call, effect)
    if (phase === 'ended') this.#options.registry.remove(callId)
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
      case 'flow.start':
        this.#startFlow(call)
        return
      case 'flow.callerLeft':
        call.ivr?.dispatch({ kind: 'caller.left' })
        return
      case 'acd':
        this.#options.acd(withOwnQueue(call, effect.input))
        return
      case 'call.finish':
        this.dispatch(callId, { kind: 'call.finish' })
        return
      case 'media.open':
      case 'media.close':
      case 'media.playMusic':
      case 'media.stopPlaying':
      case 'media.offerAgent':
      case 'media.joinAgent':
      case 'media.dropAgent':
      case 'media.hold':
      case 'media.retrieve':
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

  #startFlow(call: LiveCall): void {
    const { inbox, clock, journal } = this.#options
    const { callId, tenantId } = call.state
    const flow = findFlow(call.tenant, call.flowId)
    if (flow === undefined) {
      this.#options.log.error(
        { callId, tenantId, flowId: call.flowId },
        'the number leads to a flow that is not published',
      )
      this.dispatch(callId, { kind: 'flow.hangUp' })
      return
    }
    call.ivr = new IvrRunner({
      callId,
      // What callers are told now comes first. A test call tries the flow, whatever is announced.
      flow: withAnnouncements(flow, call.state.test ? [] : announcementsFor(call.tenant, call.didId, clock.now())),
      // A test call is let in at any hour: hours that are not there count as open.
      hours: call.state.test ? [] : call.tenant.hours,
      inbox,
      clock,
      host: {
        play: (promptId) => this.#media.playPrompt(call, promptId),
        stopPlaying: () => this.#media.execute(call, { kind: 'media.stopPlaying' }),
        queue: (queueId, priority) => {
          call.queueId = queueId
          this.dispatch(callId, { kind: 'flow.queue', queueId, priority })
        },
        hangUp: () => this.dispatch(callId, { kind: 'flow.hangUp' }),
        journal: (facts) => journal.append(tenantId, facts),
      },
    })
    call.ivr.dispatch({ kind: 'flow.start' })
  }
}

/** A caller who enters a queue finds it as it was when the call began. */
function withOwnQueue({ tenant }: LiveCall, input: AcdInput): AcdInput {
  if (input.kind !== 'call.enqueue') return input
  const queue = tenant.queues.find(({ queueId }) => queueId === input.queueId)
  return queue === undefined ? input : { ...input, queue }
}
