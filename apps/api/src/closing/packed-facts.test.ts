import { expect, test } from 'vitest'
import { packFacts, unpackFacts } from './packed-facts.ts'

test('facts come out as they were packed, whole numbers of any size and maps with them', () => {
  const facts = { micros: 123_456_789_012_345_678_901n, by: new Map([['a', [1n, -2n]]]), none: null, text: '兆' }
  const packed = packFacts(facts)
  expect(unpackFacts(packed)).toEqual(facts)
  expect(packFacts({ ...facts }).sha256).toBe(packed.sha256)
})

test('what is not what was packed is noticed', () => {
  const packed = packFacts({ micros: 1n })
  expect(() => unpackFacts({ ...packed, facts: packFacts({ micros: 2n }).facts })).toThrow('not what they were')
})
