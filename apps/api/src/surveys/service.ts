import { isId } from '@seatline/core'
import type { SurveyId, TenantId } from '@seatline/core'
import { z } from 'zod'
import { authorized } from '../auth/authorized.ts'
import type { TenantScope } from '../auth/request-scope.ts'
import { changeConfiguration } from '../configuration/change-configuration.ts'
import type { Change } from '../configuration/change-configuration.ts'
import { nameField, parseInput, refuseIfAny } from '../configuration/parse-input.ts'
import type { Transaction } from '../database/client.ts'
import { requireFeature } from '../entitlements/require-feature.ts'
import { LimitReachedError, NotFoundError } from '../user-errors.ts'
import type { InputIssue } from '../user-errors.ts'
import * as repository from './repository.ts'
import { surveyDefinitionSchema } from './survey-views.ts'
import type { SurveyDefinition, SurveyView } from './survey-views.ts'

const SURVEYS_MAX = 50

type OfTenant = { readonly tenantId: TenantId }
type OfSurvey = OfTenant & { readonly surveyId: SurveyId }

const inputSchema = surveyDefinitionSchema.extend({
  name: nameField(60),
  queueIds: z
    .array(
      z.string().refine((id) => isId('queue', id), {
        message: 'This is no queue of yours.',
        params: { code: 'notFound' },
      }),
    )
    .max(500),
})
export type SurveyInput = z.input<typeof inputSchema>

export const listSurveys = authorized(['configuration.view', 'surveys.view'], (scope, { tenantId }: OfTenant) =>
  scope.run((tx) => repository.readSurveys(tx, tenantId)),
)

type Save = OfTenant & { readonly surveyId: SurveyId | null; readonly input: SurveyInput }

export const saveSurvey = authorized('surveys.manage', (scope, { tenantId, surveyId, input }: Save) =>
  changeConfiguration(scope, async (tx) => {
    await requireFeature(tx, scope, 'satisfactionKeys')
    const before = surveyId === null ? null : await present(tx, scope, surveyId)
    const content = await checked(tx, tenantId, input)
    if (surveyId === null && (await repository.readSurveys(tx, tenantId)).length >= SURVEYS_MAX)
      throw new LimitReachedError({
        code: 'survey.tooMany',
        message: `There can be ${String(SURVEYS_MAX)} surveys at most. Archive one first.`,
      })
    const id = await repository.writeSurvey(tx, tenantId, surveyId, content)
    const after = await present(tx, scope, id)
    return changed(surveyId === null ? 'create' : 'update', after, { before, after })
  }),
)

/** No queue asks it any more; what was answered stays. A menu that still asks it has to be changed first. */
export const archiveSurvey = authorized('surveys.manage', (scope, { tenantId, surveyId }: OfSurvey) =>
  changeConfiguration(scope, async (tx) => {
    const before = await present(tx, scope, surveyId)
    await repository.archiveSurvey(tx, tenantId, surveyId, new Date(scope.platform.now()))
    return changed('archive', before, { before, after: null })
  }),
)

async function present(tx: Transaction, scope: TenantScope, id: SurveyId): Promise<SurveyView> {
  const survey = (await repository.readSurveys(tx, scope.tenant.id)).find((each) => each.id === id)
  if (survey === undefined) throw new NotFoundError('survey')
  return survey
}

type Content = {
  readonly name: string
  readonly definition: SurveyDefinition
  readonly queueIds: readonly string[]
}

async function checked(tx: Transaction, tenantId: TenantId, input: SurveyInput): Promise<Content> {
  const { name, queueIds: wanted, ...definition } = parseInput(inputSchema, input)
  const queueIds = [...new Set(wanted)]
  const issues: InputIssue[] = []
  for (const [field, id] of [
    ['questionPromptId', definition.questionPromptId],
    ['reasons.promptId', definition.reasons?.promptId ?? null],
    ['thanksPromptId', definition.thanksPromptId],
  ] as const)
    if (id !== null && (await repository.countPrompts(tx, tenantId, [id])) === 0)
      issues.push({ field, code: 'notFound', message: 'There is no such prompt. Choose another.' })
  if ((await repository.countQueues(tx, tenantId, queueIds)) !== queueIds.length)
    issues.push({ field: 'queueIds', code: 'notFound', message: 'One of these queues is not there any more.' })
  refuseIfAny(issues)
  return { name, definition, queueIds }
}

const auditOf = (view: SurveyView | null) =>
  view === null ? null : { name: view.name, ...view.definition, queueIds: view.queues.map(({ id }) => id) }

const changed = (
  verb: string,
  view: SurveyView,
  change: { readonly before: SurveyView | null; readonly after: SurveyView | null },
): Change<SurveyView> => ({
  value: view,
  action: `survey.${verb}`,
  subject: { id: view.id, name: view.name },
  summary: `Survey "${view.name}": ${verb}`,
  before: auditOf(change.before),
  after: auditOf(change.after),
})
