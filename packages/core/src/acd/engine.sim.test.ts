import { describe, expect, it } from 'vitest'
import { factSchema } from '../contracts/journal.ts'
import { CallLedger, findFaults } from '../testing/acd-invariants.ts'
import { simulateDay, type SimulatedStep } from '../testing/acd-simulation.ts'
import { emptyAcdState } from './engine.ts'
import { AcdPool } from './pool.ts'
import type { AcdInput, AcdState } from './step-types.ts'
import { instant } from '../time.ts'

/** A seed that failed once stays in the list. */
const SEEDS = [1, 2, 3, 5, 8, 13, 21, 34, 55, 89]
const STEPS = 2_000

describe.each(SEEDS)('a simulated day with seed %i', { timeout: 60_000 }, (seed) => {
  it('keeps every invariant after every step', () => {
    const ledger = new CallLedger()
    let steps = 0
    simulateDay({ seed, stepsCount: STEPS }, ({ input, step }, timerIds) => {
      steps++
      ledger.take(step)
      const faults = [...findFaults(step, timerIds), ledger.findFault(step.state)].filter((fault) => fault !== null)
      if (faults.length > 0)
        throw new Error(`seed ${String(seed)} step ${String(steps)} ${JSON.stringify(input)}\n${faults.join('\n')}`)
    })
    // A day in which little happens proves little.
    expect(ledger.counts.answered).toBeGreaterThan(40)
    expect(ledger.counts.abandoned).toBeGreaterThan(20)
    expect(ledger.counts.elsewhere).toBeGreaterThan(10)
    expect(ledger.counts.dials).toBeGreaterThan(2)
  })

  it('answers each command exactly once, and says why when nothing comes of an input', () => {
    simulateDay({ seed, stepsCount: STEPS }, ({ input, step }) => {
      const replies = step.effects.filter((effect) => effect.kind === 'command.reply')
      expect(replies.length, JSON.stringify(input)).toBe('commandId' in input ? 1 : 0)
      const isSilent = step.facts.length === 0 && step.effects.length === 0 && step.ignored === null
      if (isSilent)
        expect([
          'queue.configured',
          'queue.removed',
          'agent.phoneRegistered',
          'agent.phoneLost',
          'agent.queuesWithdrawn',
          'agent.configured',
          'tenant.configured',
          // The last of several phones that did not answer decides; and who waits in a flow goes without a word.
          'call.callerLeft',
          'timer.fired',
          // Nothing is done for a caller who may be gone, or for whom nobody is free.
          'call.silent',
          'call.heard',
        ]).toContain(input.kind)
    })
  })

  it('replays from its written log to the same states, effects and facts, bit for bit', () => {
    const log: string[] = []
    const expected: string[] = []
    simulateDay({ seed, stepsCount: STEPS }, ({ input, now, step }) => {
      log.push(JSON.stringify({ input, now }))
      expected.push(JSON.stringify(step))
    })
    let pool = AcdPool.empty()
    log.forEach((line, index) => {
      const { input, now } = JSON.parse(line) as Pick<SimulatedStep, 'now'> & { input: AcdInput }
      // Now and then another pool takes over, from what was written: nothing may depend on identity, on a hidden field or on how an index came about.
      if (index % 7 === 0) pool = AcdPool.restore(JSON.parse(JSON.stringify(pool.snapshot())) as AcdState)
      const outcome = pool.apply(input, instant(now))
      expect(JSON.stringify({ state: pool.snapshot(), ...outcome })).toBe(expected[index])
    })
  })
})

it('tells only facts the journal accepts, and changes no state it was given', () => {
  let before: AcdState = emptyAcdState()
  let frozen = JSON.stringify(before)
  simulateDay({ seed: 144, stepsCount: 1_000 }, ({ step }) => {
    for (const { fact } of step.facts) factSchema.parse(fact)
    expect(JSON.stringify(before)).toBe(frozen)
    before = step.state
    frozen = JSON.stringify(before)
  })
})
