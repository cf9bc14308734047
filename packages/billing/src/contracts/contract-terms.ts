import { fail, ok, type Result } from '@seatline/core'
import { formatMicros, parseMicros, type Micros } from '../money.ts'
import { INDICATOR_FORM, INDICATORS, type Indicator, type IndicatorForm } from './indicators.ts'

/** What is given for a promise that was not kept: so many times the fee of a day of the month, or a percentage of the month's fees. */
export type CreditRule =
  { readonly of: 'dailyFee'; readonly times: Micros } | { readonly of: 'monthFees'; readonly percent: Micros }

/**
 * One promise. `target` and `serious` are millionths of a percent, or milliseconds, as the indicator's form says: a figure that reaches `target` is met, one that does
 * not reach `serious` either is seriously missed.
 */
export type ContractPromise = {
  readonly indicator: Indicator
  readonly target: bigint
  readonly serious: bigint
  readonly credits: { readonly missed: CreditRule | null; readonly seriouslyMissed: CreditRule | null }
}

/** How it goes on at the end of the term. `automatic`: by `renewalMonths` at a time unless notice was given; `byAgreement`: only when both agree; `ends`: it ends. */
export const RENEWAL_FORMS = ['automatic', 'byAgreement', 'ends'] as const
export type RenewalForm = (typeof RENEWAL_FORMS)[number]

/** What a version of a contract says. Term and dates are the contract's. */
export type ContractTerms = {
  readonly scope: string
  readonly renewal: RenewalForm
  readonly renewalMonths: number
  readonly noticeDays: number
  /** T of the service level; null: of each queue its own, as on the live screen. */
  readonly answerWithinMs: number | null
  /** All credits of a month together are at most so much of its fees, millionths of a percent. */
  readonly creditCap: Micros
  readonly promises: readonly ContractPromise[]
}

/** As it is stored and edited: figures are decimal text in the indicator's unit. */
export type ContractTermsJson = {
  readonly scope: string
  readonly renewal: RenewalForm
  readonly renewalMonths: number
  readonly noticeDays: number
  readonly answerWithinSeconds: string | null
  readonly creditCapPercent: string
  readonly promises: readonly PromiseJson[]
}
export type PromiseJson = {
  readonly indicator: Indicator
  readonly target: string
  readonly serious: string
  readonly missed: CreditRuleJson | null
  readonly seriouslyMissed: CreditRuleJson | null
}
export type CreditRuleJson =
  { readonly of: 'dailyFee'; readonly times: string } | { readonly of: 'monthFees'; readonly percent: string }

export type ContractFieldErrorCode =
  | 'required'
  | 'notText'
  | 'notDecimal'
  | 'tooManyPlaces'
  | 'negative'
  | 'tooLarge'
  | 'notWhole'
  | 'notRenewal'
  | 'notIndicator'
  | 'twice'
  | 'notWorse'
  | 'notCredit'
  | 'notSection'
export type ContractFieldError = { readonly field: string; readonly code: ContractFieldErrorCode }

const PERCENT_MAX = 100_000_000n
const TIMES_MAX = 1_000_000_000n

/** Reads terms from untyped data. All that is wrong is told at once, each with its place: `promises.2.target`. */
export function parseContractTerms(value: unknown): Result<ContractTerms, readonly ContractFieldError[]> {
  const errors: ContractFieldError[] = []
  const reader = new TermsReader(errors)
  const fields = reader.section(value, '')
  const seconds = fields['answerWithinSeconds'] ?? null
  const terms: ContractTerms = {
    scope: reader.text(fields['scope'], 'scope'),
    renewal: reader.oneOf(fields['renewal'], 'renewal', { known: RENEWAL_FORMS, code: 'notRenewal' }) ?? 'ends',
    renewalMonths: reader.whole(fields['renewalMonths'], 'renewalMonths', 120),
    noticeDays: reader.whole(fields['noticeDays'], 'noticeDays', 730),
    answerWithinMs: seconds === null ? null : Number(reader.duration(seconds, 'answerWithinSeconds', 1_000n)),
    creditCap: reader.decimal(fields['creditCapPercent'], 'creditCapPercent', PERCENT_MAX),
    promises: reader.promises(fields['promises']),
  }
  return errors.length === 0 ? ok(terms) : fail(errors)
}

class TermsReader {
  readonly #errors: ContractFieldError[]

  constructor(errors: ContractFieldError[]) {
    this.#errors = errors
  }

  section(value: unknown, field: string): Fields {
    if (isFields(value)) return value
    return this.wrong(field, value === undefined || value === null ? 'required' : 'notSection', {})
  }

  text(value: unknown, field: string): string {
    if (value === undefined || value === null || value === '') return this.wrong(field, 'required', '')
    return typeof value === 'string' ? value : this.wrong(field, 'notText', '')
  }

  oneOf<T extends string>(
    value: unknown,
    field: string,
    of: { readonly known: readonly T[]; readonly code: ContractFieldErrorCode },
  ): T | null {
    const found = of.known.find((each) => each === value)
    return found ?? this.wrong(field, value === undefined || value === null ? 'required' : of.code, null)
  }

  whole(value: unknown, field: string, max: number): number {
    if (value === undefined || value === null) return this.wrong(field, 'required', 0)
    if (typeof value !== 'number' || !Number.isSafeInteger(value)) return this.wrong(field, 'notWhole', 0)
    if (value < 0) return this.wrong(field, 'negative', 0)
    return value > max ? this.wrong(field, 'tooLarge', 0) : value
  }

