import { z } from 'zod'
import { idSchema } from '../ids.ts'
import { SPEECH_LOCALES } from '../speech/speech-part.ts'
import {
  askingFields,
  conditionBranchSchema,
  digitSchema,
  httpRequestFields,
  listBranchSchema,
  nextSchema,
  nodeBase,
  nodeIdSchema,
  numberFields,
  savedValueSchema,
  secretInputSchema,
  secretRequestSchema,
  templateSchema,
  variableNameSchema,
  wantedSkillSchema,
} from './flow-parts.ts'

export type { DtmfDigit } from './flow-parts.ts'

const priority = z.number().int().min(0).max(100)

const node = <K extends string, S extends z.ZodRawShape>(kind: K, fields: S) =>
  z.object({ ...nodeBase, kind: z.literal(kind), ...fields })

/** What the caller hears and presses. */
const dialogueNodes = [
  node('play', { promptId: idSchema('prompt'), interruptible: z.boolean(), next: nextSchema }),
  node('say', {
    text: templateSchema(1_000).min(1),
    locale: z.enum(SPEECH_LOCALES),
    interruptible: z.boolean().default(true),
    next: nextSchema,
  }),
  node('menu', {
    ...askingFields,
    choices: z.partialRecord(digitSchema, nodeIdSchema),
    /** Where to go when all attempts are used up. */
    onFailure: nextSchema,
  }),
  node('collect', {
    ...askingFields,
    ...numberFields,
    variable: variableNameSchema,
    next: nextSchema,
    onFailure: nextSchema,
  }),
  node('survey', { surveyId: idSchema('survey'), next: nextSchema }),
] as const

/** What the flow decides by. */
const decisionNodes = [
  node('condition', { branches: z.array(conditionBranchSchema).min(1).max(20), otherwise: nextSchema }),
  node('hours', { hoursId: idSchema('hours'), onOpen: nextSchema, onClosed: nextSchema }),
  node('setVariable', { variable: variableNameSchema, value: templateSchema(500), next: nextSchema }),
  /** Sets `name`, `vipClass`, `memberNumber`, `region` and the caller's own fields. `number` null: the number that calls. */
  node('lookup', {
    number: templateSchema(100).nullable().default(null),
    onKnown: nextSchema,
    onUnknown: nextSchema,
  }),
  node('listBranch', { branches: z.array(listBranchSchema).min(1).max(20), otherwise: nextSchema }),
  node('http', {
    ...httpRequestFields,
    saves: z.array(savedValueSchema).max(20).default([]),
    /** Answered with 2xx. */
    onSuccess: nextSchema,
    onFailure: nextSchema,
    onTimeout: nextSchema,
  }),
] as const

/**
 * Numbers nobody may see: they are in no fact, variable, log or recording. The request's body names them `{{digits:pin}}`, or by the name of the payment's
 * input; nothing else holds them.
 */
const secretNodes = [
  node('pin', {
    ...askingFields,
    ...numberFields,
    check: z.discriminatedUnion('kind', [
      /** Against what is kept of the known caller. */
      z.object({ kind: z.literal('knownCaller') }),
      /** 2xx: right; 4xx: wrong; all else: not to be had. */
      z.object({ kind: z.literal('http'), request: secretRequestSchema }),
    ]),
    onVerified: nextSchema,
    /** Wrong, or nothing, in every attempt. */
    onFailure: nextSchema,
    /** The caller has no PIN, or the service does not answer. */
    onUnavailable: nextSchema,
  }),
  node('payment', {
    inputs: z.array(secretInputSchema).min(1).max(5),
    interruptible: askingFields.interruptible,
    terminator: numberFields.terminator,
    timeoutMs: askingFields.timeoutMs,
    interDigitTimeoutMs: numberFields.interDigitTimeoutMs,
    attemptsMax: askingFields.attemptsMax,
    invalidPromptId: askingFields.invalidPromptId,
    request: secretRequestSchema,
    /** Only what the service answers is kept. */
    saves: z.array(savedValueSchema).max(10).default([]),
    onPaid: nextSchema,
    /** 4xx. */
    onDeclined: nextSchema,
    /** The caller keyed in nothing that fits. */
    onFailure: nextSchema,
    onUnavailable: nextSchema,
  }),
] as const

/** Where the call goes. */
const destinationNodes = [
  node('queue', {
    queueId: idSchema('queue'),
    priority,
    /** Asked of the agent besides what the queue asks. */
    skills: z.array(wantedSkillSchema).max(10).default([]),
    /** Shown to the agent; null: all. */
    variables: z.array(variableNameSchema).max(50).nullable().default(null),
    /** Where the caller goes on when the agent has hung up; null: the call is over. */
    afterTalk: nextSchema.default(null),
  }),
  node('transferAgent', { agentId: idSchema('agent'), onFailure: nextSchema }),
  node('transferNumber', { number: templateSchema(100).min(1), onFailure: nextSchema }),
  node('transferExtension', { extension: templateSchema(100).min(1), onFailure: nextSchema }),
  /** Who is on call now, experts too, one after the other. `onFailure`: nobody is on call at this hour. */
  node('transferOnCall', { listId: idSchema('onCallList'), onFailure: nextSchema }),
  node('voicemail', { boxId: idSchema('voicemailBox'), next: nextSchema }),
  node('callbackOffer', {
    /** Says which key accepts, and which one asks for another number. */
    ...askingFields,
    acceptKey: digitSchema,
    /** Lets the caller name another number; null: the calling number it is. A caller without one is always asked. */
    otherNumberKey: digitSchema.nullable(),
    numberPromptId: idSchema('prompt').nullable(),
    confirmPromptId: idSchema('prompt').nullable(),
    queueId: idSchema('queue'),
    priority,
    dialAttemptsMax: z.number().int().min(1).max(5).default(3),
    retryAfterMs: z.number().int().min(30_000).max(86_400_000).default(300_000),
    /** After the callback is asked for. */
    next: nextSchema,
    /** Any other key, and nothing in every attempt. */
    onDeclined: nextSchema,
  }),
] as const

/** Ways through flows. Within a sub-flow a way that ends goes back to the node that called it. */
const wayNodes = [
  node('subFlow', { flowId: idSchema('flow'), next: nextSchema }),
  /** Leaves this flow for another for good; `targetNodeId` null: where that begins. */
  node('goTo', { flowId: idSchema('flow'), targetNodeId: nextSchema.default(null) }),
  /** The menu that the caller heard last. */
  node('returnToMenu', {}),
  /** To the agent who sent the caller here; `next` when none did. */
  node('sendBack', { next: nextSchema }),
  node('hangUp', {}),
] as const

/** A node of a caller's menu. `next` and the like name nodes of the same flow; null ends the flow. */
export const flowNodeSchema = z.discriminatedUnion('kind', [
  ...dialogueNodes,
  ...decisionNodes,
  ...secretNodes,
  ...destinationNodes,
  ...wayNodes,
])
export type FlowNode = z.infer<typeof flowNodeSchema>
export type FlowNodeKind = FlowNode['kind']
export type NodeOf<K extends FlowNodeKind> = Extract<FlowNode, { kind: K }>

export const flowSchema = z.object({
  flowId: idSchema('flow'),
  flowVersionId: idSchema('flowVersion'),
  name: z.string(),
  entryNodeId: nodeIdSchema,
  nodes: z.array(flowNodeSchema).min(1).max(2_000),
})
export type Flow = z.infer<typeof flowSchema>
