import type { SpeechLocale } from '../speech/speech-part.ts'
import type { PromptPart, RequestText } from './step-types.ts'

/** Longer values are cut: a value that grows with each round of a flow stays small. */
export const VALUE_LENGTH_MAX = 500

const PLACEHOLDER = /\{\{\s*([^{}]*?)\s*\}\}/gu
const VARIABLE = /^([a-z][a-zA-Z0-9]{0,31})(?::(digits|number|money))?$/
const SECRET = /^secret:([A-Za-z][A-Za-z0-9_-]{0,59})$/
const DIGITS = /^digits:([a-z][a-zA-Z0-9]{0,31})$/

export type SpeechMode = 'text' | 'digits' | 'number' | 'money'
export type TemplatePiece =
  | { readonly kind: 'text'; readonly text: string }
  | { readonly kind: 'variable'; readonly name: string; readonly mode: SpeechMode }
  | { readonly kind: 'secret'; readonly name: string }
  /** Digits of a PIN or a payment. */
  | { readonly kind: 'digits'; readonly name: string }
  /** Braces around what is none of these. */
  | { readonly kind: 'unknown'; readonly text: string }

/** Pieces by text: the same few texts are read in every call. A memory of pure values, not state. */
const read = new Map<string, readonly TemplatePiece[]>()
const READ_MAX = 5_000

/** The pieces of a text with `{{…}}` in it, in order. */
export function parseTemplate(text: string): readonly TemplatePiece[] {
  const known = read.get(text)
  if (known !== undefined) return known
  const pieces: TemplatePiece[] = []
  let from = 0
  for (const match of text.matchAll(PLACEHOLDER)) {
    if (match.index > from) pieces.push({ kind: 'text', text: text.slice(from, match.index) })
    pieces.push(placeholder(match[1] ?? ''))
    from = match.index + match[0].length
  }
  if (from < text.length) pieces.push({ kind: 'text', text: text.slice(from) })
  if (read.size >= READ_MAX) read.clear()
  read.set(text, pieces)
  return pieces
}

function placeholder(inner: string): TemplatePiece {
  const secret = SECRET.exec(inner)?.[1]
  if (secret !== undefined) return { kind: 'secret', name: secret }
  const variable = VARIABLE.exec(inner)
  // `digits:pin` would read as a variable named "digits" otherwise.
  const digits = DIGITS.exec(inner)?.[1]
  if (digits !== undefined && variable === null) return { kind: 'digits', name: digits }
  if (variable?.[1] === undefined) return { kind: 'unknown', text: inner }
  return { kind: 'variable', name: variable[1], mode: (variable[2] as SpeechMode | undefined) ?? 'text' }
}

/** The names of the variables that a text reads. */
export const variablesIn = (text: string): readonly string[] =>
  parseTemplate(text).flatMap((piece) => (piece.kind === 'variable' ? [piece.name] : []))

export type ReadVariable = (name: string) => string

/** The text with the values in it. Secrets and digits have no place in it and are left out. */
export function fillIn(text: string, valueOf: ReadVariable, encode: (value: string) => string = asIs): string {
  return parseTemplate(text)
    .map((piece) => (piece.kind === 'text' ? piece.text : piece.kind === 'variable' ? encode(valueOf(piece.name)) : ''))
    .join('')
}

/** A text of a request: values are in it, encoded; secrets and digits are named, for the shell to put in. */
export function requestText(text: string, valueOf: ReadVariable, encode: (value: string) => string): RequestText {
  return parseTemplate(text).flatMap((piece) => {
    if (piece.kind === 'unknown') return []
    if (piece.kind === 'variable') return [{ kind: 'text' as const, text: encode(valueOf(piece.name)) }]
    return [piece]
  })
}

/** What is heard of a text: fixed words as they stand, values by their mode; nothing of empty values. */
export function spokenParts(text: string, locale: SpeechLocale, valueOf: ReadVariable): readonly PromptPart[] {
  return parseTemplate(text).flatMap((piece): readonly PromptPart[] => {
    if (piece.kind === 'text') return isSpoken(piece.text) ? [{ kind: 'text', text: piece.text.trim(), locale }] : []
    if (piece.kind !== 'variable') return []
    const value = valueOf(piece.name)
    return value === '' ? [] : [{ kind: 'value', mode: piece.mode, value, locale }]
  })
}

/** The words of a text that are the same in every call. */
export const fixedWordsIn = (text: string): readonly string[] =>
  parseTemplate(text).flatMap((piece) => (piece.kind === 'text' && isSpoken(piece.text) ? [piece.text.trim()] : []))

/** Punctuation alone is not heard. */
const isSpoken = (text: string): boolean => /[\p{L}\p{N}]/u.test(text)

const asIs = (value: string): string => value
export const asUrlPart = (value: string): string => encodeURIComponent(value.toWellFormed())
/** Within the quotes of a JSON text. */
export const asJsonText = (value: string): string => JSON.stringify(value).slice(1, -1)
/** A line of a header has no line breaks. */
export const asHeaderLine = (value: string): string => value.replaceAll(/\p{Cc}/gu, ' ')
export const asPlainText = asIs
