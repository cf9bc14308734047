import { z } from 'zod'
import { idSchema } from '../ids.ts'

const ms = (max: number) => z.number().int().min(0).max(max)
const HOUR_MS = 3_600_000
const proficiency = z.number().int().min(1).max(10)

/** How the agent is chosen among those that are left after the rules. */
export const ROUTING_METHODS = ['longestIdle', 'leastOccupied', 'roundRobin', 'hunt', 'ringAll'] as const
export type RoutingMethod = (typeof ROUTING_METHODS)[number]

/**
 * The rules of a queue are tried in the order in which they stand. A rule that names one agent (`designatedAgent`, `ownerAgent`, `lastAgent`) gives the call
 * to that agent when free; `holdMs` is how long the caller waits for exactly this agent when busy, 0: not at all. A rule that prefers (`region`, `skills`)
 * keeps the preferred candidates when there are any.
 */
export const routingRuleSchema = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('designatedAgent'), holdMs: ms(HOUR_MS) }),
  z.object({ kind: z.literal('ownerAgent'), holdMs: ms(HOUR_MS) }),
  z.object({ kind: z.literal('lastAgent'), holdMs: ms(HOUR_MS), withinDays: z.number().int().min(1).max(3_650) }),
  /** The caller's region (by prefix) is served by the agents of these groups first. */
  z.object({
    kind: z.literal('region'),
    groups: z
      .array(z.object({ region: z.string().min(1).max(60), groupId: idSchema('group') }))
      .min(1)
      .max(100),
  }),
  /** Among those who are able: the best first, or the least able who is able enough, so that the best stay free. */
  z.object({ kind: z.literal('skills'), prefer: z.enum(['highest', 'lowest']) }),
])
export type RoutingRule = z.infer<typeof routingRuleSchema>
export type RoutingRuleKind = RoutingRule['kind']

/** What the queue asks for less, or opens to more agents, when the caller has waited so long. Steps are in the order of `afterMs`; each replaces the one before. */
export const requirementStepSchema = z.object({
  afterMs: ms(HOUR_MS).min(1_000),
  /** Instead of the queue's own requirement; null: as before. */
  skills: z
    .array(z.object({ skillId: idSchema('skill'), proficiencyMin: proficiency }))
    .max(10)
    .nullable(),
  /** Agents of these groups may be chosen too, when they are signed in for any queue of the tenant. */
  groupIds: z.array(idSchema('group')).max(10),
  /** The caller is asked whether to go on waiting. */
  offer: z.enum(['callback', 'voicemail']).nullable(),
})
export type RequirementStep = z.infer<typeof requirementStepSchema>

/** Where a call goes that the queue gives up. */
export const overflowTargetSchema = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('queue'), queueId: idSchema('queue') }),
  z.object({ kind: z.literal('voicemail'), boxId: idSchema('voicemailBox') }),
  /** A node of the flow that brought the call here. */
  z.object({ kind: z.literal('flow'), flowId: idSchema('flow') }),
  /** An outside number, by the tenant's destination classes; the call is recorded as at an agent. */
  z.object({ kind: z.literal('number'), number: z.string().min(3).max(40) }),
  /** Played, then the call ends. */
  z.object({ kind: z.literal('announcement'), promptId: idSchema('prompt') }),
])
export type OverflowTarget = z.infer<typeof overflowTargetSchema>

