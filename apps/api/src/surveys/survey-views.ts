import { idSchema } from '@seatline/core'
import type { AgentId, CallId, Instant, QueueId, SurveyId } from '@seatline/core'
import { z } from 'zod'

const label = z.string().trim().min(1, 'Say what it stands for.').max(80, 'Use at most 80 characters.')
const labels = { labelEn: label, labelZh: label }
const key = z.string().regex(/^[0-9*#]$/, 'A key is one of 0 to 9, * and #.')

const eachOnce = (keys: readonly { readonly key: string }[]): boolean =>
  new Set(keys.map((each) => each.key)).size === keys.length

const TWICE = { message: 'A key can stand for one thing only.', params: { code: 'survey.keyTwice' } }

/** A survey as a tenant writes it: what each key means stands in both languages; callers hear prompts. */
export const surveyDefinitionSchema = z.object({
  questionPromptId: z.string().min(1, 'Choose what is asked.').pipe(idSchema('prompt')),
  keys: z
    .array(z.object({ key, score: z.number().int().min(0).max(10), satisfied: z.boolean(), ...labels }))
    .min(2, 'A question has two answers at least.')
    .max(12, 'There are twelve keys.')
    .refine(eachOnce, TWICE),
  reasons: z
    .object({
      promptId: z.string().min(1, 'Choose what is asked.').pipe(idSchema('prompt')),
      keys: z
        .array(z.object({ key, reasonKey: z.string().trim().min(1).max(40), ...labels }))
        .min(1, 'Give one reason at least.')
        .max(12, 'There are twelve keys.')
        .refine(eachOnce, TWICE),
    })
    .nullable(),
  thanksPromptId: idSchema('prompt').nullable(),
  timeoutMs: z.number().int().min(1_000).max(30_000),
  attemptsMax: z.number().int().min(1).max(3),
})
export type SurveyDefinition = z.infer<typeof surveyDefinitionSchema>

export type SurveyView = {
  readonly id: SurveyId
  readonly name: string
  readonly definition: SurveyDefinition
  /** The queues after whose calls it is asked. */
  readonly queues: readonly { readonly id: QueueId; readonly name: string }[]
}

export type SurveyFilter = {
  readonly surveyId: SurveyId | null
  readonly queueId: QueueId | null
  readonly agentId: AgentId | null
  readonly fromDay: string
  readonly toDay: string
}

/** How many answered, and how many of them are satisfied. */
export type Share = { readonly answers: number; readonly satisfied: number }
export type NamedShare = Share & { readonly id: string | null; readonly name: string }
export type DayShare = Share & { readonly day: string }
export type ReasonCount = {
  readonly surveyId: SurveyId
  readonly reasonKey: string
  readonly labelEn: string
  readonly labelZh: string
  readonly count: number
}
export type ScoreCount = { readonly score: number; readonly count: number }

export type SurveyResults = Share & {
  /** Calls that an agent took in the same time and under the same filter: how many of them were answered is the response rate. */
  readonly talks: number
  readonly days: readonly DayShare[]
  readonly queues: readonly NamedShare[]
  readonly agents: readonly NamedShare[]
  readonly reasons: readonly ReasonCount[]
  readonly scores: readonly ScoreCount[]
}

export type SurveyAnswerView = {
  readonly id: string
  readonly callId: CallId
  readonly at: Instant
  readonly ani: string
  readonly surveyName: string
  readonly queueName: string
  readonly agentName: string
  readonly score: number
  readonly satisfied: boolean
  readonly reasonKey: string | null
}
export type SurveyAnswerPage = { readonly answers: readonly SurveyAnswerView[]; readonly totalCount: number }
