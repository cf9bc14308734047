import { fail, isLocalDate, type Result } from '@seatline/core'
import { parseMicros, type Micros } from '../money.ts'

/** What is wrong with a plan, and where: `field` is the way to it, `minutes.rates.3.increment`. */
export type PlanFieldError = { readonly field: string; readonly code: PlanFieldErrorCode }
export type PlanFieldErrorCode =
  | 'required'
  | 'notText'
  | 'notList'
  | 'notFlag'
  | 'notDecimal'
  | 'tooManyPlaces'
  | 'negative'
  | 'notPercent'
  | 'notIncrement'
  | 'notCurrency'
  | 'currencyMixed'
  | 'notVersion'
  | 'notWhole'
  | 'notId'
  | 'notName'
  | 'notChoice'
  | 'notDay'
  | 'notPeriod'
  | 'notPrefix'
  | 'overlap'
  | 'duplicate'
  | 'duplicateName'
  | 'duplicateRate'
  | 'unknownBand'
  | 'noRateOutsideBands'
  | 'noRateForRest'
  | 'empty'
  | 'notAscending'
  | 'gapAtEnd'
  | 'unknownField'

type Fields = Readonly<Record<string, unknown>>

/** Reads fields one by one and remembers what was wrong; a wrong field reads as the stand-in, which must not leave the parser. */
export class FieldReader {
  readonly errors: PlanFieldError[]
  private readonly fields: Fields
  private readonly path: string

  constructor(value: unknown, path = '', errors: PlanFieldError[] = []) {
    this.fields = isFields(value) ? value : {}
    this.path = path
    this.errors = errors
  }

  has(name: string): boolean {
    const value = this.fields[name]
    return value !== undefined && value !== null && value !== ''
  }

  /** Refuses fields that nobody reads: a misspelt one would be a price that silently does not count. */
  only(...names: readonly string[]): void {
    for (const name of Object.keys(this.fields)) if (!names.includes(name)) this.wrong(name, 'unknownField')
  }

  section(name: string): FieldReader {
    return new FieldReader(this.fields[name], `${this.path}${name}.`, this.errors)
  }

  /** A list that is left out is empty. */
  list<T>(name: string, read: (reader: FieldReader, index: number) => T): readonly T[] {
    const value = this.fields[name]
    if (value === undefined || value === null) return []
    if (!Array.isArray(value)) {
      this.wrong(name, 'notList')
      return []
    }
    return value.map((each: unknown, index) =>
      read(new FieldReader(each, `${this.path}${name}.${String(index)}.`, this.errors), index),
    )
  }

  texts<T extends string>(name: string, parse: (text: string) => T | null, code: PlanFieldErrorCode): readonly T[] {
    const value = this.fields[name]
    if (value === undefined || value === null) return []
    if (!Array.isArray(value)) {
      this.wrong(name, 'notList')
      return []
    }
    return value.flatMap((each: unknown, index) => {
      const parsed = typeof each === 'string' ? parse(each) : null
      if (parsed === null) this.wrong(`${name}.${String(index)}`, code)
      return parsed === null ? [] : [parsed]
    })
  }

  read<T>(name: string, parse: (text: string) => Result<T, PlanFieldErrorCode>, standIn: T): T {
    const value = this.fields[name]
    if (!this.has(name)) return this.wrong(name, 'required', standIn)
    if (typeof value !== 'string') return this.wrong(name, 'notText', standIn)
    const result = parse(value)
    return result.ok ? result.value : this.wrong(name, result.error, standIn)
  }

  text(name: string, standIn = ''): string {
    return this.read(name, (text) => ({ ok: true, value: text }), standIn)
  }

  choice<T extends string>(name: string, choices: readonly T[], standIn: T): T {
    return this.read(
      name,
      (text) => {
        const found = choices.find((each) => each === text)
        return found === undefined ? fail('notChoice') : { ok: true, value: found }
      },
      standIn,
    )
  }

  flag(name: string): boolean {
    const value = this.fields[name]
    if (value === undefined || value === null) return false
    return typeof value === 'boolean' ? value : this.wrong(name, 'notFlag', false)
  }

  /** An amount that must be there, not below zero. */
  amount(name: string): Micros {
    return this.read(name, parseAmount, 0n)
  }

  /** Nothing where it is left out. */
  amountOr(name: string, otherwise: Micros): Micros {
    return this.has(name) ? this.amount(name) : otherwise
  }

  whole(
    name: string,
    range: { readonly min: number; readonly max: number },
    code: PlanFieldErrorCode = 'notWhole',
  ): number {
    const value = this.fields[name]
    if (value === undefined || value === null) return this.wrong(name, 'required', range.min)
    const isIn = typeof value === 'number' && Number.isSafeInteger(value) && value >= range.min && value <= range.max
    return isIn ? value : this.wrong(name, code, range.min)
  }

  wholeOr(name: string, otherwise: number, range: { readonly min: number; readonly max: number }): number {
    return this.has(name) ? this.whole(name, range) : otherwise
  }

  wrong(name: string, code: PlanFieldErrorCode): undefined
  wrong<T>(name: string, code: PlanFieldErrorCode, standIn: T): T
  wrong<T>(name: string, code: PlanFieldErrorCode, standIn?: T): T | undefined {
    this.errors.push({ field: `${this.path}${name}`, code })
    return standIn
  }
}

/** A price is a decimal string, not a JSON number: a number has been through floating point already. */
export function parseAmount(text: string): Result<Micros, PlanFieldErrorCode> {
  const parsed = parseMicros(text)
  if (!parsed.ok) return fail(parsed.error === 'money.tooManyPlaces' ? 'tooManyPlaces' : 'notDecimal')
  return parsed.value < 0n ? fail('negative') : parsed
}

const isFields = (value: unknown): value is Fields =>
  typeof value === 'object' && value !== null && !Array.isArray(value)

export const termId = (reader: FieldReader): string =>
  reader.read<string>(
    'id',
    (text) => (/^[a-z][A-Za-z0-9-]{0,40}$/.test(text) ? { ok: true, value: text } : fail('notName')),
    '',
  )

/** A list in which each thing is there once. */
export function onceEach<T>(
  reader: FieldReader,
  name: string,
  read: (reader: FieldReader) => T,
  keyOf: (value: T) => string,
): readonly T[] {
  const seen = new Set<string>()
  return reader.list(name, (each, index) => {
    const value = read(each)
    const key = keyOf(value)
    if (key !== '' && seen.has(key)) reader.wrong(`${name}.${String(index)}`, 'duplicate')
    seen.add(key)
    return value
  })
}

/** Days of the calendar, each once. */
export const parseDay = (text: string): string | null => (isLocalDate(text) ? text : null)
