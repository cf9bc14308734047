import { instant } from '@seatline/core'
import { describe, expect, it } from 'vitest'
import type { Currency } from '../money.ts'
import { availableOf, openBook, reserve, settle } from './account-book.ts'
import { affordableMs, CALL_MS_MAX, priceOfCall } from './charge-rate.ts'
import type { ChargeRate } from './charge-rate.ts'
import { beginPrepaid, RESERVATION_GRACE_MS, reservationEnd, stepPrepaid } from './prepaid-call.ts'
import type { PrepaidCall, PrepaidEffect, PrepaidInput } from './prepaid-call.ts'

const rate = (perMinute: bigint, increment = '1/1', perCall = 0n): ChargeRate => {
  const [firstSeconds = 1, thenSeconds = 1] = increment.split('/').map(Number)
  return { currency: 'CNY' as Currency, perCall, perMinute, increment: { firstSeconds, thenSeconds } }
}

describe('how long so much pays for', () => {
  it.each([
    [rate(1_200_000n), 200_000n, 10_000],
    [rate(1_200_000n, '6/6'), 200_000n, 6_000],
    [rate(1_000_000n, '60/60'), 999_999n, 0],
    [rate(1_000_000n, '60/60'), 1_999_999n, 60_000],
    [rate(6_000n, '30/6'), 3_600n, 36_000],
    [rate(600_000n, '1/1', 100_000n), 200_000n, 10_000],
    [rate(0n, '1/1', 100_000n), 100_000n, CALL_MS_MAX],
    [rate(0n, '1/1', 100_000n), 99_999n, 0],
  ])('case %#', (charged, available, expected) => {
    expect(affordableMs(charged, available)).toBe(expected)
  })

  it('is the last moment that is paid for: a millisecond more would cost more than there is', () => {
    for (const perMinute of [1n, 999n, 6_000n, 1_234_567n, 59_999_999n])
      for (const increment of ['1/1', '6/6', '30/6', '60/60', '12/6'])
        for (const available of [1n, 777n, 200_000n, 1_000_000n, 123_456_789n]) {
          const charged = rate(perMinute, increment)
          const ms = affordableMs(charged, available)
          expect(priceOfCall(charged, ms)).toBeLessThanOrEqual(available)
          if (ms < CALL_MS_MAX - 3_600_000) expect(priceOfCall(charged, ms + 1)).toBeGreaterThan(available)
        }
  })
})

const T0 = instant(1_700_000_000_000)
const at = (ms: number) => instant(T0 + ms)
const begun = (reserved = 200_000n): PrepaidCall => {
  const call = beginPrepaid({ callId: 'cal_1', rate: rate(1_200_000n), warnMs: 4_000, reserved })
  if (call === null) throw new Error('not enough')
  return call
}
function play(inputs: readonly (readonly [number, PrepaidInput])[], from = begun()) {
  let call = from
  const effects: (readonly [number, PrepaidEffect])[] = []
  for (const [ms, input] of inputs) {
    const step = stepPrepaid(call, input, at(ms))
    call = step.call
    effects.push(...step.effects.map((effect) => [ms, effect] as const))
  }
  return { call, effects }
}
const CUT: PrepaidInput = { kind: 'timer.fired', timer: 'cut' }
const WARN: PrepaidInput = { kind: 'timer.fired', timer: 'warn' }

