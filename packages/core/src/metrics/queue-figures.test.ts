import { describe, expect, it } from 'vitest'
import { AcdStory } from '../testing/story.ts'
import { idOf } from '../testing/acd-builders.ts'
import { simulateDay } from '../testing/acd-simulation.ts'
import type { Fact } from '../contracts/journal.ts'
import { abandonment, asaMs, countQueue, serviceLevel, type ServiceLevelVariant } from './queue-figures.ts'
import { queuedCallsOf, type QueuedCall } from './queued-call.ts'
import { percentOf } from './share.ts'

const call = (outcome: QueuedCall['outcome']): QueuedCall => ({
  callId: idOf('call', 'call-a'),
  queueId: idOf('queue', 'repair'),
  enqueuedAt: 0,
  outcome,
})
const answered = (seconds: number): QueuedCall => call({ kind: 'answered', waitedMs: seconds * 1_000 })
const abandoned = (seconds: number): QueuedCall => call({ kind: 'abandoned', waitedMs: seconds * 1_000 })

/*
 * wait in s   0    5    10   15   20 | 25   30   40
 * answered    x    x         x    x  |      x           threshold 20 s, short abandon below 5 s
 * abandoned     2       10           |           40
 * waiting                               one
 */
const HOUR = [...[0, 5, 15, 20, 30].map(answered), ...[2, 10, 40].map(abandoned), call({ kind: 'waiting' })]

describe('service level', () => {
  it.each<[ServiceLevelVariant, number, number, number]>([
    ['answeredOfOffered', 4, 7, 57.1],
    ['answeredOfAnswered', 4, 5, 80],
    ['abandonsWithinCountAsMet', 5, 7, 71.4],
    ['abandonsWithinDoNotCount', 4, 6, 66.7],
  ])('%s is %i of %i', (variant, part, whole, percent) => {
    const share = serviceLevel(HOUR, { variant, thresholdMs: 20_000, shortAbandonMs: 5_000 })
    expect(share).toEqual({ part, whole })
    expect(percentOf(share)).toBe(percent)
  })

  it('is no figure when nobody called, and 0 when everybody gave up', () => {
    const rule = { variant: 'answeredOfOffered', thresholdMs: 20_000, shortAbandonMs: 0 } as const
    expect(percentOf(serviceLevel([], rule))).toBeNull()
    expect(percentOf(serviceLevel([abandoned(1)], rule))).toBe(0)
  })

  it('takes a wait of exactly the threshold as met, and one millisecond more as not', () => {
    const rule = { variant: 'answeredOfOffered', thresholdMs: 20_000, shortAbandonMs: 0 } as const
    expect(serviceLevel([answered(20), answered(20.001)], rule)).toEqual({ part: 1, whole: 2 })
  })
})

describe('the other figures of a queue', () => {
  it('average speed of answer leaves out who gave up', () => {
    expect(asaMs(HOUR)).toBe(14_000)
    expect(asaMs([abandoned(40)])).toBeNull()
  })

  it('abandonment leaves out short abandons', () => {
    expect(abandonment(HOUR, 5_000)).toEqual({ part: 2, whole: 7 })
    expect(abandonment(HOUR, 0)).toEqual({ part: 3, whole: 8 })
  })

  it('counts every call in one place', () => {
    expect(countQueue(HOUR, 5_000)).toEqual({
      callsOffered: 9,
      callsAnswered: 5,
      callsAbandoned: 2,
      callsShortAbandoned: 1,
      callsLeft: 0,
      callsWaiting: 1,
      longestWaitMs: 40_000,
    })
  })
})

describe('queued calls from facts', () => {
  it('are answered at the first answer, though the agent was lost and the caller gave up then', () => {
    const story = new AcdStory().queue('repair').agentIsReady('mei', ['repair']).callWaits('call-a', 'repair')
    story.advanceUntold('7s').phoneAnswers('mei', 'call-a').advanceUntold('60s').agentLegEnds('mei', 'call-a', true)
    story.advanceUntold('30s').callerLeaves('call-a')
    const outcomes = queuedCallsOf(story.factsSoFar().map(({ fact }) => fact)).map(({ outcome }) => outcome)
    expect(outcomes).toEqual([{ kind: 'answered', waitedMs: 7_000 }])
  })

  it('add up over a simulated day: offered = answered + abandoned + short abandoned + waiting (seed 4)', () => {
    const facts: Fact[] = []
    simulateDay({ seed: 4, stepsCount: 3_000 }, ({ step }) => facts.push(...step.facts.map(({ fact }) => fact)))
    const calls = queuedCallsOf(facts)
    const counts = countQueue(calls, 3_000)
    const offered = facts.filter((fact) => fact.kind === 'call.queued')
    // Overflow brings a call into another queue: it is counted in the first.
    expect(counts.callsOffered).toBe(new Set(offered.map((fact) => fact.callId)).size)
    expect(counts.callsAnswered).toBeGreaterThan(50)
    expect(counts.callsOffered).toBe(
      counts.callsAnswered +
        counts.callsAbandoned +
        counts.callsShortAbandoned +
        counts.callsLeft +
        counts.callsWaiting,
    )
  })
})
