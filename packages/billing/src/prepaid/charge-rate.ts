import { roundToMicros, type Currency, type Micros } from '../money.ts'
import { billableSeconds, type Increment } from '../tariffs/increment.ts'

/** What a call costs while it goes on: of a value-added line, or of a client that pays before it calls. */
export type ChargeRate = {
  readonly currency: Currency
  /** Once, when anything is charged. */
  readonly perCall: Micros
  readonly perMinute: Micros
  readonly increment: Increment
}

/** The price of a call of that length, by the same increment and the same one rounding as every other call. */
export function priceOfCall(rate: ChargeRate, durationMs: number): Micros {
  return priceOfSeconds(rate, billableSeconds(durationMs, rate.increment))
}

const priceOfSeconds = (rate: ChargeRate, seconds: number): Micros =>
  seconds === 0 ? 0n : rate.perCall + roundToMicros({ numerator: rate.perMinute * BigInt(seconds), denominator: 60n })

/** No call lasts longer; a rate that costs nothing by time allows it all. */
export const CALL_MS_MAX = 24 * 3_600_000

/**
 * The longest call that so much pays for, in milliseconds: a whole number of increments, of which the next one would cost more. 0: not even the shortest call.
 */
export function affordableMs(rate: ChargeRate, available: Micros): number {
  const { firstSeconds, thenSeconds } = rate.increment
  const secondsOf = (steps: number): number => firstSeconds + steps * thenSeconds
  if (priceOfSeconds(rate, firstSeconds) > available) return 0
  const stepsMax = Math.max(0, Math.floor((CALL_MS_MAX / 1000 - firstSeconds) / thenSeconds))
  let enough = 0
  let tooMany = stepsMax + 1
  // The price only rises with the steps: halve until the last one that is paid for is found.
  while (tooMany - enough > 1) {
    const middle = Math.floor((enough + tooMany) / 2)
    if (priceOfSeconds(rate, secondsOf(middle)) <= available) enough = middle
    else tooMany = middle
  }
  return Math.min(secondsOf(enough) * 1000, CALL_MS_MAX)
}
