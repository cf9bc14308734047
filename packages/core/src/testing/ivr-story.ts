import type { BusinessHours } from '../contracts/snapshot.ts'
import type { Fact } from '../contracts/journal.ts'
import { startIvr, stepIvr } from '../ivr/interpreter.ts'
import type { DtmfDigit, Flow } from '../ivr/flow.ts'
import type { IvrContext, IvrEffect, IvrInput, IvrState, PromptPart } from '../ivr/step-types.ts'
import { instant } from '../time.ts'
import { idOf } from './acd-builders.ts'
import { describeFact } from './describe-fact.ts'
import { parseDuration, SimulatedClock, timeOfDay } from './simulated-clock.ts'

const TIMER = 'ivr'

/** A caller in a flow, on a simulated clock: what the caller does and hears, in the order it happens. */
export class IvrStory {
  state: IvrState
  private readonly context: IvrContext
  private readonly clock: SimulatedClock
  private timerToken = 0
  private lines: string[] = []
  private readonly told: Fact[] = []

  constructor(flow: Flow, options: { readonly hours?: readonly BusinessHours[]; readonly startsAt?: string } = {}) {
    this.context = { flow, hours: options.hours ?? [] }
    this.clock = new SimulatedClock(timeOfDay(options.startsAt ?? '09:00:00'))
    this.state = startIvr({ callId: idOf('call', 'call-a'), flowVersionId: flow.flowVersionId })
  }

  start(): this {
    return this.happens({ kind: 'flow.start' })
  }

  /** The caller hears the present prompt to its end. */
  hearsAll(): this {
    return this.happens({ kind: 'prompt.finished', token: this.state.token })
  }

  presses(digits: string): this {
    for (const digit of digits) this.happens({ kind: 'dtmf.received', digit: digit as DtmfDigit })
    return this
  }

  hangsUp(): this {
    return this.happens({ kind: 'caller.left' })
  }

  advance(duration: string): this {
    this.clock.advanceTo(instant(this.clock.now + parseDuration(duration)), () =>
      this.happens({ kind: 'timer.fired', token: this.timerToken }),
    )
    return this
  }

  happens(input: IvrInput): this {
    const { state, effects, facts } = stepIvr(this.context, this.state, input, this.clock.now)
    this.state = state
    this.told.push(...facts)
    this.lines.push(...facts.map(describeFact))
    effects.forEach((effect) => this.carryOut(effect))
    return this
  }

  /** Facts and effects since the last expectation: exactly these, facts of a step before its effects. Timers are left out. */
  expect(...lines: readonly string[]): this {
    const came = this.lines
    this.lines = []
    const isAsTold = came.length === lines.length && came.every((line, index) => line === lines[index])
    if (!isAsTold) throw new Error(`expected:\n  ${lines.join('\n  ')}\nbut came:\n  ${came.join('\n  ')}`)
    return this
  }

  factsSoFar(): readonly Fact[] {
    return this.told
  }

  private carryOut(effect: IvrEffect): void {
    if (effect.kind === 'timer.set') {
      this.timerToken = effect.token
      this.clock.setTimer(TIMER, effect.at)
    } else if (effect.kind === 'timer.cancel') this.clock.cancelTimer(TIMER)
    else this.lines.push(describeEffect(effect))
  }
}

function describeEffect(effect: IvrEffect): string {
  if (effect.kind === 'prompt.play') return `* plays ${effect.parts.map(describePart).join(' + ')}`
  if (effect.kind === 'call.queue') return `* queues in ${effect.queueId.slice(4)} ${JSON.stringify(effect.variables)}`
  return `* ${effect.kind}`
}

function describePart(part: PromptPart): string {
  if (part.kind === 'prompt') return part.promptId.slice(4)
  return part.kind === 'text' ? `"${part.text}"` : `${part.mode} ${part.value}`
}
