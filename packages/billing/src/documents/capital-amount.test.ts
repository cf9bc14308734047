import { describe, expect, it } from 'vitest'
import { parseMicros } from '../money.ts'
import { seededRandom } from '../testing/builders.ts'
import { capitalAmount } from './capital-amount.ts'

function micros(text: string): bigint {
  const read = parseMicros(text)
  if (!read.ok) throw new Error(text)
  return read.value
}

describe('an amount in capital characters', () => {
  it.each([
    ['0', '零元整'],
    ['0.01', '壹分'],
    ['0.10', '壹角整'],
    ['0.56', '伍角陆分'],
    ['1', '壹元整'],
    ['10', '壹拾元整'],
    ['325.04', '叁佰贰拾伍元零肆分'],
    ['1409.50', '壹仟肆佰零玖元伍角整'],
    ['1680.32', '壹仟陆佰捌拾元叁角贰分'],
    ['6007.14', '陆仟零柒元壹角肆分'],
    ['16409.02', '壹万陆仟肆佰零玖元零贰分'],
    ['107000.53', '壹拾万柒仟元伍角叁分'],
    ['100005', '壹拾万零伍元整'],
    ['1000000', '壹佰万元整'],
    ['10010010', '壹仟零壹万零壹拾元整'],
    ['100000000', '壹亿元整'],
    ['100005000', '壹亿零伍仟元整'],
    ['100000001.20', '壹亿零壹元贰角整'],
    ['1200000000000', '壹万贰仟亿元整'],
    ['1000000000000', '壹万亿元整'],
    ['-88.80', '负捌拾捌元捌角整'],
  ])('%s is %s', (amount, text) => {
    expect(capitalAmount(micros(amount))).toBe(text)
  })

  it('is refused where it is finer than a fen or larger than its names', () => {
    expect(() => capitalAmount(1n)).toThrow(RangeError)
    expect(() => capitalAmount(10n ** 23n)).toThrow(RangeError)
  })

  it('reads back to the amount, whatever it is', () => {
    const random = seededRandom(9)
    for (let index = 0; index < 5_000; index++) {
      const fen = 1n + BigInt(Math.floor(random() * 10 ** (1 + (index % 13))))
      const text = capitalAmount(fen * 10_000n)
      expect(readBack(text), text).toBe(fen)
      expect(text).not.toMatch(/零零|零[元万亿]/u)
    }
  })
})

const VALUES: Readonly<Record<string, bigint>> = { 拾: 10n, 佰: 100n, 仟: 1_000n }

/** In fen, read as a person does: digit, place, section. */
function readBack(text: string): bigint {
  let total = 0n
  let section = 0n
  let current = 0n
  let fen = 0n
  for (const character of text) {
    const value = '零壹贰叁肆伍陆柒捌玖'.indexOf(character)
    if (value >= 0) current = BigInt(value)
    else if (character === '分') fen += current
    else if (character === '角') fen += current * 10n
    else if (character === '元') {
      total += section + current
      section = 0n
      current = 0n
    } else if (character === '万') {
      total += (section + current) * 10_000n
      section = 0n
      current = 0n
    } else if (character === '亿') {
      total = (total + section + current) * 100_000_000n
      section = 0n
      current = 0n
    } else if (character !== '整') {
      section += current * (VALUES[character] ?? 0n)
      current = 0n
    }
  }
  return total * 100n + fen
}
