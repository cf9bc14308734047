import type { ResultOf, VariablesOf } from '../graphql/graphql.ts'
import { graphql } from '../graphql/graphql.ts'
import { Faults } from '../graphql/faults.ts'

export const OnCallListsQuery = graphql(`
  query OnCallLists($tenantId: ID!) {
    tenant(id: $tenantId) {
      id
      onCallLists {
        id
        name
        timeZone
        onCallNow
        queue {
          id
          name
        }
        duties {
          agent {
            id
            name
          }
          number
          days
          from
          to
          firstDate
          lastDate
          holdsNow
        }
      }
    }
  }
`)
export type OnCallRow = NonNullable<ResultOf<typeof OnCallListsQuery>['tenant']>['onCallLists'][number]

export const CreateOnCallList = graphql(
  `
    mutation CreateOnCallList($tenantId: ID!, $input: OnCallListInput!) {
      result: createOnCallList(tenantId: $tenantId, input: $input) {
        __typename
        ...Faults
      }
    }
  `,
  [Faults],
)
export type OnCallInput = VariablesOf<typeof CreateOnCallList>['input']

export const UpdateOnCallList = graphql(
  `
    mutation UpdateOnCallList($tenantId: ID!, $listId: ID!, $input: OnCallListInput!) {
      result: updateOnCallList(tenantId: $tenantId, listId: $listId, input: $input) {
        __typename
        ...Faults
      }
    }
  `,
  [Faults],
)

export const ArchiveOnCallList = graphql(
  `
    mutation ArchiveOnCallList($tenantId: ID!, $listId: ID!) {
      result: archiveOnCallList(tenantId: $tenantId, listId: $listId) {
        __typename
        ...Faults
      }
    }
  `,
  [Faults],
)
