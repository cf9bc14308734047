import { describe, expect, it } from 'vitest'
import type { Leg, PricePlan } from '../generated/prisma/client.ts'
import { isBillable, planFor, rateLeg } from './rate-legs.ts'

const START = new Date('2026-11-05T10:00:00Z')
const leg: Leg = {
  id: 'leg_one',
  tenantId: 'ten_one',
  callId: 'cal_one',
  direction: 'inbound',
  party: 'caller',
  agentId: null,
  trunkId: 'trk_one',
  sipCallId: 'x',
  startedAt: START,
  ringingAt: null,
  answeredAt: START,
  endedAt: new Date(START.getTime() + 61_001),
  durationMs: 61_001,
  connectedMs: 61_001,
  releasedBy: 'caller',
  causeReason: 'normalClearing',
  causeSipStatus: 200,
  causeQ850: 16,
}
const plan = (version: number, validFrom: string, pricePerMinute: bigint): PricePlan => ({
  tenantId: 'ten_one',
  planId: 'pln_one',
  version,
  name: 'One',
  currency: 'CNY',
  validFrom: new Date(validFrom),
  seatPricePerMonthMicros: 1_000_000n,
  inboundPricePerMinuteMicros: pricePerMinute,
  inboundFirstSeconds: 30,
  inboundThenSeconds: 6,
  inboundConnectionFeeMicros: 10_000n,
  outboundPricePerMinuteMicros: 1n,
  outboundFirstSeconds: 1,
  outboundThenSeconds: 1,
  outboundConnectionFeeMicros: 0n,
})

describe('what is billed', () => {
  it.each<[string, Partial<Leg>, boolean]>([
    ['an answered leg of a carrier that has ended', {}, true],
    ['a leg to an agent', { trunkId: null }, false],
    ['a leg that nobody answered', { answeredAt: null, connectedMs: null }, false],
    ['a leg that still lasts', { endedAt: null, connectedMs: null }, false],
    ['a leg answered and ended in the same millisecond', { connectedMs: 0 }, false],
  ])('%s', (_what, change, expected) => {
    expect(isBillable({ ...leg, ...change })).toBe(expected)
  })
})

describe('the plan', () => {
  const plans = [
    plan(1, '2026-01-01T00:00:00Z', 100_000n),
    plan(3, '2026-12-01T00:00:00Z', 300_000n),
    plan(2, '2026-11-05T10:00:00Z', 200_000n),
  ]
  it('is the version valid when the leg was answered', () => {
    expect(planFor(leg, plans)?.version).toBe(2)
    expect(planFor({ ...leg, answeredAt: new Date('2026-11-05T09:59:59.999Z') }, plans)?.version).toBe(1)
  })
  it('is none of another tenant, and none before the first', () => {
    expect(planFor({ ...leg, tenantId: 'ten_two' }, plans)).toBeNull()
    expect(planFor({ ...leg, answeredAt: new Date('2025-01-01') }, plans)).toBeNull()
  })
})

it('an amount names everything it was made from', () => {
  // 61.001 s at 30/6 is 66 s; 0.12 a minute makes 0.132, and 0.01 for the connection.
  expect(rateLeg(leg, plan(1, '2026-01-01T00:00:00Z', 120_000n))).toEqual({
    id: 'use_one',
    tenantId: 'ten_one',
    callId: 'cal_one',
    legId: 'leg_one',
    direction: 'inbound',
    startedAt: START,
    durationMs: 61_001,
    planId: 'pln_one',
    planVersion: 1,
    pricePerMinuteMicros: '120000',
    firstSeconds: 30,
    thenSeconds: 6,
    billableSeconds: 66,
    usageMicros: '132000',
    connectionFeeMicros: '10000',
    amountMicros: '142000',
    currency: 'CNY',
  })
})
