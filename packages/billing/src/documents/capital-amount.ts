import type { Micros } from '../money.ts'

const DIGITS = ['零', '壹', '贰', '叁', '肆', '伍', '陆', '柒', '捌', '玖'] as const
const PLACES = ['', '拾', '佰', '仟'] as const
const SECTIONS = ['', '万', '亿', '万亿'] as const
/** One fen. */
const FEN = 10_000n
/** More has no name in four sections. */
const YUAN_MAX = 10n ** 16n - 1n

/**
 * An amount in the capital characters of Chinese vouchers, 壹仟陆佰捌拾元叁角贰分, as the rules for filling in bills of the People's Bank of China
 * (正确填写票据和结算凭证的基本规定) have it: 整 after yuan or jiao, one 零 for zeros within. Whole fen only; anything finer is a fault in the program.
 */
export function capitalAmount(micros: Micros): string {
  const magnitude = micros < 0n ? -micros : micros
  if (magnitude % FEN !== 0n)
    throw new RangeError(`capital characters know no part of a fen [micros:${String(micros)}]`)
  const fen = magnitude / FEN
  const yuan = fen / 100n
  if (yuan > YUAN_MAX) throw new RangeError(`too large for capital characters [micros:${String(micros)}]`)
  return `${micros < 0n ? '负' : ''}${yuanText(yuan)}${coinText(yuan, Number(fen % 100n))}`
}

const digit = (value: number): string => DIGITS[value] ?? ''

function coinText(yuan: bigint, coins: number): string {
  const jiao = Math.floor(coins / 10)
  const fen = coins % 10
  if (coins === 0) return yuan === 0n ? '零元整' : '整'
  const jiaoText = jiao === 0 ? (yuan === 0n ? '' : '零') : `${digit(jiao)}角`
  return `${jiaoText}${fen === 0 ? '整' : `${digit(fen)}分`}`
}

function yuanText(yuan: bigint): string {
  if (yuan === 0n) return ''
  let text = ''
  let isZeroOpen = false
  for (let index = SECTIONS.length - 1; index >= 0; index--) {
    const section = Number((yuan / 10_000n ** BigInt(index)) % 10_000n)
    if (section === 0) {
      isZeroOpen = text !== ''
      continue
    }
    if (text !== '' && (isZeroOpen || section < 1_000)) text += '零'
    text += `${sectionText(section)}${unitOf(index, yuan)}`
    isZeroOpen = false
  }
  return `${text}元`
}

/** 万亿 is written 万 where 亿 follows in the section below: 壹万贰仟亿, and 壹万亿 where none does. */
function unitOf(index: number, yuan: bigint): string {
  if (index === 3 && (yuan / 100_000_000n) % 10_000n !== 0n) return '万'
  return SECTIONS[index] ?? ''
}

function sectionText(section: number): string {
  let text = ''
  let isZeroOpen = false
  for (let place = 3; place >= 0; place--) {
    const value = Math.floor(section / 10 ** place) % 10
    if (value === 0) {
      isZeroOpen = text !== ''
      continue
    }
    text += `${isZeroOpen ? '零' : ''}${digit(value)}${PLACES[place] ?? ''}`
    isZeroOpen = false
  }
  return text
}
