import { z } from 'zod'
import { poolShareSchema, queueRoutingSchema } from '../acd/queue-routing.ts'
import { wallTimeSchema } from '../business-hours/wall-time.ts'
import { FEATURES, SEAT_GRADES } from '../entitlements/entitlements.ts'
import { idSchema } from '../ids.ts'
import type { PoolId } from '../ids.ts'
import { flowSchema } from '../ivr/flow.ts'
import { surveySchema } from '../ivr/survey.ts'
import { onCallListSchema } from '../on-call/on-call-list.ts'
import { TENANT_STATUSES } from '../tenants/lifecycle.ts'
import { DESTINATION_CLASSES, RULED_CLASSES } from '../trunks/destination-class.ts'
import { trunkSchema } from '../trunks/trunk.ts'

export const businessHoursSchema = z.object({
  hoursId: idSchema('hours'),
  name: z.string(),
  /** IANA time zone. */
  timeZone: z.string(),
  /** `day` 1 = Monday … 7 = Sunday (ISO 8601). */
  weekly: z.array(z.object({ day: z.number().int().min(1).max(7), from: wallTimeSchema, to: wallTimeSchema })),
  /** Days closed, whatever the weekday. */
  holidays: z.array(z.object({ date: z.iso.date(), name: z.string() })),
  /** Days with hours of their own, stronger than weekday and holiday: a shortened day, or a Saturday worked in exchange. No interval: closed. */
  specialDays: z
    .array(
      z.object({
        date: z.iso.date(),
        name: z.string(),
        intervals: z.array(z.object({ from: wallTimeSchema, to: wallTimeSchema })),
      }),
    )
    .default([]),
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
  requiredSkills: z
    .array(z.object({ skillId: idSchema('skill'), proficiencyMin: z.number().int().min(1).max(10) }))
    .default([]),
  routing: queueRoutingSchema.default(queueRoutingSchema.parse({})),
  /** Asked when the agent has hung up; null: nothing is asked. */
  surveyId: idSchema('survey').nullable().default(null),
})
export type QueueConfig = z.infer<typeof queueConfigSchema>

/** The pool of every tenant that has not been given one of its own. */
export const DEFAULT_POOL = 'pol_default' as PoolId

export const voicemailBoxSchema = z.object({
  boxId: idSchema('voicemailBox'),
  name: z.string(),
  /** Who sees the messages, besides their superiors. */
  addressee: z.discriminatedUnion('kind', [
    z.object({ kind: z.literal('group'), groupId: idSchema('group') }),
    z.object({ kind: z.literal('agent'), agentId: idSchema('agent') }),
  ]),
  greetingPromptId: idSchema('prompt'),
  lengthMaxMs: z.number().int().min(5_000).max(600_000).default(120_000),
  /** The caller hears from somebody within this time of leaving the message. */
  promisedWithinMs: z
    .number()
    .int()
    .min(60_000)
    .default(4 * 3_600_000),
})
export type VoicemailBox = z.infer<typeof voicemailBoxSchema>

/** `number` as `parsePattern` answers it, so that no call has to; it holds until `until` (epoch milliseconds), null: until removed. */
const listedNumberSchema = z.object({ number: z.string(), until: z.number().int().nullable() })

