import { InvalidInputError } from '../user-errors.ts'

type Parser<T> = { safeParse(value: unknown): { success: true; data: T } | { success: false } }

/** An id argument as a branded id; `InvalidInputError` naming the argument when it has not the form of one. */
export function parseId<T>(parser: Parser<T>, field: string, value: string): T {
  const parsed = parser.safeParse(value)
  if (!parsed.success) throw new InvalidInputError(field, 'This is not an id of the right kind.')
  return parsed.data
}
