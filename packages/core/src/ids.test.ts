import { describe, expect, it } from 'vitest'
import { formatId, ID_PREFIX, idSchema, isId } from './ids.ts'

describe('ids', () => {
  it('are made of the prefix and twenty characters of the random bytes', () => {
    const random = Uint8Array.from({ length: 20 }, (_, index) => index * 13)
    const id = formatId('call', random)
    expect(id).toMatch(/^cal_[2-9a-km-np-z]{20}$/)
    expect(formatId('call', random)).toBe(id)
    expect(isId('call', id)).toBe(true)
  })

  it('use no letters that look alike, whatever the bytes', () => {
    const random = Uint8Array.from({ length: 20 }, (_, index) => 236 + index)
    for (let start = 0; start < 256; start++)
      expect(
        formatId(
          'leg',
          random.map((byte) => (byte + start) % 256),
        ).slice(4),
      ).not.toMatch(/[01lo]/)
  })

  it('need enough chance', () => {
    expect(() => formatId('call', new Uint8Array(19))).toThrow(RangeError)
  })

  it.each([
    ['call', 'cal_abc', true],
    ['call', 'cal_demo-1', true],
    ['call', 'leg_abc', false],
    ['call', 'cal_', false],
    ['call', 'cal_ABC', false],
    ['call', 'xcal_abc', false],
    ['call', 'cal_abc\n', false],
    ['call', `cal_${'a'.repeat(41)}`, false],
    ['flow', 'ivv_abc', false],
  ] as const)('%s: %j is %s', (kind, text, expected) => {
    expect(isId(kind, text)).toBe(expected)
    expect(idSchema(kind).safeParse(text).success).toBe(expected)
  })

  it('tell their kind by the prefix alone', () => {
    expect(new Set(Object.values(ID_PREFIX)).size).toBe(Object.keys(ID_PREFIX).length)
  })
})
