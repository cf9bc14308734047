import { isTimeZone } from '@seatline/core'
import { z } from 'zod'
import { calendarDaysSchema, closedDaysSchema, weeklySchema } from './day-plans.ts'
import { coded } from '../configuration/coded-message.ts'

const nameSchema = z
  .string()
  .trim()
  .min(1, coded('name.missing', 'Give it a name.'))
  .max(60, coded('text.tooLong', 'Use at most 60 characters.'))

export const hoursInputSchema = z.object({
  name: nameSchema,
  timeZone: z
    .string()
    .refine(isTimeZone, coded('timeZone.unknown', 'There is no such time zone. Use a name like Asia/Shanghai.')),
  weekly: weeklySchema,
  holidays: closedDaysSchema,
  followsCalendars: z.boolean(),
})
export type HoursInput = z.infer<typeof hoursInputSchema>

const yearSchema = z
  .number()
  .int(coded('year.format', 'Write the year with four digits.'))
  .min(2000, coded('year.format', 'Write the year with four digits.'))
  .max(2100, coded('year.format', 'Write the year with four digits.'))

export const calendarInputSchema = z
  .object({ year: yearSchema, name: nameSchema, days: calendarDaysSchema })
  .superRefine(({ year, days }, context) => {
    for (const [index, { date }] of days.entries())
      if (!date.startsWith(`${String(year)}-`))
        context.addIssue({
          code: 'custom',
          message: coded('day.otherYear', `${date} is not in ${String(year)}. Put it into that year's calendar.`),
          path: ['days', index, 'date'],
        })
  })
  .transform((input) => ({
    ...input,
    days: input.days.toSorted((a, b) => a.date.localeCompare(b.date)),
  }))
export type CalendarInput = z.infer<typeof calendarInputSchema>
