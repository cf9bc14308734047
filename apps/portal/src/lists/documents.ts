import { Faults } from '../graphql/faults.ts'
import { graphql } from '../graphql/graphql.ts'
import type { ResultOf, VariablesOf } from '../graphql/graphql.ts'

export const ListEntriesQuery = graphql(`
  query ListEntries($tenantId: ID!, $filter: ListFilter, $first: Int, $after: String) {
    tenant(id: $tenantId) {
      id
      openListRequests
      listsLocked {
        code
        message
      }
      listEntries(filter: $filter, first: $first, after: $after) {
        totalCount
        pageInfo {
          endCursor
          hasNextPage
        }
        edges {
          node {
            id
            list
            direction
            number
            state
            reason
            callId
            requested {
              by
              at
            }
            decided {
              by
              at
              note
            }
            removed {
              by
              at
              note
            }
            expiresAt
          }
        }
      }
    }
  }
`)
export type ListEntry = NonNullable<ResultOf<typeof ListEntriesQuery>['tenant']>['listEntries']['edges'][number]['node']
export type ListFilter = NonNullable<VariablesOf<typeof ListEntriesQuery>['filter']>

export const OpenListRequestsQuery = graphql(`
  query OpenListRequests($tenantId: ID!) {
    tenant(id: $tenantId) {
      id
      openListRequests
    }
  }
`)

export const ApplyForListEntry = graphql(
  `
    mutation ApplyForListEntry($input: ListEntryInput!) {
      result: applyForListEntry(input: $input) {
        __typename
        ...Faults
      }
    }
  `,
  [Faults],
)

export const AddListEntry = graphql(
  `
    mutation AddListEntry($input: ListEntryInput!) {
      result: addListEntry(input: $input) {
        __typename
        ...Faults
      }
    }
  `,
  [Faults],
)

export const DecideListEntry = graphql(
  `
    mutation DecideListEntry($input: DecideListEntryInput!) {
      result: decideListEntry(input: $input) {
        __typename
        ...Faults
      }
    }
  `,
  [Faults],
)

export const RemoveListEntry = graphql(
  `
    mutation RemoveListEntry($tenantId: ID!, $entryId: ID!, $note: String) {
      result: removeListEntry(tenantId: $tenantId, entryId: $entryId, note: $note) {
        __typename
        ...Faults
      }
    }
  `,
  [Faults],
)

export const ImportListEntries = graphql(
  `
    mutation ImportListEntries($input: ImportListEntriesInput!) {
      result: importListEntries(input: $input) {
        __typename
        ... on ListImport {
          added
          known
          issues {
            line
            field
            code
            message
          }
        }
        ...Faults
      }
    }
  `,
  [Faults],
)
export type ListImport = Extract<ResultOf<typeof ImportListEntries>['result'], { __typename: 'ListImport' }>
