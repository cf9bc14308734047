import { idSchema } from '@seatline/core'
import { parseId } from '../graphql/arguments.ts'
import { builder } from '../graphql/builder.ts'
import { administrationErrors } from '../graphql/error-types.ts'
import * as service from './calendar-service.ts'
import type { CalendarDay } from './day-plans.ts'
import type { CalendarSettings } from './hours-views.ts'

const Interval = builder.objectRef<CalendarDay['intervals'][number]>('DayInterval').implement({
  fields: (t) => ({ from: t.exposeString('from'), to: t.exposeString('to') }),
})

const Day = builder.objectRef<CalendarDay>('CalendarDay').implement({
  description: 'A day that is not like its weekday: closed without intervals, else open in these.',
  fields: (t) => ({
    date: t.expose('date', { type: 'Date' }),
    name: t.exposeString('name'),
    intervals: t.field({ type: [Interval], resolve: ({ intervals }) => intervals }),
  }),
})

const Calendar = builder.objectRef<CalendarSettings>('HolidayCalendar').implement({
  description: 'The holidays of one year, and the days worked in exchange for them.',
  fields: (t) => ({
    id: t.exposeID('id'),
    tenantId: t.exposeID('tenantId'),
    year: t.exposeInt('year'),
    name: t.exposeString('name'),
    days: t.field({ type: [Day], resolve: ({ days }) => days }),
  }),
})

const IntervalInput = builder.inputType('DayIntervalInput', {
  fields: (t) => ({ from: t.string({ required: true }), to: t.string({ required: true }) }),
})
const DayInput = builder.inputType('CalendarDayInput', {
  fields: (t) => ({
    date: t.string({ required: true }),
    name: t.string({ required: true }),
    intervals: t.field({ type: [IntervalInput], required: true }),
  }),
})
const Input = builder.inputType('HolidayCalendarInput', {
  fields: (t) => ({
    year: t.int({ required: true }),
    name: t.string({ required: true }),
    days: t.field({ type: [DayInput], required: true }),
  }),
})

const tenantOf = (id: string) => parseId(idSchema('tenant'), 'tenantId', id)
const calendarOf = (id: string) => parseId(idSchema('calendar'), 'calendarId', id)

builder.queryFields((t) => ({
  holidayCalendars: t.field({
    type: [Calendar],
    description: 'The calendars of a tenant, the latest year first.',
    args: { tenantId: t.arg.id({ required: true }) },
    resolve: (_root, { tenantId }, { scope }) => service.listCalendars(scope, { tenantId: tenantOf(tenantId) }),
  }),
}))

builder.mutationFields((t) => {
  const tenantId = t.arg.id({ required: true })
  const calendarId = t.arg.id({ required: true })
  const of = (args: { readonly tenantId: string; readonly calendarId: string }) => ({
    tenantId: tenantOf(args.tenantId),
    calendarId: calendarOf(args.calendarId),
  })
  return {
    createHolidayCalendar: t.field({
      type: Calendar,
      errors: administrationErrors('CreateHolidayCalendar'),
      args: { tenantId, input: t.arg({ type: Input, required: true }) },
      resolve: (_root, args, { scope }) =>
        service.createCalendar(scope, { tenantId: tenantOf(args.tenantId), input: args.input }),
    }),
    updateHolidayCalendar: t.field({
      type: Calendar,
      errors: administrationErrors('UpdateHolidayCalendar'),
      args: { tenantId, calendarId, input: t.arg({ type: Input, required: true }) },
      resolve: (_root, { input, ...args }, { scope }) => service.updateCalendar(scope, { ...of(args), input }),
    }),
    importCalendarDays: t.field({
      type: Calendar,
      description: 'Takes days from CSV: date, name, hours. Issues name the line: csv.3',
      errors: administrationErrors('ImportCalendarDays'),
      args: { tenantId, calendarId, csv: t.arg.string({ required: true }) },
      resolve: (_root, { csv, ...args }, { scope }) => service.importCalendarDays(scope, { ...of(args), csv }),
    }),
    copyHolidayCalendar: t.field({
      type: Calendar,
      description: 'The same days in another year, to be looked over.',
      errors: administrationErrors('CopyHolidayCalendar'),
      args: { tenantId, calendarId, year: t.arg.int({ required: true }) },
      resolve: (_root, { year, ...args }, { scope }) => service.copyCalendar(scope, { ...of(args), year }),
    }),
    archiveHolidayCalendar: t.field({
      type: Calendar,
      errors: administrationErrors('ArchiveHolidayCalendar'),
      args: { tenantId, calendarId },
      resolve: (_root, args, { scope }) => service.archiveCalendar(scope, of(args)),
    }),
  }
})
