import { z } from 'zod'
import { InputRefusedError } from '../user-errors.ts'
import type { InputIssue } from '../user-errors.ts'
import { decoded } from './coded-message.ts'

/** What was sent, in the form that a schema gives it; everything that is wrong with it at once, each with the path of its field. */
export function parseInput<T>(schema: z.ZodType<T>, input: unknown): T {
  const parsed = schema.safeParse(input)
  if (parsed.success) return parsed.data
  throw refusal(issuesOf(parsed.error))
}

export const refusal = (issues: readonly InputIssue[]): InputRefusedError =>
  new InputRefusedError('Some of this cannot be kept as it is.', issues)

/** Throws when there is anything wrong. */
export function refuseIfAny(issues: readonly InputIssue[]): void {
  if (issues.length > 0) throw refusal(issues)
}

export const issuesOf = (error: z.ZodError): readonly InputIssue[] => error.issues.map(issueOf)

function issueOf(issue: z.core.$ZodIssue): InputIssue {
  const field = issue.path.map(String).join('.')
  const { code, message } = decoded(issue.message)
  return { field: field === '' ? 'input' : field, code: code ?? codeOf(issue), message }
}

function codeOf(issue: z.core.$ZodIssue): string {
  switch (issue.code) {
    case 'too_small':
      return issue.origin === 'string' && issue.minimum === 1 ? 'required' : 'tooSmall'
    case 'too_big':
      return issue.origin === 'string' ? 'tooLong' : 'tooBig'
    case 'custom': {
      const code: unknown = issue.params?.['code']
      return typeof code === 'string' ? code : 'invalid'
    }
    default:
      return 'invalid'
  }
}

/** A name that people see, without spaces around it. */
export const nameField = (lengthMax = 60): z.ZodType<string, string> =>
  z
    .string()
    .trim()
    .min(1, 'Give it a name.')
    .max(lengthMax, `Use at most ${String(lengthMax)} characters.`)
    // A name stands in one line, and is compared and sorted.
    .refine((text) => !/\p{Cc}/u.test(text), {
      message: 'Use no line breaks or control characters.',
      params: { code: 'invalid' },
    })
