import { idSchema } from '@seatline/core'
import { ConfigurationUse } from '../configuration/choice-types.ts'
import { parseId } from '../graphql/arguments.ts'
import { builder } from '../graphql/builder.ts'
import { enumOf } from '../graphql/enums.ts'
import { administrationErrors } from '../graphql/error-types.ts'
import type { ClosedDay, WeeklyPeriod } from './day-plans.ts'
import * as service from './hours-service.ts'
import type { HoursSettings, OpenPreview } from './hours-views.ts'
import './calendar-schema.ts'

const Weekly = builder.objectRef<WeeklyPeriod>('WeeklyHours').implement({
  description: 'Open on a day of the week. When `to` is not after `from`, until that time of the next day.',
  fields: (t) => ({
    day: t.exposeInt('day', { description: '1 = Monday … 7 = Sunday' }),
    from: t.exposeString('from', { description: 'HH:MM' }),
    to: t.exposeString('to', { description: 'HH:MM; 24:00 is the end of the day' }),
  }),
})

const Closed = builder.objectRef<ClosedDay>('ClosedDay').implement({
  fields: (t) => ({ date: t.expose('date', { type: 'Date' }), name: t.exposeString('name') }),
})

const Hours = builder.objectRef<HoursSettings>('HoursSettings').implement({
  description: 'Opening hours, by the wall clock of their time zone.',
  fields: (t) => ({
    id: t.exposeID('id'),
    tenantId: t.exposeID('tenantId'),
    name: t.exposeString('name'),
    timeZone: t.exposeString('timeZone', { description: 'IANA time zone' }),
    weekly: t.field({ type: [Weekly], resolve: ({ weekly }) => weekly }),
    holidays: t.field({
      type: [Closed],
      description: 'Closed on these days, besides those of the calendars.',
      resolve: ({ holidays }) => holidays,
    }),
    followsCalendars: t.exposeBoolean('followsCalendars'),
    isOpenNow: t.exposeBoolean('isOpenNow'),
    uses: t.field({ type: [ConfigurationUse], resolve: ({ uses }) => uses }),
  }),
})

const Ground = enumOf('OpenGround', ['specialDay', 'holiday', 'weekly', 'unknownTimeZone'], 'What decides.')

const Preview = builder.objectRef<OpenPreview>('OpenPreview').implement({
  description: 'Whether it is open at a moment, and what decides that.',
  fields: (t) => ({
    isOpen: t.exposeBoolean('isOpen'),
    ground: t.field({ type: Ground, resolve: ({ ground }) => ground }),
    date: t.expose('date', {
      type: 'Date',
      description: 'The day whose hours decide; for a night, the day on which it began.',
    }),
    name: t.exposeString('name', { description: 'Of the holiday or special day; empty for the week.' }),
  }),
})

const WeeklyInput = builder.inputType('WeeklyHoursInput', {
  fields: (t) => ({
    day: t.int({ required: true }),
    from: t.string({ required: true }),
    to: t.string({ required: true }),
  }),
})
const ClosedInput = builder.inputType('ClosedDayInput', {
  fields: (t) => ({ date: t.string({ required: true }), name: t.string({ required: true }) }),
})
const Input = builder.inputType('HoursInput', {
  fields: (t) => ({
    name: t.string({ required: true }),
    timeZone: t.string({ required: true }),
    weekly: t.field({ type: [WeeklyInput], required: true }),
    holidays: t.field({ type: [ClosedInput], required: true }),
    followsCalendars: t.boolean({ required: true }),
  }),
})

const tenantOf = (id: string) => parseId(idSchema('tenant'), 'tenantId', id)
const hoursOf = (id: string) => parseId(idSchema('hours'), 'hoursId', id)

builder.queryFields((t) => ({
  hoursSettings: t.field({
    type: [Hours],
    args: { tenantId: t.arg.id({ required: true }) },
    resolve: (_root, { tenantId }, { scope }) => service.listHours(scope, { tenantId: tenantOf(tenantId) }),
  }),
  previewHours: t.field({
    type: Preview,
    description: 'Whether it would be open when the clock of the hours shows `at`, as published.',
    args: {
      tenantId: t.arg.id({ required: true }),
      hoursId: t.arg.id({ required: true }),
      at: t.arg.string({ required: true, description: 'Wall time, such as 2027-01-01T09:30' }),
    },
    errors: administrationErrors('PreviewHours'),
    resolve: (_root, { tenantId, hoursId, at }, { scope }) =>
      service.previewHours(scope, { tenantId: tenantOf(tenantId), hoursId: hoursOf(hoursId), at }),
  }),
}))

builder.mutationFields((t) => ({
  createHours: t.field({
    type: Hours,
    errors: administrationErrors('CreateHours'),
    args: { tenantId: t.arg.id({ required: true }), input: t.arg({ type: Input, required: true }) },
    resolve: (_root, { tenantId, input }, { scope }) =>
      service.createHours(scope, { tenantId: tenantOf(tenantId), input }),
  }),
  updateHours: t.field({
    type: Hours,
    errors: administrationErrors('UpdateHours'),
    args: {
      tenantId: t.arg.id({ required: true }),
      hoursId: t.arg.id({ required: true }),
      input: t.arg({ type: Input, required: true }),
    },
    resolve: (_root, { tenantId, hoursId, input }, { scope }) =>
      service.updateHours(scope, { tenantId: tenantOf(tenantId), hoursId: hoursOf(hoursId), input }),
  }),
  archiveHours: t.field({
    type: Hours,
    errors: administrationErrors('ArchiveHours'),
    args: { tenantId: t.arg.id({ required: true }), hoursId: t.arg.id({ required: true }) },
    resolve: (_root, { tenantId, hoursId }, { scope }) =>
      service.archiveHours(scope, { tenantId: tenantOf(tenantId), hoursId: hoursOf(hoursId) }),
  }),
}))