/** Everything the media plane must know of one tenant. Published whole, with a growing version; calls in progress keep the flow they started with. */
export const tenantSnapshotSchema = z.object({
  v: z.literal(1),
  tenantId: idSchema('tenant'),
  version: z.number().int().min(1),
  publishedAt: z.number().int(),
  name: z.string(),
  locale: z.enum(['zh-CN', 'en']),
  timeZone: z.string(),
  status: z.enum(TENANT_STATUSES),
  limits: z.object({
    concurrentCallsMax: z.number().int().min(0),
    /** New calls a second, with a burst of twice that; null: no limit of its own. */
    callsPerSecondMax: z.number().int().min(1).nullable().default(null),
    /** Agents signed in for the tenant's queues at once, by the grade of the agent's seat; null: not limited. */
    seats: z.partialRecord(z.enum(SEAT_GRADES), z.number().int().min(0)).nullable().default(null),
  }),
  /** What grade, add-ons and attributes entitle the tenant to. */
  features: z.array(z.enum(FEATURES)).default([...FEATURES]),
  /** Played to a caller when the tenant is full; null: 486 Busy Here instead. */
  fullPromptId: idSchema('prompt').nullable(),
  /** The neutral announcement of a tenant that is suspended or has ended; null: 480 Temporarily Unavailable instead. */
  suspendedPromptId: idSchema('prompt').nullable().default(null),
  /** Callers who hear busy tone (486), and those who are never refused. */
  callerLists: z
    .object({ black: z.array(listedNumberSchema), white: z.array(listedNumberSchema) })
    .default({ black: [], white: [] }),
  /** Numbers that are never called, and those that may be all the same. */
  calleeLists: z
    .object({ black: z.array(listedNumberSchema), white: z.array(listedNumberSchema) })
    .default({ black: [], white: [] }),
  /** Played before the flow begins, or where their topic is reached, in this order. */
  announcements: z
    .array(
      z.object({
        announcementId: idSchema('announcement'),
        name: z.string(),
        promptId: idSchema('prompt'),
        /** For calls to these numbers; empty: to all. */
        didIds: z.array(idSchema('did')),
        /** For callers from these regions; empty: from anywhere. */
        regions: z.array(z.string()).default([]),
        /** Said where one of these begins: a queue or a step of the menu, by name or id; empty: before everything else. */
        topics: z.array(z.string()).default([]),
        /** Epoch milliseconds; null: since ever, until further notice. */
        startsAt: z.number().int().nullable(),
        endsAt: z.number().int().nullable(),
        thenHangUp: z.boolean(),
        /** Epoch milliseconds; when what it tells of is expected to be over. */
        expectedRecoveryAt: z.number().int().nullable().default(null),
      }),
    )
    .default([]),
  numbers: z.array(
    z.object({
      didId: idSchema('did'),
      number: z.string(),
      flowId: idSchema('flow'),
      /** Only then it is shown to those who are called. */
      canBeCalledBack: z.boolean().default(true),
    }),
  ),
  /** Where its calls may go. */
  destinationClasses: z.array(z.enum(RULED_CLASSES)).default(['local', 'mobile', 'longDistance']),
  flows: z.array(flowSchema),
  /** `file` is relative to the prompt directory: WAV, 8 kHz, mono, signed 16 bit. */
  prompts: z.array(
    z.object({ promptId: idSchema('prompt'), name: z.string(), file: z.string(), durationMs: z.number().int() }),
  ),
  hours: z.array(businessHoursSchema),
  queues: z.array(queueConfigSchema),
  /** Tenants that share agents are in one pool, which has one engine. */
  poolId: idSchema('pool').default(DEFAULT_POOL),
  poolShare: poolShareSchema.default(poolShareSchema.parse({})),
  groups: z
    .array(z.object({ groupId: idSchema('group'), name: z.string(), agentIds: z.array(idSchema('agent')) }))
    .default([]),
  /** Where a caller is from, by the longest prefix of the number as `comparableNumber` gives it. */
  regions: z.array(z.object({ name: z.string(), prefixes: z.array(z.string()) })).default([]),
  voicemailBoxes: z.array(voicemailBoxSchema).default([]),
  surveys: z.array(surveySchema).default([]),
  onCallLists: z.array(onCallListSchema).default([]),
  /** Agents who may sign in for queues of this tenant, and for which. */
  agents: z.array(
    z.object({
      agentId: idSchema('agent'),
      homeTenantId: idSchema('tenant'),
      name: z.string(),
      /** The employee number: said to callers where the queue wants it, and dialled as an extension. */
      number: z.string().nullable().default(null),
      queueIds: z.array(idSchema('queue')),
      grade: z.enum(SEAT_GRADES).default('professional'),
      skills: z
        .array(z.object({ skillId: idSchema('skill'), proficiency: z.number().int().min(1).max(10) }))
        .default([]),
      /** Takes calls of emergency queues alone. */
      emergencyOnly: z.boolean().default(false),
      /** Reached by transfer alone. */
      expert: z.boolean().default(false),
    }),
  ),
})
export type TenantSnapshot = z.infer<typeof tenantSnapshotSchema>

/** What belongs to the operator: trunks by source address, and the operator's own tenant id (owner of events no tenant owns). */
export const platformSnapshotSchema = z.object({
  v: z.literal(1),
  version: z.number().int().min(1),
  operatorTenantId: idSchema('tenant'),
  trunks: z.array(trunkSchema),
  /** The class of a destination by its longest prefix; what none names is forbidden. */
  destinations: z.array(z.object({ prefix: z.string(), destinationClass: z.enum(DESTINATION_CLASSES) })).default([]),
})
export type PlatformSnapshot = z.infer<typeof platformSnapshotSchema>

/** Redis hash: field tenantId -> JSON of TenantSnapshot. */
export const TENANT_SNAPSHOTS = 'seatline:config:tenants'
/** Redis hash: field tenantId -> the version of its snapshot; written with it, so that looking for changes reads no snapshot. */
export const CONFIG_VERSIONS = 'seatline:config:versions'
/** Redis string: JSON of PlatformSnapshot. */
export const PLATFORM_SNAPSHOT = 'seatline:config:platform'
/** Redis channel: message `tenant:<tenantId>` or `platform` after a publication. Media also re-reads all every 10 s, so a lost message heals. */
export const CONFIG_CHANGED = 'seatline:config:changed'
