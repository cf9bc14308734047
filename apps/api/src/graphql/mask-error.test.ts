import { GraphQLError } from 'graphql'
import { pino } from 'pino'
import { describe, expect, test } from 'vitest'
import { InvalidInputError } from '../user-errors.ts'
import { errorMask } from './mask-error.ts'

const logged: Record<string, unknown>[] = []
const log = pino({ base: null }, { write: (line: string) => void logged.push(JSON.parse(line) as never) })
const mask = errorMask(log)
function masked(error: unknown): GraphQLError {
  const result = mask(error)
  if (result instanceof GraphQLError) return result
  throw new TypeError('not masked')
}

describe('what a client is told of an error', () => {
  test('an expected outcome keeps its code, message and field', () => {
    const error = masked(
      new GraphQLError('x', { originalError: new InvalidInputError('month', 'A month is YYYY-MM.') }),
    )
    expect(error.message).toBe('A month is YYYY-MM.')
    expect(error.extensions).toEqual({ code: 'invalidInput', field: 'month' })
  })

  test('a fault in the document keeps its text', () => {
    expect(masked(new GraphQLError('Cannot query field "x"')).message).toBe('Cannot query field "x"')
  })

  test('anything else becomes a number to give to support, under which the log has the story', () => {
    const secret = new Error('password of the database is hunter2')
    const error = masked(new GraphQLError(secret.message, { originalError: secret, path: ['viewer'] }))
    expect(JSON.stringify(error)).not.toContain('hunter2')
    const { correlationId } = error.extensions
    expect(correlationId).toMatch(/^err_[0-9a-f]{16}$/)
    expect(error.message).toContain(String(correlationId))
    expect(error.path).toEqual(['viewer'])
    expect(logged.at(-1)).toMatchObject({ correlationId, err: { message: secret.message } })
  })
})
