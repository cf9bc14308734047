import { Faults } from '../graphql/faults.ts'
import { graphql } from '../graphql/graphql.ts'
import type { ResultOf } from '../graphql/graphql.ts'

export const KnownCallersQuery = graphql(`
  query KnownCallers($tenantId: ID!, $search: String, $vipOnly: Boolean, $offset: Int!, $limit: Int!) {
    tenant(id: $tenantId) {
      id
      knownCallerTemplate
      knownCallers(search: $search, vipOnly: $vipOnly, offset: $offset, limit: $limit) {
        totalCount
        rows {
          id
          number
          name
          vipClass
          memberNumber
          region
          hasPin
          designatedAgent {
            id
            name
          }
          ownerAgent {
            id
            name
          }
          fields {
            name
            value
          }
          lastContact {
            at
            agent {
              id
              name
            }
          }
        }
      }
      callerAgents {
        id
        name
      }
      callerRegions {
        name
      }
    }
  }
`)
export type CallersData = NonNullable<ResultOf<typeof KnownCallersQuery>['tenant']>
export type CallerRow = CallersData['knownCallers']['rows'][number]

export const SaveKnownCaller = graphql(
  `
    mutation SaveKnownCaller($input: SaveKnownCallerInput!) {
      result: saveKnownCaller(input: $input) {
        __typename
        ...Faults
      }
    }
  `,
  [Faults],
)

export const ArchiveKnownCaller = graphql(
  `
    mutation ArchiveKnownCaller($tenantId: ID!, $callerId: ID!) {
      result: archiveKnownCaller(tenantId: $tenantId, callerId: $callerId) {
        __typename
        ...Faults
      }
    }
  `,
  [Faults],
)

export const ImportKnownCallers = graphql(
  `
    mutation ImportKnownCallers($input: ImportKnownCallersInput!) {
      result: importKnownCallers(input: $input) {
        __typename
        ...Faults
        ... on KnownCallerImport {
          added
          changed
          issues {
            line
            field
            code
            message
          }
        }
      }
    }
  `,
  [Faults],
)
export type CallerImport = Extract<
  ResultOf<typeof ImportKnownCallers>['result'],
  { readonly __typename: 'KnownCallerImport' }
>

export const ExportKnownCallers = graphql(
  `
    mutation ExportKnownCallers($tenantId: ID!) {
      result: exportKnownCallers(tenantId: $tenantId) {
        __typename
        ...Faults
        ... on KnownCallerFile {
          csv
        }
      }
    }
  `,
  [Faults],
)
