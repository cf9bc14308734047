import { z } from 'zod'

/** Who ended a leg or a call. `agent` is also the outside number that took an agent's place. */
export const releasedBySchema = z.enum(['caller', 'agent', 'system', 'network'])
export type ReleasedBy = z.infer<typeof releasedBySchema>

/**
 * Why a leg or a call ended: our reason, the SIP status where there was one (RFC 3261 21), and the Q.850 cause (ITU-T Q.850, mapped by RFC 3398 8.2.6).
 */
export const hangupReasonSchema = z.enum([
  'normalClearing',
  'callerCancelled',
  'callerAbandoned',
  'noAnswer',
  'declined',
  'busy',
  'unreachable',
  'answeredElsewhere',
  /** The agent gave the caller on. */
  'transferred',
  'flowEnded',
  'unknownNumber',
  'tenantFull',
  'tenantSuspended',
  'platformFull',
  'ackTimeout',
  'sessionTimerExpired',
  'mediaLost',
  'mediaRefused',
  'connectionLost',
  'nodeLost',
  'protocolError',
])
export type HangupReason = z.infer<typeof hangupReasonSchema>

export const hangupCauseSchema = z.object({
  reason: hangupReasonSchema,
  sipStatus: z.number().int().min(100).max(699).nullable(),
  q850: z.number().int().min(0).max(127),
})
export type HangupCause = z.infer<typeof hangupCauseSchema>
