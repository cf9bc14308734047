import type { NotReadyReason } from '../agents/agent-status.ts'
import { emptyAcdState, stepAcd } from '../acd/engine.ts'
import type { AcdEffect, AcdFact, AcdInput, AcdState, PooledAgent, TransferTarget } from '../acd/step-types.ts'
import type { QueueConfig } from '../contracts/snapshot.ts'
import { instant } from '../time.ts'
import { buildQueue, idOf } from './acd-builders.ts'
import { describeFact } from './describe-fact.ts'
import { parseDuration, SimulatedClock, timeOfDay } from './simulated-clock.ts'

type EffectOf<K extends AcdEffect['kind']> = Extract<AcdEffect, { kind: K }>
type Reply = EffectOf<'command.reply'>['result']

/**
 * A contact centre told as a story over a simulated clock: what happens, and which facts occur while time moves. Every fact must be
 * expected: one that is not, or that did not come, fails the story. People and calls go by name (`mei`, `call-a`).
 */
export class AcdStory {
  state: AcdState = emptyAcdState()
  private readonly clock: SimulatedClock
  private readonly told: AcdFact[] = []
  private untold: AcdFact[] = []
  private effects: AcdEffect[] = []
  private commandsCount = 0

  constructor(startsAt = '09:00:00') {
    this.clock = new SimulatedClock(timeOfDay(startsAt))
  }

  queue(name: string, changes: Partial<QueueConfig> = {}): this {
    return this.happens({ kind: 'queue.configured', queue: buildQueue(name, changes) })
  }

  /** Goes to a time of day; timers on the way fire. */
  at(text: string): this {
    return this.moveTo(timeOfDay(text))
  }

  advance(duration: string): this {
    return this.moveTo(instant(this.clock.now + parseDuration(duration)))
  }

  /** An agent who has a phone, is signed in and ready: the usual start of a story. The facts of it are taken as told. */
  agentIsReady(agent: string, queues: readonly string[]): this {
    this.phoneRegisters(agent).signsIn(agent, queues).becomesReady(agent)
    return this.forgetFacts()
  }

  /** Moves on without a word on what has happened so far: for the beginnings of stories. */
  advanceUntold(duration: string): this {
    return this.forgetFacts().moveTo(instant(this.clock.now + parseDuration(duration)))
  }

  forgetFacts(): this {
    this.untold = []
    return this
  }

  phoneRegisters(agent: string): this {
    return this.happens({ kind: 'agent.phoneRegistered', agentId: idOf('agent', agent) })
  }

  phoneIsLost(agent: string): this {
    return this.happens({ kind: 'agent.phoneLost', agentId: idOf('agent', agent) })
  }

  queuesAreWithdrawn(agent: string, queues: readonly string[]): this {
    const queueIds = queues.map((queue) => idOf('queue', queue))
    return this.happens({ kind: 'agent.queuesWithdrawn', agentId: idOf('agent', agent), queueIds })
  }

  signsIn(agent: string, queues: readonly string[], allowed: readonly string[] = queues): this {
    return this.happens({
      kind: 'agent.signIn',
      ...this.command(agent),
      homeTenantId: idOf('tenant', 'operator'),
      device: 'browser',
      queueIds: queues.map((queue) => idOf('queue', queue)),
      allowedQueueIds: allowed.map((queue) => idOf('queue', queue)),
    })
  }

  signsOut(agent: string): this {
    return this.happens({ kind: 'agent.signOut', ...this.command(agent) })
  }

  becomesReady(agent: string): this {
    return this.happens({ kind: 'agent.ready', ...this.command(agent) })
  }

  becomesNotReady(agent: string, reason = 'lunch'): this {
    const code: NotReadyReason = { kind: 'code', reasonId: idOf('reason', reason) }
    return this.happens({ kind: 'agent.notReady', ...this.command(agent), reason: code })
  }

  endsWrapUp(agent: string): this {
    return this.happens({ kind: 'agent.endWrapUp', ...this.command(agent) })
  }

  extendsWrapUp(agent: string, by: string): this {
    return this.happens({ kind: 'agent.extendWrapUp', ...this.command(agent), byMs: parseDuration(by) })
  }

  mutes(agent: string, muted = true): this {
    return this.happens({ kind: 'agent.setMuted', ...this.command(agent), muted })
  }

  hangsUp(agent: string, call: string): this {
    return this.happens({ kind: 'agent.hangUp', ...this.command(agent), callId: idOf('call', call) })
  }

  setsDisposition(agent: string, call: string, disposition = 'solved'): this {
    const dispositionId = idOf('disposition', disposition)
    return this.happens({
      kind: 'agent.setDisposition',
      ...this.command(agent),
      callId: idOf('call', call),
      dispositionId,
      note: '',
    })
  }

