import { idSchema } from '@seatline/core'
import { z } from 'zod'
import { CALLBACK_OUTCOMES } from './callback-views.ts'

/** How the attempts of a callback are kept. */
export const attemptsLogSchema = z.array(
  z.object({
    attempt: z.number().int().min(1),
    callId: idSchema('call'),
    agentId: idSchema('agent'),
    at: z.number().int(),
    endedAt: z.number().int().nullable(),
    outcome: z.enum(CALLBACK_OUTCOMES).nullable(),
  }),
)
export type AttemptsLog = z.infer<typeof attemptsLogSchema>

type Begun = Omit<AttemptsLog[number], 'endedAt' | 'outcome'>
type Ended = { readonly attempt: number; readonly endedAt: number; readonly outcome: AttemptsLog[number]['outcome'] }

/** The log with an attempt that began. Told twice, it stands once. */
export function withAttempt(log: AttemptsLog, begun: Begun): AttemptsLog {
  if (log.some(({ attempt }) => attempt === begun.attempt)) return log
  return [...log, { ...begun, endedAt: null, outcome: null }].toSorted((a, b) => a.attempt - b.attempt)
}

export const withOutcome = (log: AttemptsLog, { attempt, endedAt, outcome }: Ended): AttemptsLog =>
  log.map((each) => (each.attempt === attempt ? { ...each, endedAt, outcome } : each))
