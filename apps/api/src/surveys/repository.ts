import { idSchema } from '@seatline/core'
import type { SurveyId, TenantId } from '@seatline/core'
import type { Transaction } from '../database/client.ts'
import { newId } from '../new-id.ts'
import { surveyDefinitionSchema } from './survey-views.ts'
import type { SurveyDefinition, SurveyView } from './survey-views.ts'

export async function readSurveys(tx: Transaction, tenantId: TenantId): Promise<SurveyView[]> {
  const rows = await tx.survey.findMany({
    where: { tenantId, archivedAt: null },
    orderBy: [{ name: 'asc' }, { id: 'asc' }],
  })
  const queues = await tx.queue.findMany({
    where: { tenantId, archivedAt: null, surveyId: { not: null } },
    select: { id: true, name: true, surveyId: true },
    orderBy: [{ name: 'asc' }, { id: 'asc' }],
  })
  return rows.map((row) => ({
    id: idSchema('survey').parse(row.id),
    name: row.name,
    definition: surveyDefinitionSchema.parse(row.definition),
    queues: queues
      .filter(({ surveyId }) => surveyId === row.id)
      .map(({ id, name }) => ({ id: idSchema('queue').parse(id), name })),
  }))
}

type Content = {
  readonly name: string
  readonly definition: SurveyDefinition
  readonly queueIds: readonly string[]
}

/** The survey, and after which queues' calls it is asked; a queue asks one survey at most. */
export async function writeSurvey(
  tx: Transaction,
  tenantId: TenantId,
  id: SurveyId | null,
  { name, definition, queueIds }: Content,
): Promise<SurveyId> {
  const surveyId = id ?? newId('survey')
  if (id === null) await tx.survey.create({ data: { id: surveyId, tenantId, name, definition } })
  else await tx.survey.update({ where: { tenantId_id: { tenantId, id } }, data: { name, definition } })
  await tx.queue.updateMany({ where: { tenantId, surveyId }, data: { surveyId: null } })
  await tx.queue.updateMany({ where: { tenantId, id: { in: [...queueIds] } }, data: { surveyId } })
  return surveyId
}

export async function archiveSurvey(tx: Transaction, tenantId: TenantId, id: SurveyId, at: Date): Promise<void> {
  await tx.queue.updateMany({ where: { tenantId, surveyId: id }, data: { surveyId: null } })
  await tx.survey.update({ where: { tenantId_id: { tenantId, id } }, data: { archivedAt: at } })
}

export async function countPrompts(tx: Transaction, tenantId: TenantId, ids: readonly string[]): Promise<number> {
  return tx.prompt.count({ where: { tenantId, id: { in: [...ids] }, archivedAt: null } })
}

export async function countQueues(tx: Transaction, tenantId: TenantId, ids: readonly string[]): Promise<number> {
  return tx.queue.count({ where: { tenantId, id: { in: [...ids] }, archivedAt: null } })
}
