import { Faults } from '../graphql/faults.ts'
import { graphql } from '../graphql/graphql.ts'
import type { ResultOf } from '../graphql/graphql.ts'

export const NumberRoutingQuery = graphql(`
  query NumberRouting($tenantId: ID!) {
    numberRouting(tenantId: $tenantId) {
      id
      number
      label
      flow {
        id
        name
      }
      branch {
        id
        name
      }
    }
  }
`)
export type NumberRow = ResultOf<typeof NumberRoutingQuery>['numberRouting'][number]

export const RouteNumber = graphql(
  `
    mutation RouteNumber($tenantId: ID!, $didId: ID!, $input: NumberRoutingInput!) {
      result: routeNumber(tenantId: $tenantId, didId: $didId, input: $input) {
        __typename
        ...Faults
      }
    }
  `,
  [Faults],
)