describe('a call that is paid while it goes on', () => {
  it('warns the caller, is cut at its end, and is settled exactly', () => {
    const { effects } = play([[5, { kind: 'answered' }], [6_005, WARN], [10_005, CUT], [10_006, { kind: 'ended' }]]) // prettier-ignore
    expect(effects).toEqual([
      [5, { kind: 'timer.set', timer: 'warn', at: at(6_005) }],
      [5, { kind: 'timer.set', timer: 'cut', at: at(10_005) }],
      [6_005, { kind: 'caller.warn', leftMs: 4_000 }],
      [10_005, { kind: 'call.cut' }],
      [10_005, { kind: 'account.settle', durationMs: 10_000, price: 200_000n }],
    ])
  })

  it('costs what was talked when the caller hangs up before, and nothing when nobody answered', () => {
    const talked = play([[0, { kind: 'answered' }], [3_500, { kind: 'ended' }]]) // prettier-ignore
    expect(talked.effects.at(-1)?.[1]).toEqual({ kind: 'account.settle', durationMs: 3_500, price: 80_000n })
    const missed = play([[9_000, { kind: 'ended' }]])
    expect(missed.effects).toEqual([[9_000, { kind: 'account.settle', durationMs: 0, price: 0n }]])
  })

  it('is never charged more than was reserved, however late the timer fires', () => {
    const late = play([[0, { kind: 'answered' }], [12_345, CUT]]) // prettier-ignore
    expect(late.effects.at(-1)?.[1]).toEqual({ kind: 'account.settle', durationMs: 10_000, price: 200_000n })
  })

  it('goes on when more is paid in meanwhile: the old cut is no cut, and the caller is warned anew', () => {
    const { effects, call } = play([
      [0, { kind: 'answered' }],
      [6_000, WARN],
      [7_000, { kind: 'reservation.grew', reserved: 400_000n }],
      [10_000, CUT],
      [16_000, WARN],
      [20_000, CUT],
    ])
    expect(effects.filter(([, { kind }]) => kind !== 'timer.set').map(([ms, { kind }]) => [ms, kind])).toEqual([
      [6_000, 'caller.warn'],
      [16_000, 'caller.warn'],
      [20_000, 'call.cut'],
      [20_000, 'account.settle'],
    ])
    expect(call.phase).toEqual({ kind: 'over', durationMs: 20_000 })
  })

  it('has an answer to every input in every phase, and settles once', () => {
    const inputs: readonly PrepaidInput[] = [{ kind: 'answered' }, WARN, CUT, { kind: 'reservation.grew', reserved: 999n }, { kind: 'ended' }] // prettier-ignore
    const orders = inputs.flatMap((a) => inputs.flatMap((b) => inputs.flatMap((c) => inputs.map((d) => [a, b, c, d]))))
    for (const order of orders) {
      const { effects } = play(order.map((input, index) => [index * 4_000, input] as const))
      expect(effects.filter(([, { kind }]) => kind === 'account.settle').length).toBeLessThanOrEqual(1)
    }
  })

  it('does not begin when there is not enough for the shortest call', () => {
    expect(
      beginPrepaid({ callId: 'cal_1', rate: rate(60_000_000n, '60/60'), warnMs: 0, reserved: 59_999_999n }),
    ).toBeNull()
  })

  it('holds its reservation until the call must be over', () => {
    expect(reservationEnd(begun(), T0)).toBe(at(10_000 + RESERVATION_GRACE_MS))
  })
})

describe('an account', () => {
  const expiresAt = at(60_000)

  it('gives two calls at once no more than it has', () => {
    const first = reserve(openBook(1_000n), { key: 'a', wanted: 700n, now: T0, expiresAt })
    const second = reserve(first.book, { key: 'b', wanted: 700n, now: T0, expiresAt })
    expect([first.granted, second.granted, availableOf(second.book, T0)]).toEqual([700n, 300n, 0n])
  })

  it('gives back what was not used, and counts a call once', () => {
    const { book } = reserve(openBook(1_000n), { key: 'a', wanted: 1_000n, now: T0, expiresAt })
    const once = settle(book, 'a', 400n)
    const twice = settle(once.book, 'a', 400n)
    expect([once.charged, twice.charged, twice.book.balance, availableOf(twice.book, T0)]).toEqual([
      400n,
      0n,
      600n,
      600n,
    ])
    expect(reserve(twice.book, { key: 'a', wanted: 1n, now: T0, expiresAt }).granted).toBe(0n)
  })

  it('gives away again what a call holds that was never settled, when its time is over; the call is charged all the same', () => {
    const { book } = reserve(openBook(1_000n), { key: 'lost', wanted: 1_000n, now: T0, expiresAt })
    expect(availableOf(book, at(59_999))).toBe(0n)
    expect(availableOf(book, at(60_000))).toBe(1_000n)
    const next = reserve(book, { key: 'next', wanted: 900n, now: at(60_000), expiresAt: at(120_000) })
    const late = settle(settle(next.book, 'next', 900n).book, 'lost', 250n)
    expect([late.charged, late.shortfall, late.book.balance]).toEqual([100n, 150n, 0n])
  })

  it('is never overdrawn, and Σ charged + balance is what was paid in, whatever happens in whatever order', () => {
    let seed = 7
    const random = (below: number) => {
      seed = (seed * 1_103_515_245 + 12_345) % 2_147_483_648
      return seed % below
    }
    const wrong: string[] = []
    for (let run = 0; run < 200; run++) {
      let book = openBook(5_000n)
      let charged = 0n
      for (let step = 0; step < 40; step++) {
        const key = `c${String(random(8))}`
        const now = at(step * 10_000)
        if (random(2) === 0) book = reserve(book, { key, wanted: BigInt(random(2_000)), now, expiresAt: at(step * 10_000 + random(60_000)) }).book
        else {
          const settled = settle(book, key, BigInt(random(1_500)))
          charged += settled.charged
          book = settled.book
        }
        if (book.balance < 0n || book.balance + charged !== 5_000n) wrong.push(`${String(run)}/${String(step)}`)
      }
    }
    expect(wrong).toEqual([])
  }) // prettier-ignore
})
