import { describe, expect, it } from 'vitest'
import type { RoutingReason } from '../contracts/routing-reason.ts'
import { idOf } from '../testing/acd-builders.ts'
import { SeededRandom } from '../testing/seeded-random.ts'
import { AcdStory } from '../testing/story.ts'
import { ENGINE_FLAGS } from './flags.ts'
import { AcdPool } from './pool.ts'
import { queueRoutingSchema, UNKNOWN_CALLER, type PoolShare } from './queue-routing.ts'
import type { AcdInput } from './step-types.ts'

const heating = idOf('tenant', 'heating')
const travel = idOf('tenant', 'travel')
const share = (tenantId: typeof heating, changes: Partial<PoolShare>): AcdInput => ({
  kind: 'tenant.configured',
  tenantId,
  share: { agentsMin: 0, agentsMax: null, weight: 1, ...changes },
})
const twoTenants = (): AcdStory =>
  new AcdStory().queue('repair', { wrapUpMs: 0 }).queue('trips', { wrapUpMs: 0, tenantId: travel })
const both = ['repair', 'trips']
const reasons = (story: AcdStory): RoutingReason[] =>
  story.factsSoFar().flatMap(({ fact }) => (fact.kind === 'call.presented' ? [fact.reason] : []))
const servedCall = (story: AcdStory, agent: string): string | undefined =>
  story.agent(agent)?.servedCall?.callId.slice(4)
/** The agent's call ends, and the next one is answered at once. */
const next = (story: AcdStory, agent: string): AcdStory => {
  const call = servedCall(story, agent)
  if (call !== undefined) story.callerLeaves(call)
  const other = servedCall(story, agent)
  return other === undefined ? story : story.phoneAnswers(agent, other)
}

/** Five times the mean wait that keeps the promise of 20 s for 80 %. */
const OVERDUE_MS = 5 * (20_000 / -Math.log(0.2))

describe('a tenant’s share of the agents', () => {
  it('is never more than the maximum; who waits because of it is rung when an agent is given back', () => {
    const story = twoTenants().happens(share(heating, { agentsMax: 1 }))
    story
      .agentIsReady('jonas', both)
      .agentIsReady('mei', both)
      .callWaits('call-a', 'repair')
      .callWaits('call-b', 'repair')
    expect(story.agent('mei')?.status.kind).toBe('ready')
    story.callWaits('call-c', 'trips', 0, 'travel')
    expect(servedCall(story, 'mei')).toBe('call-c')
    story.callerLeaves('call-c').callerLeaves('call-a')
    expect(story.state.calls[0]).toMatchObject({ callId: 'cal_call-b', phase: { kind: 'presented' } })
    story.callWaits('call-d', 'repair').happens(share(heating, { agentsMax: 2 }))
    expect(story.state.calls.every(({ phase }) => phase.kind === 'presented')).toBe(true)
  })

  it('is at least the minimum while somebody waits, whatever the others ask for', () => {
    const story = twoTenants()
      .happens(share(travel, { agentsMin: 1 }))
      .agentIsReady('mei', both)
    for (let count = 0; count < 20; count++) story.callWaits(`call-${String(count)}`, 'repair')
    story.phoneAnswers('mei', 'call-0').advanceUntold('60s').callWaits('trip', 'trips', 0, 'travel').forgetFacts()
    next(story, 'mei')
    expect(servedCall(story, 'mei')).toBe('trip')
    expect(reasons(story).at(-1)?.fairness).toMatchObject({ share: 'belowMinimum', queuesConsidered: 2 })
  })
})

