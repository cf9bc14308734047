import { describe, expect, test } from 'vitest'
import { comparableNumber } from './comparable-number.ts'
import { compileNumberList, parsePattern } from './number-pattern.ts'

describe('the comparable number', () => {
  test.each([
    ['13800000789', '13800000789'],
    ['+8613800000789', '13800000789'],
    ['+86 138 0000 0789', '13800000789'],
    ['008613800000789', '13800000789'],
    ['8613800000789', '13800000789'],
    ['013800000789', '13800000789'],
    ['+86013800000789', '13800000789'],
    ['138-0000-0789', '13800000789'],
    ['１３８００００　０７８９', '13800000789'],
    ['010 8888 6666', '1088886666'],
    ['+86 (10) 8888-6666', '1088886666'],
    ['861088886666', '1088886666'],
    ['0755–8888 6666', '75588886666'],
    ['8675588886666', '75588886666'],
    ['95588', '95588'],
    ['4008001001', '4008001001'],
    ['+44 7946 000012', '+447946000012'],
    ['00447946000012', '+447946000012'],
    ['+1 (212) 555-0100', '+12125550100'],
    ['86123456', '86123456'],
    ['', null],
    ['12', null],
    ['anonymous', null],
    ['+', null],
    ['000', null],
    ['138 0000 x', null],
  ])('%j is %j', (text, expected) => {
    expect(comparableNumber(text)).toBe(expected)
  })
})

describe('an entry of a list', () => {
  test.each([
    ['+86 138 0000 0789', '13800000789'],
    ['0755*', '755*'],
    ['+86 755 *', '755*'],
    ['+44*', '+44*'],
    ['0044*', '+44*'],
    ['10*', '10*'],
  ])('%j is kept as %j', (text, expected) => {
    expect(parsePattern(text)).toEqual({ ok: true, value: expected })
  })

  test.each([
    ['', 'pattern.empty'],
    ['  ', 'pattern.empty'],
    ['*', 'pattern.tooShort'],
    ['1*', 'pattern.tooShort'],
    ['+86*', 'pattern.tooShort'],
    ['+4*', 'pattern.tooShort'],
    ['138*0000', 'pattern.starInside'],
    ['138**', 'pattern.starInside'],
    ['abc', 'pattern.notANumber'],
    ['12', 'pattern.notANumber'],
    ['1380000078913800000789', 'pattern.notANumber'],
  ])('%j is refused: %s', (text, fault) => {
    expect(parsePattern(text)).toEqual({ ok: false, error: fault })
  })
})

describe('a list', () => {
  const list = compileNumberList([
    { number: '13800000789', until: null },
    { number: '755*', until: null },
    { number: '+44*', until: 1_000 },
    { number: '95588', until: 500 },
    { number: '95588', until: 800 },
  ])

  test.each([
    ['13800000789', 0, true],
    ['13800000780', 0, false],
    ['75588886666', 0, true],
    ['755', 0, true],
    ['75', 0, false],
    ['447946000012', 0, false],
    ['+447946000012', 999, true],
    ['+447946000012', 1_000, false],
    ['95588', 799, true],
    ['95588', 800, false],
  ])('at %j and %d: %s', (number, now, expected) => {
    expect(list.holds(number, now)).toBe(expected)
  })
})
