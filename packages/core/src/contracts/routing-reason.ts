import { z } from 'zod'
import { ROUTING_METHODS } from '../acd/queue-routing.ts'
import { idSchema } from '../ids.ts'

const agent = idSchema('agent')

/**
 * Why the engine brought this caller and this agent together; kept with the decision. It names nothing of another tenant: of other queues that the agent could
 * have served it says only how many there were.
 */
export const routingReasonSchema = z.object({
  /** The rule that named the agent, or the queue's method. */
  method: z.enum([...ROUTING_METHODS, 'designatedAgent', 'ownerAgent', 'lastAgent', 'callbackAgent', 'transfer']),
  /** Those who could have taken the call at that moment. */
  candidates: z.number().int().min(0),
  idleMs: z.number().int().min(0),
  waitedMs: z.number().int().min(0),
  /** Which of the two was there first. */
  trigger: z.enum(['callWaited', 'agentFreed']).default('callWaited'),
  /** The requirement step that held for the call: 0 is the queue's own requirement. */
  step: z.number().int().min(0).default(0),
  /** What each rule of the queue did, in order. */
  rules: z
    .array(
      z.object({
        kind: z.string(),
        outcome: z.enum(['decided', 'narrowed', 'held', 'noCandidate', 'notKnown']),
        agentId: agent.nullable().default(null),
        candidatesLeft: z.number().int().min(0),
      }),
    )
    .default([]),
  /** The first of the candidates in their order, the chosen one among them. */
  considered: z
    .array(
      z.object({
        agentId: agent,
        rank: z.number().int().min(1),
        idleMs: z.number().int().min(0),
        /** Share of the time signed in that was spent on calls, 0 to 1. */
        occupancy: z.number().min(0).max(1),
        /** Lowest proficiency among the skills asked for; null when none is. */
        proficiency: z.number().int().nullable(),
      }),
    )
    .max(20)
    .default([]),
  /** Ready agents of the queue who were passed over, the first of them by id, and why. */
  passedOver: z
    .array(
      z.object({
        agentId: agent,
        why: z.enum(['expert', 'emergencyOnly', 'skillTooLow', 'noCapacity', 'ruleNarrowed', 'justTried']),
      }),
    )
    .max(20)
    .default([]),
  /** The caller's priority with what came on top of it. */
  priority: z
    .object({ base: z.number(), queue: z.number(), vip: z.number(), aged: z.number() })
    .default({ base: 0, queue: 0, vip: 0, aged: 0 }),
  /** For a freed agent: how far the queue was behind its share of the waiting (Gurvich & Whitt 2007), and among how many queues it was chosen. */
  fairness: z
    .object({
      imbalance: z.number(),
      queuesConsidered: z.number().int().min(1),
      share: z.enum(['emergency', 'belowMinimum', 'overdue', 'within']),
    })
    .nullable()
    .default(null),
})
export type RoutingReason = z.infer<typeof routingReasonSchema>
