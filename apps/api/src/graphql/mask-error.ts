import { randomBytes } from 'node:crypto'
import { GraphQLError } from 'graphql'
import type { GraphQLErrorOptions } from 'graphql'
import type { Logger } from 'pino'
import { UserError } from '../user-errors.ts'

/**
 * Turns whatever went wrong into what the client is told. Expected outcomes keep their code, faults in the document keep their text, and everything else
 * becomes one sentence with a correlation id under which the log has the whole story.
 */
export const errorMask =
  (log: Logger) =>
  (error: unknown): Error => {
    const original = error instanceof GraphQLError ? error.originalError : error
    if (original instanceof UserError)
      return new GraphQLError(original.message, {
        ...placeOf(error),
        extensions: { code: original.code, field: original.field },
      })
    if (error instanceof GraphQLError && (original === undefined || original === null)) return error
    if (original instanceof GraphQLError) return original
    const correlationId = `err_${randomBytes(8).toString('hex')}`
    log.error({ err: original, correlationId }, 'an unexpected error ended a request')
    return new GraphQLError(`Something went wrong on our side. Please give support this number: ${correlationId}`, {
      ...placeOf(error),
      extensions: { code: 'internal', correlationId },
    })
  }

/** Where in the document it happened. */
function placeOf(error: unknown): GraphQLErrorOptions {
  if (!(error instanceof GraphQLError)) return {}
  return {
    ...(error.nodes === undefined ? {} : { nodes: error.nodes }),
    ...(error.path === undefined ? {} : { path: error.path }),
  }
}
