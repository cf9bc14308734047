import { assertNever } from '../../assert.ts'
import type { Fact, FactOf } from '../../contracts/journal.ts'
import type { AgentId, CallId } from '../../ids.ts'
import { instant, type DurationMs, type Instant } from '../../time.ts'
import type { DtmfDigit } from '../flow-parts.ts'
import { findFlow, findNode } from '../flow-places.ts'
import type { FlowOutcome, MockedHttp } from '../flow-test.ts'
import type { FlowNode } from '../flow.ts'
import { startIvr, traceIvr } from '../interpreter.ts'
import { instantOfLocal } from '../local-instant.ts'
import type { FlowPlace, IvrContext, IvrEffect, IvrInput, IvrState } from '../step-types.ts'
import type { BenchSetup, BenchView, TestBench, TranscriptLine } from './bench-types.ts'
import { lengthOf } from './heard.ts'
import { inputOf, Mocks, TAKES_MS } from './mocks.ts'
import { Transcript } from './transcript.ts'

const CALL_ID = 'cal_bench' as CallId
const AGENT_ID = 'agt_bench' as AgentId

type Due = { readonly at: Instant; readonly input: IvrInput }
type OpenRequest = { readonly token: number; readonly nodeId: string; readonly method: string; readonly url: string }

/**
 * One call against a flow, on a clock that moves only when told to. What the world answers is said beforehand (`BenchSetup`); with `holdUnmocked` a request that
 * nothing was said of waits for `answer`. Nothing outside is touched.
 */
export class BenchCall {
  state: IvrState
  now: Instant
  outcome: FlowOutcome | null = null
  /** When the present node was entered, and the present phase began. */
  nodeSince: Instant
  phaseSince: Instant
  /** Nodes entered, in order. */
  readonly path: string[] = []
  /** Nodes whose requests nothing was said of. */
  readonly unmocked: string[] = []
  private readonly bench: TestBench
  private readonly setup: BenchSetup
  private readonly startedAt: Instant
  private readonly context: IvrContext
  private readonly mocks: Mocks
  private readonly told: Transcript
  private readonly holdUnmocked: boolean
  private prompt: Due | null = null
  private timer: Due | null = null
  private answerDue: Due | null = null
  private openRequest: OpenRequest | null = null
  private expected: Partial<Record<FactOf<'ivr.ended'>['outcome'], FlowOutcome>> = {}

  constructor(bench: TestBench, setup: BenchSetup, options: { readonly holdUnmocked?: boolean } = {}) {
    const { flow, flows, hours, surveys } = bench
    this.bench = bench
    this.setup = setup
    this.holdUnmocked = options.holdUnmocked ?? false
    this.context = { flow, flows, hours, surveys, ani: setup.callerNumber, dnis: setup.calledNumber }
    this.startedAt = instantOfLocal(bench.timeZone, setup.at)
    this.now = this.startedAt
    this.nodeSince = this.now
    this.phaseSince = this.now
    this.mocks = new Mocks(setup)
    this.told = new Transcript()
    this.state = startIvr({ callId: CALL_ID, flowVersionId: flow.flowVersionId })
    if (setup.sentByAgent) this.happens({ kind: 'flow.resume', flowId: null, nodeId: null, returns: true })
    else this.happens({ kind: 'flow.start' })
  }

  get atMs(): DurationMs {
    return this.now - this.startedAt
  }

  /** The caller presses keys, now. */
  press(key: DtmfDigit): void {
    this.told.pressed(this.atMs, this.state.isSecret ? '•' : key)
    this.happens({ kind: 'dtmf.received', digit: key })
  }

  hangUp(): void {
    this.happens({ kind: 'caller.left' })
  }

  /** Says what the open request is answered. */
  answer(answer: MockedHttp['answer']): void {
    if (this.openRequest === null) return
    const input = inputOf(answer, this.openRequest.token)
    this.openRequest = null
    if (input !== null) this.answerWith(input)
    else this.proceed()
  }

