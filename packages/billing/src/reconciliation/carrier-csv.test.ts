import { instant } from '@seatline/core'
import { describe, expect, it } from 'vitest'
import { readCarrierFile, readCarrierHeader } from './carrier-csv.ts'
import { parseCarrierMapping, type CarrierMapping } from './carrier-mapping.ts'
import { readDuration, readMoment } from './carrier-time.ts'

const INPUT = {
  columns: {
    startedAt: 'Start',
    timeOfDay: null,
    calling: 'From',
    called: 'To',
    duration: 'Sec',
    billed: null,
    price: 'Fee',
    direction: null,
    reference: null,
  },
  delimiter: ',',
  timeZone: 'Asia/Shanghai',
  timeFormat: 'yyyy-MM-dd HH:mm:ss',
  durationUnit: 'seconds',
  decimalMark: '.',
  numberStyle: 'asDialled',
  stripPrefix: '',
  currency: 'CNY',
  direction: 'outbound',
  outboundWord: '',
} as const
function mapping(changes: Partial<Record<keyof typeof INPUT, unknown>> = {}): CarrierMapping {
  const read = parseCarrierMapping({ ...INPUT, ...changes } as typeof INPUT)
  if (!read.ok) throw new Error(JSON.stringify(read.error))
  return read.value
}
const HEADER = 'Start,From,To,Sec,Fee'

describe('the moment that a carrier writes', () => {
  it.each([
    ['2026-09-10 16:00:05', 'yyyy-MM-dd HH:mm:ss', 'Asia/Shanghai', '2026-09-10T08:00:05.000Z'],
    ['2026/9/1 6:00', 'yyyy/MM/dd HH:mm:ss', 'Asia/Shanghai', '2026-08-31T22:00:00.000Z'],
    ['20260910160005', 'yyyyMMddHHmmss', 'UTC', '2026-09-10T16:00:05.000Z'],
    ['10/09/2026 16:00:05', 'dd/MM/yyyy HH:mm:ss', 'Europe/London', '2026-09-10T15:00:05.000Z'],
    ['09/10/2026 16:00:05', 'MM/dd/yyyy HH:mm:ss', 'America/New_York', '2026-09-10T20:00:05.000Z'],
    ['2026-09-10T16:00:05.250+08:00', 'iso', 'America/New_York', '2026-09-10T08:00:05.250Z'],
    ['2026-09-10T16:00:05', 'iso', 'Asia/Shanghai', '2026-09-10T08:00:05.000Z'],
    ['1788998405', 'epochSeconds', 'UTC', '2026-09-10T00:00:05.000Z'],
    ['1788998405250', 'epochMs', 'UTC', '2026-09-10T00:00:05.250Z'],
    // London's clocks go back at 02:00 on the 25th of October: before and after are an hour further apart than the wall clock says.
    ['2026-10-25 00:30:00', 'yyyy-MM-dd HH:mm:ss', 'Europe/London', '2026-10-24T23:30:00.000Z'],
    ['2026-10-25 02:30:00', 'yyyy-MM-dd HH:mm:ss', 'Europe/London', '2026-10-25T02:30:00.000Z'],
  ] as const)('%s as %s in %s is %s', (text, format, zone, expected) => {
    expect(new Date(readMoment(text, format, zone) ?? 0).toISOString()).toBe(expected)
  })

  it.each([
    ['2026-04-31 10:00:00', 'yyyy-MM-dd HH:mm:ss'],
    ['2026-04-30 25:00:00', 'yyyy-MM-dd HH:mm:ss'],
    ['30/04/2026 10:00:00', 'MM/dd/yyyy HH:mm:ss'],
    ['yesterday', 'iso'],
    ['', 'epochSeconds'],
  ] as const)('%j is none as %s', (text, format) => {
    expect(readMoment(text, format, 'UTC')).toBeNull()
  })
})

describe('the duration that a carrier writes', () => {
  it.each([
    ['63', 'seconds', '.', 63_000],
    ['63.4', 'seconds', '.', 63_400],
    ['1,5', 'minutes', ',', 90_000],
    ['63400', 'milliseconds', '.', 63_400],
    ['1:02:03', 'clock', '.', 3_723_000],
    ['02:03', 'clock', '.', 123_000],
    ['0', 'seconds', '.', 0],
    ['-1', 'seconds', '.', null],
    ['1:75', 'clock', '.', null],
    ['1.5', 'seconds', ',', 1_500],
    ['a', 'seconds', '.', null],
  ] as const)('%s %s with %s is %s ms', (text, unit, mark, expected) => {
    expect(readDuration(text, unit, mark)).toBe(expected)
  })
})

