import { DESTINATION_CLASSES, ok, fail } from '@seatline/core'
import type { Currency } from '../money.ts'
import { parseIncrement, type Increment } from '../tariffs/increment.ts'
import { makeRateTable, type DestinationRate, type RateTable } from '../tariffs/rate-table.ts'
import { checkBands, type PlanBand } from '../tariffs/time-band.ts'
import { checkTiers, type Tier, type Tiers } from '../tariffs/tiers.ts'
import { onceEach, parseDay, termId, type FieldReader } from './field-reader.ts'
import { IVR_TIMES, METERS, type Allowance, type MinuteScope, type MinuteTerms, type TierTerm } from './price-plan.ts'

/** Reads what minutes cost. Inbound and outbound calls must have a rate for whatever number comes. */
export function readMinutes(reader: FieldReader, currency: Currency): MinuteTerms {
  reader.only('rates', 'bands', 'holidays', 'ivrTime', 'included', 'tiers')
  const bands = readBands(reader)
  const rates = reader.list('rates', (each) => readRate(each, currency))
  const ivrTime = reader.has('ivrTime') ? reader.choice('ivrTime', IVR_TIMES, 'asInbound') : 'asInbound'
  return {
    rates: tableOf(reader, { currency, rates, bands, needsIvr: ivrTime !== 'asInbound' }),
    bands,
    holidays: reader.texts('holidays', parseDay, 'notDay'),
    ivrTime,
    included: onceEach(reader, 'included', readAllowance, ({ allowanceId }) => allowanceId),
    tiers: readTierTerms(reader),
  }
}

function readBands(reader: FieldReader): readonly PlanBand[] {
  const bands = reader.list('bands', (each): PlanBand => {
    each.only('name', 'periods', 'holidays')
    return {
      name: each.text('name'),
      periods: each.list('periods', (period) => ({
        day: period.whole('day', { min: 1, max: 7 }, 'notPeriod'),
        from: period.text('from'),
        to: period.text('to'),
      })),
      holidays: each.flag('holidays'),
    }
  })
  for (const { field, code } of checkBands(bands)) reader.wrong(`bands.${field}`, code)
  return bands
}

/** Stands for a prefix that could not be read, so that it is not taken for the rest of all numbers as well. */
const UNREADABLE = '?'
const CLASSES: readonly string[] = DESTINATION_CLASSES
export const isRatePrefix = (text: string): boolean => /^\d{0,15}$/.test(text) || CLASSES.includes(text)

/** Reads one rate; a currency that it names must be the plan's. */
export function readRate(reader: FieldReader, planCurrency: Currency): DestinationRate {
  reader.only(
    'direction',
    'prefix',
    'destination',
    'band',
    'trunkKind',
    'status',
    'pricePerMinute',
    'increment',
    'connectionFee',
    'minimumCharge',
    'currency',
  )
  // A rate may say its currency, so that a table made for another one is not taken for this one's.
  if (reader.has('currency') && reader.text('currency') !== planCurrency) reader.wrong('currency', 'currencyMixed')
  const status = reader.has('status')
    ? reader.choice('status', ['priced', 'free', 'forbidden'] as const, 'priced')
    : 'priced'
  const isPriced = status === 'priced'
  return {
    direction: reader.choice('direction', METERS, 'outbound'),
    prefix: reader.has('prefix')
      ? reader.read('prefix', (text) => (isRatePrefix(text) ? ok(text) : fail('notPrefix')), UNREADABLE)
      : '',
    destination: reader.text('destination'),
    band: reader.has('band') ? reader.text('band') : null,
    trunkKind: reader.has('trunkKind')
      ? reader.read('trunkKind', (text) => (/^[a-z][A-Za-z0-9]{0,30}$/.test(text) ? ok(text) : fail('notName')), '')
      : null,
    status,
    pricePerMinute: isPriced ? reader.amount('pricePerMinute') : reader.amountOr('pricePerMinute', 0n),
    increment: isPriced || reader.has('increment') ? readIncrement(reader) : BY_THE_SECOND,
    connectionFee: reader.amountOr('connectionFee', 0n),
    minimumCharge: reader.amountOr('minimumCharge', 0n),
  }
}

const BY_THE_SECOND: Increment = { firstSeconds: 1, thenSeconds: 1 }

