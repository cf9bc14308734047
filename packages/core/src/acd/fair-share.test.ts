import { describe, expect, it } from 'vitest'
import { idOf } from '../testing/acd-builders.ts'
import { SeededRandom } from '../testing/seeded-random.ts'
import { instant } from '../time.ts'
import {
  chooseFairQueue,
  countArrival,
  meanTargetMs,
  noArrivals,
  ratePerMs,
  type QueueClaim,
  type TenantHolding,
} from './fair-share.ts'

const claim = (name: string, changes: Partial<QueueClaim> = {}): QueueClaim => ({
  queueId: idOf('queue', name),
  tenantId: idOf('tenant', name),
  waiting: 1,
  headWaitMs: 10_000,
  targetMs: 20_000,
  targetShare: 0.8,
  weight: 1,
  arrivalsPerMs: 1 / 60_000,
  emergency: false,
  ...changes,
})
const free: TenantHolding = { busyAgents: 0, agentsMin: 0, agentsMax: null }
const chosen = (claims: readonly QueueClaim[], holdings: Readonly<Record<string, TenantHolding>> = {}) =>
  chooseFairQueue(claims, (tenantId) => holdings[tenantId] ?? free)

describe('the queue that a freed agent serves', () => {
  it('is the one that is furthest above its share of all who wait', () => {
    const claims = [claim('aa', { waiting: 4 }), claim('bb', { waiting: 2 })]
    expect(chosen(claims)).toEqual({ queueId: 'que_aa', imbalance: 1, queuesConsidered: 2, share: 'within' })
  })

  it('has a longer queue by right when it may wait longer, or when more call it', () => {
    const patient = claim('patient', { waiting: 5, targetMs: 80_000 })
    expect(chosen([patient, claim('bb', { waiting: 2 })])?.queueId).toBe('que_bb')
    const busy = claim('busy', { waiting: 5, arrivalsPerMs: 4 / 60_000 })
    expect(chosen([busy, claim('bb', { waiting: 2 })])?.queueId).toBe('que_bb')
  })

  it('is the heavier one when all else is equal', () => {
    expect(chosen([claim('aa'), claim('bb', { weight: 2 })])?.queueId).toBe('que_bb')
  })

  it('goes by name when nothing tells them apart, whatever the order', () => {
    expect(chosen([claim('bb'), claim('aa')])?.queueId).toBe('que_aa')
    expect(chosen([claim('aa'), claim('bb')])?.queueId).toBe('que_aa')
  })

  it('is an emergency before everything', () => {
    const claims = [
      claim('aa', { waiting: 50, headWaitMs: 3_000_000 }),
      claim('bb', { emergency: true, headWaitMs: 0 }),
    ]
    expect(chosen(claims, { ten_aa: { ...free, agentsMin: 5 } })).toMatchObject({
      queueId: 'que_bb',
      share: 'emergency',
    })
  })

  it('is of a tenant below its guaranteed minimum before others, and not once that is reached', () => {
    const claims = [claim('aa', { waiting: 30 }), claim('bb')]
    const held = (busyAgents: number) => ({ ten_bb: { busyAgents, agentsMin: 3, agentsMax: null } })
    expect(chosen(claims, held(2))).toMatchObject({ queueId: 'que_bb', share: 'belowMinimum' })
    expect(chosen(claims, held(3))).toMatchObject({ queueId: 'que_aa', share: 'within' })
  })

  it('is none of a tenant at its maximum, and nobody when all are', () => {
    const full: TenantHolding = { busyAgents: 4, agentsMin: 0, agentsMax: 4 }
    expect(chosen([claim('aa', { waiting: 30 }), claim('bb')], { ten_aa: full })?.queueId).toBe('que_bb')
    expect(chosen([claim('aa')], { ten_aa: full })).toBeNull()
    expect(chosen([])).toBeNull()
  })

  it('is one whose caller is overdue before what the ratios say', () => {
    const lonely = claim('lonely', { headWaitMs: 10 * meanTargetMs(claim('xx')), arrivalsPerMs: 1 })
    expect(chosen([claim('aa', { waiting: 40 }), lonely])).toMatchObject({ queueId: 'que_lonely', share: 'overdue' })
  })
})

it('no caller is starved: under any load of the others, a caller who waits is served after a bounded number of freed agents', () => {
  for (let seed = 1; seed <= 200; seed++) {
    const random = new SeededRandom(seed)
    const queues = Array.from({ length: random.between(2, 8) }, (_, index) => {
      const targetMs = random.between(5, 120) * 1_000
      return claim(`q${String(index)}`, {
        targetMs,
        weight: random.between(1, 4),
        arrivalsPerMs: random.next() / 1_000,
      })
    })
    const [victim, ...others] = queues
    if (victim === undefined) continue
    // Everybody else always has many who wait, and each served one is followed by a new one.
    let servedOthers = 0
    const heads = new Map(others.map((queue) => [queue.queueId, 0]))
    for (let now = 0; ; now += 1_000) {
      const claims = [
        { ...victim, waiting: 1, headWaitMs: now },
        ...others.map((queue) => ({
          ...queue,
          waiting: random.between(20, 200),
          headWaitMs: now - (heads.get(queue.queueId) ?? 0),
        })),
      ]
      const choice = chooseFairQueue(claims, () => free)
      if (choice?.queueId === victim.queueId) break
      servedOthers++
      if (choice !== null) heads.set(choice.queueId, now)
      if (servedOthers > 10_000) throw new Error(`seed ${String(seed)}: starved`)
    }
  }
})

it('the choice does not depend on the order of the claims', () => {
  for (let seed = 1; seed <= 300; seed++) {
    const random = new SeededRandom(seed)
    const claims = Array.from({ length: random.between(1, 12) }, (_, index) =>
      claim(`q${String(index)}`, {
        waiting: random.between(1, 5),
        headWaitMs: random.between(0, 400) * 1_000,
        emergency: random.chance(0.05),
        weight: random.between(1, 3),
      }),
    )
    const holding = (tenantId: string): TenantHolding => ({
      busyAgents: tenantId.length % 3,
      agentsMin: tenantId.charCodeAt(tenantId.length - 1) % 3,
      agentsMax: 3,
    })
    const shuffled = claims.toSorted(
      (a, b) => ((a.waiting * 7 + a.headWaitMs) % 11) - ((b.waiting * 7 + b.headWaitMs) % 11),
    )
    const [first, second] = [chooseFairQueue(claims, holding), chooseFairQueue(shuffled, holding)]
    expect(second?.queueId).toBe(first?.queueId)
  }
})

describe('how fast calls come in', () => {
  const calls = (...seconds: readonly number[]) =>
    seconds.reduce((rate, second) => countArrival(rate, instant(second * 1_000)), noArrivals(instant(0)))

  it('is counted over the window that runs and what is left of the one before', () => {
    const everyMinute = calls(...Array.from({ length: 45 }, (_, minute) => minute * 60))
    expect(ratePerMs(everyMinute, instant(45 * 60_000)) * 60_000).toBeCloseTo(1, 1)
  })

  it('is that of the first minutes while there is no window before', () => {
    expect(ratePerMs(calls(0, 60, 120), instant(180_000)) * 60_000).toBeCloseTo(1, 5)
  })

  it('falls back to nothing when nobody calls', () => {
    expect(ratePerMs(calls(0, 1, 2), instant(3_600_000))).toBe(0)
  })
})
