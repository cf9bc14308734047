import { expect, test } from 'vitest'
import { sayDigits, sayKey, sayMoney, sayNumber, spell, textOfParts, wholeNumber } from './say-value.ts'
import { VOCABULARY } from './vocabulary.ts'

const inChinese = (text: string): string => textOfParts(sayNumber(text, 'zh-CN')).replaceAll(' ', '')

test.each([
  ['0', '零'],
  ['2', '二'],
  ['10', '十'],
  ['12', '十二'],
  ['21', '二十一'],
  ['100', '一百'],
  ['105', '一百零五'],
  ['110', '一百一十'],
  ['222', '二百二十二'],
  ['1005', '一千零五'],
  ['2050', '两千零五十'],
  ['10000', '一万'],
  ['20005', '两万零五'],
  ['123456', '十二万三千四百五十六'],
  ['12.50', '十二点五零'],
  ['-3', '负三'],
])('%s in Chinese is %s', (value, said) => {
  expect(inChinese(value)).toBe(said)
})

test.each([
  ['0', 'zero'],
  ['13', 'thirteen'],
  ['20', 'twenty'],
  ['42', 'forty two'],
  ['100', 'one hundred'],
  ['105', 'one hundred and five'],
  ['1005', 'one thousand and five'],
  ['2350', 'two thousand three hundred and fifty'],
  ['1000000', 'one million'],
  ['12.5', 'twelve point five'],
])('%s in English is %s', (value, said) => {
  expect(textOfParts(sayNumber(value, 'en'))).toBe(said)
})

test('a telephone number is said digit by digit, its ones as 幺 in Chinese', () => {
  expect(textOfParts(sayDigits('+86 138', 'zh-CN')).replaceAll(' ', '')).toBe('八六幺三八')
  expect(textOfParts(sayDigits('138#', 'en'))).toBe('one three eight hash')
})

test('keys, money and what can only be spelled', () => {
  expect(textOfParts(sayKey('1', 'zh-CN'))).toBe('一 键。')
  expect(textOfParts(sayKey('*', 'en'))).toBe('star')
  expect(textOfParts(sayMoney('12.00', 'zh-CN')).replaceAll(' ', '')).toBe('十二元')
  expect(textOfParts(sayMoney('12.50', 'en'))).toBe('twelve point five zero')
  expect(textOfParts(spell('A-7b', 'zh-CN'))).toBe('a 七 b')
  expect(textOfParts(sayNumber('n/a', 'en'))).toBe('n a')
  expect(textOfParts(sayNumber('123456789', 'en'))).toBe('one two three four five six seven eight nine')
})

test.each(['zh-CN', 'en'] as const)('there is a word for every piece of every number in %s', (locale) => {
  for (let value = 0; value < 25_000; value += value < 1_200 ? 1 : 37)
    for (const name of wholeNumber(value, locale)) expect(VOCABULARY[locale]).toHaveProperty(name)
})
