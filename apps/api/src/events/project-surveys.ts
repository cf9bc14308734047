import type { JournalEvent } from '@seatline/core'
import type { Transaction } from '../database/client.ts'
import { isFact } from './stored-event.ts'

/** A row for each answer. One that is told twice has the same event. */
export async function projectSurveys(tx: Transaction, fresh: readonly JournalEvent[]): Promise<void> {
  const answered = fresh.filter((event) => isFact(event, 'survey.answered'))
  if (answered.length === 0) return
  await tx.surveyAnswer.createMany({
    data: answered.map(({ eventId, tenantId, at, fact }) => ({
      id: eventId,
      tenantId,
      surveyId: fact.surveyId,
      callId: fact.callId,
      agentId: fact.agentId,
      queueId: fact.queueId,
      at: new Date(at),
      score: fact.score,
      satisfied: fact.satisfied,
      reasonKey: fact.reasonKey,
    })),
    skipDuplicates: true,
  })
}
