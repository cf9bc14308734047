import { Faults } from '../graphql/faults.ts'
import { graphql } from '../graphql/graphql.ts'
import type { ResultOf, VariablesOf } from '../graphql/graphql.ts'

export const CallBack = graphql(
  `
    mutation CallBack($input: CallBackInput!) {
      result: callBack(input: $input) {
        __typename
        ...Faults
      }
    }
  `,
  [Faults],
)

export const CallbacksQuery = graphql(`
  query Callbacks(
    $tenantId: ID!
    $filter: CallbackFilterInput
    $times: CallbackFilterInput
    $offset: Int
    $limit: Int
  ) {
    tenant(id: $tenantId) {
      id
      callbacks(filter: $filter, offset: $offset, limit: $limit) {
        totalCount
        callbacks {
          id
          callId
          number
          callerName
          enqueuedAt
          requestedAt
          state
          endedAt
          queue {
            id
            name
          }
          attempts {
            number
            callId
            agentName
            at
            endedAt
            outcome
          }
        }
      }
      callbackFigures(filter: $times) {
        requested
        waiting
        reached
        givenUp
        cancelled
        attempts
        medianWaitMs
      }
    }
  }
`)
type Told = NonNullable<ResultOf<typeof CallbacksQuery>['tenant']>
export type CallbackRow = Told['callbacks']['callbacks'][number]
export type Figures = Told['callbackFigures']
export type CallbackFilter = VariablesOf<typeof CallbacksQuery>['filter']

export const CancelCallback = graphql(
  `
    mutation CancelCallback($input: CancelCallbackInput!) {
      result: cancelCallback(input: $input) {
        __typename
        ...Faults
      }
    }
  `,
  [Faults],
)
