import { idSchema } from '@seatline/core'
import { parseId } from '../graphql/arguments.ts'
import { builder } from '../graphql/builder.ts'
import { administrationErrors } from '../graphql/error-types.ts'
import { Tenant } from '../tenants/schema.ts'
import * as results from './results-service.ts'
import * as service from './service.ts'
import type {
  DayShare,
  NamedShare,
  ReasonCount,
  ScoreCount,
  SurveyAnswerPage,
  SurveyAnswerView,
  SurveyDefinition,
  SurveyFilter,
  SurveyResults,
  SurveyView,
} from './survey-views.ts'

const Answer = builder.objectRef<SurveyDefinition['keys'][number]>('SurveyKey').implement({
  description: 'What a key stands for.',
  fields: (t) => ({
    key: t.exposeString('key'),
    score: t.exposeInt('score'),
    satisfied: t.exposeBoolean('satisfied'),
    labelEn: t.exposeString('labelEn'),
    labelZh: t.exposeString('labelZh'),
  }),
})
type ReasonsView = NonNullable<SurveyDefinition['reasons']>
const Reason = builder.objectRef<ReasonsView['keys'][number]>('SurveyReason').implement({
  fields: (t) => ({
    key: t.exposeString('key'),
    reasonKey: t.exposeString('reasonKey', { description: 'By which it is counted.' }),
    labelEn: t.exposeString('labelEn'),
    labelZh: t.exposeString('labelZh'),
  }),
})
const Reasons = builder.objectRef<ReasonsView>('SurveyReasons').implement({
  description: 'Asked of those who are not satisfied.',
  fields: (t) => ({
    promptId: t.exposeID('promptId'),
    keys: t.field({ type: [Reason], resolve: (reasons) => reasons.keys }),
  }),
})

const Survey = builder.objectRef<SurveyView>('Survey').implement({
  description: 'Asked by keys when the agent has hung up, or by a step of a menu.',
  fields: (t) => ({
    id: t.exposeID('id'),
    name: t.exposeString('name'),
    questionPromptId: t.id({ resolve: (survey) => survey.definition.questionPromptId }),
    keys: t.field({ type: [Answer], resolve: (survey) => survey.definition.keys }),
    reasons: t.field({ type: Reasons, nullable: true, resolve: (survey) => survey.definition.reasons }),
    thanksPromptId: t.id({ nullable: true, resolve: (survey) => survey.definition.thanksPromptId }),
    timeoutSeconds: t.int({ resolve: (survey) => Math.round(survey.definition.timeoutMs / 1_000) }),
    attemptsMax: t.int({ resolve: (survey) => survey.definition.attemptsMax }),
    queues: t.field({
      type: [SurveyQueue],
      description: 'After the calls of these queues.',
      resolve: (survey) => survey.queues,
    }),
  }),
})

const SurveyQueue = builder.objectRef<SurveyView['queues'][number]>('SurveyQueue').implement({
  fields: (t) => ({ id: t.exposeID('id'), name: t.exposeString('name') }),
})

const shareFields = {
  answers: 'Callers who pressed an answer.',
  satisfied: 'Those of them whose answer counts as satisfied.',
}
const Named = builder.objectRef<NamedShare>('SurveyShare').implement({
  fields: (t) => ({
    id: t.exposeID('id', { nullable: true }),
    name: t.exposeString('name'),
    answers: t.exposeInt('answers', { description: shareFields.answers }),
    satisfied: t.exposeInt('satisfied', { description: shareFields.satisfied }),
  }),
})
const Day = builder.objectRef<DayShare>('SurveyDay').implement({
  fields: (t) => ({
    day: t.field({ type: 'Date', resolve: (row) => row.day }),
    answers: t.exposeInt('answers', { description: shareFields.answers }),
    satisfied: t.exposeInt('satisfied', { description: shareFields.satisfied }),
  }),
})
const ReasonCountRef = builder.objectRef<ReasonCount>('SurveyReasonCount').implement({
  fields: (t) => ({
    surveyId: t.exposeID('surveyId'),
    reasonKey: t.exposeString('reasonKey'),
    labelEn: t.exposeString('labelEn'),
    labelZh: t.exposeString('labelZh'),
    count: t.exposeInt('count'),
  }),
})
const ScoreCountRef = builder.objectRef<ScoreCount>('SurveyScoreCount').implement({
  fields: (t) => ({ score: t.exposeInt('score'), count: t.exposeInt('count') }),
})

const Results = builder.objectRef<SurveyResults>('SurveyResults').implement({
  description:
    'What callers answered. Satisfaction is satisfied divided by answers; who pressed nothing counts nowhere.',
  fields: (t) => ({
    answers: t.exposeInt('answers', { description: shareFields.answers }),
    satisfied: t.exposeInt('satisfied', { description: shareFields.satisfied }),
    talks: t.exposeInt('talks', {
      description: 'Calls that an agent took in the same time: the base of the response rate.',
    }),
    days: t.field({ type: [Day], resolve: (all) => all.days }),
    queues: t.field({ type: [Named], resolve: (all) => all.queues }),
    agents: t.field({ type: [Named], resolve: (all) => all.agents }),
    reasons: t.field({ type: [ReasonCountRef], resolve: (all) => all.reasons }),
    scores: t.field({ type: [ScoreCountRef], resolve: (all) => all.scores }),
  }),
})

