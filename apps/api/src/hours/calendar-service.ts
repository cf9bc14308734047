import { isLocalDate } from '@seatline/core'
import type { CalendarId, TenantId } from '@seatline/core'
import { authorized } from '../auth/authorized.ts'
import { changeConfiguration } from '../configuration/change-configuration.ts'
import { parseInput, refuseIfAny, refusal } from '../configuration/parse-input.ts'
import type { Transaction } from '../database/client.ts'
import { newId } from '../new-id.ts'
import { NotFoundError } from '../user-errors.ts'
import { readDayList } from './day-list.ts'
import type { CalendarDay } from './day-plans.ts'
import { calendarInputSchema } from './hours-input.ts'
import type { CalendarInput } from './hours-input.ts'
import type { CalendarSettings } from './hours-views.ts'
import * as repository from './repository.ts'

type OfTenant = { readonly tenantId: TenantId }
type OfCalendar = OfTenant & { readonly calendarId: CalendarId }

export const listCalendars = authorized('configuration.view', (scope, { tenantId }: OfTenant) =>
  scope.run((tx) => repository.readCalendars(tx, tenantId)),
)

export const createCalendar = authorized(
  'hours.manage',
  (scope, { tenantId, input }: OfTenant & { readonly input: unknown }) => {
    const parsed = parseInput(calendarInputSchema, input)
    return changeConfiguration(scope, async (tx) => made(await createFrom(tx, tenantId, parsed)))
  },
)

export const updateCalendar = authorized(
  'hours.manage',
  (scope, { tenantId, calendarId, input }: OfCalendar & { readonly input: unknown }) => {
    const parsed = parseInput(calendarInputSchema, input)
    return changeConfiguration(scope, async (tx) => changed(tx, await calendarOf(tx, tenantId, calendarId), parsed))
  },
)

/** Puts the days of a list into a calendar; a day that is in it already is taken from the list. */
export const importCalendarDays = authorized(
  'hours.manage',
  (scope, { tenantId, calendarId, csv }: OfCalendar & { readonly csv: string }) => {
    const read = readDayList(csv)
    if (!read.ok) throw refusal(read.issues)
    return changeConfiguration(scope, async (tx) => {
      const before = await calendarOf(tx, tenantId, calendarId)
      const dates = new Set(read.days.map(({ date }) => date))
      const days = [...before.days.filter(({ date }) => !dates.has(date)), ...read.days]
      return changed(tx, before, parseInput(calendarInputSchema, { ...before, days }))
    })
  },
)

/** The same days of another year. What moves with the moon or was worked in exchange must be looked over; the 29th of February may fall away. */
export const copyCalendar = authorized(
  'hours.manage',
  (scope, { tenantId, calendarId, year }: OfCalendar & { readonly year: number }) =>
    changeConfiguration(scope, async (tx) => {
      const source = await calendarOf(tx, tenantId, calendarId)
      const days = source.days
        .map((day) => ({ ...day, date: `${String(year)}${day.date.slice(4)}` }))
        .filter(({ date }) => isLocalDate(date))
      const name = source.name.replaceAll(String(source.year), String(year))
      return made(await createFrom(tx, tenantId, parseInput(calendarInputSchema, { year, name, days })))
    }),
)

export const archiveCalendar = authorized('hours.manage', (scope, { tenantId, calendarId }: OfCalendar) =>
  changeConfiguration(scope, async (tx) => {
    const before = await calendarOf(tx, tenantId, calendarId)
    await tx.holidayCalendar.update({
      where: { id: calendarId },
      data: { archivedAt: new Date(scope.platform.now()) },
    })
    return {
      value: before,
      action: 'calendar.archive',
      subject: { id: calendarId, name: titleOf(before) },
      before: comparable(before),
      summary: `Calendar "${titleOf(before)}" removed`,
    }
  }),
)

async function createFrom(tx: Transaction, tenantId: TenantId, input: CalendarInput): Promise<CalendarSettings> {
  const id = newId('calendar')
  await refuseTakenDates(tx, tenantId, { id, ...input })
  await tx.holidayCalendar.create({ data: { id, tenantId, ...input } })
  return calendarOf(tx, tenantId, id)
}

const made = (calendar: CalendarSettings) => ({
  value: calendar,
  action: 'calendar.create',
  subject: { id: calendar.id, name: titleOf(calendar) },
  after: comparable(calendar),
  summary: `Calendar "${titleOf(calendar)}" made`,
})

async function changed(tx: Transaction, before: CalendarSettings, input: CalendarInput) {
  const { id, tenantId } = before
  await refuseTakenDates(tx, tenantId, { id, ...input })
  await tx.holidayCalendar.update({ where: { id }, data: input })
  const after = await calendarOf(tx, tenantId, id)
  return {
    value: after,
    action: 'calendar.update',
    subject: { id, name: titleOf(after) },
    before: comparable(before),
    after: comparable(after),
    summary: `Calendar "${titleOf(after)}" changed`,
  }
}

/** One day has one meaning, in whatever calendar it is. */
async function refuseTakenDates(
  tx: Transaction,
  tenantId: TenantId,
  { id, days }: { readonly id: string; readonly days: readonly CalendarDay[] },
): Promise<void> {
  const others = (await repository.readCalendars(tx, tenantId)).filter((calendar) => calendar.id !== id)
  refuseIfAny(
    days.flatMap(({ date }, index) => {
      const other = others.find((calendar) => calendar.days.some((day) => day.date === date))
      return other === undefined
        ? []
        : [
            {
              field: `days.${String(index)}.date`,
              code: 'calendar.dayTaken',
              message: `${date} is in the calendar "${titleOf(other)}" already. Change it there, or remove it there first.`,
            },
          ]
    }),
  )
}

async function calendarOf(tx: Transaction, tenantId: TenantId, id: string): Promise<CalendarSettings> {
  const [found] = await repository.readCalendars(tx, tenantId, id)
  if (found === undefined) throw new NotFoundError('calendar')
  return found
}

const titleOf = ({ name, year }: CalendarSettings): string =>
  name.includes(String(year)) ? name : `${name} ${String(year)}`

const comparable = ({ year, name, days }: CalendarSettings) => ({
  year,
  name,
  days: days.map(({ date, name: dayName, intervals }) =>
    [date, dayName, ...intervals.map(({ from, to }) => `${from}-${to}`)].join(' '),
  ),
})
