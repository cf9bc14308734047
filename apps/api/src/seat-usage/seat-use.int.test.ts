import { idSchema, instant } from '@seatline/core'
import type { TenantId } from '@seatline/core'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { openDatabase, type Database } from '../database/client.ts'
import { SeededRandom } from '../testing/seeded-random.ts'
import { createStoryWorld } from '../testing/story-world.ts'
import { startTestPostgres, type TestPostgres } from '../testing/test-postgres.ts'
import { keepSeatUse } from './keep-seat-use.ts'
import { readSeatUse } from './read-seat-facts.ts'

/** Operator and client A live by Shanghai's clock, client B by London's: their days begin at different moments. */
const [OPERATOR, A, B] = ['ten_test-op', 'ten_test-a', 'ten_test-b'].map((id) => idSchema('tenant').parse(id)) as [
  TenantId,
  TenantId,
  TenantId,
]
const ALL = { tenantIds: [OPERATOR, A, B], operator: true }
const DAYS = { from: '2026-09-10', until: '2026-09-12' }
const START = Date.parse('2026-09-09T12:00:00Z')
const END = Date.parse('2026-09-12T20:00:00Z')

let postgres: TestPostgres
let database: Database
const now = (): number => instant(END)

beforeAll(async () => {
  postgres = await startTestPostgres()
  database = openDatabase((await postgres.createDatabase('seat_use')).appUrl)
  await createStoryWorld(database)
  await database.withTenants(ALL, async (tx) => {
    await tx.tenant.update({ where: { id: B }, data: { timeZone: 'Europe/London', poolShare: { agentsMin: 3 } } })
    await tx.journalEvent.createMany({ data: ['agt_test-1', 'agt_test-2', 'agt_test-4'].map(signedIn) })
    await tx.agentInterval.createMany({ data: ['agt_test-1', 'agt_test-2', 'agt_test-4'].flatMap(intervalsOf) })
  })
})
afterAll(async () => {
  await database.close()
  await postgres.stop()
})

const homeOf = (agentId: string): string => (agentId === 'agt_test-4' ? A : OPERATOR)
const numberOf = (agentId: string): number => Number(agentId.at(-1))

/** The operator's agents sign in for both clients; A's own agent for A alone. */
function signedIn(agentId: string) {
  const queues = [
    { tenantId: A, queueId: 'que_test-0-1' },
    { tenantId: B, queueId: 'que_test-1-1' },
  ]
  const own = homeOf(agentId) === A ? queues.slice(0, 1) : queues
  return {
    eventId: `evt_in-${agentId}`,
    tenantId: homeOf(agentId),
    at: new Date(START - 1_000),
    nodeId: 'media-1',
    epoch: 1n,
    subjectKind: 'agent',
    subjectId: agentId,
    seq: 1,
    kind: 'agent.signedIn',
    agentId,
    fact: { kind: 'agent.signedIn', agentId, device: 'sipPhone', queues: own },
    streamId: `0-${agentId}`,
  }
}

/** Back to back over three days, of random length and state. */
function intervalsOf(agentId: string) {
  const random = new SeededRandom(numberOf(agentId))
  const rows = []
  for (let at = START, index = 0; at < END; index++) {
    const until = Math.min(END, at + random.between(1, 1_800_000))
    const status = random.pick(['ready', 'notReady', 'ringing', 'talking', 'hold', 'wrapUp'])
    const isFree = status === 'ready' || status === 'notReady'
    const served = homeOf(agentId) === A ? A : random.pick([A, B])
    rows.push({
      id: `evt_${agentId}-${String(index)}`,
      tenantId: homeOf(agentId),
      agentId,
      servedTenantId: isFree ? null : served,
      status,
      fromAt: new Date(at),
      toAt: until === END ? null : new Date(until),
      nodeId: 'media-1',
      epoch: 1n,
      seq: index + 2,
    })
    at = until
  }
  return rows
}

const shares = () =>
  database.withTenants(ALL, (tx) =>
    tx.seatShare.findMany({ orderBy: [{ day: 'asc' }, { agentId: 'asc' }, { tenantId: 'asc' }] }),
  )
const total = (rows: Awaited<ReturnType<typeof shares>>): number =>
  rows.reduce((sum, row) => sum + row.talkMs + row.holdMs + row.wrapUpMs + row.ringMs + row.idleMs + row.notReadyMs, 0)

describe('seat use', () => {
  it('divides the days of shared agents among clients of two time zones, exactly, and the same twice', async () => {
    await keepSeatUse({ database, now }, DAYS)
    const first = await shares()
    expect([...new Set(first.map(({ agentId }) => agentId))]).toEqual(['agt_test-1', 'agt_test-2'])
    // A's two days are 48 hours from Shanghai's midnight, B's from London's: both signed in all the time, so their parts of the 41 common hours add up.
    const common = { from: Date.parse('2026-09-09T23:00:00Z'), until: Date.parse('2026-09-11T16:00:00Z') }
    expect(total(first)).toBeGreaterThan(2 * (common.until - common.from))
    expect(first.filter(({ tenantId }) => tenantId === B).every(({ idleMs }) => idleMs > 0)).toBe(true)
    await keepSeatUse({ database, now }, DAYS)
    expect(await shares()).toEqual(first)
  })

  it('adds up to the agents’ whole time where all days begin together', async () => {
    await database.withTenants(ALL, (tx) => tx.tenant.update({ where: { id: B }, data: { timeZone: 'Asia/Shanghai' } }))
    await keepSeatUse({ database, now }, DAYS)
    // Both agents were signed in without a gap: two agents, two days.
    expect(total(await shares())).toBe(2 * 2 * 86_400_000)
  })

  it('gives idle time by guarantees: B, guaranteed three, waits three times as long as A, guaranteed none', async () => {
    const rows = await shares()
    const idle = (tenantId: string): number =>
      rows.filter((row) => row.tenantId === tenantId).reduce((sum, { idleMs }) => sum + idleMs, 0)
    expect(Math.abs(idle(B) - 3 * idle(A))).toBeLessThan(16)
  })

  it('has user days and hourly peaks of each home tenant’s own agents', async () => {
    const use = await database.withTenants({ tenantIds: [A] }, (tx) => readSeatUse(tx, { tenantId: A, ...DAYS }))
    expect(use.userDays.map(({ date, agentId }) => [date, agentId])).toEqual([
      ['2026-09-10', 'agt_test-4'],
      ['2026-09-11', 'agt_test-4'],
    ])
    expect(use.hourlyPeaks).toHaveLength(48)
    expect(use.hourlyPeaks.every(({ peak }) => peak === 1)).toBe(true)
    expect(new Set(use.sharedDays.map(({ agentId }) => agentId))).toEqual(new Set(['agt_test-1', 'agt_test-2']))
    const ofOperator = await database.withTenants({ tenantIds: [OPERATOR] }, (tx) =>
      readSeatUse(tx, { tenantId: OPERATOR, ...DAYS }),
    )
    expect(ofOperator.hourlyPeaks.every(({ peak }) => peak === 2)).toBe(true)
  })

  it('shows a client its own part and no other client', async () => {
    const seen = await database.withTenants({ tenantIds: [A] }, (tx) => tx.seatShare.findMany())
    expect(seen.length).toBeGreaterThan(0)
    expect(new Set(seen.map(({ tenantId }) => tenantId))).toEqual(new Set([A]))
  })
})
