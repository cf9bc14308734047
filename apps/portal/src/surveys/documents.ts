import { Faults } from '../graphql/faults.ts'
import { graphql } from '../graphql/graphql.ts'
import type { ResultOf, VariablesOf } from '../graphql/graphql.ts'

export const SurveyResultsQuery = graphql(`
  query SurveyResults($tenantId: ID!, $filter: SurveyFilterInput!) {
    tenant(id: $tenantId) {
      id
      surveyResults(filter: $filter) {
        answers
        satisfied
        talks
        days {
          day
          answers
          satisfied
        }
        queues {
          id
          name
          answers
          satisfied
        }
        agents {
          id
          name
          answers
          satisfied
        }
        reasons {
          surveyId
          reasonKey
          labelEn
          labelZh
          count
        }
      }
    }
  }
`)
export type Results = NonNullable<ResultOf<typeof SurveyResultsQuery>['tenant']>['surveyResults']
export type ShareRow = Results['queues'][number]
export type SurveyFilter = VariablesOf<typeof SurveyResultsQuery>['filter']

export const SurveyAnswersQuery = graphql(`
  query SurveyAnswers($tenantId: ID!, $filter: SurveyFilterInput!, $reasonKey: String, $offset: Int, $limit: Int) {
    tenant(id: $tenantId) {
      id
      surveyAnswers(filter: $filter, reasonKey: $reasonKey, offset: $offset, limit: $limit) {
        totalCount
        answers {
          id
          callId
          at
          ani
          surveyName
          queueName
          agentName
          score
          satisfied
          reasonKey
        }
      }
    }
  }
`)
export type AnswerRow = NonNullable<ResultOf<typeof SurveyAnswersQuery>['tenant']>['surveyAnswers']['answers'][number]

export const SurveysQuery = graphql(`
  query Surveys($tenantId: ID!) {
    tenant(id: $tenantId) {
      id
      surveys {
        id
        name
        questionPromptId
        thanksPromptId
        timeoutSeconds
        attemptsMax
        keys {
          key
          score
          satisfied
          labelEn
          labelZh
        }
        reasons {
          promptId
          keys {
            key
            reasonKey
            labelEn
            labelZh
          }
        }
        queues {
          id
          name
        }
      }
    }
  }
`)
export type SurveyRow = NonNullable<ResultOf<typeof SurveysQuery>['tenant']>['surveys'][number]

export const SurveyChoicesQuery = graphql(`
  query SurveyChoices($tenantId: ID!) {
    configurationChoices(tenantId: $tenantId) {
      queues {
        id
        name
      }
      speech {
        id
        name
      }
    }
  }
`)

export const SaveSurvey = graphql(
  `
    mutation SaveSurvey($tenantId: ID!, $surveyId: ID, $input: SurveyInput!) {
      result: saveSurvey(tenantId: $tenantId, surveyId: $surveyId, input: $input) {
        __typename
        ...Faults
      }
    }
  `,
  [Faults],
)
export type SurveyInput = VariablesOf<typeof SaveSurvey>['input']

export const ArchiveSurvey = graphql(
  `
    mutation ArchiveSurvey($tenantId: ID!, $surveyId: ID!) {
      result: archiveSurvey(tenantId: $tenantId, surveyId: $surveyId) {
        __typename
        ...Faults
      }
    }
  `,
  [Faults],
)
