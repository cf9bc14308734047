import { describe, expect, it } from 'vitest'
import { buildPlan } from '../testing/builders.ts'
import { parseCsv, serializeCsv } from './csv.ts'
import { findRate } from './rate-table.ts'
import { exportRates, importRates } from './rate-table-csv.ts'

const { currency } = buildPlan()
const HEADER = 'prefix,destination,band,status,pricePerMinute,increment,connectionFee,minimumCharge'
const read = (...rows: readonly string[]) =>
  importRates({ text: [HEADER, ...rows].join('\n'), currency, bandNames: new Set(['peak']) })
const query = (number: string, band: string | null) =>
  ({ direction: 'outbound', number, destinationClass: null, band, trunkKind: null }) as const
const errorsOf = (text: string): readonly string[] => {
  const table = importRates({ text, currency, bandNames: new Set(['peak']) })
  return table.ok ? [] : table.error.map(({ line, column, code }) => `${String(line)} ${column ?? '-'} ${code}`)
}

describe('the rate of a number', () => {
  const table = read(
    ',Elsewhere,,,2,60/60,,',
    '86,China,,,0.12,60/60,,',
    '86,China,peak,,0.2,60/60,,',
    '8610,Beijing,,,0.1,6/6,,',
    '861012345,Own numbers,,free,,,,',
    '90,Satellites,,forbidden,,,,',
  )
  it.each([
    ['8610555', null, 'Beijing'],
    ['8610555', 'peak', 'Beijing'],
    ['8621555', null, 'China'],
    ['861', 'peak', 'China'],
    ['8610123456', null, 'Own numbers'],
    ['4930555', null, 'Elsewhere'],
    ['905', null, 'Satellites'],
    ['8', null, 'Elsewhere'],
    ['', null, 'Elsewhere'],
  ])('%j in band %s is the one of the longest prefix: %s', (digits, band, destination) => {
    if (!table.ok) throw new Error(JSON.stringify(table.error))
    expect(findRate(table.value, query(digits, band))?.destination).toBe(destination)
  })

  it('is another in its time band', () => {
    if (!table.ok) throw new Error(JSON.stringify(table.error))
    expect(findRate(table.value, query('8621', 'peak'))?.pricePerMinute).toBe(200_000n)
    expect(findRate(table.value, query('8621', 'night'))?.pricePerMinute).toBe(120_000n)
  })

  it('is none when no prefix fits and there is no rate for everything else', () => {
    const narrow = read('86,China,,,0.12,60/60,,')
    expect(narrow.ok ? findRate(narrow.value, query('4930', null)) : 'refused').toBeNull()
  })
})

describe('a file of rates that is wrong is refused with the place', () => {
  it.each<[string, string, readonly string[]]>([
    ['nothing', '', ['1 - noHeader']],
    ['a column is missing', HEADER.replace(',destination', ''), ['1 destination missingColumn']],
    ['a column nobody knows', `${HEADER},colour`, ['1 - unknownColumn']],
    ['a field too few', `${HEADER}\n86,China,,,0.12,60/60,`, ['2 - wrongFieldCount']],
    ['a plus in the prefix', `${HEADER}\n+86,China,,,0.12,60/60,,`, ['2 prefix notPrefix']],
    ['no price', `${HEADER}\n86,China,,,,60/60,,`, ['2 pricePerMinute required']],
    ['a comma for a point', `${HEADER}\n86,China,,,"0,12",60/60,,`, ['2 pricePerMinute notDecimal']],
    ['a negative fee', `${HEADER}\n86,China,,,0.12,60/60,-1,`, ['2 connectionFee negative']],
    ['too fine a price', `${HEADER}\n86,China,,,0.1234567,60/60,,`, ['2 pricePerMinute tooManyPlaces']],
    ['an increment of nothing', `${HEADER}\n86,China,,,0.12,0/0,,`, ['2 increment notIncrement']],
    ['a price without its increment', `${HEADER}\n86,China,,,0.12,,,`, ['2 increment required']],
    ['a status nobody knows', `${HEADER}\n86,China,,cheap,0.12,1/1,,`, ['2 status notChoice']],
    ['the same prefix twice', `${HEADER}\n86,A,,,1,1/1,,\n87,B,,,1,1/1,,\n86,C,,,1,1/1,,`, ['4 prefix duplicateRate']],
    ['a band nobody knows', `${HEADER}\n86,A,,,1,1/1,,\n86,A,dusk,,1,1/1,,`, ['3 band unknownBand']],
    ['a gap outside the bands', `${HEADER}\n86,A,peak,,1,1/1,,`, ['2 band noRateOutsideBands']],
    ['a quote that does not end', `${HEADER}\n86,"China,,,1,1/1,,\n`, ['2 - quoteNotClosed']],
    [
      'several faults at once',
      `${HEADER}\n86,,,,x,1/1,,\n\n"8\n7",B,,,1,z,,`,
      ['2 destination required', '2 pricePerMinute notDecimal', '4 prefix notPrefix', '4 increment notIncrement'],
    ],
  ])('%s', (_, text, errors) => {
    expect(errorsOf(text)).toEqual(errors)
  })
})

describe('a file of rates goes out as it came in', () => {
  it('with the same rates, in order of prefix', () => {
    const table = read(
      '87,"Land, of ""quotes""",,,0.006,30/6,0.01,0.05',
      '86,China,peak,,0.2,60/60,,',
      '86,China,,,0.12,1/1,,',
    )
    if (!table.ok) throw new Error(JSON.stringify(table.error))
    const text = exportRates(table.value)
    expect(text.split('\r\n')).toEqual([
      'direction,prefix,destination,band,trunkKind,status,pricePerMinute,increment,connectionFee,minimumCharge,currency',
      'outbound,86,China,,,priced,0.12,1/1,0.00,0.00,CNY',
      'outbound,86,China,peak,,priced,0.20,60/60,0.00,0.00,CNY',
      'outbound,87,"Land, of ""quotes""",,,priced,0.006,30/6,0.01,0.05,CNY',
      '',
    ])
    const again = importRates({ text, currency, bandNames: new Set(['peak']) })
    expect(again.ok && exportRates(again.value)).toBe(text)
  })

  it.each([
    [
      'a,b\r\nc,d\r\n',
      [
        ['a', 'b'],
        ['c', 'd'],
      ],
    ],
    ['\uFEFFa\n\nb', [['a'], ['b']]],
    ['"a\nb","c""d",\n', [['a\nb', 'c"d', '']]],
    ['a,\n', [['a', '']]],
  ])('CSV %j', (text, records) => {
    const parsed = parseCsv(text)
    const fields = parsed.ok ? parsed.value.map((record) => record.fields) : []
    expect(fields).toEqual(records)
    expect(parseCsv(serializeCsv(fields))).toMatchObject({ value: records.map((each) => ({ fields: each })) })
  })

  it.each(['a"b\n', '"a"b\n', '"a'])('CSV %j is refused', (text) => {
    expect(parseCsv(text).ok).toBe(false)
  })
})

it('reads a carrier’s table of twenty thousand prefixes', () => {
  const rows = Array.from(
    { length: 20_000 },
    (_, index) => `${String(100_000 + index)},"Place ${String(index)}",,,0.1,1/1,,`,
  )
  const table = read(...rows)
  expect(table.ok && table.value.byDirection.outbound.size).toBe(20_000)
})
