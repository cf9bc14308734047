import {
  agentOfExtension,
  announcementsFor,
  callerFactsSchema,
  comparableNumber,
  goesOnAfterTalk,
  partiesOnCall,
  regionOf,
  topicAnnouncementsFor,
  withAnnouncements,
  withTopicAnnouncements,
  type AcdInput,
  type CallEffect,
  type CallId,
  type CallInput,
  type CallerFacts,
  type Fact,
  type Flow,
  type FlowId,
  type IvrContext,
  type IvrEffect,
  type IvrInput,
  type KnownCallerRecord,
  type OnCallListId,
  type SurveyId,
  type TenantId,
} from '@seatline/core'
import type { LiveCall } from '../calls/live-call.ts'
import { IvrRunner, type IvrHost } from '../ivr/ivr-runner.ts'
import type { IvrServices } from '../ivr/ivr-services.ts'
import type { Clock } from '../runtime/clock.ts'
import type { Inbox } from '../runtime/inbox.ts'
import type { Log } from '../runtime/log.ts'
import { newId } from '../runtime/new-id.ts'
import type { CallVoices } from '../speech/call-voices.ts'
import type { KnownCallers } from '../tenants/known-callers.ts'
import { findFlow } from '../tenants/snapshot-store.ts'
import type { VoicemailPart } from '../voicemail/voicemail-part.ts'

type FlowEffect = Extract<CallEffect, { kind: `flow.${string}` }>
type StartEffect = Extract<FlowEffect, { kind: 'flow.start' }>
type EffectOf<K extends IvrEffect['kind']> = Extract<IvrEffect, { kind: K }>

export type CallerFlowsOptions = {
  readonly inbox: Inbox
  readonly clock: Clock
  readonly log: Log
  readonly voices: CallVoices
  readonly services: IvrServices
  readonly callers: KnownCallers
  readonly voicemail: VoicemailPart
  readonly call: (callId: CallId, input: CallInput) => void
  readonly acd: (input: AcdInput) => void
  readonly journal: (tenantId: TenantId, facts: readonly Fact[]) => void
}

/** A caller in a flow, kept after it for what may follow: an overflow, the agent who sends the caller back into one, the survey. */
type InFlow = {
  readonly runner: IvrRunner
  readonly facts: CallerFacts
  /** Tells the flow how its transfer went. */
  transferred: ((connected: boolean) => void) | null
}

/** Callers of this node and the flows they go through. */
export class CallerFlows {
  readonly #options: CallerFlowsOptions
  readonly #inFlow = new Map<CallId, InFlow>()
  /** Callers who are being looked up before their flow begins. */
  readonly #arriving = new Set<CallId>()

  constructor(options: CallerFlowsOptions) {
    this.#options = options
  }

  execute(call: LiveCall, effect: FlowEffect): void {
    const { callId } = call.state
    switch (effect.kind) {
      case 'flow.start':
        this.#start(call, effect)
        return
      case 'flow.transferFinished': {
        const inFlow = this.#inFlow.get(callId)
        inFlow?.transferred?.(effect.connected)
        return
      }
      case 'flow.callerLeft':
        this.#arriving.delete(callId)
        this.#options.voicemail.callerLeft(callId)
        this.#inFlow.get(callId)?.runner.dispatch({ kind: 'caller.left' })
    }
  }

  press(callId: CallId, digit: Extract<IvrInput, { kind: 'dtmf.received' }>['digit']): void {
    this.#inFlow.get(callId)?.runner.dispatch({ kind: 'dtmf.received', digit })
  }

  goesOnAfterTalk(call: LiveCall): boolean {
    const inFlow = this.#inFlow.get(call.state.callId)
    return inFlow !== undefined && goesOnAfterTalk(inFlow.runner.state, surveyOf(call))
  }

  forget(callId: CallId): void {
    this.#arriving.delete(callId)
    this.#inFlow.delete(callId)
  }

