import { describe, expect, it } from 'vitest'
import { AcdStory } from '../testing/story.ts'
import { idOf } from '../testing/acd-builders.ts'
import { timeOfDay } from '../testing/simulated-clock.ts'
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
  const queuedOf = (story: AcdStory): readonly QueuedCall[] => queuedCallsOf(story.factsSoFar().map(({ fact }) => fact))
  const outcomesOf = (story: AcdStory) => queuedOf(story).map(({ outcome }) => outcome)
  /** After 30 s the caller asks to be called back, at most twice. */
  const calledBack = (): AcdStory =>
    new AcdStory()
      .queue('repair')
      .callWaits('call-a', 'repair')
      .advanceUntold('30s')
      .happens({
        kind: 'call.chose',
        callId: idOf('call', 'call-a'),
        choice: {
          kind: 'callback',
          callbackId: idOf('callback', 'back'),
          number: '13900000000',
          attemptsMax: 2,
          retryAfterMs: 60_000,
        },
      })

  it('are answered at the first answer, though the agent was lost and the caller gave up then', () => {
    const story = new AcdStory().queue('repair').agentIsReady('mei', ['repair']).callWaits('call-a', 'repair')
    story.advanceUntold('7s').phoneAnswers('mei', 'call-a').advanceUntold('60s').agentLegEnds('mei', 'call-a', true)
    story.advanceUntold('30s').callerLeaves('call-a')
    const outcomes = queuedCallsOf(story.factsSoFar().map(({ fact }) => fact)).map(({ outcome }) => outcome)
    expect(outcomes).toEqual([{ kind: 'answered', waitedMs: 7_000 }])
  })

  it('are answered once, after the whole wait, when a caller who left to be called back is reached', () => {
    const story = calledBack().agentIsReady('mei', ['repair']).phoneAnswers('mei', 'back-1')
    expect(outcomesOf(story)).toEqual([{ kind: 'left', waitedMs: 30_000 }])
    story.advanceUntold('15s').happens({ kind: 'callback.failed', callId: idOf('call', 'back-1'), outcome: 'busy' })
    story.advanceUntold('60s').phoneAnswers('mei', 'back-2').advanceUntold('5s')
    story.happens({ kind: 'callback.answered', callId: idOf('call', 'back-2') })
    // 30 s until the key, 15 s of the attempt in vain, 60 s of rest; the 5 s in which it rang at the caller were no wait for an agent.
    const answeredOnce = { kind: 'answered', waitedMs: 105_000 }
    expect(outcomesOf(story)).toEqual([answeredOnce])
    story.callerLeaves('back-2')
    expect(outcomesOf(story)).toEqual([answeredOnce])
    const rule = { variant: 'answeredOfOffered', thresholdMs: 105_000, shortAbandonMs: 0 } as const
    expect(serviceLevel(queuedOf(story), rule)).toEqual({ part: 1, whole: 1 })
  })

  it('count nowhere in the service level when the callback is given up or called off', () => {
    const rule = { variant: 'answeredOfOffered', thresholdMs: 20_000, shortAbandonMs: 0 } as const
    const givenUp = calledBack().agentIsReady('mei', ['repair'])
    for (const attempt of ['back-1', 'back-2']) {
      givenUp.phoneAnswers('mei', attempt)
      givenUp
        .happens({ kind: 'callback.failed', callId: idOf('call', attempt), outcome: 'noAnswer' })
        .advanceUntold('60s')
    }
    const calledOff = calledBack().happens({ kind: 'callback.cancel', callbackId: idOf('callback', 'back') })
    for (const story of [givenUp, calledOff]) {
      expect(outcomesOf(story)).toEqual([{ kind: 'left', waitedMs: 30_000 }])
      expect(serviceLevel(queuedOf(story), rule)).toEqual({ part: 0, whole: 0 })
      expect(countQueue(queuedOf(story), 0)).toMatchObject({ callsOffered: 1, callsLeft: 1, callsWaiting: 0 })
    }
  })

  it('count a callback that was asked for outside a queue as one call', () => {
    const story = new AcdStory().queue('repair').happens({
      kind: 'callback.enqueue',
      callbackId: idOf('callback', 'back'),
      callId: idOf('call', 'menu'),
      tenantId: idOf('tenant', 'heating'),
      queueId: idOf('queue', 'repair'),
      number: '13900000000',
      priority: 0,
      attemptsMax: 1,
      retryAfterMs: 60_000,
      enqueuedAt: timeOfDay('09:00:00'),
    })
    expect(outcomesOf(story)).toEqual([{ kind: 'waiting' }])
    story.agentIsReady('mei', ['repair']).advanceUntold('3s').phoneAnswers('mei', 'back-1')
    story.happens({ kind: 'callback.answered', callId: idOf('call', 'back-1') })
    expect(outcomesOf(story)).toEqual([{ kind: 'answered', waitedMs: 3_000 }])
  })

  it(
    'add up over a simulated day: offered = answered + abandoned + short abandoned + waiting (seed 4)',
    { timeout: 60_000 },
    () => {
      const facts: Fact[] = []
      simulateDay({ seed: 4, stepsCount: 3_000 }, ({ step }) => facts.push(...step.facts.map(({ fact }) => fact)))
      const calls = queuedCallsOf(facts)
      const counts = countQueue(calls, 3_000)
      const callbacks = facts.flatMap((fact) => (fact.kind === 'callback.requested' ? [fact] : []))
      const askedIn = (callId: string): string =>
        callbacks.find(({ callbackId }) => callId.startsWith(`cal_${callbackId.slice(4)}-`))?.callId ?? callId
      const offered = [
        ...facts.flatMap((fact) => (fact.kind === 'call.queued' ? [askedIn(fact.callId)] : [])),
        ...callbacks.map(({ callId }) => callId),
      ]
      // Overflow brings a call into another queue: it is counted in the first. A callback is the call in which it was asked for.
      expect(callbacks.length).toBeGreaterThan(0)
      expect(counts.callsOffered).toBe(new Set(offered).size)
      expect(counts.callsAnswered).toBeGreaterThan(50)
      expect(counts.callsOffered).toBe(
        counts.callsAnswered +
          counts.callsAbandoned +
          counts.callsShortAbandoned +
          counts.callsLeft +
          counts.callsWaiting,
      )
    },
  )
})