  /** When the next thing happens without the caller; null: nothing any more. While a request is open the time stands still. */
  nextDueAt(): Instant | null {
    return this.nextDue()?.at ?? null
  }

  /** Lets the next thing happen; false when nothing is left to. */
  proceed(): boolean {
    const due = this.nextDue()
    if (due === null) return false
    this.take(due)
    return true
  }

  /** Lets time pass, with all that happens before its end. */
  advanceTo(target: Instant): void {
    for (let due = this.nextDue(); due !== null && due.at < target; due = this.nextDue()) this.take(due)
    if (target > this.now && this.outcome === null && this.openRequest === null) this.now = target
  }

  currentNode(): FlowNode | null {
    const { flowId, nodeId } = this.state
    return nodeId === null ? null : findNode(this.context, flowId, nodeId)
  }

  transcript(): readonly TranscriptLine[] {
    return this.told.lines
  }

  view(): BenchView {
    const { flowId, nodeId, phase, variables } = this.state
    return {
      atMs: this.atMs,
      flowId: flowId ?? this.bench.flow.flowId,
      nodeId,
      phase,
      variables,
      transcript: [...this.told.lines],
      openRequest: this.openRequest,
      outcome: this.outcome,
    }
  }

  private nextDue(): Due | null {
    if (this.openRequest !== null || this.outcome !== null) return null
    let next: Due | null = null
    for (const due of [this.prompt, this.answerDue, this.timer])
      if (due !== null && (next === null || due.at < next.at)) next = due
    return next
  }

  private take(due: Due): void {
    if (due.at > this.now) this.now = due.at
    if (due === this.prompt) this.prompt = null
    if (due === this.timer) this.timer = null
    if (due === this.answerDue) {
      this.answerDue = null
      this.answerWith(due.input)
    } else this.happens(due.input)
  }

  private answerWith(input: IvrInput): void {
    this.told.answered(this.atMs, input)
    this.happens(input)
  }

  private happens(input: IvrInput): void {
    const { step, entered } = traceIvr(this.context, this.state, input, this.now)
    if (step.state.phase !== this.state.phase || step.state.token !== this.state.token) this.phaseSince = this.now
    if (entered.length > 0) this.nodeSince = this.now
    this.state = step.state
    // What stops is heard before what begins; facts tell of the way in between.
    for (const effect of step.effects) if (effect.kind === 'prompt.stop') this.told.promptStopped(this.atMs)
    this.tellFacts(step.facts, entered)
    for (const effect of step.effects) this.carryOut(effect)
    const ended = step.facts.findLast((fact) => fact.kind === 'ivr.ended')
    if (ended !== undefined) this.ended(ended.outcome)
  }

  private tellFacts(facts: readonly Fact[], entered: readonly FlowPlace[]): void {
    let index = 0
    for (const fact of facts) {
      if (fact.kind === 'ivr.nodeEntered') {
        const flow = findFlow(this.context, entered[index++]?.flowId ?? null) ?? this.bench.flow
        this.path.push(fact.nodeId)
        this.told.entered(this.atMs, { flowId: flow.flowId, nodeId: fact.nodeId, label: fact.label })
      } else this.told.fact(this.atMs, fact)
    }
  }

  private carryOut(effect: IvrEffect): void {
    switch (effect.kind) {
      case 'prompt.play':
        this.play(effect)
        return
      case 'prompt.stop':
        this.prompt = null
        return
      case 'timer.set':
        this.timer = { at: effect.at, input: { kind: 'timer.fired', token: effect.token } }
        return
      case 'timer.cancel':
        this.timer = null
        return
      case 'request.cancel':
        this.answerDue = null
        return
      case 'secret.begin':
      case 'secret.end':
        this.told.secret(this.atMs, effect.kind === 'secret.begin')
        return
      case 'call.hangUp':
      case 'call.sendBack':
        return
      default:
        this.askWorld(effect)
    }
  }

