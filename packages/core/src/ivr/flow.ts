import { z } from 'zod'
import { idSchema } from '../ids.ts'

const nodeId = z.string().min(1).max(60)
const base = { nodeId, label: z.string().max(80) }
const digit = z.enum(['0', '1', '2', '3', '4', '5', '6', '7', '8', '9', '*', '#'])
export type DtmfDigit = z.infer<typeof digit>

/** A node of a caller's menu. `next` and the like name nodes of the same flow; null ends the call. */
export const flowNodeSchema = z.discriminatedUnion('kind', [
  z.object({
    ...base,
    kind: z.literal('play'),
    promptId: idSchema('prompt'),
    interruptible: z.boolean(),
    next: nodeId.nullable(),
  }),
  z.object({
    ...base,
    kind: z.literal('menu'),
    promptId: idSchema('prompt'),
    choices: z.partialRecord(digit, nodeId),
    /** Time to press after the prompt has ended. */
    timeoutMs: z.number().int().min(500).max(60_000),
    attemptsMax: z.number().int().min(1).max(10),
    invalidPromptId: idSchema('prompt').nullable(),
    /** Where to go when all attempts are used up. */
    onFailure: nodeId.nullable(),
  }),
  z.object({
    ...base,
    kind: z.literal('collect'),
    promptId: idSchema('prompt'),
    variable: z.string().regex(/^[a-z][a-zA-Z0-9]{0,31}$/),
    digitsMin: z.number().int().min(1).max(32),
    digitsMax: z.number().int().min(1).max(32),
    terminator: digit.nullable(),
    timeoutMs: z.number().int().min(500).max(60_000),
    interDigitTimeoutMs: z.number().int().min(500).max(60_000),
    attemptsMax: z.number().int().min(1).max(10),
    invalidPromptId: idSchema('prompt').nullable(),
    next: nodeId.nullable(),
    onFailure: nodeId.nullable(),
  }),
  z.object({
    ...base,
    kind: z.literal('hours'),
    hoursId: idSchema('hours'),
    onOpen: nodeId.nullable(),
    onClosed: nodeId.nullable(),
  }),
  z.object({
    ...base,
    kind: z.literal('queue'),
    queueId: idSchema('queue'),
    priority: z.number().int().min(0).max(100),
  }),
  z.object({ ...base, kind: z.literal('hangUp') }),
])
export type FlowNode = z.infer<typeof flowNodeSchema>
export type FlowNodeKind = FlowNode['kind']

export const flowSchema = z.object({
  flowId: idSchema('flow'),
  flowVersionId: idSchema('flowVersion'),
  name: z.string(),
  entryNodeId: nodeId,
  nodes: z.array(flowNodeSchema).min(1).max(2_000),
})
export type Flow = z.infer<typeof flowSchema>
