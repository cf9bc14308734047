import { describe, expect, it } from 'vitest'
import { factSchema } from '../contracts/journal.ts'
import { idOf } from '../testing/acd-builders.ts'
import { buildFlow, collect, hangUp, hours, menu, play, queue } from '../testing/flow-builders.ts'
import { SeededRandom } from '../testing/seeded-random.ts'
import { instant } from '../time.ts'
import type { DtmfDigit, Flow, FlowNode } from './flow.ts'
import { startIvr, stepIvr } from './interpreter.ts'
import type { IvrContext, IvrEffect, IvrInput, IvrState } from './step-types.ts'

const SEEDS = [1, 2, 3, 5, 8, 13, 21, 34, 55, 89]
const DIGITS: readonly DtmfDigit[] = ['0', '1', '2', '3', '4', '5', '6', '7', '8', '9', '*', '#']

/** Flows as nobody would draw them: ways that lead anywhere, also in circles, to nothing and to nodes that are not there. */
function randomFlow(random: SeededRandom): Flow {
  const names = Array.from({ length: random.between(1, 12) }, (_, index) => `node-${String(index)}`)
  const somewhere = (): string | null =>
    random.chance(0.1) ? null : random.chance(0.03) ? 'gone' : (random.pick(names) ?? null)
  const anywhere = (): string => somewhere() ?? 'gone'
  const nodes = names.map((name): FlowNode => {
    const kinds: readonly (() => FlowNode)[] = [
      () => play(name, { interruptible: random.chance(0.5), next: somewhere() }),
      () =>
        menu(name, {
          choices: { 1: anywhere(), 2: anywhere() },
          attemptsMax: random.between(1, 3),
          invalidPromptId: random.chance(0.5) ? idOf('prompt', 'invalid') : null,
          onFailure: somewhere(),
        }),
      () => collect(name, { digitsMin: 2, digitsMax: random.between(1, 4), next: somewhere(), onFailure: somewhere() }),
      () => hours(name, { onOpen: somewhere(), onClosed: somewhere() }),
      () => queue(name),
      () => hangUp(name),
    ]
    // Queues and hang-ups end a walk: few of them, so that callers get about.
    return (random.pick(random.chance(0.85) ? kinds.slice(0, 4) : kinds) ?? (() => hangUp(name)))()
  })
  return buildFlow(...nodes)
}

/** What the media service has going for the call, by the effects so far. */
class Outside {
  promptToken: number | null = null
  timerToken: number | null = null

  take(effect: IvrEffect): void {
    if (effect.kind === 'prompt.play') {
      if (this.promptToken !== null) throw new Error('two prompts at once')
      this.promptToken = effect.token
    }
    if (effect.kind === 'timer.set') {
      if (this.timerToken !== null) throw new Error('two timers at once')
      this.timerToken = effect.token
    }
    if (effect.kind === 'prompt.stop') this.promptToken = null
    if (effect.kind === 'timer.cancel') this.timerToken = null
  }
}

function randomInput(random: SeededRandom, outside: Outside): IvrInput {
  if (random.chance(0.01)) return { kind: 'caller.left' }
  if (random.chance(0.1)) return { kind: 'prompt.finished', token: random.between(0, 5) }
  if (random.chance(0.1)) return { kind: 'timer.fired', token: random.between(0, 5) }
  if (random.chance(0.4)) return { kind: 'dtmf.received', digit: random.pick(DIGITS) ?? '1' }
  if (outside.promptToken !== null) return { kind: 'prompt.finished', token: outside.promptToken }
  if (outside.timerToken !== null) return { kind: 'timer.fired', token: outside.timerToken }
  return { kind: 'flow.start' }
}

/** What ended by itself is no longer going on outside, before the interpreter hears of it. */
function settle(outside: Outside, input: IvrInput): void {
  if (input.kind === 'prompt.finished' && input.token === outside.promptToken) outside.promptToken = null
  if (input.kind === 'timer.fired' && input.token === outside.timerToken) outside.timerToken = null
}

/** After the end nothing is heard any more. */
function expectDeaf(context: IvrContext, state: IvrState): void {
  const inputs: readonly IvrInput[] = [
    { kind: 'flow.start' },
    { kind: 'dtmf.received', digit: '1' },
    { kind: 'prompt.finished', token: state.token },
    { kind: 'timer.fired', token: state.token },
    { kind: 'caller.left' },
  ]
  for (const input of inputs)
    expect(stepIvr(context, state, input, instant(1))).toEqual({ state, effects: [], facts: [] })
}

describe.each(SEEDS)('callers lost in odd flows, seed %i', (seed) => {
  it('are never left waiting for nothing, and every flow ends once', () => {
    const random = new SeededRandom(seed)
    let ended = 0
    for (let run = 0; run < 60; run++) {
      const context = { flow: randomFlow(random), hours: [] }
      let state: IvrState = startIvr({ callId: idOf('call', 'call-a'), flowVersionId: context.flow.flowVersionId })
      const outside = new Outside()
      let endings = 0
      for (let count = 0; count < 200 && endings === 0; count++) {
        const input = count === 0 ? ({ kind: 'flow.start' } as const) : randomInput(random, outside)
        settle(outside, input)
        const before = JSON.stringify(state)
        const step = stepIvr(context, state, input, instant(1_772_442_000_000 + count))
        expect(JSON.stringify(state)).toBe(before)
        state = step.state
        step.effects.forEach((effect) => outside.take(effect))
        for (const fact of step.facts) factSchema.parse(fact)
        endings += step.facts.filter((fact) => fact.kind === 'ivr.ended').length
        const isOver = state.phase === 'queued' || state.phase === 'ended'
        const goingOn = [outside.promptToken, outside.timerToken].filter((token) => token !== null)
        const isSound = isOver ? endings === 1 && goingOn.length === 0 : endings === 0 && goingOn[0] === state.token
        if (!isSound || goingOn.length > 1)
          throw new Error(
            `seed ${String(seed)} run ${String(run)} ${JSON.stringify({ input, state, endings, goingOn })}`,
          )
      }
      if (endings > 0) expectDeaf(context, state)
      ended += endings
    }
    expect(ended).toBeGreaterThan(30)
  })
})
