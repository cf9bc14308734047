import { z } from 'zod'
import { idSchema } from '../ids.ts'

/** What nodes are made of. */
export const nodeIdSchema = z.string().min(1).max(60)
/** Names a node of the same flow; null: the flow is over here. */
export const nextSchema = nodeIdSchema.nullable()
export const nodeBase = { nodeId: nodeIdSchema, label: z.string().max(80) }

export const digitSchema = z.enum(['0', '1', '2', '3', '4', '5', '6', '7', '8', '9', '*', '#'])
export type DtmfDigit = z.infer<typeof digitSchema>

export const variableNameSchema = z.string().regex(/^[a-z][a-zA-Z0-9]{0,31}$/)
/** May hold `{{variable}}`; in speech also `{{variable:digits}}`, `{{variable:number}}` and `{{variable:money}}`. */
export const templateSchema = (lengthMax: number) => z.string().max(lengthMax)

const waitMs = z.number().int().min(500).max(60_000)
const attempts = z.number().int().min(1).max(10)
const promptId = idSchema('prompt')

/** How a caller is asked for keys. */
export const askingFields = {
  promptId,
  /** A key stops the prompt. */
  interruptible: z.boolean().default(true),
  /** Time to press after the prompt has ended. */
  timeoutMs: waitMs,
  attemptsMax: attempts,
  invalidPromptId: promptId.nullable(),
}

/** How long a number is, and how it ends. */
export const numberFields = {
  digitsMin: z.number().int().min(1).max(32),
  digitsMax: z.number().int().min(1).max(32),
  terminator: digitSchema.nullable(),
  interDigitTimeoutMs: waitMs,
}

export const HTTP_METHODS = ['GET', 'POST', 'PUT', 'PATCH', 'DELETE'] as const

/**
 * A request to a service of the tenant. `url`, headers and body may hold `{{variable}}`; headers and body also `{{secret:NAME}}`, never the URL, which
 * is written to logs on its way. Values are encoded for the place they are put in.
 */
export const httpRequestFields = {
  method: z.enum(HTTP_METHODS),
  url: templateSchema(2_000),
  headers: z
    .array(z.object({ name: z.string().regex(/^[A-Za-z0-9-]{1,60}$/), value: templateSchema(1_000) }))
    .max(20)
    .default([]),
  body: templateSchema(8_000).nullable().default(null),
  /** How values are written into the body; also its content type where no header names one. */
  bodyKind: z.enum(['json', 'form', 'text']).default('json'),
  timeoutMs: z.number().int().min(200).max(10_000).default(3_000),
  retries: z.number().int().min(0).max(3).default(0),
}
export const httpRequestSchema = z.object(httpRequestFields)
export type HttpRequestFields = z.infer<typeof httpRequestSchema>
/** With digits that are forgotten as soon as they are sent: it is never sent twice. */
export const secretRequestSchema = httpRequestSchema.omit({ retries: true })
export type SecretRequest = z.infer<typeof secretRequestSchema>

/** What is taken from a JSON answer: `path` as in `customer.orders[0].state`. */
export const savedValueSchema = z.object({ path: z.string().min(1).max(200), variable: variableNameSchema })
export type SavedValue = z.infer<typeof savedValueSchema>

export const wantedSkillSchema = z.object({
  skillId: idSchema('skill'),
  proficiencyMin: z.number().int().min(1).max(10),
})
export type WantedSkill = z.infer<typeof wantedSkillSchema>

export const CONDITION_OPERATORS = [
  'equals',
  'notEquals',
  'lessThan',
  'greaterThan',
  'in',
  'startsWith',
  'isEmpty',
] as const
export type ConditionOperator = (typeof CONDITION_OPERATORS)[number]

/** `value` may hold variables; of `in` it is a list with commas between, `isEmpty` looks at none. Numbers compare as numbers. */
export const conditionBranchSchema = z.object({
  variable: variableNameSchema,
  operator: z.enum(CONDITION_OPERATORS),
  value: templateSchema(500).default(''),
  next: nextSchema,
})
export type ConditionBranch = z.infer<typeof conditionBranchSchema>

/** The first that fits the caller counts. */
export const listBranchSchema = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('member'), next: nextSchema }),
  /** Class 1 is the highest; `classMax` 2 means classes 1 and 2. */
  z.object({ kind: z.literal('vip'), classMax: z.number().int().min(1).max(5).default(5), next: nextSchema }),
  z.object({ kind: z.literal('blackList'), next: nextSchema }),
  z.object({ kind: z.literal('region'), region: z.string().min(1).max(60), next: nextSchema }),
])
export type ListBranch = z.infer<typeof listBranchSchema>

/** One number of a payment: card, expiry, amount. `name` is how the request's body asks for it: `{{digits:card}}`. */
export const secretInputSchema = z.object({
  name: variableNameSchema,
  promptId,
  digitsMin: numberFields.digitsMin,
  digitsMax: numberFields.digitsMax,
})
export type SecretInput = z.infer<typeof secretInputSchema>
