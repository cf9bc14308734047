import { fail, ok, SEAT_GRADES, type Result, type SeatGrade } from '@seatline/core'
import { formatMicros, parseMicros, type Micros } from '../money.ts'

/**
 * How seats of one grade are charged.
 * - `rented`: so many seats a month, whoever sits there; a part of a month by its days.
 * - `namedUsers`: each person who signed in on a local day, once a day.
 * - `peakConcurrent`: how many were signed in at once, by the rule of `hourlyPeaks`. By `hour`: the peak of each hour at the price of an hour. By `day`: the greatest
 *   hourly peak of the day at the day's part of the price of a month.
 */
export type GradeTerms =
  | { readonly model: 'rented'; readonly pricePerMonth: Micros }
  | { readonly model: 'namedUsers'; readonly pricePerUserDay: Micros }
  | { readonly model: 'peakConcurrent'; readonly basis: 'hour'; readonly pricePerHour: Micros }
  | { readonly model: 'peakConcurrent'; readonly basis: 'day'; readonly pricePerMonth: Micros }

/** Seats of a plan: how each grade is charged, null where it is not; and what an hour of the operator's shared agents costs. */
export type SeatTerms = {
  readonly grades: Readonly<Record<SeatGrade, GradeTerms | null>>
  readonly sharedPerHour: Readonly<Record<SeatGrade, Micros | null>>
}

/** As it is stored and edited: amounts are decimal strings, and a grade that is left out is not charged. */
export type SeatTermsJson = {
  readonly grades: Readonly<Partial<Record<SeatGrade, GradeTermsJson>>>
  readonly sharedPerHour?: Readonly<Partial<Record<SeatGrade, string>>>
}
export type GradeTermsJson =
  | { readonly model: 'rented'; readonly pricePerMonth: string }
  | { readonly model: 'namedUsers'; readonly pricePerUserDay: string }
  | { readonly model: 'peakConcurrent'; readonly basis: 'hour'; readonly pricePerHour: string }
  | { readonly model: 'peakConcurrent'; readonly basis: 'day'; readonly pricePerMonth: string }

export type SeatTermsErrorCode =
  | 'required'
  | 'notText'
  | 'notDecimal'
  | 'tooManyPlaces'
  | 'negative'
  | 'notSection'
  | 'notSeatModel'
  | 'notPeakBasis'
  | 'unknown'
export type SeatTermsError = { readonly field: string; readonly code: SeatTermsErrorCode }

export const noSeatTerms: SeatTerms = {
  grades: { standard: null, professional: null, leader: null },
  sharedPerHour: { standard: null, professional: null, leader: null },
}

/**
 * Reads seat terms from untyped data. All that is wrong is told at once; `field` is the way to it after `path`: `seats.grades.leader.pricePerMonth`.
 * A grade that does not exist, or a field the model has not, is refused: it would be a price that never counts.
 */
export function parseSeatTerms(value: unknown, path = 'seats'): Result<SeatTerms, readonly SeatTermsError[]> {
  const reader: Reader = { errors: [] }
  const fields = sectionOf(reader, value, path)
  refuseUnknown(reader, { fields, path, known: ['grades', 'sharedPerHour'] })
  const terms: SeatTerms = {
    grades: byGrade(reader, fields['grades'], `${path}.grades`, readGrade),
    sharedPerHour: byGrade(reader, fields['sharedPerHour'] ?? {}, `${path}.sharedPerHour`, readAmount),
  }
  return reader.errors.length === 0 ? ok(terms) : fail(reader.errors)
}

/** What `parseSeatTerms` reads again as the same. */
export function serializeSeatTerms(terms: SeatTerms): SeatTermsJson {
  const grades: Partial<Record<SeatGrade, GradeTermsJson>> = {}
  const sharedPerHour: Partial<Record<SeatGrade, string>> = {}
  for (const grade of SEAT_GRADES) {
    const own = terms.grades[grade]
    const shared = terms.sharedPerHour[grade]
    if (own !== null) grades[grade] = gradeJson(own)
    if (shared !== null) sharedPerHour[grade] = formatMicros(shared)
  }
  return { grades, sharedPerHour }
}

