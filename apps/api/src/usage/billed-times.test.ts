import type { SeatSubscription } from '@seatline/billing'
import { describe, expect, test } from 'vitest'
import type { TenantStatus } from '@seatline/core'
import { idSchema } from '@seatline/core'
import { billedDays, chargedSeats, isBilledAt } from './billed-times.ts'
import type { LifeStep } from './billed-times.ts'

const ZONE = 'Asia/Shanghai'
const step = (at: string, fromStatus: TenantStatus | null, toStatus: TenantStatus): LifeStep => ({
  at: new Date(at),
  fromStatus,
  toStatus,
})
/** Set up on the 1st, tried out from the 2nd, live from the evening of the 10th, suspended on the 20th, revived on the 25th, gone on the 28th. */
const LIFE = [
  step('2026-09-01T02:00:00Z', null, 'provisioning'),
  step('2026-09-02T02:00:00Z', 'provisioning', 'trial'),
  step('2026-09-10T14:00:00Z', 'trial', 'live'),
  step('2026-09-20T02:00:00Z', 'live', 'suspended'),
  step('2026-09-25T02:00:00Z', 'suspended', 'live'),
  step('2026-09-28T02:00:00Z', 'live', 'ended'),
]
const seats = (from: string, until: string | null): SeatSubscription => ({
  subscriptionId: 'sub_one',
  tenantId: idSchema('tenant').parse('ten_one'),
  seatsCount: 5,
  from,
  until,
})

describe('a call', () => {
  test.each([
    ['2026-08-31T00:00:00Z', false],
    ['2026-09-01T03:00:00Z', false],
    ['2026-09-05T00:00:00Z', false],
    ['2026-09-10T13:59:59Z', false],
    ['2026-09-10T14:00:00Z', true],
    ['2026-09-21T00:00:00Z', true],
    ['2026-09-28T02:00:00Z', false],
  ])('answered at %s is charged: %s', (at, charged) => {
    expect(isBilledAt(LIFE, new Date(at))).toBe(charged)
  })

  test('of a tenant whose life was never written down is charged', () => {
    expect(isBilledAt([], new Date())).toBe(true)
  })
})

describe('seats', () => {
  test('are charged from the day the tenant goes live to the day it ends, both whole, suspended or not', () => {
    expect(billedDays(LIFE, ZONE)).toEqual([{ from: '2026-09-10', until: '2026-09-29' }])
    expect(chargedSeats([seats('2026-09-01', null)], LIFE, ZONE)).toEqual([seats('2026-09-10', '2026-09-29')])
  })

  test('given back before are charged until then, and not at all when that was in the trial', () => {
    expect(chargedSeats([seats('2026-09-01', '2026-09-15')], LIFE, ZONE)).toEqual([seats('2026-09-10', '2026-09-15')])
    expect(chargedSeats([seats('2026-09-01', '2026-09-08')], LIFE, ZONE)).toEqual([])
  })

  test('of a tenant that was live before its life was written down are charged from their beginning', () => {
    const life = [step('2026-09-20T02:00:00Z', 'live', 'suspended'), step('2026-09-25T02:00:00Z', 'suspended', 'ended')]
    expect(chargedSeats([seats('2026-01-01', null)], life, ZONE)).toEqual([seats('2026-01-01', '2026-09-26')])
  })

  test('are not charged in a trial between two live times', () => {
    const life = [
      step('2026-09-01T02:00:00Z', null, 'live'),
      step('2026-09-05T02:00:00Z', 'live', 'suspended'),
      step('2026-09-06T02:00:00Z', 'suspended', 'trial'),
      step('2026-09-20T02:00:00Z', 'trial', 'live'),
    ]
    expect(chargedSeats([seats('2026-01-01', null)], life, ZONE)).toEqual([
      seats('2026-09-01', '2026-09-07'),
      { ...seats('2026-09-20', null), subscriptionId: 'sub_one/2' },
    ])
  })
})