const AnswerRef = builder.objectRef<SurveyAnswerView>('SurveyAnswer').implement({
  fields: (t) => ({
    id: t.exposeID('id'),
    callId: t.exposeID('callId'),
    at: t.field({ type: 'DateTime', resolve: (answer) => answer.at }),
    ani: t.exposeString('ani'),
    surveyName: t.exposeString('surveyName'),
    queueName: t.exposeString('queueName'),
    agentName: t.exposeString('agentName'),
    score: t.exposeInt('score'),
    satisfied: t.exposeBoolean('satisfied'),
    reasonKey: t.exposeString('reasonKey', { nullable: true }),
  }),
})
const AnswerPage = builder.objectRef<SurveyAnswerPage>('SurveyAnswerPage').implement({
  fields: (t) => ({
    answers: t.field({ type: [AnswerRef], resolve: (page) => page.answers }),
    totalCount: t.exposeInt('totalCount'),
  }),
})

const SurveyFilterInput = builder.inputType('SurveyFilterInput', {
  fields: (t) => ({
    fromDay: t.field({ type: 'Date', required: true }),
    toDay: t.field({ type: 'Date', required: true }),
    surveyId: t.id(),
    queueId: t.id(),
    agentId: t.id(),
  }),
})
const optional = <K extends 'survey' | 'queue' | 'agent'>(kind: K, text: string | null | undefined) =>
  text === null || text === undefined ? null : parseId(idSchema(kind), `filter.${kind}Id`, text)
const filterOf = (input: typeof SurveyFilterInput.$inferInput): SurveyFilter => ({
  fromDay: input.fromDay,
  toDay: input.toDay,
  surveyId: optional('survey', input.surveyId),
  queueId: optional('queue', input.queueId),
  agentId: optional('agent', input.agentId),
})

builder.objectFields(Tenant, (t) => ({
  surveys: t.field({
    type: [Survey],
    resolve: ({ id }, _args, { scope }) => service.listSurveys(scope, { tenantId: id }),
  }),
  surveyResults: t.field({
    type: Results,
    args: { filter: t.arg({ type: SurveyFilterInput, required: true }) },
    resolve: ({ id }, { filter }, { scope }) => results.results(scope, { tenantId: id, filter: filterOf(filter) }),
  }),
  surveyAnswers: t.field({
    type: AnswerPage,
    description: 'The answers behind the figures, the latest first. 200 at most at a time.',
    args: {
      filter: t.arg({ type: SurveyFilterInput, required: true }),
      satisfied: t.arg.boolean(),
      reasonKey: t.arg.string(),
      offset: t.arg.int({ defaultValue: 0 }),
      limit: t.arg.int({ defaultValue: 50 }),
    },
    resolve: ({ id }, args, { scope }) =>
      results.answers(scope, {
        tenantId: id,
        filter: filterOf(args.filter),
        satisfied: args.satisfied ?? null,
        reasonKey: args.reasonKey ?? null,
        offset: args.offset ?? 0,
        limit: args.limit ?? 50,
      }),
  }),
}))

const SurveyKeyInput = builder.inputType('SurveyKeyInput', {
  fields: (t) => ({
    key: t.string({ required: true }),
    score: t.int({ required: true }),
    satisfied: t.boolean({ required: true }),
    labelEn: t.string({ required: true }),
    labelZh: t.string({ required: true }),
  }),
})
const SurveyReasonInput = builder.inputType('SurveyReasonInput', {
  fields: (t) => ({
    key: t.string({ required: true }),
    reasonKey: t.string({ required: true, description: 'By which it is counted.' }),
    labelEn: t.string({ required: true }),
    labelZh: t.string({ required: true }),
  }),
})
const SurveyReasonsInput = builder.inputType('SurveyReasonsInput', {
  fields: (t) => ({
    promptId: t.id({ required: true }),
    keys: t.field({ type: [SurveyReasonInput], required: true }),
  }),
})
const SurveyInput = builder.inputType('SurveyInput', {
  fields: (t) => ({
    name: t.string({ required: true }),
    questionPromptId: t.id({ required: true }),
    keys: t.field({ type: [SurveyKeyInput], required: true }),
    reasons: t.field({ type: SurveyReasonsInput, description: 'Left out: nobody is asked why.' }),
    thanksPromptId: t.id(),
    timeoutSeconds: t.int({ required: true }),
    attemptsMax: t.int({ required: true }),
    queueIds: t.idList({ required: true, description: 'After the calls of these queues; a queue asks one survey.' }),
  }),
})

const tenantOf = (tenantId: string) => parseId(idSchema('tenant'), 'tenantId', tenantId)

builder.mutationFields((t) => ({
  saveSurvey: t.field({
    type: Survey,
    errors: administrationErrors('SaveSurvey'),
    args: {
      tenantId: t.arg.id({ required: true }),
      surveyId: t.arg.id({ description: 'Left out: a new one.' }),
      input: t.arg({ type: SurveyInput, required: true }),
    },
    resolve: (_root, { tenantId, surveyId, input }, { scope }) => {
      const { timeoutSeconds, ...rest } = input
      return service.saveSurvey(scope, {
        tenantId: tenantOf(tenantId),
        surveyId:
          surveyId === null || surveyId === undefined ? null : parseId(idSchema('survey'), 'surveyId', surveyId),
        input: {
          ...rest,
          reasons: rest.reasons ?? null,
          thanksPromptId: rest.thanksPromptId ?? null,
          timeoutMs: timeoutSeconds * 1_000,
        },
      })
    },
  }),
  archiveSurvey: t.field({
    type: Survey,
    errors: administrationErrors('ArchiveSurvey'),
    args: { tenantId: t.arg.id({ required: true }), surveyId: t.arg.id({ required: true }) },
    resolve: (_root, { tenantId, surveyId }, { scope }) =>
      service.archiveSurvey(scope, {
        tenantId: tenantOf(tenantId),
        surveyId: parseId(idSchema('survey'), 'surveyId', surveyId),
      }),
  }),
}))
