import { instant, type Instant } from '../../time.ts'
import type { DtmfDigit } from '../flow-parts.ts'
import type { CallerAct, FlowTest } from '../flow-test.ts'
import { BenchCall } from './bench-call.ts'
import type { FlowTestResult, TestBench, TestFailure } from './bench-types.ts'
import { compareWithExpectation } from './expectation.ts'
import { wrongKeysFor } from './mocks.ts'

/** More happens in no call that a test is about; a flow that goes on for ever is `unfinished`. */
const HAPPENINGS_MAX = 5_000
const CALL_MS_MAX = 4 * 3_600_000

/** Plays the whole call of a test against a flow and compares what came of it with what was to come. */
export function runFlowTest(bench: TestBench, test: FlowTest): FlowTestResult {
  const call = new BenchCall(bench, test)
  const caller = new ScriptedCaller(call, test.acts)
  const endsAt = instant(call.now + CALL_MS_MAX)
  for (let count = 0; count < HAPPENINGS_MAX && call.outcome === null && call.now < endsAt; count++)
    if (!caller.goOn()) break
  const outcome = call.outcome ?? ({ kind: 'unfinished' } as const)
  const failures = [
    ...caller.notReached(),
    ...call.unmocked.slice(0, 1).map(notMocked),
    ...compareWithExpectation(test.expect, {
      path: call.path,
      outcome,
      variables: call.state.variables,
      transcript: call.transcript(),
    }),
  ]
  return {
    name: test.name,
    passed: failures.length === 0,
    path: call.path,
    outcome,
    variables: call.state.variables,
    transcript: call.transcript(),
    failures,
    lengthMs: call.atMs,
  }
}

const notMocked = (nodeId: string): TestFailure => ({
  code: 'http.notMocked',
  place: 'http',
  nodeId,
  expected: nodeId,
  got: '',
})

/** Does one act after the other, each at the first moment that it fits. */
class ScriptedCaller {
  private readonly call: BenchCall
  private readonly acts: readonly CallerAct[]
  private next = 0
  /** When the act before was done, and at which question: one question is answered by one act. */
  private doneAt: Instant
  private doneAtQuestion = ''
  private keys: { readonly at: Instant; readonly key: DtmfDigit }[] = []

  constructor(call: BenchCall, acts: readonly CallerAct[]) {
    this.call = call
    this.acts = acts
    this.doneAt = call.now
  }

  /** The next thing in the call: a key, an act, or what happens without the caller. False when nothing can happen any more. */
  goOn(): boolean {
    const { call } = this
    const dueAt = call.nextDueAt()
    const [key] = this.keys
    if (key !== undefined && isFirst(key.at, dueAt)) {
      this.keys.shift()
      call.advanceTo(key.at)
      call.press(key.key)
      return true
    }
    const act = key === undefined ? this.acts[this.next] : undefined
    const actAt = act === undefined ? null : this.momentOf(act)
    if (act !== undefined && actAt !== null && isFirst(actAt, dueAt)) {
      this.perform(act, actAt)
      return true
    }
    if (act?.kind === 'saysNothing' && actAt !== null) this.done()
    return call.proceed()
  }

  notReached(): readonly TestFailure[] {
    const act = this.acts[this.next]
    return act === undefined || act.kind === 'saysNothing'
      ? []
      : [
          {
            code: 'act.notReached',
            place: `acts.${String(this.next)}`,
            nodeId: act.atNode,
            expected: act.kind,
            got: '',
          },
        ]
  }

  private perform(act: CallerAct, at: Instant): void {
    const keys = keysOf(act, this.call)
    const { now } = this.call
    this.call.advanceTo(at)
    this.done()
    if (act.kind === 'hangsUp') this.call.hangUp()
    const keyMs = act.kind === 'press' ? act.keyMs : 0
    this.keys = keys.map((key, index) => ({ at: instant(Math.max(at, now) + index * keyMs), key }))
  }

  private done(): void {
    this.doneAt = this.call.now
    this.doneAtQuestion = this.question()
    this.next++
  }

  /** When the act fits, as things stand; null: not now. An act that lets the question pass fits when its time is up. */
  private momentOf(act: CallerAct): Instant | null {
    const { call } = this
    const { phase, nodeId } = call.state
    if (act.atNode !== null && act.atNode !== nodeId) return null
    if (act.kind === 'hangsUp') return instant((act.atNode === null ? this.doneAt : call.nodeSince) + act.afterMs)
    if (this.question() === this.doneAtQuestion) return null
    if (act.kind === 'saysNothing') return phase === 'waitingDigit' ? FAR_AWAY : null
    if (act.kind === 'press' && act.during === 'prompt')
      return phase === 'playing' || phase === 'correcting' || phase === 'waitingAnswer'
        ? instant(call.phaseSince + act.afterMs)
        : null
    return phase === 'waitingDigit' ? instant(call.phaseSince + act.afterMs) : null
  }

  /** Names what the caller is being asked: this visit of the node, this part of it, this attempt. */
  private question(): string {
    const { attempt, stage } = this.call.state
    return `${String(this.call.path.length)} ${String(stage)} ${String(attempt)}`
  }
}

const FAR_AWAY = instant(Number.MAX_SAFE_INTEGER)

const isFirst = (at: Instant, dueAt: Instant | null): boolean => dueAt === null || at <= dueAt

function keysOf(act: CallerAct, call: BenchCall): readonly DtmfDigit[] {
  const node = call.currentNode()
  const keys = act.kind === 'press' ? act.keys : act.kind === 'pressWrong' && node !== null ? wrongKeysFor(node) : ''
  return Array.from(keys ?? '') as DtmfDigit[]
}
