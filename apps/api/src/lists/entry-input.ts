import { instant, parsePattern } from '@seatline/core'
import type { Instant, PatternFault } from '@seatline/core'
import { z } from 'zod'
import { LIST_DIRECTIONS, LIST_KINDS } from './list-views.ts'

export const REASON_CHARACTERS_MAX = 300

export const PATTERN_MESSAGES: Readonly<Record<PatternFault, string>> = {
  'pattern.empty': 'Enter a number.',
  'pattern.notANumber': 'Enter a telephone number of 3 to 20 digits, such as 138 0000 0789 or +44 7946 000012.',
  'pattern.starInside': 'The * stands only at the end: 0755* is every number that begins with 0755.',
  'pattern.tooShort': 'Give at least two digits before the *, or far too many callers are meant.',
}

const numberField = z.string().transform((text, context) => {
  const parsed = parsePattern(text)
  if (parsed.ok) return parsed.value
  context.addIssue({ code: 'custom', message: PATTERN_MESSAGES[parsed.error], params: { code: parsed.error } })
  return z.NEVER
})

export const noteField = z
  .string()
  .trim()
  .max(REASON_CHARACTERS_MAX, `Use at most ${String(REASON_CHARACTERS_MAX)} characters.`)

/** What an entry consists of, whoever makes it. `now`: an end must lie ahead. */
export const entrySchema = (now: Instant) =>
  z.object({
    list: z.enum(LIST_KINDS),
    direction: z.enum(LIST_DIRECTIONS),
    number: numberField,
    reason: noteField.min(1, 'Say why: who decides must know it.'),
    expiresAt: z
      .number()
      .nullable()
      .refine((at) => at === null || at > now, {
        message: 'The end lies in the past. Choose a later one.',
        params: { code: 'expiry.past' },
      })
      .transform((at) => (at === null ? null : instant(at))),
  })

export type EntryInput = {
  readonly list: string
  readonly direction: string
  readonly number: string
  readonly reason: string
  readonly expiresAt: number | null
}
export type ParsedEntry = z.output<ReturnType<typeof entrySchema>>
