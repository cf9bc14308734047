import type { Fact } from '../contracts/journal.ts'
import type { FlowId, SurveyId } from '../ids.ts'
import { startIvr, stepIvr } from '../ivr/interpreter.ts'
import type { DtmfDigit, Flow } from '../ivr/flow.ts'
import { UNKNOWN } from '../ivr/nodes/lookup.ts'
import type {
  IvrContext,
  IvrEffect,
  IvrInput,
  IvrState,
  LookedUpCaller,
  PromptPart,
  RequestText,
} from '../ivr/step-types.ts'
import { instant } from '../time.ts'
import { idOf } from './acd-builders.ts'
import { describeFact } from './describe-fact.ts'
import { parseDuration, SimulatedClock, timeOfDay } from './simulated-clock.ts'

const TIMER = 'ivr'

type StoryOptions = Partial<Omit<IvrContext, 'flow'>> & { readonly startsAt?: string }

/** A caller in a flow, on a simulated clock: what the caller does and hears, in the order it happens. */
export class IvrStory {
  state: IvrState
  readonly context: IvrContext
  private readonly clock: SimulatedClock
  private timerToken = 0
  private lines: string[] = []
  private readonly told: Fact[] = []

  constructor(flow: Flow, options: StoryOptions = {}) {
    const { startsAt: _, ...context } = options
    this.context = { flow, hours: [], ...context }
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

  /** A service answers the present request. */
  serviceAnswers(status: number, body = ''): this {
    return this.happens({ kind: 'http.answered', token: this.state.token, status, body })
  }

  serviceFails(why: 'timeout' | 'failed' = 'failed'): this {
    return this.happens({ kind: 'http.failed', token: this.state.token, why })
  }

  /** The look-up finds this. */
  isFoundAs(caller: Partial<LookedUpCaller>): this {
    const found = { ...UNKNOWN, isKnown: true, ...caller }
    return this.happens({ kind: 'lookup.result', token: this.state.token, caller: found })
  }

  pinIs(result: 'correct' | 'wrong' | 'unavailable'): this {
    return this.happens({ kind: 'pin.checked', token: this.state.token, result })
  }

  leavesMessage(left = true): this {
    return this.happens({ kind: 'voicemail.finished', token: this.state.token, left })
  }

  transferEnds(connected: boolean): this {
    return this.happens({ kind: 'transfer.finished', token: this.state.token, connected })
  }

  /** The agent has hung up. */
  talkEnds(surveyId: SurveyId | null = null): this {
    return this.happens({
      kind: 'talk.ended',
      agentId: idOf('agent', 'mei'),
      queueId: idOf('queue', 'repair'),
      surveyId,
    })
  }

  agentSendsTo(flowId: FlowId | null, nodeId: string | null = null): this {
    return this.happens({ kind: 'flow.resume', flowId, nodeId, returns: true })
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

  /** The call has begun; what came of it is not looked at yet. */
  expectStart(): this {
    const [first] = this.lines.splice(0, 1)
    if (first !== 'ivr.started') throw new Error(`the flow did not start but ${String(first)}`)
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

export function describeEffect(effect: IvrEffect): string {
  switch (effect.kind) {
    case 'prompt.play':
      return `* plays ${effect.parts.map(describePart).join(' + ')}`
    case 'call.queue': {
      const skills = effect.skills.map(
        ({ skillId, proficiencyMin }) => ` ${skillId.slice(4)}>=${String(proficiencyMin)}`,
      )
      return `* queues in ${effect.queueId.slice(4)}${skills.join('')} ${JSON.stringify(effect.variables)}`
    }
    case 'http.request': {
      const headers = effect.headers.map(({ name, value }) => ` ${name}=${describeText(value)}`).join('')
      const body = effect.body === null ? '' : ` ${describeText(effect.body)}`
      const digits = Object.keys(effect.secretDigits).length === 0 ? '' : ` ${JSON.stringify(effect.secretDigits)}`
      return `* ${effect.method} ${effect.url}${headers}${body}${digits}`
    }
    case 'caller.lookup':
      return `* looks up ${effect.number}`
    case 'pin.check':
      return `* checks ${effect.secretDigits} of ${effect.number}`
    case 'call.transfer':
      return `* transfers to ${Object.values(effect.to).join(' ')}`
    case 'voicemail.record':
      return `* records for ${effect.boxId.slice(4)}`
    case 'callback.request':
      return `* calls back ${effect.number} from ${effect.queueId.slice(4)}`
    case 'call.sendBack':
      return `* sends back ${JSON.stringify(effect.variables)}`
    default:
      return `* ${effect.kind}`
  }
}

const describeText = (text: RequestText): string =>
  text.map((piece) => (piece.kind === 'text' ? piece.text : `<${piece.kind} ${piece.name}>`)).join('')

function describePart(part: PromptPart): string {
  if (part.kind === 'prompt') return part.promptId.slice(4)
  return part.kind === 'text' ? `"${part.text}"` : `${part.mode} ${part.value}`
}
