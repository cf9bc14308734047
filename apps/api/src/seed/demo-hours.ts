import type { Transaction } from '../database/client.ts'
import type { DemoClient } from './demo-clients.ts'

type Day = { readonly date: string; readonly name: string; readonly intervals: readonly { from: string; to: string }[] }
type DemoHours = {
  readonly office: string
  readonly weekly: readonly { readonly day: number; readonly from: string; readonly to: string }[]
  readonly calendar: string
  readonly days: readonly Day[]
}

const YEAR = 2027
const days = (list: readonly number[], ...intervals: readonly (readonly [string, string])[]) =>
  list.flatMap((day) => intervals.map(([from, to]) => ({ day, from, to })))
const closed = (date: string, name: string): Day => ({ date: `${String(YEAR)}-${date}`, name, intervals: [] })

/** Office hours beside those around the clock, and days of the year whose date is certain. */
const HOURS: Readonly<Record<string, DemoHours>> = {
  heating: {
    office: '营业厅时间',
    weekly: days([1, 2, 3, 4, 5], ['08:30', '12:00'], ['13:30', '17:30']),
    calendar: '法定节假日',
    days: [
      closed('01-01', '元旦'),
      closed('02-06', '春节'),
      closed('05-01', '劳动节'),
      closed('10-01', '国庆节'),
      { date: `${String(YEAR)}-11-15`, name: '供暖首日', intervals: [{ from: '07:00', to: '22:00' }] },
    ],
  },
  travel: {
    office: 'Booking office',
    weekly: [...days([1, 2, 3, 4, 5], ['08:00', '20:00']), ...days([6], ['09:00', '16:00'])],
    calendar: 'Bank holidays',
    days: [
      closed('01-01', "New Year's Day"),
      closed('03-26', 'Good Friday'),
      closed('12-25', 'Christmas Day'),
      { date: `${String(YEAR)}-12-24`, name: 'Christmas Eve', intervals: [{ from: '08:00', to: '13:00' }] },
    ],
  },
  clinic: {
    office: 'Consulting hours',
    weekly: [...days([1, 2, 3, 4, 5], ['08:00', '12:00'], ['14:00', '18:00']), ...days([6], ['09:00', '12:00'])],
    calendar: 'Public holidays',
    days: [
      closed('01-01', 'New Year 元旦'),
      closed('05-01', 'Labour Day 劳动节'),
      closed('10-01', 'National Day 国庆节'),
    ],
  },
}

export const calendarId = ({ slug }: DemoClient): string => `cld_${slug}-${String(YEAR)}`

export async function seedOfficeHours(tx: Transaction, client: DemoClient): Promise<void> {
  const { tenantId, slug, timeZone } = client
  const hours = HOURS[slug]
  if (hours === undefined) return
  await tx.businessHours.createMany({
    skipDuplicates: true,
    data: {
      id: `hrs_${slug}-office`,
      tenantId,
      name: hours.office,
      timeZone,
      weekly: [...hours.weekly],
      holidays: [],
      followsCalendars: true,
    },
  })
  await tx.holidayCalendar.createMany({
    skipDuplicates: true,
    data: {
      id: calendarId(client),
      tenantId,
      year: YEAR,
      name: hours.calendar,
      days: hours.days.map((day) => ({ ...day, intervals: [...day.intervals] })),
    },
  })
}
