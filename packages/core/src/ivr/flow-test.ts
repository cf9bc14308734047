import { z } from 'zod'
import { idSchema } from '../ids.ts'
import { nodeIdSchema, variableNameSchema } from './flow-parts.ts'

const durationMs = z.number().int().min(0).max(3_600_000)
const keys = z.string().regex(/^[0-9*#]{1,64}$/)
/** The act is done at this node, when the caller is asked there; null: at the next question, whichever it is. */
const atNode = nodeIdSchema.nullable().default(null)

/** What the caller does, act after act. Between them the caller listens; when all are done, the caller says nothing any more. */
export const callerActSchema = z.discriminatedUnion('kind', [
  /** `prompt`: so long after the prompt began, over it; `wait`: so long after it has ended. */
  z.object({
    kind: z.literal('press'),
    keys,
    during: z.enum(['prompt', 'wait']).default('wait'),
    afterMs: durationMs.default(500),
    /** Between two keys. */
    keyMs: durationMs.max(60_000).default(300),
    atNode,
  }),
  /** A key, or a number, that the node cannot use. */
  z.object({ kind: z.literal('pressWrong'), afterMs: durationMs.default(500), atNode }),
  /** Lets one question pass. */
  z.object({ kind: z.literal('saysNothing'), atNode }),
  /** So long after the node was reached, asked or not. */
  z.object({ kind: z.literal('hangsUp'), afterMs: durationMs.default(1_000), atNode }),
])
export type CallerAct = z.infer<typeof callerActSchema>

/** An answer of a service, for the request of one node; the last of a node answers all further ones. */
export const mockedHttpSchema = z.object({
  nodeId: nodeIdSchema,
  afterMs: durationMs.default(100),
  answer: z.discriminatedUnion('kind', [
    z.object({ kind: z.literal('answered'), status: z.number().int().min(100).max(599), body: z.string().max(65_536) }),
    z.object({ kind: z.literal('timeout') }),
    z.object({ kind: z.literal('failed') }),
  ]),
})
export type MockedHttp = z.infer<typeof mockedHttpSchema>

/** What is known of the caller in a test; null: nothing. */
export const testCallerSchema = z.object({
  name: z.string().nullable().default(null),
  vipClass: z.number().int().min(1).max(5).nullable().default(null),
  memberNumber: z.string().nullable().default(null),
  region: z.string().nullable().default(null),
  isKnown: z.boolean().default(true),
  isBlackListed: z.boolean().default(false),
  fields: z.record(z.string(), z.string()).default({}),
})

export const flowOutcomeSchema = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('queued'), queueId: idSchema('queue') }),
  z.object({ kind: z.literal('hungUp') }),
  z.object({ kind: z.literal('callerLeft') }),
  z.object({ kind: z.literal('failed') }),
  /** `target`: the agent, the number, the extension or the on-call list. */
  z.object({ kind: z.literal('transferred'), target: z.string() }),
  z.object({ kind: z.literal('voicemail'), boxId: idSchema('voicemailBox') }),
  z.object({ kind: z.literal('callback'), queueId: idSchema('queue'), number: z.string() }),
  z.object({ kind: z.literal('returned') }),
  /** Neither over nor going on within the time of a test. */
  z.object({ kind: z.literal('unfinished') }),
])
export type FlowOutcome = z.infer<typeof flowOutcomeSchema>

/** What must come of it; what is null or empty is not looked at. */
export const flowExpectationSchema = z.object({
  path: z
    .object({ mode: z.enum(['exact', 'startsWith', 'contains']), nodeIds: z.array(nodeIdSchema).min(1).max(500) })
    .nullable()
    .default(null),
  outcome: flowOutcomeSchema.nullable().default(null),
  variables: z.record(variableNameSchema, z.string()).default({}),
  /** Heard in this order, others may be between: prompts by id, spoken text by a part of it. */
  hears: z.array(z.string().min(1).max(500)).max(200).default([]),
})
export type FlowExpectation = z.infer<typeof flowExpectationSchema>

/** A call played against a flow before it may be published; kept with the flow. */
export const flowTestSchema = z.object({
  name: z.string().min(1).max(120),
  /** Empty: the number is not shown. */
  callerNumber: z.string().max(40).default('13800138000'),
  calledNumber: z.string().max(40).default(''),
  /** Wall clock of the tenant, `YYYY-MM-DDTHH:MM` or with seconds. */
  at: z.string().regex(/^\d{4}-\d{2}-\d{2}T([01]\d|2[0-3]):[0-5]\d(:[0-5]\d)?$/, 'must be YYYY-MM-DDTHH:MM'),
  caller: testCallerSchema.nullable().default(null),
  acts: z.array(callerActSchema).max(200).default([]),
  http: z.array(mockedHttpSchema).max(100).default([]),
  /** How the checks of a PIN come out, one after the other; the last for all further ones. None: no PIN is kept. */
  pins: z
    .array(z.enum(['correct', 'wrong', 'unavailable']))
    .max(20)
    .default([]),
  /** Whether transfers reach somebody, one after the other; the last for all further ones. None: they do. */
  transfers: z.array(z.boolean()).max(20).default([]),
  /** How long the caller talks to the voicemail box; 0: nothing is left. */
  voicemailMs: durationMs.default(10_000),
  /** An agent has sent the caller into the flow. */
  sentByAgent: z.boolean().default(false),
  /** After the queue an agent talks so long and hangs up; null: the test ends in the queue. */
  talkMs: durationMs.nullable().default(null),
  /** Prompts whose length is not their own. */
  promptLengths: z.record(idSchema('prompt'), durationMs).default({}),
  expect: flowExpectationSchema,
})
export type FlowTest = z.infer<typeof flowTestSchema>
/** As it is written: everything with a default may be left out. */
export type FlowTestInput = z.input<typeof flowTestSchema>
