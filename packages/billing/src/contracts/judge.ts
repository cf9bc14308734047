import type { ContractPromise } from './contract-terms.ts'
import { INDICATOR_FORM, type Figure, type ServiceTier } from './indicators.ts'

const PERCENT = 100_000_000n

/** In which tier a figure is. Compared as counted, never as rounded for the eye: 99.8999 % is not 99.9 %. */
export function judge(promise: ContractPromise, figure: Figure): ServiceTier {
  if (isNothing(figure)) return 'notMeasured'
  const { better } = INDICATOR_FORM[promise.indicator]
  const reaches = (limit: bigint): boolean => {
    const { value, against } = sides(figure, limit)
    return better === 'higher' ? value >= against : value <= against
  }
  if (reaches(promise.target)) return 'met'
  return reaches(promise.serious) ? 'missed' : 'seriouslyMissed'
}

const isNothing = (figure: Figure): boolean =>
  (figure.kind === 'share' && figure.whole === 0) || (figure.kind === 'mean' && figure.count === 0)

/** Figure and limit over the same denominator. */
function sides(figure: Figure, limit: bigint): { readonly value: bigint; readonly against: bigint } {
  switch (figure.kind) {
    case 'share': {
      return { value: BigInt(figure.part) * PERCENT, against: limit * BigInt(figure.whole) }
    }
    case 'mean': {
      return { value: BigInt(figure.totalMs), against: limit * BigInt(figure.count) }
    }
    case 'duration': {
      return { value: BigInt(figure.ms), against: limit }
    }
  }
}
