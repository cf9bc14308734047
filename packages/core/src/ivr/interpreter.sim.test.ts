import { describe, expect, it } from 'vitest'
import { factSchema, type Fact } from '../contracts/journal.ts'
import { idOf } from '../testing/acd-builders.ts'
import { satisfactionSurvey } from '../testing/flow-builders.ts'
import { randomFlow } from '../testing/random-flow.ts'
import { SeededRandom } from '../testing/seeded-random.ts'
import { instant } from '../time.ts'
import type { DtmfDigit } from './flow.ts'
import { startIvr, stepIvr } from './interpreter.ts'
import { UNKNOWN } from './nodes/lookup.ts'
import type { IvrContext, IvrEffect, IvrInput, IvrState, IvrStep } from './step-types.ts'

const SEEDS = [1, 2, 3, 5, 8, 13, 21, 34, 55, 89]
const FLOWS = ['main', 'second', 'third']
/** What callers key in while keys are a secret; nothing else in a call looks like it. */
const SECRET_KEY: DtmfDigit = '7'
const OPEN_KEYS: readonly DtmfDigit[] = ['0', '1', '2', '3', '4', '5', '6', '8', '9', '*', '#']

type Answering = 'http' | 'lookup' | 'pin' | 'voicemail' | 'transfer'
const ANSWERED_AS: Partial<Record<IvrEffect['kind'], Answering>> = {
  'http.request': 'http',
  'caller.lookup': 'lookup',
  'pin.check': 'pin',
  'voicemail.record': 'voicemail',
  'call.transfer': 'transfer',
}

const ANSWERS: ReadonlySet<IvrInput['kind']> = new Set([
  'http.answered',
  'http.failed',
  'lookup.result',
  'pin.checked',
  'voicemail.finished',
  'transfer.finished',
])

/** What the media service has going for the call, by the effects so far. */
class Outside {
  promptToken: number | null = null
  timerToken: number | null = null
  asked: { readonly what: Answering; readonly token: number } | null = null
  isSecret = false

  take(effect: IvrEffect): void {
    if (effect.kind === 'prompt.play') this.promptToken = only(this.promptToken, effect.token, 'prompts')
    if (effect.kind === 'timer.set') this.timerToken = only(this.timerToken, effect.token, 'timers')
    if (effect.kind === 'prompt.stop') this.promptToken = null
    if (effect.kind === 'timer.cancel') this.timerToken = null
    if (effect.kind === 'request.cancel') this.asked = null
    const what = ANSWERED_AS[effect.kind]
    if (what !== undefined && 'token' in effect) {
      if (this.asked !== null) throw new Error('two questions at once')
      this.asked = { what, token: effect.token }
    }
    if (effect.kind === 'secret.begin' || effect.kind === 'secret.end') {
      const begins = effect.kind === 'secret.begin'
      if (begins === this.isSecret) throw new Error(`${effect.kind} twice`)
      this.isSecret = begins
    }
  }

  /** What ended by itself is no longer going on outside, before the interpreter hears of it. */
  settle(input: IvrInput): void {
    // Who leaves a message or is being transferred is let go by those who do that.
    if (input.kind === 'caller.left' && (this.asked?.what === 'voicemail' || this.asked?.what === 'transfer'))
      this.asked = null
    if (!('token' in input)) return
    if (input.kind === 'prompt.finished' && input.token === this.promptToken) this.promptToken = null
    else if (input.kind === 'timer.fired' && input.token === this.timerToken) this.timerToken = null
    else if (ANSWERS.has(input.kind) && input.token === this.asked?.token) this.asked = null
  }

  /** The tokens of what goes on; a request and the timer that watches it have one. */
  tokens(): ReadonlySet<number> {
    return new Set([this.promptToken, this.timerToken, this.asked?.token ?? null].filter((token) => token !== null))
  }
}

function only(present: number | null, token: number, what: string): number {
  if (present !== null) throw new Error(`two ${what} at once`)
  return token
}

function randomInput(random: SeededRandom, outside: Outside, state: IvrState): IvrInput {
  const { asked, promptToken, timerToken } = outside
  if (random.chance(0.01)) return { kind: 'caller.left' }
  if (state.phase === 'queued' || state.phase === 'handedOver') return afterwards(random)
  if (random.chance(0.1)) return { kind: 'prompt.finished', token: random.between(0, 5) }
  if (random.chance(0.1)) return { kind: 'timer.fired', token: random.between(0, 5) }
  if (random.chance(0.03)) return afterwards(random)
  if (asked !== null && random.chance(0.7)) return answer(random, asked)
  if (random.chance(0.5))
    return { kind: 'dtmf.received', digit: outside.isSecret && random.chance(0.8) ? SECRET_KEY : pickKey(random) }
  if (promptToken !== null) return { kind: 'prompt.finished', token: promptToken }
  if (timerToken !== null) return { kind: 'timer.fired', token: timerToken }
  return asked === null ? { kind: 'flow.start' } : answer(random, asked)
}

const pickKey = (random: SeededRandom): DtmfDigit => random.pick(OPEN_KEYS) ?? '1'

