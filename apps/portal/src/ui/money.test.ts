import { expect, test } from 'vitest'
import { formatMoney } from './money.ts'

test.each([
  ['12.50', 'CNY', '¥12.50'],
  ['0.0125', 'USD', '$0.0125'],
  ['1234567.000001', 'EUR', '€1,234,567.000001'],
  ['-3.40', 'GBP', '−£3.40'],
  ['500', 'CHF', 'CHF 500'],
  ['9007199254740993.10', 'CNY', '¥9,007,199,254,740,993.10'],
])('%s %s is shown exactly: %s', (amount, currency, text) => {
  expect(formatMoney({ amount, currency })).toBe(text)
})