const readIncrement = (reader: FieldReader): Increment =>
  reader.read(
    'increment',
    (text) => {
      const increment = parseIncrement(text)
      return increment === null ? fail('notIncrement') : ok(increment)
    },
    BY_THE_SECOND,
  )

function tableOf(
  reader: FieldReader,
  made: {
    readonly currency: Currency
    readonly rates: readonly DestinationRate[]
    readonly bands: readonly PlanBand[]
    readonly needsIvr: boolean
  },
): RateTable {
  const { currency, rates, bands, needsIvr } = made
  const empty = { inbound: new Map(), outbound: new Map(), ivr: new Map() }
  const none: RateTable = { currency, byDirection: empty, prefixLengths: [] }
  for (const direction of ['inbound', 'outbound', ...(needsIvr ? (['ivr'] as const) : [])] as const)
    if (rates.every((rate) => rate.direction !== direction)) reader.wrong(`rates.${direction}`, 'required')
  for (const meter of METERS) {
    const first = rates.findIndex(({ direction }) => direction === meter)
    if (first >= 0 && !rates.some(({ direction, prefix }) => direction === meter && prefix === ''))
      reader.wrong(`rates.${String(first)}`, 'noRateForRest')
  }
  const table = makeRateTable(currency, rates, new Set(bands.map(({ name }) => name)))
  if (table.ok) return table.value
  for (const { index, code } of table.error) reader.wrong(`rates.${String(index)}`, code)
  return none
}

function scopeOf(reader: FieldReader): MinuteScope {
  const meters = reader.texts('directions', (text) => METERS.find((meter) => meter === text) ?? null, 'notChoice')
  if (meters.length === 0 && !reader.has('directions')) reader.wrong('directions', 'required')
  return { meters, destinations: reader.texts('destinations', (text) => (text === '' ? null : text), 'required') }
}

const MINUTES_MAX = 100_000_000

function readAllowance(reader: FieldReader): Allowance {
  reader.only('id', 'directions', 'destinations', 'per', 'minutes', 'rollOverMonths')
  return {
    allowanceId: termId(reader),
    ...scopeOf(reader),
    per: reader.choice('per', ['seat', 'tenant'] as const, 'tenant'),
    minutes: reader.whole('minutes', { min: 0, max: MINUTES_MAX }),
    rollOverMonths: reader.wholeOr('rollOverMonths', 0, { min: 0, max: 12 }),
  }
}

/** Two tiers for one call would be two prices: each meter and destination is in one at most. */
function readTierTerms(reader: FieldReader): readonly TierTerm[] {
  const terms = onceEach(reader, 'tiers', readTierTerm, ({ tierId }) => tierId)
  terms.forEach((term, index) => {
    if (terms.slice(0, index).some((other) => meets(other, term))) reader.wrong(`tiers.${String(index)}`, 'overlap')
  })
  return terms
}

function meets(a: MinuteScope, b: MinuteScope): boolean {
  const everywhere = a.destinations.length === 0 || b.destinations.length === 0
  return (
    a.meters.some((meter) => b.meters.includes(meter)) &&
    (everywhere || a.destinations.some((destination) => b.destinations.includes(destination)))
  )
}

function readTierTerm(reader: FieldReader): TierTerm {
  reader.only('id', 'directions', 'destinations', 'kind', 'steps')
  return {
    tierId: termId(reader),
    ...scopeOf(reader),
    kind: reader.choice('kind', ['graduated', 'volume'] as const, 'graduated'),
    steps: readSteps(reader),
  }
}

function readSteps(reader: FieldReader): Tiers {
  const steps = reader.list('steps', (step): Tier => {
    step.only('upToMinutes', 'pricePerMinute')
    return {
      upToMinutes: step.has('upToMinutes') ? step.whole('upToMinutes', { min: 1, max: MINUTES_MAX }) : null,
      pricePerMinute: step.amount('pricePerMinute'),
    }
  })
  const checked = checkTiers(steps)
  if (checked.ok) return checked.value
  for (const { index, code } of checked.error)
    if (code !== 'negative') reader.wrong(code === 'empty' ? 'steps' : `steps.${String(index)}`, code)
  return [] as unknown as Tiers
}
