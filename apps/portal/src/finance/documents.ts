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
              contractId
              measureId
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

export const LineMeasureQuery = graphql(`
  query InvoiceLineMeasure($tenantId: ID!, $month: String!) {
    tenant(id: $tenantId) {
      id
      serviceMeasures(month: $month) {
        __typename
        ... on TenantServiceMeasuresSuccess {
          data {
            id
            indicator
            unit
            figure
            target
            serious
            tier
            inputs
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
    $usageKey: String
    $offset: Int!
    $first: Int!
  ) {
    tenant(id: $tenantId) {
      id
      ratedCalls(from: $from, until: $until, usageKey: $usageKey, offset: $offset, first: $first) {
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
