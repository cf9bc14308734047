import { onCallDutySchema } from '@seatline/core'
import type { Feature, TenantSnapshot } from '@seatline/core'
import { z } from 'zod'
import type { Transaction } from '../database/client.ts'
import type { Tenant } from '../generated/prisma/client.ts'
import { surveyDefinitionSchema } from '../surveys/survey-views.ts'

/** Boxes in which callers can leave messages. A tenant that is not entitled to voicemail has none; what is in them stays. */
export async function voicemailBoxesOf(
  tx: Transaction,
  tenantId: string,
  features: readonly Feature[],
): Promise<readonly object[]> {
  if (!features.includes('voicemail')) return []
  const rows = await tx.voicemailBox.findMany({ where: { tenantId, archivedAt: null }, orderBy: { id: 'asc' } })
  return rows.map(({ id, name, groupId, agentId, greetingPromptId, lengthMaxMs, promisedWithinMs }) => ({
    boxId: id,
    name,
    addressee: agentId === null ? { kind: 'group', groupId } : { kind: 'agent', agentId },
    greetingPromptId,
    lengthMaxMs,
    promisedWithinMs,
  }))
}

/** Who is on call when. A tenant that may not transfer to numbers outside has none on its lists; what is set stays. */
export async function onCallListsOf(
  tx: Transaction,
  tenantId: string,
  features: readonly Feature[],
): Promise<readonly object[]> {
  const outside = features.includes('transferOutside')
  const rows = await tx.onCallList.findMany({ where: { tenantId, archivedAt: null }, orderBy: { id: 'asc' } })
  return rows.map(({ id, name, queueId, timeZone, duties }) => ({
    listId: id,
    name,
    queueId,
    timeZone,
    duties: z
      .array(onCallDutySchema)
      .parse(duties)
      .map((duty) => (outside ? duty : { ...duty, number: null })),
  }))
}

/** Surveys with what their keys mean in the tenant's language. */
export async function surveysOf(tx: Transaction, tenant: Pick<Tenant, 'id' | 'locale'>): Promise<readonly object[]> {
  const rows = await tx.survey.findMany({ where: { tenantId: tenant.id, archivedAt: null }, orderBy: { id: 'asc' } })
  const labelOf = ({ labelEn, labelZh }: { readonly labelEn: string; readonly labelZh: string }): string =>
    tenant.locale === 'zh_CN' ? labelZh : labelEn
  return rows.map(({ id, name, definition }) => {
    const { keys, reasons, ...rest } = surveyDefinitionSchema.parse(definition)
    return {
      surveyId: id,
      name,
      ...rest,
      keys: keys.map((each) => ({ ...each, label: labelOf(each) })),
      reasons:
        reasons === null ? null : { ...reasons, keys: reasons.keys.map((each) => ({ ...each, label: labelOf(each) })) },
    }
  })
}

/** What boxes and surveys lead to and is not there any more. */
export function missingInMessages(
  snapshot: TenantSnapshot,
): readonly { readonly field: string; readonly message: string }[] {
  const prompts = new Set<string>(snapshot.prompts.map(({ promptId }) => promptId))
  const groups = new Set<string>(snapshot.groups.map(({ groupId }) => groupId))
  const queues = new Set<string>(snapshot.queues.map(({ queueId }) => queueId))
  const surveys = new Set<string>(snapshot.surveys.map(({ surveyId }) => surveyId))
  return [
    ...snapshot.voicemailBoxes
      .filter(({ greetingPromptId }) => !prompts.has(greetingPromptId))
      .map(({ boxId, name }) => ({
        field: `voicemailBoxes.${boxId}.greetingPromptId`,
        message: `The voicemail box "${name}" greets with a prompt that is not there. Choose another for it first.`,
      })),
    ...snapshot.voicemailBoxes
      .filter(({ addressee }) => addressee.kind === 'group' && !groups.has(addressee.groupId))
      .map(({ boxId, name }) => ({
        field: `voicemailBoxes.${boxId}.groupId`,
        message: `The voicemail box "${name}" is for a group that is not there. Choose another for it first.`,
      })),
    ...snapshot.onCallLists
      .filter(({ queueId }) => !queues.has(queueId))
      .map(({ listId, name }) => ({
        field: `onCallLists.${listId}.queueId`,
        message: `The on-call list "${name}" belongs to a queue that would not be there. Choose another for it first.`,
      })),
    ...snapshot.surveys
      .filter(({ questionPromptId, reasons, thanksPromptId }) =>
        [questionPromptId, reasons?.promptId ?? null, thanksPromptId].some((id) => id !== null && !prompts.has(id)),
      )
      .map(({ surveyId, name }) => ({
        field: `surveys.${surveyId}.questionPromptId`,
        message: `The survey "${name}" plays a prompt that is not there. Choose another for it first.`,
      })),
    ...snapshot.queues
      .filter(({ surveyId }) => surveyId !== null && !surveys.has(surveyId))
      .map(({ queueId, name }) => ({
        field: `queues.${queueId}.surveyId`,
        message: `The queue "${name}" asks a survey that is not there. Choose another for it first.`,
      })),
  ]
}