  private play({ token, parts }: Extract<IvrEffect, { kind: 'prompt.play' }>): void {
    const lengths = parts.map((part) => lengthOf(part, [this.setup.promptLengths, this.bench.promptLengths]))
    this.told.promptStarted(this.atMs, parts, lengths)
    const lengthMs = lengths.reduce((sum, length) => sum + length, 0)
    this.prompt = { at: instant(this.now + lengthMs), input: { kind: 'prompt.finished', token } }
  }

  private askWorld(effect: WorldEffect): void {
    this.told.asked(this.atMs, effect)
    switch (effect.kind) {
      case 'http.request':
        this.request(effect)
        return
      case 'caller.lookup':
        this.answersIn(TAKES_MS.lookup, { kind: 'lookup.result', token: effect.token, caller: this.mocks.caller })
        return
      case 'pin.check':
        this.answersIn(TAKES_MS.pin, { kind: 'pin.checked', token: effect.token, result: this.mocks.pin() })
        return
      case 'call.queue':
        this.expected.queued = { kind: 'queued', queueId: effect.queueId }
        return
      case 'call.transfer':
        this.expected.transferred = { kind: 'transferred', target: targetOf(effect.to) }
        this.answersIn(TAKES_MS.ring, {
          kind: 'transfer.finished',
          token: effect.token,
          connected: this.mocks.transfer(),
        })
        return
      case 'voicemail.record': {
        const { voicemailMs } = this.setup
        this.expected.voicemail = { kind: 'voicemail', boxId: effect.boxId }
        this.answersIn(voicemailMs, { kind: 'voicemail.finished', token: effect.token, left: voicemailMs > 0 })
        return
      }
      case 'callback.request':
        this.expected.callback = { kind: 'callback', queueId: effect.queueId, number: effect.number }
    }
  }

  private request({ token, method, url }: Extract<IvrEffect, { kind: 'http.request' }>): void {
    const nodeId = this.state.nodeId ?? ''
    const mock = this.mocks.http(nodeId)
    if (mock === null) {
      this.unmocked.push(nodeId)
      if (this.holdUnmocked) this.openRequest = { token, nodeId, method, url }
      else this.answersIn(0, { kind: 'http.failed', token, why: 'failed' })
      return
    }
    const input = inputOf(mock.answer, token)
    if (input !== null) this.answersIn(mock.afterMs, input)
  }

  private answersIn(afterMs: DurationMs, input: IvrInput): void {
    this.answerDue = { at: instant(this.now + afterMs), input }
  }

  /** The flow is over; after a queue the talk may follow, and what comes after it. */
  private ended(how: FactOf<'ivr.ended'>['outcome']): void {
    const { talkMs } = this.setup
    const outcome = this.expected[how] ?? plainOutcome(how)
    this.told.ended(this.atMs, outcome)
    if (outcome.kind !== 'queued' || talkMs === null) {
      this.outcome = outcome
      return
    }
    const { queueId } = outcome
    const surveyId = this.bench.queueSurveys?.[queueId] ?? null
    this.now = instant(this.now + TAKES_MS.queue + talkMs)
    this.told.talked(this.atMs, talkMs)
    const before = this.state
    this.happens({ kind: 'talk.ended', agentId: AGENT_ID, queueId, surveyId })
    if (this.state === before) this.outcome = outcome
  }
}

type WorldEffect = Extract<
  IvrEffect,
  {
    kind:
      | 'http.request'
      | 'caller.lookup'
      | 'pin.check'
      | 'call.queue'
      | 'call.transfer'
      | 'voicemail.record'
      | 'callback.request'
  }
>

function plainOutcome(how: FactOf<'ivr.ended'>['outcome']): FlowOutcome {
  return how === 'hungUp' || how === 'callerLeft' || how === 'failed' || how === 'returned'
    ? { kind: how }
    : { kind: 'unfinished' }
}

function targetOf(to: Extract<IvrEffect, { kind: 'call.transfer' }>['to']): string {
  switch (to.kind) {
    case 'agent':
      return to.agentId
    case 'number':
      return to.number
    case 'extension':
      return to.extension
    case 'onCall':
      return to.listId
    default:
      return assertNever(to, 'target of a transfer')
  }
}
