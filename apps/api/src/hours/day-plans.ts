import { isLocalDate } from '@seatline/core'
import { z } from 'zod'
import { coded } from '../configuration/coded-message.ts'

/** `HH:MM`; `24:00` is the end of the day. */
export const wallTimeSchema = z
  .string()
  .regex(
    /^(([01]\d|2[0-3]):[0-5]\d|24:00)$/,
    coded('time.format', 'Write the time as HH:MM, for example 09:00. The end of the day is 24:00.'),
  )
export const dateSchema = z
  .string()
  .refine(isLocalDate, coded('date.format', 'Write the day as YYYY-MM-DD, for example 2027-01-01.'))
const dayNameSchema = z
  .string()
  .trim()
  .min(1, coded('dayName.missing', 'Say what day it is.'))
  .max(80, coded('text.tooLong', 'Use at most 80 characters.'))

const intervalSchema = z.object({ from: wallTimeSchema, to: wallTimeSchema }).superRefine((interval, context) => {
  for (const { field, message } of intervalFaults(interval))
    context.addIssue({ code: 'custom', message, path: [field] })
})

function intervalFaults({ from, to }: Interval): readonly { readonly field: string; readonly message: string }[] {
  return [
    ...(from === to
      ? [
          {
            field: 'to',
            message: coded('interval.empty', 'From and to are the same. For the whole day write 00:00 and 24:00.'),
          },
        ]
      : []),
    ...(from === '24:00'
      ? [
          {
            field: 'from',
            message: coded('interval.from24', 'Hours can not begin at 24:00: begin at 00:00 of the next day.'),
          },
        ]
      : []),
  ]
}

export const weeklySchema = z
  .array(z.object({ day: z.number().int().min(1).max(7), from: wallTimeSchema, to: wallTimeSchema }))
  .max(70, coded('weekly.tooMany', 'That are too many intervals for one week.'))
  .superRefine((periods, context) => {
    for (const [index, period] of periods.entries()) {
      for (const { field, message } of intervalFaults(period))
        context.addIssue({ code: 'custom', message, path: [index, field] })
      const clash = periods.slice(0, index).find((other) => other.day === period.day && overlap(other, period))
      if (clash !== undefined)
        context.addIssue({
          code: 'custom',
          message: coded(
            'interval.overlap',
            `Overlaps with ${clash.from}–${clash.to} of the same day. Change or remove one of the two.`,
          ),
          path: [index, 'from'],
        })
    }
  })

export const closedDaysSchema = z
  .array(z.object({ date: dateSchema, name: dayNameSchema }))
  .max(400, coded('days.tooMany', 'These are too many days.'))
  .superRefine(refuseSameDates)

/** The days of a calendar: no interval is a day closed, otherwise a day with hours of its own. */
export const calendarDaysSchema = z
  .array(
    z.object({
      date: dateSchema,
      name: dayNameSchema,
      intervals: z
        .array(intervalSchema)
        .max(10, coded('interval.tooMany', 'A day has at most 10 intervals.'))
        .superRefine(refuseOverlaps),
    }),
  )
  .max(400, coded('days.tooMany', 'These are too many days for one year.'))
  .superRefine(refuseSameDates)
export type CalendarDay = z.infer<typeof calendarDaysSchema>[number]
export type WeeklyPeriod = z.infer<typeof weeklySchema>[number]
export type ClosedDay = z.infer<typeof closedDaysSchema>[number]
type Interval = { readonly from: string; readonly to: string }

function refuseOverlaps(intervals: readonly Interval[], context: z.RefinementCtx): void {
  for (const [index, interval] of intervals.entries())
    if (intervals.slice(0, index).some((other) => overlap(other, interval)))
      context.addIssue({
        code: 'custom',
        message: coded(
          'interval.overlap',
          'Overlaps with another interval of this day. Change or remove one of the two.',
        ),
        path: [index, 'from'],
      })
}

function refuseSameDates(days: readonly { readonly date: string }[], context: z.RefinementCtx): void {
  for (const [index, { date }] of days.entries())
    if (days.slice(0, index).some((other) => other.date === date))
      context.addIssue({
        code: 'custom',
        message: coded('day.twice', `${date} is in the list twice. Remove one.`),
        path: [index, 'date'],
      })
}

/** Within one day; what runs past midnight reaches to its end. */
function overlap(a: Interval, b: Interval): boolean {
  const end = ({ from, to }: Interval): string => (to <= from ? '24:00' : to)
  return a.from < end(b) && b.from < end(a)
}
