import { describe, expect, it } from 'vitest'
import { SEAT_GRADES, type SeatGrade } from '../entitlements/entitlements.ts'
import { buildQueue, idOf } from '../testing/acd-builders.ts'
import { SeededRandom } from '../testing/seeded-random.ts'
import { instant } from '../time.ts'
import { emptyAcdState, stepAcd } from './engine.ts'
import type { SeatOffer } from './seat-offer.ts'
import { seatsInUse } from './seats.ts'
import type { AcdInput, AcdState, AcdStep } from './step-types.ts'

const HEATING = idOf('tenant', 'heating')
const TRAVEL = idOf('tenant', 'travel')
const QUEUES = [
  buildQueue('repair', { tenantId: HEATING }),
  buildQueue('billing', { tenantId: HEATING }),
  buildQueue('booking', { tenantId: TRAVEL }),
]

type Rent = Readonly<Record<string, Partial<Record<SeatGrade, number>>>>

const offer = (rent: Rent, tenantId: SeatOffer['tenantId'], grade: SeatGrade): SeatOffer => ({
  tenantId,
  tenantName: tenantId === HEATING ? 'Heating' : 'Travel',
  status: 'live',
  grade,
  rented: rent[tenantId]?.[grade] ?? 0,
})

class Pool {
  state: AcdState = emptyAcdState()
  #count = 0

  constructor() {
    for (const queue of QUEUES) this.happens({ kind: 'queue.configured', queue })
  }

