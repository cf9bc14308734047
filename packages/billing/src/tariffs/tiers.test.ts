import { describe, expect, it } from 'vitest'
import { formatMicros } from '../money.ts'
import { seededRandom } from '../testing/builders.ts'
import { checkTiers, graduatedPrice, volumePrice, type Tier, type Tiers } from './tiers.ts'

const tier = (upToMinutes: number | null, pricePerMinute: bigint): Tier => ({ upToMinutes, pricePerMinute })
function buildTiers(...tiers: readonly Tier[]): Tiers {
  const checked = checkTiers(tiers)
  if (!checked.ok) throw new Error(JSON.stringify(checked.error))
  return checked.value
}
/** 0.10 for the first 100 minutes, 0.08 up to 1000, 0.05 beyond. */
const tiers = buildTiers(tier(100, 100_000n), tier(1_000, 80_000n), tier(null, 50_000n))
const price = (seconds: number) => formatMicros(graduatedPrice(tiers, { usedSeconds: 0, seconds }).amount)

describe('graduated tiers', () => {
  it.each([
    [0, '0.00'],
    [60, '0.10'],
    [6_000, '10.00'],
    [6_060, '10.08'],
    [60_000, '82.00'],
    [60_060, '82.05'],
  ])('%i s cost %s', (seconds, amount) => {
    expect(price(seconds)).toBe(amount)
  })

  it('tell which seconds fell in which tier', () => {
    const { parts } = graduatedPrice(tiers, { usedSeconds: 5_940, seconds: 120 })
    expect(parts.map((part) => [part.tier.upToMinutes, part.seconds, formatMicros(part.amount)])).toEqual([
      [100, 60, '0.10'],
      [1_000, 60, '0.08'],
    ])
  })

  it('cost the same however the use is cut (seed 23)', () => {
    const random = seededRandom(23)
    const odd = buildTiers(tier(7, 33_333n), tier(19, 7n), tier(null, 1_001n))
    for (let run = 0; run < 200; run++) {
      let usedSeconds = 0
      let sum = 0n
      for (let call = 0; call < 20; call++) {
        const seconds = Math.floor(random() * 200)
        sum += graduatedPrice(odd, { usedSeconds, seconds }).amount
        usedSeconds += seconds
      }
      expect(sum).toBe(graduatedPrice(odd, { usedSeconds: 0, seconds: usedSeconds }).amount)
    }
  })
})

describe('volume tiers', () => {
  it.each([
    [0, '0.00'],
    [6_000, '10.00'],
    // One second more and all of it is cheaper: that is what volume means.
    [6_001, '8.001333'],
    [60_000, '80.00'],
    [60_060, '50.05'],
  ])('%i s cost %s', (seconds, amount) => {
    expect(formatMicros(volumePrice(tiers, seconds).amount)).toBe(amount)
  })
})

describe('tiers that leave a quantity without a price, or with two', () => {
  it.each<[string, readonly Tier[], readonly string[]]>([
    ['none', [], ['0 empty']],
    ['no tier for all beyond', [tier(100, 1n)], ['0 gapAtEnd']],
    ['falling bounds', [tier(100, 1n), tier(50, 1n), tier(null, 1n)], ['1 notAscending']],
    ['equal bounds', [tier(100, 1n), tier(100, 1n), tier(null, 1n)], ['1 notAscending']],
    ['one for all beyond in the middle', [tier(null, 1n), tier(null, 1n)], ['0 notAscending']],
    ['half minutes', [tier(1.5, 1n), tier(null, 1n)], ['0 notWhole']],
    ['a price below zero', [tier(null, -1n)], ['0 negative']],
  ])('%s', (_, list, errors) => {
    const checked = checkTiers(list)
    expect(checked.ok ? [] : checked.error.map(({ index, code }) => `${String(index)} ${code}`)).toEqual(errors)
  })
})
