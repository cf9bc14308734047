import { describe, expect, test } from 'vitest'
import { mergeScript, unknownFields } from './merge-fields.ts'

const values = { brand: 'Meridian', agent: 'Jonas', caller: '13800000000', queue: 'Bookings' }

describe('a script', () => {
  test('is said with what it leaves open', () => {
    expect(mergeScript('{{brand}}, this is {{ agent }}. {{brand}}!', values)).toBe('Meridian, this is Jonas. Meridian!')
  })

  test('does not merge what a merged value looks like', () => {
    expect(mergeScript('{{caller}}', { ...values, caller: '{{agent}}' })).toBe('{{agent}}')
  })

  test('keeps what is no field, and says so', () => {
    expect(mergeScript('{{price}} {{}}', values)).toBe('{{price}} {{}}')
    expect(unknownFields('{{price}} {{brand}} {{price}} {{}}')).toEqual(['price', ''])
  })
})
