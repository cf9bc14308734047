import { describe, expect, it } from 'vitest'
import type { AgentStatusKind, TenantId } from '@seatline/core'
import { idOf, seededRandom } from '../testing/builders.ts'
import type { AgentInterval, SignIn } from './agent-time.ts'
import { DEFAULT_SHARING_RULE, divide, shareMs, splitAgentTime, type SharingRule } from './split-agent-time.ts'

const HOME = idOf('tenant', 'operator')
const CLINIC = idOf('tenant', 'clinic')
const HOTEL = idOf('tenant', 'hotel')
const TAXI = idOf('tenant', 'taxi')
const DAY = { from: 0, until: 86_400_000 }

const interval = (
  status: AgentInterval['status'],
  from: number,
  until: number,
  servedTenantId: TenantId | null = null,
): AgentInterval => ({
  homeTenantId: HOME,
  agentId: idOf('agent', 'ann'),
  grade: 'standard',
  status,
  servedTenantId,
  from,
  until,
})
const signedInFor = (...tenantIds: TenantId[]): SignIn => ({ at: 0, tenantIds })
const split = (
  intervals: readonly AgentInterval[],
  signIns: readonly SignIn[],
  changes: { rule?: Partial<SharingRule>; guaranteed?: ReadonlyMap<TenantId, number> } = {},
) =>
  splitAgentTime({
    homeTenantId: HOME,
    intervals,
    signIns,
    span: DAY,
    rule: { ...DEFAULT_SHARING_RULE, ...changes.rule },
    guaranteed: changes.guaranteed ?? new Map(),
  })

describe('a shared agent', () => {
  it('talks, holds, wraps up and is rung for the tenant whose call it is', () => {
    const shares = split(
      [
        interval('ringing', 0, 5_000, CLINIC),
        interval('talking', 5_000, 65_000, CLINIC),
        interval('hold', 65_000, 70_000, CLINIC),
        interval('wrapUp', 70_000, 100_000, CLINIC),
        interval('talking', 100_000, 101_234, HOTEL),
      ],
      [signedInFor(CLINIC, HOTEL)],
    )
    const nothing = { talkMs: 0, holdMs: 0, wrapUpMs: 0, ringMs: 0, idleMs: 0, notReadyMs: 0 }
    expect(shares).toEqual([
      { ...nothing, tenantId: CLINIC, ringMs: 5_000, talkMs: 60_000, holdMs: 5_000, wrapUpMs: 30_000 },
      { ...nothing, tenantId: HOTEL, talkMs: 1_234 },
    ])
  })

  it('waits for each in proportion to its guarantee; who is guaranteed none counts as one', () => {
    const guaranteed = new Map([
      [CLINIC, 3],
      [HOTEL, 2],
    ])
    const shares = split([interval('ready', 0, 6_000)], [signedInFor(CLINIC, HOTEL, TAXI)], { guaranteed })
    expect(shares.map(({ tenantId, idleMs }) => [tenantId, idleMs])).toEqual([
      [CLINIC, 3_000],
      [HOTEL, 2_000],
      [TAXI, 1_000],
    ])
  })

  it('gives the milliseconds left over to the lower id where fractions are equal', () => {
    const shares = split([interval('ready', 0, 10_001)], [signedInFor(TAXI, HOTEL, CLINIC)], {
      rule: { idle: 'equal' },
    })
    expect(shares.map(({ tenantId, idleMs }) => [tenantId, idleMs])).toEqual([
      [CLINIC, 3_334],
      [HOTEL, 3_334],
      [TAXI, 3_333],
    ])
  })

  it('is at its employer’s charge when not ready, where the rule says so', () => {
    const day = [interval('notReady', 0, 600), interval('ready', 600, 1_000)]
    const rule = { notReady: 'employer' } as const
    expect(
      split(day, [signedInFor(CLINIC)], { rule }).map(({ tenantId, ...share }) => [
        tenantId,
        shareMs({ tenantId, ...share }),
      ]),
    ).toEqual([
      [CLINIC, 400],
      [HOME, 600],
    ])
    expect(split(day, [signedInFor(CLINIC)])).toMatchObject([{ tenantId: CLINIC, idleMs: 400, notReadyMs: 600 }])
  })

  it('is borne by whom it signed in for at that moment, also in the middle of being ready', () => {
    const shares = split([interval('ready', 0, 1_000)], [signedInFor(CLINIC), { at: 300, tenantIds: [HOTEL] }])
    expect(shares).toMatchObject([
      { tenantId: CLINIC, idleMs: 300 },
      { tenantId: HOTEL, idleMs: 700 },
    ])
  })

  it('is its employer’s when it is signed in for nobody', () => {
    expect(split([interval('ready', 0, 1_000)], [])).toMatchObject([{ tenantId: HOME, idleMs: 1_000 }])
  })

  it('adds up: in 500 random days the shares are the agent’s day exactly, and none is below zero', () => {
    const statuses: readonly Exclude<AgentStatusKind, 'signedOut'>[] = [
      'ready',
      'notReady',
      'ringing',
      'talking',
      'hold',
      'wrapUp',
    ]
    const tenants = [CLINIC, HOTEL, TAXI, HOME]
    for (let seed = 1; seed <= 500; seed++) {
      const random = seededRandom(seed)
      const pick = <T>(all: readonly T[], standIn: T): T => all[Math.floor(random() * all.length)] ?? standIn
      const intervals: AgentInterval[] = []
      const signIns: SignIn[] = []
      for (let at = Math.floor(random() * 3_600_000); at < DAY.until;) {
        if (random() < 0.05) signIns.push({ at, tenantIds: tenants.filter(() => random() < 0.5) })
        const until = at + 1 + Math.floor(random() * 900_000)
        const status = pick(statuses, 'ready')
        const isFree = status === 'ready' || status === 'notReady'
        if (random() < 0.9) intervals.push(interval(status, at, until, isFree ? null : pick(tenants, HOME)))
        at = until
      }
      const shares = split(intervals, signIns, {
        rule: { idle: pick(['guarantees', 'equal'], 'equal'), notReady: pick(['asIdle', 'employer'], 'asIdle') },
        guaranteed: new Map(tenants.map((tenantId) => [tenantId, Math.floor(random() * 9)])),
      })
      const day = intervals.reduce((sum, { from, until }) => sum + Math.min(until, DAY.until) - from, 0)
      expect(shares.reduce((sum, share) => sum + shareMs(share), 0)).toBe(day)
      expect(
        shares.every((share) => Object.values(share).every((value) => typeof value === 'string' || value >= 0)),
      ).toBe(true)
    }
  })
})

describe('divide', () => {
  it('never gives more than one millisecond away from the exact proportion', () => {
    const random = seededRandom(7)
    for (let round = 0; round < 500; round++) {
      const weights = new Map([CLINIC, HOTEL, TAXI].map((tenantId) => [tenantId, 1 + Math.floor(random() * 50)]))
      const total = [...weights.values()].reduce((sum, weight) => sum + weight, 0)
      const whole = Math.floor(random() * 86_400_000)
      for (const [tenantId, part] of divide(whole, [...weights.keys()], (id) => weights.get(id) ?? 0))
        expect(Math.abs(part - (whole * (weights.get(tenantId) ?? 0)) / total)).toBeLessThan(1)
    }
  })
})
