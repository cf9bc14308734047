import { Faults } from '../graphql/faults.ts'
import { graphql } from '../graphql/graphql.ts'
import type { FragmentOf, ResultOf } from '../graphql/graphql.ts'

export const NumberParts = graphql(`
  fragment NumberParts on InventoryNumber @_unmask {
    id
    number
    kind
    parentNumber
    state
    stateSince
    quarantineEndsAt
    reservedFor
    reservedUntil
    carrier
    canBeCalledBack
    note
    monthlyFee {
      amount
      currency
    }
    holder {
      tenantId
      tenantName
      label
      flowId
      flowName
    }
  }
`)
export type NumberRow = FragmentOf<typeof NumberParts>

export const InventoryQuery = graphql(
  `
    query Inventory($first: Int!, $after: String, $filter: NumberFilter!) {
      numberInventory(first: $first, after: $after, filter: $filter) {
        totalCount
        pageInfo {
          hasNextPage
          endCursor
        }
        edges {
          node {
            ...NumberParts
          }
        }
      }
      numberCounts {
        kind
        state
        count
        monthlyFee {
          amount
          currency
        }
      }
    }
  `,
  [NumberParts],
)
export type NumberCount = ResultOf<typeof InventoryQuery>['numberCounts'][number]

export const InventoryCsvQuery = graphql(`
  query InventoryCsv($filter: NumberFilter!) {
    numberInventoryCsv(filter: $filter)
  }
`)

export const NumberHistoryQuery = graphql(`
  query NumberHistory($id: ID!) {
    inventoryNumber(id: $id) {
      id
      history {
        at
        from
        to
        tenantName
        by
        note
      }
    }
  }
`)

export const UnissuedQuery = graphql(`
  query Unissued($month: String!, $first: Int!, $after: String) {
    unissuedNumbersReport(month: $month) {
      month
      until
      totals {
        kind
        count
        monthlyFee {
          amount
          currency
        }
        feeOfMonth {
          amount
          currency
        }
      }
      numbers(first: $first, after: $after) {
        totalCount
        edges {
          node {
            number
            kind
            state
            since
            carrier
            unissuedDays
            monthlyFee {
              amount
              currency
            }
            feeOfMonth {
              amount
              currency
            }
          }
        }
      }
    }
  }
`)

export const UnissuedCsvQuery = graphql(`
  query UnissuedCsv($month: String!) {
    unissuedNumbersReport(month: $month) {
      csv
    }
  }
`)

export const ClientsQuery = graphql(`
  query ClientsToChoose($search: String!) {
    console(search: $search, statuses: [], healths: [], sort: NAME, descending: false, first: 20, offset: 0) {
      rows {
        tenantId
        name
      }
    }
  }
`)

export const TargetsQuery = graphql(`
  query NumberTargets($tenantId: ID!) {
    numberTargets(tenantId: $tenantId) {
      flowId
      name
    }
  }
`)

export const ReserveNumbers = graphql(
  `
    mutation ReserveNumbers($input: ReserveNumbersInput!) {
      result: reserveNumbers(input: $input) {
        __typename
        ...Faults
      }
    }
  `,
  [Faults],
)
export const ReleaseNumbers = graphql(
  `
    mutation ReleaseNumbers($input: ReleaseNumbersInput!) {
      result: releaseNumbers(input: $input) {
        __typename
        ...Faults
      }
    }
  `,
  [Faults],
)
export const IssueNumbers = graphql(
  `
    mutation IssueNumbers($input: IssueNumbersInput!) {
      result: issueNumbers(input: $input) {
        __typename
        ...Faults
      }
    }
  `,
  [Faults],
)
export const RepointNumber = graphql(
  `
    mutation RepointNumber($input: RepointNumberInput!) {
      result: repointNumber(input: $input) {
        __typename
        ...Faults
      }
    }
  `,
  [Faults],
)
export const TakeBackNumber = graphql(
  `
    mutation TakeBackNumber($input: TakeBackNumberInput!) {
      result: takeBackNumber(input: $input) {
        __typename
        ...Faults
      }
    }
  `,
  [Faults],
)
export const UpdateNumber = graphql(
  `
    mutation UpdateInventoryNumber($input: UpdateInventoryNumberInput!) {
      result: updateInventoryNumber(input: $input) {
        __typename
        ...Faults
      }
    }
  `,
  [Faults],
)
export const PreviewNumberImport = graphql(`
  mutation PreviewNumberImport($csv: String!) {
    result: previewNumberImport(csv: $csv) {
      __typename
      ... on UserError {
        code
        message
        field
      }
      ... on NumberImport {
        validCount
        invalidCount
        issues {
          line
          field
          code
          message
        }
      }
    }
  }
`)
export const ImportNumbers = graphql(
  `
    mutation ImportNumbers($csv: String!, $mode: ImportMode!) {
      result: importNumbers(csv: $csv, mode: $mode) {
        __typename
        ...Faults
      }
    }
  `,
  [Faults],
)
