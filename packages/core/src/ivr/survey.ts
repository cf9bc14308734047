import { z } from 'zod'
import { idSchema } from '../ids.ts'
import { digitSchema } from './flow-parts.ts'

/** A satisfaction survey by keys. Who is not satisfied is asked for the reason, where the survey has such a question. */
export const surveySchema = z.object({
  surveyId: idSchema('survey'),
  name: z.string().min(1).max(80),
  questionPromptId: idSchema('prompt'),
  keys: z
    .array(
      z.object({
        key: digitSchema,
        label: z.string().min(1).max(80),
        score: z.number().int().min(0).max(10),
        satisfied: z.boolean(),
      }),
    )
    .min(2)
    .max(12),
  reasons: z
    .object({
      promptId: idSchema('prompt'),
      keys: z
        .array(z.object({ key: digitSchema, label: z.string().min(1).max(80), reasonKey: z.string().min(1).max(40) }))
        .min(1)
        .max(12),
    })
    .nullable()
    .default(null),
  thanksPromptId: idSchema('prompt').nullable().default(null),
  invalidPromptId: idSchema('prompt').nullable().default(null),
  timeoutMs: z.number().int().min(500).max(60_000).default(5_000),
  attemptsMax: z.number().int().min(1).max(10).default(2),
})
export type Survey = z.infer<typeof surveySchema>
