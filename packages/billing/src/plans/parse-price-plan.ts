import { ADD_ONS, fail, isId, ok, type PricePlanId, type Result } from '@seatline/core'
import { CHARGE_KINDS, type ChargeKind } from '../charges/charge-line.ts'
import { isCurrency, type Currency } from '../money.ts'
import { noSeatTerms, parseSeatTerms, type SeatTerms, type SeatTermsErrorCode } from '../seats/seat-terms.ts'
import { FieldReader, onceEach, termId, type PlanFieldError, type PlanFieldErrorCode } from './field-reader.ts'
import { readMinutes } from './parse-minutes.ts'
import {
  ADD_ON_BASES,
  PRICED_NUMBER_KINDS,
  type AddOnPrice,
  type CapTerm,
  type Discount,
  type NumberPrice,
  type PricePlan,
} from './price-plan.ts'

const FIELDS = [
  'planId',
  'version',
  'name',
  'currency',
  'seats',
  'addOns',
  'numbers',
  'staffedHourPrice',
  'minutes',
  'caps',
  'discounts',
  'minimumCommitment',
  'prepaidMonths',
  'deposit',
  'trialDays',
]

/** Reads a plan from untyped data (`PricePlanJson`). All that is wrong is told at once, each with its field. */
export function parsePricePlan(value: unknown): Result<PricePlan, readonly PlanFieldError[]> {
  const reader = new FieldReader(value)
  const plan = readPlan(reader, value)
  return reader.errors.length === 0 ? ok(plan) : fail(reader.errors)
}

function readPlan(reader: FieldReader, value: unknown): PricePlan {
  reader.only(...FIELDS)
  const currency = reader.read(
    'currency',
    (text) => (isCurrency(text) ? ok(text) : fail('notCurrency')),
    'XXX' as Currency,
  )
  return {
    planId: reader.read('planId', (text) => (isId('pricePlan', text) ? ok(text) : fail('notId')), '' as PricePlanId),
    version: reader.whole('version', { min: 1, max: 1_000_000 }, 'notVersion'),
    name: reader.text('name'),
    currency,
    seats: readSeats(reader, value),
    addOns: onceEach(reader, 'addOns', readAddOn, ({ addOn }) => addOn),
    numbers: onceEach(reader, 'numbers', readNumber, ({ kind }) => kind),
    staffedHourPrice: reader.has('staffedHourPrice') ? reader.amount('staffedHourPrice') : null,
    minutes: readMinutes(reader.section('minutes'), currency),
    caps: onceEach(reader, 'caps', readCap, ({ capId }) => capId),
    discounts: onceEach(reader, 'discounts', readDiscount, ({ discountId }) => discountId),
    minimumCommitment: reader.amountOr('minimumCommitment', 0n),
    prepaidMonths: reader.wholeOr('prepaidMonths', 0, { min: 0, max: 36 }),
    deposit: reader.amountOr('deposit', 0n),
    trialDays: reader.wholeOr('trialDays', 0, { min: 0, max: 366 }),
  }
}

const SEAT_CODES: Partial<Record<SeatTermsErrorCode, PlanFieldErrorCode>> = {
  notSection: 'required',
  notSeatModel: 'notChoice',
  notPeakBasis: 'notChoice',
  unknown: 'unknownField',
}

/** Seats are read by their own parser, under the same way of naming places. */
function readSeats(reader: FieldReader, value: unknown): SeatTerms {
  const seats = parseSeatTerms(
    typeof value === 'object' && value !== null && 'seats' in value ? value.seats : undefined,
  )
  if (seats.ok) return seats.value
  for (const { field, code } of seats.error)
    reader.errors.push({ field, code: SEAT_CODES[code] ?? (code as PlanFieldErrorCode) })
  return noSeatTerms
}

function readAddOn(reader: FieldReader): AddOnPrice {
  reader.only('addOn', 'basis', 'price')
  return {
    addOn: reader.choice('addOn', ADD_ONS, 'menu'),
    basis: reader.choice('basis', ADD_ON_BASES, 'perTenant'),
    price: reader.amount('price'),
  }
}

function readNumber(reader: FieldReader): NumberPrice {
  reader.only('kind', 'pricePerMonth')
  return { kind: reader.choice('kind', PRICED_NUMBER_KINDS, 'local'), pricePerMonth: reader.amount('pricePerMonth') }
}

/** What a cap or discount can be of: what is used and rented, not another cap or discount. */
export const REDUCIBLE_KINDS: readonly ChargeKind[] = CHARGE_KINDS.filter(
  (kind) => !['minimumCommitment', 'discount', 'cap', 'serviceCredit', 'correction', 'prepayment'].includes(kind),
)

function kindsOf(reader: FieldReader): readonly ChargeKind[] {
  const kinds = reader.texts('kinds', (text) => REDUCIBLE_KINDS.find((kind) => kind === text) ?? null, 'notChoice')
  if (kinds.length === 0 && !reader.has('kinds')) reader.wrong('kinds', 'required')
  return kinds
}

function readCap(reader: FieldReader): CapTerm {
  reader.only('id', 'kinds', 'amount')
  return { capId: termId(reader), kinds: kindsOf(reader), amount: reader.amount('amount') }
}

function readDiscount(reader: FieldReader): Discount {
  reader.only('id', 'name', 'kinds', 'percent', 'amount')
  const base = { discountId: termId(reader), name: reader.text('name'), kinds: kindsOf(reader) }
  if (reader.has('amount')) {
    if (reader.has('percent')) reader.wrong('percent', 'duplicate')
    return { ...base, kind: 'amount', amount: reader.amount('amount') }
  }
  return { ...base, kind: 'percent', basisPoints: reader.read('percent', parsePercent, 0) }
}

/** `12.5`: at most two places, from 0 to 100. */
function parsePercent(text: string): Result<number, PlanFieldErrorCode> {
  const match = /^(\d{1,3})(?:\.(\d{1,2}))?$/.exec(text)
  const basisPoints = match === null ? -1 : Number(match[1]) * 100 + Number((match[2] ?? '').padEnd(2, '0'))
  return basisPoints >= 0 && basisPoints <= 10_000 ? ok(basisPoints) : fail('notPercent')
}
