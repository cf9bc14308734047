import { idSchema, isLocalDate, isTimeZone, wallTimeSchema } from '@seatline/core'
import { z } from 'zod'
import { coded } from '../configuration/coded-message.ts'
import { nameField } from '../configuration/parse-input.ts'

const DUTIES_MAX = 100

const dateField = z.string().refine(isLocalDate, coded('date.format', 'Write the day as 2026-12-31.')).nullable()
const timeField = wallTimeSchema.or(z.never(coded('time.format', 'Write the time as 18:30.')))

const numberField = z
  .string()
  .trim()
  .transform((text) => text.replaceAll(/[\s()-]/g, ''))
  .refine(
    (text) => /^(?:\+?[0-9]{3,32})?$/.test(text),
    coded('number.format', 'A telephone number has 3 to 32 digits, with a + in front when it is abroad.'),
  )
  .transform((text) => (text === '' ? null : text))
  .nullable()

const dutySchema = z
  .object({
    agentId: idSchema('agent').nullable(),
    number: numberField,
    days: z
      .array(z.number().int().min(1).max(7))
      .min(1, coded('onCall.noDays', 'Choose one day of the week at least.'))
      .transform((days) => [...new Set(days)].toSorted((a, b) => a - b)),
    from: timeField,
    to: timeField,
    firstDate: dateField,
    lastDate: dateField,
  })
  .superRefine(({ agentId, number, firstDate, lastDate }, context) => {
    if (agentId === null && number === null)
      context.addIssue({
        code: 'custom',
        path: ['agentId'],
        message: coded('onCall.nobody', 'Choose an agent, or write a number, or both.'),
      })
    if (firstDate !== null && lastDate !== null && lastDate < firstDate)
      context.addIssue({
        code: 'custom',
        path: ['lastDate'],
        message: coded('onCall.datesReversed', 'The last day lies before the first.'),
      })
  })

export const onCallInputSchema = z.object({
  name: nameField(60),
  queueId: z.string().min(1, 'Choose a queue.').pipe(idSchema('queue')),
  timeZone: z
    .string()
    .refine(isTimeZone, coded('timeZone.unknown', 'There is no such time zone. Use a name like Asia/Shanghai.')),
  duties: z
    .array(dutySchema)
    .min(1, coded('onCall.noDuties', 'Add one line at least: who is on call, and when.'))
    .max(DUTIES_MAX, coded('onCall.tooManyDuties', `A list has ${String(DUTIES_MAX)} lines at most.`)),
})
