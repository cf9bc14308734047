import { expect, test } from 'vitest'
import { toCsv } from './csv.ts'

test('starts with a byte order mark and ends every line as RFC 4180 says', () => {
  expect(toCsv(['a', 'b'], [['1', '2']])).toBe('\uFEFFa,b\r\n1,2\r\n')
})

test.each([
  ['he said "hi"', '"he said ""hi"""'],
  ['one, two', '"one, two"'],
  ['two\nlines', '"two\nlines"'],
  ['=SUM(A1)', "'=SUM(A1)"],
  ['+8613800138000', '+8613800138000'],
  ['-3.40', '-3.40'],
  ['-2+3', "'-2+3"],
  ['暖家', '暖家'],
])('cell %s is written %s', (cell, written) => {
  expect(toCsv([cell], [])).toBe(`\uFEFF${written}\r\n`)
})