/** What the caller hears and may choose while waiting. Every part is off unless it is set. */
export const waitingExperienceSchema = z.object({
  /** Position and expected wait, said first after `firstMs`, then every `everyMs`. */
  position: z
    .object({ firstMs: ms(HOUR_MS), everyMs: ms(HOUR_MS).min(10_000), sayWait: z.boolean() })
    .nullable()
    .default(null),
  /** Comfort messages in turn, between the music; "have your papers ready" is the one with `firstMs` 0 and `once`. */
  messages: z
    .array(
      z.object({
        promptId: idSchema('prompt'),
        firstMs: ms(HOUR_MS),
        everyMs: ms(HOUR_MS).min(10_000),
        once: z.boolean(),
      }),
    )
    .max(20)
    .default([]),
  /** An advert that plays only when the caller asks for it by this key. */
  advert: z
    .object({ key: z.string().regex(/^[0-9*#]$/), promptId: idSchema('prompt') })
    .nullable()
    .default(null),
  voicemail: z
    .object({ key: z.string().regex(/^[0-9*#]$/), boxId: idSchema('voicemailBox') })
    .nullable()
    .default(null),
  callback: z
    .object({
      key: z.string().regex(/^[0-9*#]$/),
      /** Said to be on offer after so long in the queue. */
      offerAfterMs: ms(HOUR_MS),
      attemptsMax: z.number().int().min(1).max(5),
      /** Between two attempts that did not reach the caller. */
      retryAfterMs: ms(24 * HOUR_MS).min(30_000),
      /** A caller who wants to be called back at another number may key it in. */
      otherNumber: z.boolean(),
    })
    .nullable()
    .default(null),
})
export type WaitingExperience = z.infer<typeof waitingExperienceSchema>

/** How a queue routes. Tenant data: validated, audited and versioned with the rest of the configuration; a call keeps the one it began with. */
export const queueRoutingSchema = z.object({
  method: z.enum(ROUTING_METHODS).default('longestIdle'),
  /** For `hunt`: who is tried in which order; agents who are not listed come after, by id. */
  huntOrder: z.array(idSchema('agent')).max(500).default([]),
  /** For `ringAll`: how many phones ring at once. */
  ringAllMax: z.number().int().min(2).max(20).default(5),
  rules: z.array(routingRuleSchema).max(10).default([]),
  steps: z.array(requirementStepSchema).max(10).default([]),
  /** Added to the priority of each call of the queue. */
  priority: z.number().int().min(0).max(100).default(0),
  /** So long a wait weighs as much as one step of priority; null: priorities do not age. */
  ageingMsPerPriority: z.number().int().min(1_000).max(HOUR_MS).nullable().default(30_000),
  /** How much priority each class of VIP brings; index 0 is class 1. */
  vipPriority: z.array(z.number().int().min(0).max(100)).max(5).default([30, 20, 10, 5, 2]),
  /** Weight of the queue among those that the freed agent could serve. */
  weight: z.number().min(0.1).max(100).default(1),
  /** The share of calls that is to be answered within the queue's `serviceLevelMs`. */
  serviceLevelShare: z.number().min(0.01).max(1).default(0.8),
  overflow: z
    .object({
      wait: z
        .object({ afterMs: ms(HOUR_MS).min(1_000), to: overflowTargetSchema })
        .nullable()
        .default(null),
      length: z
        .object({ callsMax: z.number().int().min(0).max(10_000), to: overflowTargetSchema })
        .nullable()
        .default(null),
      /** Nobody is signed in for the queue. */
      noAgent: z.object({ to: overflowTargetSchema }).nullable().default(null),
    })
    .default({ wait: null, length: null, noAgent: null }),
  /** After so many rings in a row without an answer the agent becomes not ready; the call goes to the next agent each time. */
  noAnswersMax: z.number().int().min(1).max(10).default(1),
  /** Rung when so many agents have not answered, or none is there: still recorded. */
  outsideNumber: z
    .object({ number: z.string().min(3).max(40), afterPresentations: z.number().int().min(0).max(20) })
    .nullable()
    .default(null),
  /** Its calls go before those of all other queues; agents marked for emergencies take these alone. */
  emergency: z.boolean().default(false),
  /** The agent's number is said to the caller on connect. */
  sayAgentNumber: z.boolean().default(false),
  waiting: waitingExperienceSchema.default({
    position: null,
    messages: [],
    advert: null,
    voicemail: null,
    callback: null,
  }),
})
export type QueueRouting = z.infer<typeof queueRoutingSchema>
export const DEFAULT_QUEUE_ROUTING: QueueRouting = queueRoutingSchema.parse({})

/** What a tenant is guaranteed of the agents it shares, and what it may take at most. Counted in agents who ring, talk or wrap up for it at a time. */
export const poolShareSchema = z.object({
  agentsMin: z.number().int().min(0).default(0),
  agentsMax: z.number().int().min(0).nullable().default(null),
  weight: z.number().min(0.1).max(100).default(1),
})
export type PoolShare = z.infer<typeof poolShareSchema>

/** What is known of a caller when the call is queued: from the list of known callers, from earlier calls, and from the number itself. */
export const callerFactsSchema = z.object({
  name: z.string().nullable().default(null),
  region: z.string().nullable().default(null),
  /** 1 is the highest; null: no VIP. */
  vipClass: z.number().int().min(1).max(5).nullable().default(null),
  designatedAgentId: idSchema('agent').nullable().default(null),
  ownerAgentId: idSchema('agent').nullable().default(null),
  last: z
    .object({ agentId: idSchema('agent'), at: z.number().int() })
    .nullable()
    .default(null),
})
export type CallerFacts = z.infer<typeof callerFactsSchema>
export const UNKNOWN_CALLER: CallerFacts = callerFactsSchema.parse({})

/** Redis hash per tenant: field = the caller's number as `normalizeNumber` gives it, value = JSON of CallerFacts and what the menu may read. Written by the worker. */
export const knownCallersKey = (tenantId: string): string => `seatline:callers:${tenantId}`
