import { z } from 'zod'
import { callerFactsSchema } from '../acd/queue-routing.ts'

/**
 * What Redis holds of a caller under `knownCallersKey`: what routing asks for, and what a menu may read. Without a row there is nothing known; every part has a
 * default, so that a record that holds only the last agent is one too.
 */
export const knownCallerRecordSchema = callerFactsSchema.extend({
  /** On the tenant's list; false for one of whom there are only earlier calls. */
  isKnown: z.boolean().default(false),
  memberNumber: z.string().nullable().default(null),
  /** `scrypt$N$r$p$salt$hash`, both base64; null: this caller has no PIN. */
  pinHash: z.string().nullable().default(null),
  /** The tenant's own fields, by name. */
  fields: z.record(z.string(), z.string()).default({}),
})
export type KnownCallerRecord = z.infer<typeof knownCallerRecordSchema>

/** Redis hash: tenant id -> what the tenant's known callers were written from; a difference means that they must be written again. */
export const KNOWN_CALLERS_WRITTEN = 'seatline:callers:written'