  happens(input: AcdInput): AcdStep {
    const step = stepAcd(this.state, input, instant(1_000 * ++this.#count))
    this.state = step.state
    return step
  }

  command(agent: string) {
    return { commandId: idOf('command', `c-${String(this.#count)}`), agentId: idOf('agent', agent) }
  }

  signIn(agent: string, queues: readonly string[], offers: readonly SeatOffer[]): AcdStep {
    return this.happens({
      kind: 'agent.signIn',
      ...this.command(agent),
      homeTenantId: idOf('tenant', 'operator'),
      device: 'browser',
      queueIds: queues.map((name) => idOf('queue', name)),
      allowedQueueIds: QUEUES.map(({ queueId }) => queueId),
      seatOffers: offers,
    })
  }

  signOut(agent: string): AcdStep {
    return this.happens({ kind: 'agent.signOut', ...this.command(agent) })
  }

  inUse(tenantId: SeatOffer['tenantId'], grade: SeatGrade): number {
    return seatsInUse(Object.values(this.state.agents), { tenantId, grade })
  }
}

const replyOf = ({ effects }: AcdStep) => {
  const [reply] = effects.flatMap((effect) => (effect.kind === 'command.reply' ? [effect.result] : []))
  return reply
}

const ONE_EACH: Rent = { [HEATING]: { professional: 1 }, [TRAVEL]: { professional: 1 } }
const both = (rent: Rent, grade: SeatGrade = 'professional'): readonly SeatOffer[] => [
  offer(rent, HEATING, grade),
  offer(rent, TRAVEL, grade),
]

describe('seats', () => {
  it('are taken one in each tenant signed in for, and given back at sign-out', () => {
    const pool = new Pool()
    expect(replyOf(pool.signIn('mei', ['repair', 'billing', 'booking'], both(ONE_EACH)))).toEqual({ ok: true })
    expect([pool.inUse(HEATING, 'professional'), pool.inUse(TRAVEL, 'professional')]).toEqual([1, 1])
    pool.signOut('mei')
    expect([pool.inUse(HEATING, 'professional'), pool.inUse(TRAVEL, 'professional')]).toEqual([0, 0])
  })

  it('refuse the next agent with tenant, grade, rented and in use, and then nothing of the wish is done', () => {
    const pool = new Pool()
    pool.signIn('mei', ['repair'], both(ONE_EACH))
    expect(replyOf(pool.signIn('li', ['repair', 'booking'], both(ONE_EACH)))).toMatchObject({
      ok: false,
      code: 'agent.seatsExhausted',
      message: expect.stringContaining('Heating has rented 1 professional seats, and 1 are in use.') as unknown,
      detail: { tenantId: HEATING, tenantName: 'Heating', grade: 'professional', rented: 1, inUse: 1 },
    })
    expect(pool.inUse(TRAVEL, 'professional')).toBe(0)
    expect(replyOf(pool.signIn('li', ['booking'], both(ONE_EACH)))).toEqual({ ok: true })
  })

  it('of one grade are no seats of another', () => {
    const pool = new Pool()
    pool.signIn('mei', ['repair'], both(ONE_EACH))
    const rent = { [HEATING]: { professional: 1, leader: 1 } }
    expect(replyOf(pool.signIn('boss', ['repair'], both(rent, 'leader')))).toEqual({ ok: true })
    expect(replyOf(pool.signIn('new', ['repair'], both(rent, 'standard')))).toMatchObject({ ok: false })
  })

  it('given back by the tenant throw nobody out; who signs in anew for the same keeps the seat, the next is refused', () => {
    const pool = new Pool()
    const three = { [HEATING]: { professional: 3 } }
    for (const agent of ['mei', 'li']) pool.signIn(agent, ['repair'], both(three))
    const one = { [HEATING]: { professional: 1 } }
    expect(replyOf(pool.signIn('mei', ['repair', 'billing'], both(one)))).toEqual({ ok: true })
    expect(pool.inUse(HEATING, 'professional')).toBe(2)
    expect(replyOf(pool.signIn('jonas', ['repair'], both(one)))).toMatchObject({
      ok: false,
      detail: { rented: 1, inUse: 2 },
    })
  })

  it('are given back with the last queue of the tenant that is withdrawn from the agent', () => {
    const pool = new Pool()
    pool.signIn('mei', ['repair', 'booking'], both(ONE_EACH))
    const withdrawn = { kind: 'agent.queuesWithdrawn', agentId: idOf('agent', 'mei') } as const
    pool.happens({ ...withdrawn, queueIds: [idOf('queue', 'repair')] })
    expect([pool.inUse(HEATING, 'professional'), pool.inUse(TRAVEL, 'professional')]).toEqual([0, 1])
  })

  it('are not given while the tenant is suspended', () => {
    const pool = new Pool()
    const offers = [{ ...offer(ONE_EACH, HEATING, 'professional'), status: 'suspended' as const }]
    expect(replyOf(pool.signIn('mei', ['repair'], offers))).toMatchObject({
      ok: false,
      code: 'tenant.notOpen',
      detail: { tenantName: 'Heating', status: 'suspended' },
    })
  })

  it('are not limited in a log from before they were enforced', () => {
    const pool = new Pool()
    for (const agent of ['mei', 'li', 'jonas'])
      expect(replyOf(pool.signIn(agent, ['repair'], []))).toEqual({ ok: true })
  })
})

it.each([1, 2, 3, 5, 8, 13, 21, 34])(
  'never are more signed in than there were seats when they did (seed %i)',
  (seed) => {
    const random = new SeededRandom(seed)
    const pool = new Pool()
    const agents = ['mei', 'jonas', 'li', 'ada', 'ben', 'chloe', 'dan', 'eve']
    const grades = new Map(agents.map((agent) => [agent, random.pick(SEAT_GRADES) ?? 'standard']))
    const tenants = [HEATING, TRAVEL]
    const rent: Record<string, Partial<Record<SeatGrade, number>>> = { [HEATING]: {}, [TRAVEL]: {} }
    let refused = 0
    let accepted = 0
    for (let step = 0; step < 800; step++) {
      const agent = random.pick(agents) ?? 'mei'
      const before = new Map(
        tenants.flatMap((tenantId) => SEAT_GRADES.map((g) => [`${tenantId}/${g}`, pool.inUse(tenantId, g)])),
      )
      const kind = random.between(0, 9)
      if (kind < 5) {
        const queues = ['repair', 'billing', 'booking'].filter(() => random.chance(0.5))
        const grade = grades.get(agent) ?? 'standard'
        const answer = replyOf(pool.signIn(agent, queues.length === 0 ? ['repair'] : queues, both(rent, grade)))
        if (answer?.ok === true) accepted++
        else refused++
      } else if (kind < 8) pool.signOut(agent)
      else if (kind < 9) {
        const tenantId = random.pick(tenants) ?? HEATING
        rent[tenantId] = { ...rent[tenantId], [random.pick(SEAT_GRADES) ?? 'standard']: random.between(0, 4) }
      } else {
        const queue = random.pick(QUEUES)
        if (queue !== undefined) {
          pool.happens({ kind: 'queue.removed', queueId: queue.queueId })
          pool.happens({ kind: 'queue.configured', queue })
        }
      }
      for (const tenantId of tenants)
        for (const grade of SEAT_GRADES) {
          const now = pool.inUse(tenantId, grade)
          // Above the rent only those who sat there before it went down.
          const limit = Math.max(rent[tenantId]?.[grade] ?? 0, before.get(`${tenantId}/${grade}`) ?? 0)
          expect(now, `seed ${String(seed)} step ${String(step)} ${tenantId} ${grade}`).toBeLessThanOrEqual(limit)
        }
    }
    expect(refused).toBeGreaterThan(50)
    expect(accepted).toBeGreaterThan(50)
  },
)