describe('a file', () => {
  it('is read into calls', () => {
    const file = readCarrierFile(
      `\uFEFF${HEADER}\r\n2026-09-10 16:00:00,+86 21 6100 2002,0086 13900001111,32,0.0600\r\n`,
      mapping(),
    )
    expect(file.errors).toEqual([])
    expect(file.records).toEqual([
      {
        line: 2,
        recordKey: '|outbound|02161002002|13900001111|1789027200000|32000||60000#1',
        direction: 'outbound',
        calling: '02161002002',
        called: '13900001111',
        startedAt: instant(Date.parse('2026-09-10T08:00:00Z')),
        durationMs: 32_000,
        billedSeconds: null,
        priceMicros: 60_000n,
      },
    ])
  })

  it('says of every fault the line and the column, and reads the other lines', () => {
    const file = readCarrierFile(
      [
        HEADER,
        '2026-09-10 16:00:00,02161002002,13900001111,32,0.06',
        'today,02161002002,13900001111,32,0.06',
        '2026-09-10 16:00:00,02161002002,,32,0.06',
        '2026-09-10 16:00:00,02161002002,13900001111,long,free',
        '2026-09-10 16:00:00,02161002002,13900001111,32,-0.06',
        '2026-09-10 16:00:00,02161002002',
      ].join('\n'),
      mapping(),
    )
    expect(file.errors).toEqual([
      { line: 3, column: 'Start', code: 'notTime' },
      { line: 4, column: 'To', code: 'notNumber' },
      { line: 5, column: 'Sec', code: 'notDuration' },
      { line: 5, column: 'Fee', code: 'notPrice' },
      { line: 6, column: 'Fee', code: 'negativePrice' },
      { line: 7, column: null, code: 'wrongFieldCount' },
    ])
    expect(file.records.map(({ line }) => line)).toEqual([2])
  })

  it('names columns that are missing', () => {
    expect(readCarrierFile('Start,From,Sec\n', mapping()).errors).toEqual([
      { line: 1, column: 'To', code: 'missingColumn' },
      { line: 1, column: 'Fee', code: 'missingColumn' },
    ])
    expect(readCarrierFile('', mapping()).errors).toEqual([{ line: 1, column: null, code: 'noHeader' }])
    expect(readCarrierFile('a,"b\n', mapping()).errors).toEqual([{ line: 1, column: null, code: 'quoteNotClosed' }])
  })

  it('read twice has the same keys; a row that stands in it twice has two', () => {
    const row = '2026-09-10 16:00:00,02161002002,13900001111,32,0.06'
    const keys = (text: string) => readCarrierFile(text, mapping()).records.map(({ recordKey }) => recordKey)
    const twice = keys([HEADER, row, row].join('\n'))
    expect(new Set(twice).size).toBe(2)
    expect(keys([HEADER, row, row].join('\n'))).toEqual(twice)
    expect(twice).toContain(keys([HEADER, row].join('\n'))[0])
  })

  it('is read with semicolons, commas in amounts, date and time apart, direction and charged duration', () => {
    const file = readCarrierFile(
      'D;T;Dir;A;B;Dur;Bill;Amt;Id\n10/09/2026;16:00:05;OUT;862161002002;8613900001111;0:32;1:00;0,12;7\n10/09/2026;16:00:05;IN;anonymous;864008001001;0:32;1:00;0,12;8\n',
      mapping({
        columns: {
          startedAt: 'D',
          timeOfDay: 'T',
          calling: 'A',
          called: 'B',
          duration: 'Dur',
          billed: 'Bill',
          price: 'Amt',
          direction: 'Dir',
          reference: 'Id',
        },
        delimiter: ';',
        timeFormat: 'dd/MM/yyyy HH:mm:ss',
        durationUnit: 'clock',
        decimalMark: ',',
        numberStyle: 'countryCodeFirst',
        outboundWord: 'OUT',
      }),
    )
    expect(file.errors).toEqual([])
    expect(file.records).toMatchObject([
      {
        direction: 'outbound',
        calling: '02161002002',
        called: '13900001111',
        billedSeconds: 60,
        priceMicros: 120_000n,
      },
      { direction: 'inbound', calling: '', called: '4008001001', durationMs: 32_000 },
    ])
  })

  it('shows its columns before they are mapped', () => {
    expect(readCarrierHeader('a, b ,"c"\n1,2,3', ',')).toEqual({ ok: true, value: ['a', 'b', 'c'] })
    expect(readCarrierHeader('', ',').ok).toBe(false)
  })
})

describe('a mapping that is wrong is refused with the field', () => {
  it.each([
    [{ timeZone: 'Shanghai' }, 'timeZone notTimeZone'],
    [{ currency: 'yuan' }, 'currency notCurrency'],
    [{ delimiter: '|' }, 'delimiter notAllowed'],
    [{ stripPrefix: '+9' }, 'stripPrefix notDigits'],
    [{ columns: { ...INPUT.columns, called: ' ' } }, 'columns.called required'],
    [{ columns: { ...INPUT.columns, called: 'From' } }, 'columns.called sameColumnTwice'],
    [{ columns: { ...INPUT.columns, direction: 'Dir' } }, 'outboundWord required'],
  ])('%o: %s', (changes, expected) => {
    const read = parseCarrierMapping({ ...INPUT, ...changes })
    expect(read.ok ? [] : read.error.map(({ field, code }) => `${field} ${code}`)).toEqual([expected])
  })
})