describe('no waiting call is starved', () => {
  it.each([1, 2, 3, 5, 8])(
    'beside a tenant that calls far more than can be served: overdue, nobody goes before (seed %i)',
    (seed) => {
      const random = new SeededRandom(seed)
      const story = twoTenants().agentIsReady('mei', both).agentIsReady('jonas', both)
      const serve = (agent: string): void => {
        const waiting = story.state.calls.filter(({ phase }) => phase.kind === 'waiting')
        next(story, agent)
        const chosen = story.state.calls.find(({ callId }) => callId.slice(4) === servedCall(story, agent))
        if (chosen === undefined) return
        const overtaken = waiting.filter(
          ({ enqueuedAt }) => enqueuedAt < chosen.enqueuedAt && chosen.waitsSince - enqueuedAt > OVERDUE_MS,
        )
        expect(overtaken.map(({ callId }) => callId)).toEqual([])
      }
      const play = (seconds: number, arrivals: number): void => {
        for (let second = 0; second < seconds; second += 10) {
          for (let count = 0; count < arrivals; count++)
            story.callWaits(`burst-${String(seconds)}-${String(second)}-${String(count)}`, 'repair')
          if (arrivals > 0 && random.chance(0.15)) story.callWaits(`trip-${String(second)}`, 'trips', 0, 'travel')
          for (const agent of ['mei', 'jonas']) if (random.chance(0.5)) serve(agent)
          story.advanceUntold('10s')
          for (const agent of ['mei', 'jonas'])
            if (story.agent(agent)?.status.kind === 'notReady') story.becomesReady(agent)
        }
      }
      play(600, 3)
      expect(story.state.calls.length).toBeGreaterThan(80)
      play(4_000, 0)
      expect(story.state.calls.filter(({ phase }) => phase.kind === 'waiting')).toEqual([])
    },
  )

  it('of low priority: after so long a wait as the priority is worth, nobody who comes later goes before', () => {
    const story = new AcdStory().queue('repair', {
      wrapUpMs: 0,
      routing: queueRoutingSchema.parse({ ageingMsPerPriority: 20_000 }),
    })
    story
      .agentIsReady('mei', ['repair'])
      .callWaits('talk', 'repair')
      .phoneAnswers('mei', 'talk')
      .callWaits('low', 'repair')
    let waited = 0
    for (; servedCall(story, 'mei') !== 'low' && waited < 1_000; waited += 10) {
      story.callWaits(`vip-${String(waited)}`, 'repair', 5)
      next(story.advanceUntold('10s'), 'mei')
    }
    expect(waited).toBeGreaterThan(90)
    expect(waited).toBeLessThanOrEqual(210)
  })

  it('by calls that are held for an agent: every other call is somebody else’s', () => {
    const routing = queueRoutingSchema.parse({ rules: [{ kind: 'ownerAgent', holdMs: 3_600_000 }] })
    const story = new AcdStory().queue('repair', { wrapUpMs: 0, routing }).agentIsReady('mei', ['repair'])
    const waits = (call: string, isOwn: boolean): void => {
      const caller = isOwn ? { ...UNKNOWN_CALLER, ownerAgentId: idOf('agent', 'mei') } : UNKNOWN_CALLER
      const subject = { callId: idOf('call', call), tenantId: heating, queueId: idOf('queue', 'repair') }
      story.happens({ kind: 'call.enqueue', ...subject, priority: 0, caller })
    }
    waits('first', false)
    story.phoneAnswers('mei', 'first')
    for (const call of ['any-1', 'any-2']) waits(call, false)
    for (const call of ['own-1', 'own-2', 'own-3']) waits(call, true)
    const order: (string | undefined)[] = []
    for (let count = 0; count < 5; count++) order.push(servedCall(next(story, 'mei'), 'mei'))
    expect(order).toEqual(['own-1', 'any-1', 'own-2', 'any-2', 'own-3'])
  })
})

describe('flags of the engine', () => {
  const playWith = (flags: readonly number[] | null): string | undefined => {
    const heavy = queueRoutingSchema.parse({ weight: 10 })
    const story = twoTenants().queue('repair', { wrapUpMs: 0, routing: heavy })
    if (flags !== null) story.happens({ kind: 'engine.configured', flags })
    story.agentIsReady('mei', both).callWaits('talk', 'repair').phoneAnswers('mei', 'talk')
    story.callWaits('first', 'trips', 0, 'travel').advanceUntold('1s')
    for (const call of ['aa', 'bb', 'cc', 'dd']) story.callWaits(call, 'repair')
    return servedCall(next(story, 'mei'), 'mei')
  }

  it('decide with what was on when a log was written', () => {
    expect(playWith([])).toBe('first')
    expect(playWith(null)).not.toBe(playWith([]))
    expect(playWith([ENGINE_FLAGS.fairShare])).toBe(playWith(null))
  })

  it('are part of the state', () => {
    const story = twoTenants().happens({ kind: 'engine.configured', flags: [2] })
    expect(AcdPool.restore(story.state).flags).toEqual([2])
  })

  it('have a number each, for ever', () => {
    expect(ENGINE_FLAGS).toEqual({
      fairShare: 1,
      requiredSkills: 2,
      heldCallsTakeTurns: 3,
      tellsWhyWaiting: 4,
      ringAllJoins: 5,
    })
  })
})