  #start(call: LiveCall, { how }: StartEffect): void {
    const { callId } = call.state
    const known = this.#inFlow.get(callId)
    const input = inputFor(call, how)
    if (known !== undefined) {
      known.runner.dispatch(input)
      return
    }
    this.#arriving.add(callId)
    void this.#options.callers.find(call.state.tenantId, call.ani).then((record) => {
      // The caller may have hung up meanwhile.
      if (this.#arriving.delete(callId)) this.#begin(call, record, how)
    })
  }

  #begin(call: LiveCall, record: KnownCallerRecord, how: StartEffect['how']): void {
    const { inbox, clock, log } = this.#options
    const { callId, tenantId } = call.state
    const flowId = how.why === 'overflow' || how.why === 'agent' ? how.flowId : (call.arrivedAt?.flowId ?? null)
    const flow = findFlow(call.tenant, call.arrivedAt?.flowId ?? flowId ?? '')
    if (flow === undefined) {
      log.error({ callId, tenantId, flowId }, 'the number leads to a flow that is not published')
      this.#options.call(callId, { kind: 'flow.hangUp' })
      return
    }
    const region = record.region ?? regionOf(call.tenant.regions, comparableNumber(call.ani) ?? '')
    const facts = callerFactsSchema.parse({ ...record, region })
    const runner = new IvrRunner({
      callId,
      context: this.#contextFor(call, flow, region),
      host: this.#hostFor(call, facts),
      inbox,
      clock,
    })
    this.#inFlow.set(callId, { runner, facts, transferred: null })
    runner.dispatch(inputFor(call, how))
  }

  #contextFor(call: LiveCall, flow: Flow, region: string | null): IvrContext {
    const { tenant, arrivedAt, ani, dnis } = call
    const { test } = call.state
    const now = this.#options.clock.now()
    // What callers are told now comes first, or where they reach what it is about. A test call tries the flow, whatever is announced.
    const didId = test ? undefined : arrivedAt?.didId
    const announced = didId === undefined ? [] : announcementsFor(tenant, didId, now, region)
    const topics = didId === undefined ? [] : topicAnnouncementsFor(tenant, didId, now, region)
    return {
      flow: withAnnouncements(withTopicAnnouncements(flow, topics, tenant.queues), announced),
      // Sub-flows hear of their topics as well.
      // A test call is let in at any hour: hours that are not there count as open.
      hours: test ? [] : tenant.hours,
      flows: tenant.flows.map((each) => withTopicAnnouncements(each, topics, tenant.queues)),
      surveys: tenant.surveys,
      ani,
      dnis,
    }
  }

  #hostFor(call: LiveCall, facts: CallerFacts): IvrHost {
    const { voices, services, voicemail, call: tell, journal } = this.#options
    const { callId, tenantId } = call.state
    const voice = voices.of(call)
    return {
      play: (parts, onEnd) => voice.say(parts, onEnd),
      stopPlaying: () => voice.stopSaying(),
      // In a flow nobody listens and nothing is recorded: an agent who sent the caller there is parted from the caller, keys included, and the recording has ended.
      beginSecret: () => undefined,
      endSecret: () => undefined,
      lookUp: (number) => services.lookUp(call.tenant, number),
      checkPin: (number, digits) => services.checkPin(call.tenant, number, digits),
      request: (effect, signal) => services.request(call.tenant, effect, signal),
      queue: ({ queueId, priority, skills }) =>
        tell(callId, { kind: 'flow.queue', queueId, priority, asked: { caller: facts, skills } }),
      transfer: (effect) => this.#transfer(call, effect),
      recordVoicemail: (boxId) => new Promise((resolve) => voicemail.start(call, boxId, resolve)),
      requestCallback: (effect) => this.#requestCallback(call, effect, facts),
      sendBack: () => tell(callId, { kind: 'flow.returned' }),
      hangUp: () => tell(callId, { kind: 'flow.hangUp' }),
      journal: (told) => journal(tenantId, told),
    }
  }

  #transfer(call: LiveCall, { to }: EffectOf<'call.transfer'>): Promise<boolean> {
    const { callId } = call.state
    const inFlow = this.#inFlow.get(callId)
    if (inFlow === undefined) return Promise.resolve(false)
    if (to.kind === 'agent') return Promise.resolve(this.#queueForAgent(call, to.agentId, inFlow.facts))
    if (to.kind === 'extension') {
      const agent = agentOfExtension(call.tenant.agents, to.extension, call.tenant.tenantId)
      return Promise.resolve(agent !== null && this.#queueForAgent(call, agent.agentId, inFlow.facts))
    }
    if (to.kind === 'onCall') return Promise.resolve(this.#ringWhoIsOnCall(call, to.listId, inFlow.facts))
    return new Promise((resolve) => {
      inFlow.transferred = resolve
      this.#options.call(callId, { kind: 'flow.dial', number: to.number })
    })
  }

  /** This one agent is rung; when busy, the caller waits in a queue that the agent serves, before all others there. */
  #queueForAgent(call: LiveCall, agentId: CallerFacts['designatedAgentId'] & string, facts: CallerFacts): boolean {
    const agent = call.tenant.agents.find((each) => each.agentId === agentId)
    const queueId = agent?.queueIds.find((id) => call.tenant.queues.some((queue) => queue.queueId === id))
    if (queueId === undefined) return false
    this.#options.call(call.state.callId, {
      kind: 'flow.queue',
      queueId,
      priority: 50,
      asked: { caller: { ...facts, designatedAgentId: agentId }, parties: [{ kind: 'agent', agentId }] },
    })
    return true
  }

  /** Nobody on call at this hour: the flow goes on. Else they are rung one after the other, and then the caller waits in the list's queue, before all others there. */
  #ringWhoIsOnCall(call: LiveCall, listId: OnCallListId, caller: CallerFacts): boolean {
    const list = call.tenant.onCallLists.find((each) => each.listId === listId)
    const parties = list === undefined ? [] : partiesOnCall(list, this.#options.clock.now())
    if (list === undefined || parties.length === 0) return false
    const { queueId } = list
    this.#options.call(call.state.callId, { kind: 'flow.queue', queueId, priority: 50, asked: { caller, parties } })
    return true
  }

  #requestCallback(call: LiveCall, effect: EffectOf<'callback.request'>, caller: CallerFacts): void {
    const { acd, clock } = this.#options
    const { callId, tenantId } = call.state
    const { queueId, number, priority, attemptsMax, retryAfterMs } = effect
    const queue = call.tenant.queues.find((each) => each.queueId === queueId)
    acd({
      kind: 'callback.enqueue',
      callId,
      tenantId,
      queueId,
      priority,
      enqueuedAt: clock.now(),
      caller,
      callbackId: newId('callback'),
      number,
      attemptsMax,
      retryAfterMs,
      ...(queue === undefined ? {} : { queue }),
    })
  }
}

function surveyOf(call: LiveCall): SurveyId | null {
  return call.tenant.queues.find(({ queueId }) => queueId === call.queueId)?.surveyId ?? null
}

function inputFor(call: LiveCall, how: StartEffect['how']): IvrInput {
  const resume = (flowId: FlowId | null, returns: boolean): IvrInput => ({
    kind: 'flow.resume',
    flowId,
    nodeId: null,
    returns,
  })
  switch (how.why) {
    case 'menu':
      return { kind: 'flow.start' }
    case 'overflow':
      return resume(how.flowId, false)
    case 'choice':
      return resume(null, false)
    case 'agent':
      return resume(how.flowId, how.returns)
    case 'afterTalk':
      return { kind: 'talk.ended', agentId: how.agentId, queueId: call.queueId, surveyId: surveyOf(call) }
  }
}
