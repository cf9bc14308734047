import { assertNever, instant } from '@seatline/core'
import type { Instant } from '@seatline/core'
import type { Micros } from '../money.ts'
import { affordableMs, priceOfCall } from './charge-rate.ts'
import type { ChargeRate } from './charge-rate.ts'

/** How long after its last moment a reservation still holds: a node that hangs is given so long to settle. */
export const RESERVATION_GRACE_MS = 120_000

/** A call that is paid from an account while it goes on. Plain data. */
export type PrepaidCall = {
  readonly callId: string
  readonly rate: ChargeRate
  /** So long before the end the caller is warned. */
  readonly warnMs: number
  readonly reserved: Micros
  readonly phase:
    | { readonly kind: 'waiting' }
    | { readonly kind: 'talking'; readonly since: Instant; readonly warned: boolean }
    | { readonly kind: 'over'; readonly durationMs: number }
}

export type PrepaidInput =
  /** The time that costs begins. */
  | { readonly kind: 'answered' }
  | { readonly kind: 'timer.fired'; readonly timer: 'warn' | 'cut' }
  /** More was set aside, by a top-up while the call goes on: the whole of what is reserved now. */
  | { readonly kind: 'reservation.grew'; readonly reserved: Micros }
  | { readonly kind: 'ended' }

export type PrepaidEffect =
  | { readonly kind: 'timer.set'; readonly timer: 'warn' | 'cut'; readonly at: Instant }
  /** To the caller only; nobody else hears it. */
  | { readonly kind: 'caller.warn'; readonly leftMs: number }
  | { readonly kind: 'call.cut' }
  | { readonly kind: 'account.settle'; readonly durationMs: number; readonly price: Micros }

export type PrepaidStep = { readonly call: PrepaidCall; readonly effects: readonly PrepaidEffect[] }

/** null: what is there does not pay for the shortest call. */
export function beginPrepaid(input: {
  readonly callId: string
  readonly rate: ChargeRate
  readonly warnMs: number
  readonly reserved: Micros
}): PrepaidCall | null {
  return affordableMs(input.rate, input.reserved) === 0 ? null : { ...input, phase: { kind: 'waiting' } }
}

/** How long the call may cost. */
export const allowanceOf = (call: PrepaidCall): number => affordableMs(call.rate, call.reserved)

/** When what is reserved may be given away again although nobody settled: after the last moment of the call, should it begin now. */
export const reservationEnd = (call: PrepaidCall, now: Instant): Instant =>
  instant(now + allowanceOf(call) + RESERVATION_GRACE_MS)

/**
 * What follows from `input`: talk, a warning so long before the end, the cut at the end, and one exact settlement. Total: what does not fit is ignored. A call cut at
 * its end is charged for its allowance and no millisecond more, however late the timer fired.
 */
export function stepPrepaid(call: PrepaidCall, input: PrepaidInput, now: Instant): PrepaidStep {
  const { phase } = call
  if (phase.kind === 'over') return { call, effects: [] }
  switch (input.kind) {
    case 'answered':
      return phase.kind === 'waiting'
        ? talk({ ...call, phase: { kind: 'talking', since: now, warned: false } }, now)
        : same(call)
    case 'reservation.grew':
      return grow(call, input.reserved, now)
    case 'timer.fired':
      return phase.kind === 'talking' ? fired(call, phase, { timer: input.timer, now }) : same(call)
    case 'ended':
      return end(call, now)
    default:
      return assertNever(input, 'prepaid input')
  }
}

const same = (call: PrepaidCall): PrepaidStep => ({ call, effects: [] })

type Talking = Extract<PrepaidCall['phase'], { kind: 'talking' }>

function talk(call: PrepaidCall, now: Instant): PrepaidStep {
  if (call.phase.kind !== 'talking') return same(call)
  const cutAt = call.phase.since + allowanceOf(call)
  const warnAt = Math.max(now, cutAt - call.warnMs)
  return {
    call,
    effects: [
      { kind: 'timer.set', timer: 'warn', at: instant(warnAt) },
      { kind: 'timer.set', timer: 'cut', at: instant(cutAt) },
    ],
  }
}

function grow(call: PrepaidCall, reserved: Micros, now: Instant): PrepaidStep {
  if (reserved <= call.reserved) return same(call)
  const { phase } = call
  const grown = { ...call, reserved, phase: phase.kind === 'talking' ? { ...phase, warned: false } : phase }
  return phase.kind === 'talking' ? talk(grown, now) : same(grown)
}

function fired(
  call: PrepaidCall,
  phase: Talking,
  { timer, now }: { readonly timer: 'warn' | 'cut'; readonly now: Instant },
): PrepaidStep {
  const leftMs = phase.since + allowanceOf(call) - now
  if (timer === 'cut') {
    // An older timer, from before the reservation grew.
    if (leftMs > 0) return same(call)
    const step = end(call, now)
    return { call: step.call, effects: [{ kind: 'call.cut' }, ...step.effects] }
  }
  if (phase.warned || leftMs <= 0 || leftMs > call.warnMs) return same(call)
  return {
    call: { ...call, phase: { ...phase, warned: true } },
    effects: [{ kind: 'caller.warn', leftMs }],
  }
}

function end(call: PrepaidCall, now: Instant): PrepaidStep {
  const { phase } = call
  const talked = phase.kind === 'talking' ? Math.max(0, now - phase.since) : 0
  const durationMs = Math.min(talked, allowanceOf(call))
  const price = priceOfCall(call.rate, durationMs)
  return {
    call: { ...call, phase: { kind: 'over', durationMs } },
    effects: [{ kind: 'account.settle', durationMs, price }],
  }
}
