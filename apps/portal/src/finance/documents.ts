import { graphql } from '../graphql/graphql.ts'
import type { ResultOf } from '../graphql/graphql.ts'

const INVOICE_ROW = graphql(`
  fragment InvoiceRow on Invoice @_unmask {
    id
    tenantId
    tenantName
    kind
    status
    number
    month
    issuedOn
    dueOn
    payable {
      amount
      currency
    }
    open {
      amount
      currency
    }
    dunningLevel
  }
`)

export const PlatformInvoicesQuery = graphql(
  `
    query PlatformInvoices($filter: InvoiceFilter, $first: Int, $after: String) {
      platformInvoices(filter: $filter, first: $first, after: $after) {
        totalCount
        pageInfo {
          hasNextPage
          endCursor
        }
        edges {
          node {
            ...InvoiceRow
          }
        }
      }
    }
  `,
  [INVOICE_ROW],
)

export const ClientInvoicesQuery = graphql(
  `
    query ClientInvoices($tenantId: ID!, $filter: InvoiceFilter, $first: Int, $after: String) {
      tenant(id: $tenantId) {
        id
        invoices(filter: $filter, first: $first, after: $after) {
          totalCount
          pageInfo {
            hasNextPage
            endCursor
          }
          edges {
            node {
              ...InvoiceRow
            }
          }
        }
      }
    }
  `,
  [INVOICE_ROW],
)
type InvoiceConnection = ResultOf<typeof PlatformInvoicesQuery>['platformInvoices']
export type InvoiceRow = InvoiceConnection['edges'][number]['node']

export const InvoiceQuery = graphql(
  `
    query InvoiceWhole($tenantId: ID!, $invoiceId: ID!) {
      tenant(id: $tenantId) {
        id
        timeZone
        invoice(invoiceId: $invoiceId) {
          ...InvoiceRow
          correctsId
          reason
          fromDay
          untilDay
          sentAt
          paidAt
          voidedAt
          net {
            amount
            currency
          }
          tax {
            amount
            currency
          }
          rounding {
            amount
            currency
          }
          settled {
            amount
            currency
          }
          taxMode
          billTo {
            name
            address
            taxId
            email
          }
          taxes {
            category
            treatment
            percent
            net {
              amount
              currency
            }
            tax {
              amount
              currency
            }
          }
          corrections {
            id
            kind
            number
            status
            payable {
              amount
              currency
            }
          }
          lines {
            lineId
            kind
            subject
            fromDay
            untilDay
            planVersion
            quantity
            unit
            unitPrice {
              amount
              currency
            }
            amount {
              amount
              currency
            }
            details {
              name
              value
            }
            evidence {
              kind
              usageKey
              from
              until
              lineIds
              recordId
              callIds
            }
          }
        }
      }
    }
  `,
  [INVOICE_ROW],
)
type FoundTenant = NonNullable<ResultOf<typeof InvoiceQuery>['tenant']>
export type Invoice = NonNullable<FoundTenant['invoice']>
export type InvoiceLine = Invoice['lines'][number]

export const LineDaysQuery = graphql(`
  query InvoiceLineDays($tenantId: ID!, $invoiceId: ID!) {
    tenant(id: $tenantId) {
      id
      invoice(invoiceId: $invoiceId) {
        id
        lines {
          lineId
          evidence {
            days(first: 31) {
              edges {
                node {
                  date
                  count
                  amount {
                    amount
                    currency
                  }
                }
              }
            }
          }
        }
      }
    }
  }
`)

export const RatedCallsQuery = graphql(`
  query RatedCalls(
    $tenantId: ID!
    $from: DateTime!
    $until: DateTime!
    $direction: RatedCallDirection
    $offset: Int!
    $first: Int!
  ) {
    tenant(id: $tenantId) {
      id
      ratedCalls(from: $from, until: $until, direction: $direction, offset: $offset, first: $first) {
        totalCount
        rows {
          callId
          direction
          calling
          called
          startedAt
          durationMs
          billableSeconds
          rate
          planVersion
          amount {
            amount
            currency
          }
        }
      }
    }
  }
`)

export const InvoiceFileQuery = graphql(`
  query InvoiceFile($tenantId: ID!, $invoiceId: ID!, $format: DocumentFormat!, $locale: String!) {
    tenant(id: $tenantId) {
      id
      invoiceFile(invoiceId: $invoiceId, format: $format, locale: $locale) {
        fileName
        mimeType
        base64
      }
    }
  }
`)

export const CallListFileQuery = graphql(`
  query CallListFile($tenantId: ID!, $month: String!, $format: DocumentFormat!, $locale: String!) {
    tenant(id: $tenantId) {
      id
      callListFile(month: $month, format: $format, locale: $locale) {
        fileName
        mimeType
        base64
      }
    }
  }
`)

export const StatementQuery = graphql(`
  query Statement($tenantId: ID!, $from: Date!, $until: Date!) {
    tenant(id: $tenantId) {
      id
      statement(from: $from, until: $until) {
        currency
        opening {
          amount
          currency
        }
        closing {
          amount
          currency
        }
        entries {
          entryId
          kind
          day
          memo
          invoiceId
          amount {
            amount
            currency
          }
          balance {
            amount
            currency
          }
        }
        aged {
          band
          amount {
            amount
            currency
          }
        }
      }
    }
  }
`)

export const StatementFileQuery = graphql(`
  query StatementFile($tenantId: ID!, $from: Date!, $until: Date!, $format: DocumentFormat!, $locale: String!) {
    tenant(id: $tenantId) {
      id
      statementFile(from: $from, until: $until, format: $format, locale: $locale) {
        fileName
        mimeType
        base64
      }
    }
  }
`)

export const LedgerQuery = graphql(`
  query Ledger($filter: LedgerFilter, $first: Int, $after: String) {
    ledger(filter: $filter, first: $first, after: $after) {
      totalCount
      pageInfo {
        hasNextPage
        endCursor
      }
      edges {
        node {
          id
          tenantId
          tenantName
          kind
          day
          memo
          invoiceId
          postings {
            account
            amount {
              amount
              currency
            }
          }
        }
      }
    }
  }
`)

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
