import { expect, test } from 'vitest'
import { contrastRatio, isHexColor, readableOn } from './contrast.ts'

test('black on white has all the contrast there is, a colour on itself none', () => {
  expect(contrastRatio('#000000', '#ffffff')).toBeCloseTo(21, 5)
  expect(contrastRatio('#ffffff', '#000000')).toBeCloseTo(21, 5)
  expect(contrastRatio('#0369a1', '#0369a1')).toBe(1)
})

test('the lightest grey that may carry text on white is #767676', () => {
  expect(contrastRatio('#767676', '#ffffff')).toBeGreaterThanOrEqual(4.5)
  expect(contrastRatio('#777777', '#ffffff')).toBeLessThan(4.5)
})

test('text on a brand is white on dark ones and dark on bright ones', () => {
  expect(readableOn('#0369a1')).toBe('#ffffff')
  expect(readableOn('#facc15')).toBe('#111111')
})

test('only #rrggbb is a colour', () => {
  expect(['#0369a1', '#ABCDEF'].every(isHexColor)).toBe(true)
  expect(['red', '#fff', '#0369a1ff', ' #0369a1'].some(isHexColor)).toBe(false)
  expect(() => contrastRatio('red', '#ffffff')).toThrow(RangeError)
})
