import { z } from 'zod'
import { idSchema } from '../ids.ts'
import { LEFT_OUT_REASONS } from '../trunks/choose-trunks.ts'
import { DESTINATION_CLASSES } from '../trunks/destination-class.ts'
import { ATTEMPT_RESULTS } from '../trunks/failover.ts'

/** One gateway tried for a call out. */
export const callAttemptSchema = z.object({
  legId: idSchema('leg'),
  trunkId: idSchema('trunk'),
  trunkName: z.string(),
  gateway: z.string(),
  /** The digits that the carrier got, and the number shown. */
  number: z.string(),
  callerId: z.string(),
  startedAt: z.number().int(),
  ringingAt: z.number().int().nullable(),
  answeredAt: z.number().int().nullable(),
  endedAt: z.number().int().nullable(),
  /** Null while it lasts. */
  result: z.enum(ATTEMPT_RESULTS).nullable(),
  sipStatus: z.number().int().nullable(),
})
export type CallAttempt = z.infer<typeof callAttemptSchema>

export const OUTBOUND_REFUSALS = [
  'numberMalformed',
  'destinationForbidden',
  'destinationNotAllowed',
  'callerIdNotOwn',
  'outboundNotAllowed',
  'tenantNotOpen',
  'tenantUnknown',
  'tenantFull',
  'numberBlackListed',
  'noTrunk',
  'nodeFull',
] as const
export type OutboundRefusal = (typeof OUTBOUND_REFUSALS)[number]

/** A call out and the path it took, as far as it has come. */
export const outboundCallSchema = z.object({
  callId: idSchema('call'),
  tenantId: idSchema('tenant'),
  /** As dialled where the trunks are; as it was asked for when it cannot be dialled. */
  number: z.string(),
  destinationClass: z.enum(DESTINATION_CLASSES).nullable(),
  state: z.enum(['trying', 'ringing', 'answered', 'ended', 'refused']),
  refusal: z.enum(OUTBOUND_REFUSALS).nullable(),
  attempts: z.array(callAttemptSchema),
  leftOut: z.array(z.object({ trunkId: idSchema('trunk'), trunkName: z.string(), why: z.enum(LEFT_OUT_REASONS) })),
  startedAt: z.number().int(),
  endedAt: z.number().int().nullable(),
})
export type OutboundCall = z.infer<typeof outboundCallSchema>

/** Redis string: JSON of OutboundCall of a test call, for an hour. */
export const testCallKey = (callId: string): string => `seatline:test-call:${callId}`
export const TEST_CALL_KEPT_SECONDS = 3_600

/** What a media node says of the trunks, every second. */
export const trunkReportSchema = z.object({
  at: z.number().int(),
  trunks: z.array(z.object({ trunkId: idSchema('trunk'), inbound: z.number().int(), outbound: z.number().int() })),
  gateways: z.array(
    z.object({
      trunkId: idSchema('trunk'),
      gateway: z.string(),
      /** Answers OPTIONS; null: not asked yet, or never. */
      answers: z.boolean().nullable(),
      /** Calls that failed in a row. */
      failures: z.number().int(),
    }),
  ),
})
export type TrunkReport = z.infer<typeof trunkReportSchema>
/** Redis hash: field node id -> JSON of TrunkReport. */
export const TRUNK_REPORTS = 'seatline:trunks'
/** A report older than this is of a node that is gone. */
export const TRUNK_REPORT_FRESH_MS = 5_000
