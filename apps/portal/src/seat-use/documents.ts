import { graphql } from '../graphql/graphql.ts'
import type { ResultOf } from '../graphql/graphql.ts'

export const SeatUseQuery = graphql(`
  query SeatUse($tenantId: ID!, $fromDay: Date, $toDay: Date) {
    tenant(id: $tenantId) {
      seatUse(fromDay: $fromDay, toDay: $toDay) {
        __typename
        ... on SeatUse {
          fromDay
          toDay
          hours {
            day
            hour
            grade
            peak
          }
          users {
            day
            agentId
            name
            grade
            signedInMs
          }
          shares {
            day
            agentId
            name
            grade
            talkMs
            holdMs
            wrapUpMs
            ringMs
            idleMs
            notReadyMs
          }
        }
      }
    }
  }
`)
type Answer = NonNullable<ResultOf<typeof SeatUseQuery>['tenant']>['seatUse']
export type SeatUseData = Extract<Answer, { readonly __typename: 'SeatUse' }>
export type ShareRow = SeatUseData['shares'][number]
