import { comparableNumber, idSchema } from '@seatline/core'
import { z } from 'zod'

export const FIELDS_MAX = 20
const text = (max: number) =>
  z
    .string()
    .trim()
    .max(max, `Use at most ${String(max)} characters.`)
const refusal = (code: string, message: string) => ({ message, params: { code } })

const numberField = z.string().transform((sent, context) => {
  const number = comparableNumber(sent)
  if (number !== null) return number
  context.addIssue({
    code: 'custom',
    ...refusal(
      'number.notANumber',
      'Enter a telephone number, such as 138 0000 0789, 010 8888 6666 or +44 7946 000012.',
    ),
  })
  return z.NEVER
})

const emptyIsNull = (sent: string | null): string | null => (sent === '' ? null : sent)

export const PIN_FORM = /^\d{4,12}$/

/** What is known of a caller, whoever enters it. */
export const callerSchema = z.object({
  number: numberField,
  name: text(80),
  vipClass: z
    .number()
    .int('A VIP class is a whole number.')
    .min(1, 'VIP classes go from 1, the highest, to 5.')
    .max(5, 'VIP classes go from 1, the highest, to 5.')
    .nullable(),
  memberNumber: text(40).nullable().transform(emptyIsNull),
  designatedAgentId: idSchema('agent').nullable(),
  ownerAgentId: idSchema('agent').nullable(),
  region: text(60).nullable().transform(emptyIsNull),
  /** null: as it is; empty: none any more. */
  pin: z
    .string()
    .nullable()
    .refine(
      (pin) => pin === null || pin === '' || PIN_FORM.test(pin),
      refusal('pin.form', 'A PIN has 4 to 12 digits: callers press it on their telephone.'),
    ),
  fields: z
    .array(
      z.object({
        name: z
          .string()
          .trim()
          .regex(
            /^[\p{L}_][\p{L}\p{N}_]{0,39}$/u,
            'A field has a name of letters and digits, at most 40: menus read it by that.',
          ),
        value: text(200),
      }),
    )
    .max(FIELDS_MAX, `Keep at most ${String(FIELDS_MAX)} fields.`)
    .superRefine((fields, context) => {
      for (const [at, { name }] of fields.entries())
        if (fields.findIndex((other) => other.name === name) < at)
          context.addIssue({
            code: 'custom',
            path: [at, 'name'],
            ...refusal('field.twice', 'There are two fields of this name. Remove one.'),
          })
    }),
})
export type ParsedCaller = z.output<typeof callerSchema>

/** What goes beyond a name behind a number belongs to professional customer data. */
export const needsProfessional = (caller: Omit<ParsedCaller, 'number'>): boolean =>
  caller.vipClass !== null ||
  caller.memberNumber !== null ||
  caller.designatedAgentId !== null ||
  caller.ownerAgentId !== null ||
  (caller.pin ?? '') !== '' ||
  caller.fields.length > 0
