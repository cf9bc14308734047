import { Faults } from '../graphql/faults.ts'
import { graphql } from '../graphql/graphql.ts'
import type { ResultOf } from '../graphql/graphql.ts'

/** The tenant comes back with it, so that everything that was asked about tenants before is asked again. */
export const StartActingAsMutation = graphql(
  `
    mutation StartActingAs($input: StartActingAsInput!) {
      startActingAs(input: $input) {
        __typename
        ... on ActingAsChange {
          session {
            id
            expiresAt
          }
          tenant {
            id
          }
        }
        ...Faults
      }
    }
  `,
  [Faults],
)
export type StartResult = ResultOf<typeof StartActingAsMutation>['startActingAs']

export const EndActingAsMutation = graphql(`
  mutation EndActingAs($input: EndActingAsInput!) {
    endActingAs(input: $input) {
      __typename
      ... on ActingAsChange {
        tenant {
          id
        }
      }
      ... on UserError {
        code
      }
    }
  }
`)
