import { graphql } from '../graphql/graphql.ts'
import type { ResultOf } from '../graphql/graphql.ts'

export const OverviewQuery = graphql(`
  query FinanceOverview {
    financeOverview(months: 12) {
      today
      receivables {
        open {
          amount
          currency
        }
        overdue {
          amount
          currency
        }
        openCount
        overdueCount
      }
      months {
        month
        documentsCount
        net {
          amount
          currency
        }
        payable {
          amount
          currency
        }
        settled {
          amount
          currency
        }
      }
    }
  }
`)

export type FinanceOverview = ResultOf<typeof OverviewQuery>['financeOverview']

export const MarginQuery = graphql(`
  query Margin($from: Date!, $until: Date!, $by: MarginDimension!) {
    margin(from: $from, until: $until, by: $by) {
      csv
      rows {
        key
        name
        callsCount
        durationMs
        withoutCostCount
        revenue {
          amount
          currency
        }
        cost {
          amount
          currency
        }
        margin {
          amount
          currency
        }
      }
      days {
        day
        revenue {
          amount
          currency
        }
        cost {
          amount
          currency
        }
        margin {
          amount
          currency
        }
      }
    }
  }
`)

export const ReconciliationsQuery = graphql(
  `
    query Reconciliations {
      reconciliations {
        id
        from
        until
        state
        isNightly
        requestedAt
        finishedAt
        problem
        comparisons {
          carrierId
          carrier
          currency
          matchedCount
          keptCount
          first {
            ...SumParts
          }
          second {
            ...SumParts
          }
          difference {
            ...SumParts
          }
          residual {
            ...SumParts
          }
          causes {
            cause
            sum {
              ...SumParts
            }
          }
        }
      }
    }
  `,
  [
    graphql(`
      fragment SumParts on ReconciliationSum @_unmask {
        count
        durationMs
        amount {
          amount
          currency
        }
      }
    `),
  ],
)
export type Check = ResultOf<typeof ReconciliationsQuery>['reconciliations'][number]
export type Comparison = Check['comparisons'][number]

export const DifferencesQuery = graphql(`
  query Differences(
    $reconciliationId: ID!
    $carrierId: ID
    $currency: String!
    $cause: String
    $offset: Int!
    $first: Int!
  ) {
    reconciliationDifferences(
      reconciliationId: $reconciliationId
      carrierId: $carrierId
      currency: $currency
      cause: $cause
      offset: $offset
      first: $first
    ) {
      totalCount
      rows {
        id
        cause
        at
        clientId
        clientName
        callId
        trunkName
        calling
        called
        durationMs
        amount {
          amount
          currency
        }
        facts {
          name
          value
        }
      }
    }
  }
`)

export const DifferencesFileQuery = graphql(`
  query DifferencesFile($reconciliationId: ID!, $carrierId: ID, $currency: String!, $cause: String) {
    reconciliationFile(reconciliationId: $reconciliationId, carrierId: $carrierId, currency: $currency, cause: $cause)
  }
`)

export const RequestCheckMutation = graphql(`
  mutation RequestReconciliation($from: Date!, $until: Date!) {
    requestReconciliation(from: $from, until: $until) {
      __typename
      ... on Reconciliation {
        id
      }
      ... on UserError {
        code
        message
        field
      }
    }
  }
`)

export const CarriersQuery = graphql(`
  query Carriers {
    carriers {
      id
      carrier
      trunkIds
      recordsCount
      lastImportAt
      mapping {
        delimiter
        timeZone
        timeFormat
        durationUnit
        decimalMark
        numberStyle
        stripPrefix
        currency
        direction
        outboundWord
        columns {
          startedAt
          timeOfDay
          calling
          called
          duration
          billed
          price
          direction
          reference
        }
      }
    }
  }
`)
export type Carrier = ResultOf<typeof CarriersQuery>['carriers'][number]

export const ImportRecordsMutation = graphql(`
  mutation ImportCarrierRecords($carrierId: ID!, $fileName: String!, $csv: String!, $mode: ImportMode!) {
    importCarrierRecords(carrierId: $carrierId, fileName: $fileName, csv: $csv, mode: $mode) {
      __typename
      ... on CarrierFile {
        validCount
        invalidCount
        knownCount
      }
      ... on UserError {
        code
        message
      }
      ... on InputRefusedError {
        issues {
          field
          code
          message
        }
      }
    }
  }
`)

export const PreviewFileMutation = graphql(`
  mutation PreviewCarrierFile($csv: String!, $mapping: CarrierMappingInput!) {
    previewCarrierFile(csv: $csv, mapping: $mapping) {
      __typename
      ... on CarrierFile {
        validCount
        invalidCount
        header
        issues {
          line
          column
          code
          message
        }
        sample {
          line
          direction
          calling
          called
          startedAt
          durationMs
          billedSeconds
          price {
            amount
            currency
          }
        }
      }
      ... on UserError {
        code
        message
        field
      }
      ... on InputRefusedError {
        issues {
          field
          code
          message
        }
      }
    }
  }
`)

export const SaveCarrierMutation = graphql(`
  mutation SaveCarrier($input: SaveCarrierInput!) {
    saveCarrier(input: $input) {
      __typename
      ... on Carrier {
        id
      }
      ... on UserError {
        code
        message
        field
      }
      ... on InputRefusedError {
        issues {
          field
          code
          message
        }
      }
    }
  }
`)

export const CarrierHeaderQuery = graphql(`
  query CarrierFileHeader($csv: String!, $delimiter: String!) {
    carrierFileHeader(csv: $csv, delimiter: $delimiter)
  }
`)

export const TrunkNamesQuery = graphql(`
  query FinanceTrunks {
    consoleResources {
      trunks {
        id
        name
      }
    }
  }
`)
