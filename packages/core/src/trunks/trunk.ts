import { z } from 'zod'
import { idSchema } from '../ids.ts'

export const TRUNK_DIRECTIONS = ['inbound', 'outbound', 'both'] as const
export const CALLER_ID_RULES = ['ownNumbers', 'fixed'] as const
/** G.711 from end to end; which law is a matter of the carrier's country. */
export const TRUNK_CODECS = ['PCMA', 'PCMU'] as const
/** After which answers the next trunk is tried: the carrier is ill, not the called party busy. */
export const FAILOVER_STATUSES_DEFAULT: readonly number[] = [408, 500, 502, 503, 504]

/** Where a trunk's calls go: `host`, `host:port`, `host:port;transport=tcp`. */
export const GATEWAY =
  /^(?=.{1,120}$)[A-Za-z0-9](?:[A-Za-z0-9.-]*[A-Za-z0-9])?(?::\d{1,5})?(?:;transport=(?:udp|tcp))?$/

/** A carrier's connection as the media plane knows it. What is not said is as before there were calls out. */
export const trunkSchema = z.object({
  trunkId: idSchema('trunk'),
  name: z.string(),
  sourceAddresses: z.array(z.string()),
  concurrentCallsMax: z.number().int().min(0),
  direction: z.enum(TRUNK_DIRECTIONS).default('inbound'),
  enabled: z.boolean().default(true),
  gateways: z.array(z.string().regex(GATEWAY)).default([]),
  alarmPercent: z.number().int().min(1).max(100).default(80),
  /** A gateway that failed so many times in a row is an alarm. */
  alarmFailures: z.number().int().min(1).default(3),
  /** Asked by OPTIONS if it is there. */
  probed: z.boolean().default(true),
  /** Smaller is tried first. */
  priority: z.number().int().default(100),
  codecs: z.array(z.enum(TRUNK_CODECS)).min(1).default(['PCMA', 'PCMU']),
  /** Destinations it carries, as dialled; empty: all. */
  prefixes: z.array(z.string()).default([]),
  stripDigits: z.number().int().min(0).default(0),
  addDigits: z.string().default(''),
  callerIdRule: z.enum(CALLER_ID_RULES).default('ownNumbers'),
  fixedCallerId: z.string().nullable().default(null),
  /** No ringing and no answer within this time: the next trunk is tried. */
  setupTimeoutMs: z.number().int().min(500).default(4_000),
  failoverStatuses: z.array(z.number().int()).default([...FAILOVER_STATUSES_DEFAULT]),
  dedicatedTenantId: idSchema('tenant').nullable().default(null),
})
export type Trunk = z.infer<typeof trunkSchema>
