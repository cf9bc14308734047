import { describe, expect, test } from 'vitest'
import { readDayList } from './day-list.ts'

describe('a list of days', () => {
  test('may come from a spreadsheet, with a heading, quotes and hours', () => {
    const csv =
      '\uFEFFdate,name,hours\r\n2027-01-01,"New Year, closed",\r\n2027/2/6,Worked in exchange,9:00-12:00 13:00-17:30\r\n\r\n'
    expect(readDayList(csv)).toEqual({
      ok: true,
      days: [
        { date: '2027-01-01', name: 'New Year, closed', intervals: [] },
        {
          date: '2027-02-06',
          name: 'Worked in exchange',
          intervals: [
            { from: '09:00', to: '12:00' },
            { from: '13:00', to: '17:30' },
          ],
        },
      ],
    })
  })

  test('may be written in Chinese, with tabs or semicolons', () => {
    expect(readDayList('日期\t名称\t时间\n2027年10月1日\t国庆节\n2027年10月9日\t调休上班\t09:00至17:00')).toMatchObject(
      {
        ok: true,
        days: [{ date: '2027-10-01' }, { date: '2027-10-09', intervals: [{ from: '09:00', to: '17:00' }] }],
      },
    )
    expect(readDayList('2027-12-25;Christmas;')).toMatchObject({ ok: true })
  })

  test.each([
    ['an empty list', '', ['csv']],
    ['a heading alone', 'date,name', ['csv']],
    ['a day that does not exist', '2027-02-30,Nothing', ['csv.1']],
    ['a day without a name', '2027-02-01', ['csv.1']],
    ['hours that are none', '2027-02-01,Short,nine to five', ['csv.1']],
    ['an hour that does not exist', '2027-02-01,Short,09:00-25:00', ['csv.1']],
    ['a day twice', '2027-02-01,A\n2027-02-01,B', ['csv.2']],
    ['several faults at once', 'date,name\n2027-13-01,A\n2027-02-02,B\n2027-02-03,', ['csv.2', 'csv.4']],
  ])('with %s is refused, line by line', (_, csv, fields) => {
    const read = readDayList(csv)
    expect(read.ok ? [] : read.issues.map(({ field }) => field)).toEqual(fields)
  })
})
