import { daysBetween, isLocalDate } from '@seatline/core'
import type { TenantId } from '@seatline/core'
import { authorized } from '../auth/authorized.ts'
import type { TenantScope } from '../auth/request-scope.ts'
import { InvalidInputError } from '../user-errors.ts'
import { readAnswers, readResults } from './results-repository.ts'
import type { SurveyAnswerPage, SurveyFilter, SurveyResults } from './survey-views.ts'

const DAYS_MAX = 400
const PAGE_MAX = 200

type Asked = { readonly tenantId: TenantId; readonly filter: SurveyFilter }
type Answers = Asked & {
  readonly satisfied: boolean | null
  readonly reasonKey: string | null
  readonly offset: number
  readonly limit: number
}

export const results = authorized('surveys.view', (scope, { tenantId, filter }: Asked): Promise<SurveyResults> =>
  scope.run((tx) => readResults(tx, { tenantId, ...checked(scope, filter) })),
)

export const answers = authorized('surveys.view', (scope, input: Answers): Promise<SurveyAnswerPage> => {
  const { tenantId, filter, satisfied, reasonKey, offset, limit } = input
  const page = { satisfied, reasonKey, offset: Math.max(0, offset), limit: Math.min(PAGE_MAX, Math.max(1, limit)) }
  return scope.run((tx) => readAnswers(tx, { tenantId, ...checked(scope, filter), ...page }))
})

function checked(
  { tenant }: TenantScope,
  filter: SurveyFilter,
): { readonly filter: SurveyFilter; readonly timeZone: string } {
  for (const field of ['fromDay', 'toDay'] as const)
    if (!isLocalDate(filter[field])) throw new InvalidInputError(field, 'A day is written YYYY-MM-DD.')
  if (daysBetween(filter.fromDay, filter.toDay) > DAYS_MAX)
    throw new InvalidInputError('toDay', `Ask for ${String(DAYS_MAX)} days at most.`)
  return { filter, timeZone: tenant.timeZone }
}