  decimal(value: unknown, field: string, max: bigint): bigint {
    const text = this.text(value, field)
    if (text === '') return 0n
    const parsed = parseMicros(text)
    if (!parsed.ok)
      return this.wrong(field, parsed.error === 'money.tooManyPlaces' ? 'tooManyPlaces' : 'notDecimal', 0n)
    if (parsed.value < 0n) return this.wrong(field, 'negative', 0n)
    return parsed.value > max ? this.wrong(field, 'tooLarge', 0n) : parsed.value
  }

  /** Milliseconds of so many seconds or minutes. */
  duration(value: unknown, field: string, unitMs: bigint): bigint {
    const micros = this.decimal(value, field, 10_000_000n * 1_000_000n)
    return (micros * unitMs) % 1_000_000n === 0n
      ? (micros * unitMs) / 1_000_000n
      : this.wrong(field, 'tooManyPlaces', 0n)
  }

  promises(value: unknown): readonly ContractPromise[] {
    if (!Array.isArray(value)) return this.wrong('promises', value === undefined ? 'required' : 'notSection', [])
    const all: readonly unknown[] = value
    const seen = new Set<string>()
    return all.flatMap((each, index) => {
      const field = `promises.${String(index)}`
      const fields = this.section(each, field)
      const known = { known: INDICATORS, code: 'notIndicator' } as const
      const indicator = this.oneOf(fields['indicator'], `${field}.indicator`, known)
      if (indicator === null) return []
      if (seen.has(indicator)) return this.wrong(`${field}.indicator`, 'twice', [])
      seen.add(indicator)
      return [this.promise(fields, field, indicator)]
    })
  }

  promise(fields: Fields, field: string, indicator: Indicator): ContractPromise {
    const form = INDICATOR_FORM[indicator]
    const target = this.limit(fields['target'], `${field}.target`, form)
    const serious = this.limit(fields['serious'], `${field}.serious`, form)
    const isWorse = form.better === 'higher' ? serious <= target : serious >= target
    if (!isWorse) this.wrong(`${field}.serious`, 'notWorse', null)
    return {
      indicator,
      target,
      serious,
      credits: {
        missed: this.credit(fields['missed'], `${field}.missed`),
        seriouslyMissed: this.credit(fields['seriouslyMissed'], `${field}.seriouslyMissed`),
      },
    }
  }

  limit(value: unknown, field: string, { unit }: IndicatorForm): bigint {
    if (unit === 'percent') return this.decimal(value, field, PERCENT_MAX)
    return this.duration(value, field, unit === 'seconds' ? 1_000n : 60_000n)
  }

  credit(value: unknown, field: string): CreditRule | null {
    if (value === undefined || value === null) return null
    const fields = this.section(value, field)
    switch (fields['of']) {
      case 'dailyFee': {
        return { of: 'dailyFee', times: this.decimal(fields['times'], `${field}.times`, TIMES_MAX) }
      }
      case 'monthFees': {
        return { of: 'monthFees', percent: this.decimal(fields['percent'], `${field}.percent`, PERCENT_MAX) }
      }
      default: {
        return this.wrong(`${field}.of`, 'notCredit', null)
      }
    }
  }

  wrong<T>(field: string, code: ContractFieldErrorCode, standIn: T): T {
    this.#errors.push({ field, code })
    return standIn
  }
}

/** What `parseContractTerms` reads again as the same. */
export const serializeContractTerms = (terms: ContractTerms): ContractTermsJson => ({
  scope: terms.scope,
  renewal: terms.renewal,
  renewalMonths: terms.renewalMonths,
  noticeDays: terms.noticeDays,
  answerWithinSeconds: terms.answerWithinMs === null ? null : inUnit(BigInt(terms.answerWithinMs), 1_000n),
  creditCapPercent: formatMicros(terms.creditCap, 0),
  promises: terms.promises.map(({ indicator, target, serious, credits }) => ({
    indicator,
    target: limitText(indicator, target),
    serious: limitText(indicator, serious),
    missed: creditJson(credits.missed),
    seriouslyMissed: creditJson(credits.seriouslyMissed),
  })),
})

/** A target in the indicator's unit, exact decimal text: `99.9`, `120`. */
export function limitText(indicator: Indicator, limit: bigint): string {
  const { unit } = INDICATOR_FORM[indicator]
  if (unit === 'percent') return formatMicros(limit, 0)
  return inUnit(limit, unit === 'seconds' ? 1_000n : 60_000n)
}

/** Durations are read from at most six places of the unit, so six places say them again. */
const inUnit = (ms: bigint, unitMs: bigint): string => formatMicros((ms * 1_000_000n) / unitMs, 0)

function creditJson(rule: CreditRule | null): CreditRuleJson | null {
  if (rule === null) return null
  return rule.of === 'dailyFee'
    ? { of: 'dailyFee', times: formatMicros(rule.times, 0) }
    : { of: 'monthFees', percent: formatMicros(rule.percent, 0) }
}

type Fields = Readonly<Record<string, unknown>>
const isFields = (value: unknown): value is Fields =>
  typeof value === 'object' && value !== null && !Array.isArray(value)
