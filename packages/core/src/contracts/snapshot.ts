import { z } from 'zod'
import { idSchema } from '../ids.ts'
import { flowSchema } from '../ivr/flow.ts'

/** `HH:MM`, local wall-clock time; `24:00` is the end of the day. */
const wallTime = z.string().regex(/^([01]\d|2[0-3]):[0-5]\d$|^24:00$/, 'must be HH:MM')
export const businessHoursSchema = z.object({
  hoursId: idSchema('hours'),
  name: z.string(),
  /** IANA time zone. */
  timeZone: z.string(),
  /** `day` 1 = Monday … 7 = Sunday (ISO 8601). */
  weekly: z.array(z.object({ day: z.number().int().min(1).max(7), from: wallTime, to: wallTime })),
  /** Days closed, whatever the weekday. */
  holidays: z.array(z.object({ date: z.iso.date(), name: z.string() })),
})
export type BusinessHours = z.infer<typeof businessHoursSchema>

export const queueConfigSchema = z.object({
  queueId: idSchema('queue'),
  tenantId: idSchema('tenant'),
  name: z.string(),
  ringTimeoutMs: z.number().int().min(1_000).default(20_000),
  wrapUpMs: z.number().int().min(0).default(30_000),
  serviceLevelMs: z.number().int().min(0).default(20_000),
  musicPromptId: idSchema('prompt'),
  record: z.boolean().default(true),
})
export type QueueConfig = z.infer<typeof queueConfigSchema>

/** Everything the media plane must know of one tenant. Published whole, with a growing version; calls in progress keep the flow they started with. */
export const tenantSnapshotSchema = z.object({
  v: z.literal(1),
  tenantId: idSchema('tenant'),
  version: z.number().int().min(1),
  publishedAt: z.number().int(),
  name: z.string(),
  locale: z.enum(['zh-CN', 'en']),
  timeZone: z.string(),
  status: z.enum(['live', 'suspended']),
  limits: z.object({ concurrentCallsMax: z.number().int().min(0) }),
  /** Played to a caller when the tenant is full; null: 486 Busy Here instead. */
  fullPromptId: idSchema('prompt').nullable(),
  numbers: z.array(z.object({ didId: idSchema('did'), number: z.string(), flowId: idSchema('flow') })),
  flows: z.array(flowSchema),
  /** `file` is relative to the prompt directory: WAV, 8 kHz, mono, signed 16 bit. */
  prompts: z.array(
    z.object({ promptId: idSchema('prompt'), name: z.string(), file: z.string(), durationMs: z.number().int() }),
  ),
  hours: z.array(businessHoursSchema),
  queues: z.array(queueConfigSchema),
  /** Agents who may sign in for queues of this tenant, and for which. */
  agents: z.array(
    z.object({
      agentId: idSchema('agent'),
      homeTenantId: idSchema('tenant'),
      name: z.string(),
      queueIds: z.array(idSchema('queue')),
    }),
  ),
})
export type TenantSnapshot = z.infer<typeof tenantSnapshotSchema>

/** What belongs to the operator: trunks by source address, and the operator's own tenant id (owner of events no tenant owns). */
export const platformSnapshotSchema = z.object({
  v: z.literal(1),
  version: z.number().int().min(1),
  operatorTenantId: idSchema('tenant'),
  trunks: z.array(
    z.object({
      trunkId: idSchema('trunk'),
      name: z.string(),
      sourceAddresses: z.array(z.string()),
      concurrentCallsMax: z.number().int().min(0),
    }),
  ),
})
export type PlatformSnapshot = z.infer<typeof platformSnapshotSchema>

/** Redis hash: field tenantId -> JSON of TenantSnapshot. */
export const TENANT_SNAPSHOTS = 'seatline:config:tenants'
/** Redis string: JSON of PlatformSnapshot. */
export const PLATFORM_SNAPSHOT = 'seatline:config:platform'
/** Redis channel: message `tenant:<tenantId>` or `platform` after a publication. Media also re-reads all every 10 s, so a lost message heals. */
export const CONFIG_CHANGED = 'seatline:config:changed'
