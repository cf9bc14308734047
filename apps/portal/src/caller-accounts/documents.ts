import { Faults } from '../graphql/faults.ts'
import { graphql } from '../graphql/graphql.ts'
import type { ResultOf } from '../graphql/graphql.ts'

export const CallerAccountsQuery = graphql(`
  query CallerAccounts($tenantId: ID!, $search: String, $offset: Int!, $limit: Int!) {
    tenant(id: $tenantId) {
      id
      callerAccounts(search: $search, offset: $offset, limit: $limit) {
        totalCount
        rows {
          id
          number
          name
          blocked
          balance {
            amount
            currency
          }
          entries {
            id
            kind
            note
            at
            amount {
              amount
              currency
            }
            balanceAfter {
              amount
              currency
            }
          }
        }
      }
      linePrices {
        didId
        number
        label
        increment
        warnSeconds
        perCall {
          amount
          currency
        }
        perMinute {
          amount
          currency
        }
      }
    }
  }
`)
type Data = NonNullable<ResultOf<typeof CallerAccountsQuery>['tenant']>
export type AccountRow = Data['callerAccounts']['rows'][number]
export type LinePriceRow = Data['linePrices'][number]

export const SaveCallerAccount = graphql(
  `
    mutation SaveCallerAccount($input: SaveCallerAccountInput!) {
      result: saveCallerAccount(input: $input) {
        __typename
        ...Faults
      }
    }
  `,
  [Faults],
)
export const BookOnCallerAccount = graphql(
  `
    mutation BookOnCallerAccount($input: BookOnCallerAccountInput!) {
      result: bookOnCallerAccount(input: $input) {
        __typename
        ...Faults
      }
    }
  `,
  [Faults],
)
export const SetLinePrice = graphql(
  `
    mutation SetLinePrice($input: SetLinePriceInput!) {
      result: setLinePrice(input: $input) {
        __typename
        ...Faults
      }
    }
  `,
  [Faults],
)
export const ExportCallerAccounts = graphql(
  `
    mutation ExportCallerAccounts($tenantId: ID!) {
      result: exportCallerAccounts(tenantId: $tenantId) {
        __typename
        ... on CallerAccountFile {
          csv
        }
        ...Faults
      }
    }
  `,
  [Faults],
)
