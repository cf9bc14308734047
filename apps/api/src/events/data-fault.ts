import { InvariantError } from '@seatline/core'
import { ZodError } from 'zod'

/** SQLSTATE classes that speak of the data: data exception, constraint violation, access rule (row-level security), limit exceeded. */
const DATA_CLASSES = new Set(['22', '23', '42', '54'])

/**
 * True when the entry itself is at fault, and would fail again for ever; false when the database or the network is, and patience helps.
 */
export function isDataFault(error: unknown): boolean {
  if (error instanceof InvariantError || error instanceof ZodError || error instanceof RangeError) return true
  const state = sqlState(error)
  return state !== null && DATA_CLASSES.has(state.slice(0, 2))
}

/** PostgreSQL's code, where Prisma keeps it. */
function sqlState(error: unknown): string | null {
  const cause = field(field(field(error, 'meta'), 'driverAdapterError'), 'cause')
  const code = field(cause, 'originalCode')
  return typeof code === 'string' ? code : null
}

function field(value: unknown, name: string): unknown {
  return typeof value === 'object' && value !== null ? (value as Record<string, unknown>)[name] : undefined
}
