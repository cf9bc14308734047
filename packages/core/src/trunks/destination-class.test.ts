import { describe, expect, test } from 'vitest'
import { SeededRandom } from '../testing/seeded-random.ts'
import { DEFAULT_DESTINATIONS } from './default-destinations.ts'
import { classOfDestination, DESTINATION_CLASSES, makeDestinationTable, mayCall } from './destination-class.ts'
import type { DestinationPrefix } from './destination-class.ts'
import { toDialled } from './dialled-number.ts'

/** The rule in its plainest form. */
const naive = (prefixes: readonly DestinationPrefix[], number: string) =>
  prefixes
    .filter(({ prefix }) => number.startsWith(prefix))
    .reduce<{ destinationClass: string; prefix: string | null }>(
      (best, each) => (each.prefix.length > (best.prefix?.length ?? 0) ? each : best),
      { destinationClass: 'forbidden', prefix: null },
    )

describe('the class of a destination', () => {
  test('is that of the longest prefix, as the plain rule says, for any table and any number', () => {
    const chance = new SeededRandom(2_026)
    const random = (): number => chance.next()
    const digits = (lengthMax: number): string =>
      Array.from({ length: 1 + Math.floor(random() * lengthMax) }, () => String(Math.floor(random() * 3))).join('')
    for (let round = 0; round < 200; round++) {
      const prefixes = [...new Set(Array.from({ length: 1 + Math.floor(random() * 40) }, () => digits(8)))].map(
        (prefix) => ({
          prefix,
          destinationClass: DESTINATION_CLASSES[Math.floor(random() * DESTINATION_CLASSES.length)] ?? 'local',
        }),
      )
      const table = makeDestinationTable(prefixes)
      for (let each = 0; each < 50; each++) {
        const number = digits(14)
        const { destinationClass, prefix } = naive(prefixes, number)
        expect(classOfDestination(table, number)).toEqual({ destinationClass, prefix })
      }
    }
  })

  const table = makeDestinationTable(DEFAULT_DESTINATIONS)
  test.each([
    ['110', 'emergency'],
    ['88886666', 'local'],
    ['4008001001', 'local'],
    ['95588', 'local'],
    ['10086', 'local'],
    ['12345', 'local'],
    ['13800138000', 'mobile'],
    ['+86 138 0013 8000', 'mobile'],
    ['0086 13800138000', 'mobile'],
    ['+86 10 8888 6666', 'longDistance'],
    ['01088886666', 'longDistance'],
    ['+44 20 7946 0000', 'international'],
    ['+44 909 879 0000', 'premium'],
    ['001 900 555 0100', 'premium'],
    ['+852 2888 0000', 'international'],
    ['+870 773 111 111', 'forbidden'],
    ['00088', 'forbidden'],
    ['1', null],
    ['hello', null],
    ['+', null],
  ])('%s: %s', (text, expected) => {
    const dialled = toDialled(text)
    expect(dialled === null ? null : classOfDestination(table, dialled).destinationClass).toBe(expected)
  })

  test('without a prefix for it, it is forbidden', () => {
    expect(classOfDestination(makeDestinationTable([]), '110').destinationClass).toBe('forbidden')
  })

  test('an emergency call is never denied, a forbidden destination never allowed', () => {
    expect(mayCall([], 'emergency')).toBe(true)
    expect(mayCall([...DESTINATION_CLASSES], 'forbidden')).toBe(false)
    expect(mayCall(['mobile'], 'mobile')).toBe(true)
    expect(mayCall(['mobile'], 'international')).toBe(false)
  })

  test('the default table names no prefix twice', () => {
    const prefixes = DEFAULT_DESTINATIONS.map(({ prefix }) => prefix)
    expect(new Set(prefixes).size).toBe(prefixes.length)
  })
})