function answer(random: SeededRandom, { what, token }: { what: Answering; token: number }): IvrInput {
  switch (what) {
    case 'http':
      return random.chance(0.2)
        ? { kind: 'http.failed', token, why: random.chance(0.5) ? 'timeout' : 'failed' }
        : { kind: 'http.answered', token, status: random.pick([200, 404, 500]) ?? 200, body: '{"a":"b"}' }
    case 'lookup':
      return { kind: 'lookup.result', token, caller: { ...UNKNOWN, isKnown: random.chance(0.5), memberNumber: 'M' } }
    case 'pin':
      return { kind: 'pin.checked', token, result: random.pick(['correct', 'wrong', 'unavailable']) ?? 'wrong' }
    case 'voicemail':
      return { kind: 'voicemail.finished', token, left: random.chance(0.5) }
    case 'transfer':
      return { kind: 'transfer.finished', token, connected: random.chance(0.3) }
  }
}

/** The queue gives the call up, an agent sends the caller into a flow, or hangs up. */
function afterwards(random: SeededRandom): IvrInput {
  if (random.chance(0.5))
    return {
      kind: 'talk.ended',
      agentId: idOf('agent', 'mei'),
      queueId: idOf('queue', 'repair'),
      surveyId: random.chance(0.3) ? satisfactionSurvey.surveyId : null,
    }
  const flowId = random.chance(0.9) ? idOf('flow', random.pick(FLOWS) ?? 'main') : null
  return { kind: 'flow.resume', flowId, nodeId: null, returns: random.chance(0.5) }
}

/** Secret keys are in the effects that hand them over and in `secretDigits` of the state, and in nothing else. */
function expectSecretsKept({ state, effects, facts }: IvrStep): void {
  const { secretDigits, token: _, nodesWithoutInput: _count, lastMenu: _depth, ...open } = state
  const told = [
    ...facts.map((fact) => without(fact, ['attempt'])),
    ...effects.map((effect) => without(effect, ['secretDigits', 'token', 'at'])),
    open,
  ]
  if (JSON.stringify(told).includes(SECRET_KEY)) throw new Error(`a secret key is told: ${JSON.stringify(told)}`)
  if (!state.isSecret && Object.keys(secretDigits).length > 0) throw new Error('secret digits are kept')
}

const without = (told: Fact | IvrEffect, fields: readonly string[]): object =>
  Object.fromEntries(Object.entries(told).filter(([name]) => !fields.includes(name)))

/** After the end nothing is heard any more. */
function expectDeaf(context: IvrContext, state: IvrState): void {
  const { token } = state
  const inputs: readonly IvrInput[] = [
    { kind: 'flow.start' },
    { kind: 'flow.resume', flowId: null, nodeId: null, returns: false },
    { kind: 'dtmf.received', digit: '1' },
    { kind: 'prompt.finished', token },
    { kind: 'timer.fired', token },
    { kind: 'http.failed', token, why: 'failed' },
    { kind: 'voicemail.finished', token, left: true },
    { kind: 'caller.left' },
  ]
  for (const input of inputs)
    expect(stepIvr(context, state, input, instant(1))).toEqual({ state, effects: [], facts: [] })
}

const countOf = (facts: readonly Fact[], kind: Fact['kind']): number =>
  facts.filter((fact) => fact.kind === kind).length

describe.each(SEEDS)('callers lost in odd flows, seed %i', (seed) => {
  it('are never left waiting for nothing, every flow ends once, and no secret is told', () => {
    const random = new SeededRandom(seed)
    const seen = new Set<string>()
    let ended = 0
    for (let run = 0; run < 60; run++) {
      const flows = FLOWS.map((name) => randomFlow(random, name, FLOWS))
      const [flow] = flows
      if (flow === undefined) return
      const context: IvrContext = { flow, flows, hours: [], surveys: [satisfactionSurvey], ani: '13800138000' }
      let state: IvrState = startIvr({ callId: idOf('call', 'call-a'), flowVersionId: flow.flowVersionId })
      const outside = new Outside()
      let [begun, over] = [0, 0]
      for (let count = 0; count < 300 && state.phase !== 'ended'; count++) {
        const input = count === 0 ? ({ kind: 'flow.start' } as const) : randomInput(random, outside, state)
        outside.settle(input)
        const before = JSON.stringify(state)
        const step = stepIvr(context, state, input, instant(1_111_111_111_111))
        expect(JSON.stringify(state)).toBe(before)
        state = step.state
        step.effects.forEach((effect) => outside.take(effect))
        for (const fact of step.facts) if (fact.kind === 'ivr.nodeEntered') seen.add(fact.nodeKind)
        for (const fact of step.facts) factSchema.parse(fact)
        expectSecretsKept(step)
        begun += countOf(step.facts, 'ivr.started')
        over += countOf(step.facts, 'ivr.ended')
        const isOver = ['queued', 'handedOver', 'ended'].includes(state.phase)
        const goingOn = [...outside.tokens()]
        const isSound = isOver
          ? begun === over && goingOn.length === 0 && !outside.isSecret
          : begun === over + 1 && goingOn.length === 1 && goingOn[0] === state.token
        if (!isSound || outside.isSecret !== state.isSecret)
          throw new Error(
            `seed ${String(seed)} run ${String(run)} ${JSON.stringify({ input, state, begun, over, goingOn })}`,
          )
      }
      if (state.phase === 'ended') expectDeaf(context, state)
      ended += over
    }
    expect(ended).toBeGreaterThan(50)
    expect(seen.size).toBeGreaterThan(20)
  })
})
