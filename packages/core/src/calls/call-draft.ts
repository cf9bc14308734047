import type { AcdInput } from '../acd/step-types.ts'
import type { Fact } from '../contracts/journal.ts'
import type { LegId } from '../ids.ts'
import type { Instant } from '../time.ts'
import type { AgentLeg, CallEffect, CallState, CallStep } from './call-types.ts'

/** One step of a call in the making. */
export class CallDraft {
  readonly now: Instant
  state: CallState
  ignored: string | null = null
  private readonly effects: CallEffect[] = []
  private readonly facts: Fact[] = []

  constructor(state: CallState, now: Instant) {
    this.state = state
    this.now = now
  }

  update(changes: Partial<CallState>): void {
    this.state = { ...this.state, ...changes }
  }

  effect(effect: CallEffect): void {
    this.effects.push(effect)
  }

  fact(fact: Fact): void {
    this.facts.push(fact)
  }

  ignore(why: string): void {
    this.ignored = why
  }

  tellEngine(input: AcdInput): void {
    this.effect({ kind: 'acd', input })
  }

  agentLeg(legId: LegId): AgentLeg | undefined {
    return this.state.agentLegs.find(({ leg }) => leg.legId === legId)
  }

  /** Legs stay in the order in which they were rung. */
  putAgentLeg(agentLeg: AgentLeg): void {
    const { agentLegs } = this.state
    const isKnown = this.agentLeg(agentLeg.leg.legId) !== undefined
    const put = agentLegs.map((each) => (each.leg.legId === agentLeg.leg.legId ? agentLeg : each))
    this.update({ agentLegs: isKnown ? put : [...agentLegs, agentLeg] })
  }

  finish(): CallStep {
    const { state, effects, facts } = this
    return { state, effects, facts, ignored: effects.length + facts.length > 0 ? null : this.ignored }
  }
}

export const isOver = ({ leg }: AgentLeg): boolean => leg.phase === 'ended' || leg.phase === 'cancelling'
