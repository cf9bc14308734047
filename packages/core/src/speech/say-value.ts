import type { SpeechLocale, SpeechPart } from './speech-part.ts'
import { VOCABULARY } from './vocabulary.ts'

/** Larger numbers are said digit by digit. */
const SAID_AS_NUMBER_MAX = 99_999_999

export const word = (locale: SpeechLocale, name: string): SpeechPart => ({ kind: 'word', locale, word: name })
const words = (locale: SpeechLocale, names: readonly string[]): readonly SpeechPart[] =>
  names.map((name) => word(locale, name))

/** One after the other; what is no digit, `*` or `#` is left out. In a Chinese telephone number one is said as 幺. */
export function sayDigits(digits: string, locale: SpeechLocale): readonly SpeechPart[] {
  const names = Array.from(digits).flatMap((digit) => {
    if (digit === '*') return ['star']
    if (digit === '#') return ['hash']
    if (!/[0-9]/.test(digit)) return []
    return locale === 'zh-CN' && digit === '1' ? ['yao'] : [`n${digit}`]
  })
  return words(locale, names)
}

/** A key of the telephone. */
export function sayKey(key: string, locale: SpeechLocale): readonly SpeechPart[] {
  const name = key === '*' ? 'star' : key === '#' ? 'hash' : `n${key}`
  return words(locale, locale === 'zh-CN' ? [name, 'key'] : [name])
}

/** A number, whole or with decimals (`-12.50`). What is no number is spelled. */
export function sayNumber(text: string, locale: SpeechLocale): readonly SpeechPart[] {
  const match = /^(-?)(\d{1,15})(?:\.(\d{1,6}))?$/.exec(text.trim())
  if (match === null) return spell(text, locale)
  const [, sign, whole = '0', decimals] = match
  const value = Number(whole)
  return [
    ...(sign === '-' ? [word(locale, 'minus')] : []),
    ...(value > SAID_AS_NUMBER_MAX ? sayDigits(whole, locale) : words(locale, wholeNumber(value, locale))),
    ...(decimals === undefined
      ? []
      : [
          word(locale, 'point'),
          ...words(
            locale,
            Array.from(decimals, (d) => `n${d}`),
          ),
        ]),
  ]
}

/** An amount; cents that are zero are not said. */
export function sayMoney(text: string, locale: SpeechLocale): readonly SpeechPart[] {
  const said = sayNumber(text.trim().replace(/\.0+$/, ''), locale)
  return locale === 'zh-CN' && said.length > 0 ? [...said, word(locale, 'yuan')] : said
}

/** Letters and digits one by one; there is no word for anything else. Letters are English in every language. */
export function spell(text: string, locale: SpeechLocale): readonly SpeechPart[] {
  return Array.from(text.toLowerCase()).flatMap((character) =>
    /[a-z]/.test(character) ? [word('en', `letter-${character}`)] : sayDigits(character, locale),
  )
}

/** Names of the words of a whole number from 0 to 99,999,999. */
export function wholeNumber(value: number, locale: SpeechLocale): readonly string[] {
  return locale === 'zh-CN' ? chinese(value) : english(value)
}

function english(value: number): readonly string[] {
  const millions = Math.floor(value / 1_000_000)
  const thousands = Math.floor(value / 1_000) % 1_000
  const rest = value % 1_000
  const names = [
    ...(millions > 0 ? [...underThousand(millions), 'million'] : []),
    ...(thousands > 0 ? [...underThousand(thousands), 'thousand'] : []),
  ]
  if (rest === 0 && names.length > 0) return names
  const needsAnd = names.length > 0 && rest < 100
  return [...names, ...(needsAnd ? ['and'] : []), ...underThousand(rest)]
}

function underThousand(value: number): readonly string[] {
  const hundreds = Math.floor(value / 100)
  if (hundreds === 0) return underHundred(value)
  const rest = value % 100
  return [`n${String(hundreds)}`, 'hundred', ...(rest === 0 ? [] : ['and', ...underHundred(rest)])]
}

function underHundred(value: number): readonly string[] {
  if (value <= 20) return [`n${String(value)}`]
  const units = value % 10
  return [`n${String(value - units)}`, ...(units === 0 ? [] : [`n${String(units)}`])]
}

function chinese(value: number): readonly string[] {
  if (value < 100) return underHundred(value)
  const high = Math.floor(value / 10_000)
  const low = value % 10_000
  if (high === 0) return chineseGroup(low)
  // 两 before 万; a gap within the number is said as one 零.
  const head = [...(high === 2 ? ['two'] : chinese(high)), 'tenThousand']
  if (low === 0) return head
  return [...head, ...(low < 1_000 ? ['n0'] : []), ...chineseGroup(low)]
}

const CHINESE_UNITS = ['', 'n10', 'hundred', 'thousand'] as const

/** 1 to 9,999, each place said: 一百一十, 一千零五. */
function chineseGroup(value: number): readonly string[] {
  const places = Array.from(String(value), Number)
  const names: string[] = []
  let gap = false
  for (const [index, digit] of places.entries()) {
    const unit = CHINESE_UNITS[places.length - 1 - index] ?? ''
    if (digit === 0) {
      gap = true
      continue
    }
    if (gap) names.push('n0')
    gap = false
    names.push(digit === 2 && unit === 'thousand' ? 'two' : `n${String(digit)}`)
    if (unit !== '') names.push(unit)
  }
  return names
}

/** The texts of the pieces, for what can be read: a test, a trace. */
export function textOfParts(parts: readonly SpeechPart[]): string {
  return parts
    .map((part) => (part.kind === 'word' ? (VOCABULARY[part.locale][part.word] ?? '?') : `[${part.promptId}]`))
    .join(' ')
}