function gradeJson(terms: GradeTerms): GradeTermsJson {
  switch (terms.model) {
    case 'rented': {
      return { model: 'rented', pricePerMonth: formatMicros(terms.pricePerMonth) }
    }
    case 'namedUsers': {
      return { model: 'namedUsers', pricePerUserDay: formatMicros(terms.pricePerUserDay) }
    }
    case 'peakConcurrent': {
      return terms.basis === 'hour'
        ? { model: 'peakConcurrent', basis: 'hour', pricePerHour: formatMicros(terms.pricePerHour) }
        : { model: 'peakConcurrent', basis: 'day', pricePerMonth: formatMicros(terms.pricePerMonth) }
    }
  }
}

type Fields = Readonly<Record<string, unknown>>
type Reader = { readonly errors: SeatTermsError[] }
type Place = { readonly fields: Fields; readonly path: string }

function readGrade(reader: Reader, value: unknown, path: string): GradeTerms {
  const fields = sectionOf(reader, value, path)
  const place = { fields, path }
  switch (fields['model']) {
    case 'rented': {
      refuseUnknown(reader, { ...place, known: ['model', 'pricePerMonth'] })
      return { model: 'rented', pricePerMonth: amountIn(reader, place, 'pricePerMonth') }
    }
    case 'namedUsers': {
      refuseUnknown(reader, { ...place, known: ['model', 'pricePerUserDay'] })
      return { model: 'namedUsers', pricePerUserDay: amountIn(reader, place, 'pricePerUserDay') }
    }
    case 'peakConcurrent': {
      return readPeak(reader, place)
    }
    default: {
      return wrong(reader, `${path}.model`, fields['model'] === undefined ? 'required' : 'notSeatModel', UNUSED)
    }
  }
}

function readPeak(reader: Reader, place: Place): GradeTerms {
  const { fields, path } = place
  switch (fields['basis']) {
    case 'hour': {
      refuseUnknown(reader, { ...place, known: ['model', 'basis', 'pricePerHour'] })
      return { model: 'peakConcurrent', basis: 'hour', pricePerHour: amountIn(reader, place, 'pricePerHour') }
    }
    case 'day': {
      refuseUnknown(reader, { ...place, known: ['model', 'basis', 'pricePerMonth'] })
      return { model: 'peakConcurrent', basis: 'day', pricePerMonth: amountIn(reader, place, 'pricePerMonth') }
    }
    default: {
      return wrong(reader, `${path}.basis`, fields['basis'] === undefined ? 'required' : 'notPeakBasis', UNUSED)
    }
  }
}

/** Stands for what could not be read; never leaves `parseSeatTerms`. */
const UNUSED: GradeTerms = { model: 'rented', pricePerMonth: 0n }

function byGrade<T>(
  reader: Reader,
  value: unknown,
  path: string,
  read: (reader: Reader, value: unknown, path: string) => T,
): Record<SeatGrade, T | null> {
  const fields = sectionOf(reader, value, path)
  refuseUnknown(reader, { fields, path, known: SEAT_GRADES })
  const of = (grade: SeatGrade): T | null => {
    const given = fields[grade]
    return given === undefined || given === null ? null : read(reader, given, `${path}.${grade}`)
  }
  return { standard: of('standard'), professional: of('professional'), leader: of('leader') }
}

const amountIn = (reader: Reader, { fields, path }: Place, name: string): Micros =>
  readAmount(reader, fields[name], `${path}.${name}`)

/** A price is a decimal string, not a JSON number: a number has been through floating point already. */
function readAmount(reader: Reader, value: unknown, field: string): Micros {
  if (value === undefined || value === null || value === '') return wrong(reader, field, 'required', 0n)
  if (typeof value !== 'string') return wrong(reader, field, 'notText', 0n)
  const parsed = parseMicros(value)
  if (!parsed.ok)
    return wrong(reader, field, parsed.error === 'money.tooManyPlaces' ? 'tooManyPlaces' : 'notDecimal', 0n)
  return parsed.value < 0n ? wrong(reader, field, 'negative', 0n) : parsed.value
}

function sectionOf(reader: Reader, value: unknown, field: string): Fields {
  if (value === undefined || value === null) return wrong(reader, field, 'required', {})
  return isFields(value) ? value : wrong(reader, field, 'notSection', {})
}

function refuseUnknown(reader: Reader, { fields, path, known }: Place & { readonly known: readonly string[] }): void {
  for (const name of Object.keys(fields)) if (!known.includes(name)) wrong(reader, `${path}.${name}`, 'unknown', null)
}

function wrong<T>(reader: Reader, field: string, code: SeatTermsErrorCode, standIn: T): T {
  reader.errors.push({ field, code })
  return standIn
}

const isFields = (value: unknown): value is Fields =>
  typeof value === 'object' && value !== null && !Array.isArray(value)