  transfers(agent: string, call: string, to: TransferTarget): this {
    return this.happens({ kind: 'agent.transfer', ...this.command(agent), callId: idOf('call', call), to })
  }

  callWaits(call: string, queue: string, priority = 0, tenant = 'heating'): this {
    return this.happens({
      kind: 'call.enqueue',
      callId: idOf('call', call),
      tenantId: idOf('tenant', tenant),
      queueId: idOf('queue', queue),
      priority,
    })
  }

  callerLeaves(call: string): this {
    return this.happens({ kind: 'call.callerLeft', callId: idOf('call', call) })
  }

  phoneAnswers(agent: string, call: string, presentation = 1, leg = `${call}-${agent}-${String(presentation)}`): this {
    return this.happens({
      kind: 'presentation.answered',
      callId: idOf('call', call),
      agentId: idOf('agent', agent),
      presentation,
      legId: idOf('leg', leg),
    })
  }

  phoneFails(agent: string, call: string, outcome: 'declined' | 'unreachable', presentation = 1): this {
    const sipStatus = outcome === 'declined' ? 603 : 480
    const subject = { callId: idOf('call', call), agentId: idOf('agent', agent) }
    return this.happens({ kind: 'presentation.failed', ...subject, presentation, outcome, sipStatus })
  }

  holds(agent: string, call: string): this {
    return this.happens({ kind: 'talk.held', callId: idOf('call', call), agentId: idOf('agent', agent) })
  }

  retrieves(agent: string, call: string): this {
    return this.happens({ kind: 'talk.retrieved', callId: idOf('call', call), agentId: idOf('agent', agent) })
  }

  agentLegEnds(agent: string, call: string, lost = false): this {
    return this.happens({ kind: 'talk.agentLeft', callId: idOf('call', call), agentId: idOf('agent', agent), lost })
  }

  happens(input: AcdInput): this {
    const step = stepAcd(this.state, input, this.clock.now)
    this.state = step.state
    this.told.push(...step.facts)
    this.untold.push(...step.facts)
    this.effects.push(...step.effects)
    for (const effect of step.effects) {
      if (effect.kind === 'timer.set') this.clock.setTimer(effect.timerId, effect.at)
      if (effect.kind === 'timer.cancel') this.clock.cancelTimer(effect.timerId)
    }
    return this
  }

  /** The facts since the last expectation, each in one line, in order; none with no argument. */
  expect(...lines: readonly string[]): this {
    const told = this.untold.map(({ fact }) => describeFact(fact))
    this.untold = []
    const isAsTold = told.length === lines.length && told.every((line, index) => line === lines[index])
    if (!isAsTold) throw new Error(`the story goes otherwise\nexpected:\n${list(lines)}\nbut came:\n${list(told)}`)
    return this
  }

  /** This line is among the facts since the last expectation; the others are taken as told. */
  expectSome(line: string): this {
    const told = this.untold.map(({ fact }) => describeFact(fact))
    this.untold = []
    if (!told.includes(line))
      throw new Error(`the story goes otherwise\nexpected:\n  ${line}\nbut came:\n${list(told)}`)
    return this
  }

  expectSomeEffect(kind: AcdEffect['kind']): this {
    if (this.takeEffects(kind).length === 0) throw new Error(`nothing asked for ${kind}`)
    return this
  }

  factsSoFar(): readonly AcdFact[] {
    return this.told
  }

  /** The effects of these kinds since they were last asked for. */
  takeEffects<K extends AcdEffect['kind']>(...kinds: readonly K[]): readonly EffectOf<K>[] {
    const isAsked = (effect: AcdEffect): effect is EffectOf<K> => kinds.some((kind) => kind === effect.kind)
    const taken = this.effects.filter(isAsked)
    this.effects = this.effects.filter((effect) => !isAsked(effect))
    return taken
  }

  /** The answer to the last command. */
  lastReply(): Reply | undefined {
    return this.takeEffects('command.reply').at(-1)?.result
  }

  agent(agent: string): PooledAgent | undefined {
    return this.state.agents[idOf('agent', agent)]
  }

  /** Ends the story: nothing may be left unsaid. */
  end(): void {
    this.expect()
  }

  private moveTo(target: ReturnType<typeof timeOfDay>): this {
    this.expect()
    this.clock.advanceTo(target, (timerId) => this.happens({ kind: 'timer.fired', timerId }))
    return this
  }

  private command(agent: string) {
    this.commandsCount += 1
    return { commandId: idOf('command', `command-${String(this.commandsCount)}`), agentId: idOf('agent', agent) }
  }
}

const list = (lines: readonly string[]): string => lines.map((line) => `  ${line}`).join('\n')
