import { createHash } from 'node:crypto'
import { isCurrency, parseMicros } from '@seatline/billing'
import { ADD_ONS, idSchema, isTimeZone, SEAT_GRADES, TENANT_ATTRIBUTES } from '@seatline/core'
import { z } from 'zod'
import { nameField } from '../configuration/parse-input.ts'
import { TEMPLATE_KEYS } from './templates/industry-templates.ts'
import { TEMPLATE_LOCALES } from './templates/template.ts'

const code = (name: string): { readonly params: { readonly code: string } } => ({ params: { code: name } })
const oneOf = (values: readonly string[], what: string): z.ZodType<string, string> =>
  z.string().refine((value) => values.includes(value), { message: `Choose ${what} from the list.`, ...code('unknown') })

const micros = z.string().transform((text, context) => {
  const parsed = parseMicros(text.trim())
  if (parsed.ok && parsed.value >= 0n) return parsed.value
  context.addIssue({ code: 'custom', message: 'Give an amount such as 299 or 0.12.', ...code('notAnAmount') })
  return z.NEVER
})

const seconds = z.number().int().min(1, 'At least 1 second.').max(600, 'At most 600 seconds.')
const seats = z.number().int().min(0, 'Not less than 0.').max(10_000, 'At most 10,000.')
const emailField = z
  .string()
  .trim()
  .toLowerCase()
  .max(200, 'Use at most 200 characters.')
  .refine((text) => z.email().safeParse(text).success, { message: 'Give an e-mail address.', ...code('notAnEmail') })
const wall = z.string().regex(/^([01]\d|2[0-3]):[0-5]\d$|^24:00$/, 'Write a time as HH:MM.')
const interval = z
  .object({ day: z.number().int().min(1).max(7), from: wall, to: wall })
  .refine(({ from, to }) => from < to, { path: ['to'], message: 'Close later than you open.', ...code('notAfter') })

const contact = z.object({
  name: z.string().trim().max(80, 'Use at most 80 characters.').default(''),
  email: z.union([z.literal(''), emailField]).default(''),
  phone: z
    .string()
    .trim()
    .regex(/^[+\d][\d ()-]{2,29}$|^$/, 'Give a telephone number.')
    .default(''),
})

/** A client that may become one: little is known yet. */
export const prospectInput = z.object({
  name: nameField(80),
  contact: contact.prefault({}),
  requirements: z.string().trim().max(4_000, 'Use at most 4,000 characters.').default(''),
})
export type ProspectInput = z.infer<typeof prospectInput>

const plan = z.object({
  name: nameField(60),
  seatPricePerMonth: micros,
  inboundPerMinute: micros,
  outboundPerMinute: micros,
  firstSeconds: seconds,
  thenSeconds: seconds,
})

/** Everything that makes a client ready to take calls. */
export const onboardingInput = z.object({
  prospectId: idSchema('tenant').nullish(),
  name: nameField(80),
  brandName: nameField(40).nullish(),
  brandColor: z
    .string()
    .regex(/^#[0-9a-f]{6}$/i, 'Write a colour as #0f5bb5.')
    .default('#0f5bb5'),
  template: oneOf(TEMPLATE_KEYS, 'a line of business'),
  language: z.enum(TEMPLATE_LOCALES, { message: 'Choose zh-CN or en.' }),
  timeZone: z.string().refine(isTimeZone, { message: 'Give a time zone such as Asia/Shanghai.', ...code('unknown') }),
  currency: z.string().refine(isCurrency, { message: 'Give a currency such as CNY.', ...code('unknown') }),
  contact: contact.prefault({}),
  admin: z.object({ name: nameField(60), email: emailField, language: z.enum(TEMPLATE_LOCALES).nullish() }),
  numbers: z
    .array(
      z
        .string()
        .trim()
        .regex(/^\+?\d{3,20}$/, 'A number has digits only.'),
    )
    .min(1, 'Choose at least one number.')
    .max(50, 'At most 50 numbers.')
    .refine((numbers) => new Set(numbers).size === numbers.length, { message: 'Choose each once.', ...code('twice') }),
  agentIds: z.array(idSchema('agent')).max(500, 'At most 500 agents.').default([]),
  seats: z
    .object({ standard: seats, professional: seats, leader: seats })
    .refine((count) => SEAT_GRADES.some((grade) => count[grade] > 0), {
      message: 'Rent at least one seat: without one nobody can take a call.',
      ...code('noSeat'),
    }),
  addOns: z.array(z.enum(ADD_ONS)).default([]),
  attributes: z.array(z.enum(TENANT_ATTRIBUTES)).default([]),
  concurrentCallsMax: z.number().int().min(1, 'At least 1.').max(100_000, 'At most 100,000.').nullish(),
  hours: z.array(interval).min(1, 'Open at least once a week.').max(50).nullish(),
  plan,
})
export type OnboardingInput = z.infer<typeof onboardingInput>

export const idempotencyKey = z
  .string()
  .trim()
  .regex(/^[\w.:-]{8,100}$/, 'Give a key of 8 to 100 letters, digits and . _ : -')

/** The same for the same wishes, in whatever order they were sent. */
export const hashOf = (input: OnboardingInput): string =>
  createHash('sha256')
    .update(JSON.stringify(input, (_key, value: unknown) => (typeof value === 'bigint' ? String(value) : value)))
    .digest('hex')
