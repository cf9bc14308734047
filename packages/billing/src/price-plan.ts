import { fail, isId, ok, type PricePlanId, type Result } from '@seatline/core'
import { isCurrency, parseMicros, type Currency, type Micros } from './money.ts'
import { parseIncrement, type Increment } from './tariffs/increment.ts'

/** The price of talking in one direction. The fee for the connection is due once for each call of more than zero length. */
export type MinuteRate = {
  readonly pricePerMinute: Micros
  readonly increment: Increment
  readonly connectionFee: Micros
}

/** One version of what a tenant pays. A version never changes; a change is a new version. */
export type PricePlan = {
  readonly planId: PricePlanId
  readonly version: number
  readonly name: string
  readonly currency: Currency
  readonly seatPricePerMonth: Micros
  readonly inbound: MinuteRate
  readonly outbound: MinuteRate
}

/** A plan as it is stored and edited: amounts are decimal strings, `increment` is `30/6`; `connectionFee` may be left out (0). */
export type PricePlanJson = {
  readonly planId: string
  readonly version: number
  readonly name: string
  readonly currency: string
  readonly seatPricePerMonth: string
  readonly inbound: MinuteRateJson
  readonly outbound: MinuteRateJson
}
export type MinuteRateJson = {
  readonly pricePerMinute: string
  readonly increment: string
  readonly connectionFee?: string
}

/** What is wrong with a plan, and where: `field` is the way to it, `inbound.increment`. */
export type PlanFieldError = { readonly field: string; readonly code: PlanFieldErrorCode }
export type PlanFieldErrorCode =
  | 'required'
  | 'notText'
  | 'notDecimal'
  | 'tooManyPlaces'
  | 'negative'
  | 'notIncrement'
  | 'notCurrency'
  | 'notVersion'
  | 'notId'

/** Reads a plan from untyped data. All that is wrong is told at once, each with its field. */
export function parsePricePlan(value: unknown): Result<PricePlan, readonly PlanFieldError[]> {
  const reader = new PlanReader(isFields(value) ? value : {}, '')
  const plan = readPlan(reader)
  return reader.errors.length === 0 ? ok(plan) : fail(reader.errors)
}

function readPlan(reader: PlanReader): PricePlan {
  return {
    planId: reader.read('planId', (text) => (isId('pricePlan', text) ? ok(text) : fail('notId')), '' as PricePlanId),
    version: reader.version('version'),
    name: reader.read('name', (text) => ok(text), ''),
    currency: reader.read('currency', (text) => (isCurrency(text) ? ok(text) : fail('notCurrency')), '' as Currency),
    seatPricePerMonth: reader.amount('seatPricePerMonth'),
    inbound: readRate(reader.section('inbound')),
    outbound: readRate(reader.section('outbound')),
  }
}

function readRate(reader: PlanReader): MinuteRate {
  return {
    pricePerMinute: reader.amount('pricePerMinute'),
    increment: reader.read(
      'increment',
      (text) => {
        const increment = parseIncrement(text)
        return increment === null ? fail('notIncrement') : ok(increment)
      },
      { firstSeconds: 1, thenSeconds: 1 },
    ),
    connectionFee: reader.has('connectionFee') ? reader.amount('connectionFee') : 0n,
  }
}

/** Reads fields one by one and remembers what was wrong; a wrong field reads as the stand-in, which never leaves `parsePricePlan`. */
class PlanReader {
  readonly errors: PlanFieldError[]
  private readonly fields: Readonly<Record<string, unknown>>
  private readonly path: string

  constructor(fields: Readonly<Record<string, unknown>>, path: string, errors: PlanFieldError[] = []) {
    this.fields = fields
    this.path = path
    this.errors = errors
  }

  has(name: string): boolean {
    return this.fields[name] !== undefined
  }

  section(name: string): PlanReader {
    const value = this.fields[name]
    return new PlanReader(isFields(value) ? value : {}, `${this.path}${name}.`, this.errors)
  }

  read<T>(name: string, parse: (text: string) => Result<T, PlanFieldErrorCode>, standIn: T): T {
    const value = this.fields[name]
    if (value === undefined || value === null || value === '') return this.wrong(name, 'required', standIn)
    if (typeof value !== 'string') return this.wrong(name, 'notText', standIn)
    const result = parse(value)
    return result.ok ? result.value : this.wrong(name, result.error, standIn)
  }

  amount(name: string): Micros {
    return this.read(name, parseAmount, 0n)
  }

  version(name: string): number {
    const value = this.fields[name]
    if (value === undefined) return this.wrong(name, 'required', 1)
    if (typeof value !== 'number' || !Number.isSafeInteger(value) || value < 1) return this.wrong(name, 'notVersion', 1)
    return value
  }

  private wrong<T>(name: string, code: PlanFieldErrorCode, standIn: T): T {
    this.errors.push({ field: `${this.path}${name}`, code })
    return standIn
  }
}

/** A price is a decimal string, not a JSON number: a number has been through floating point already. */
function parseAmount(text: string): Result<Micros, PlanFieldErrorCode> {
  const parsed = parseMicros(text)
  if (!parsed.ok) return fail(parsed.error === 'money.tooManyPlaces' ? 'tooManyPlaces' : 'notDecimal')
  return parsed.value < 0n ? fail('negative') : parsed
}

const isFields = (value: unknown): value is Readonly<Record<string, unknown>> =>
  typeof value === 'object' && value !== null && !Array.isArray(value)
