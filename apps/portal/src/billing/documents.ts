import { graphql } from '../graphql/graphql.ts'
import type { ResultOf } from '../graphql/graphql.ts'

export const BillQuery = graphql(`
  query Bill($tenantId: ID!, $month: String) {
    tenant(id: $tenantId) {
      id
      bill(month: $month) {
        __typename
        ... on Bill {
          month
          from
          until
          isComplete
          planName
          total {
            amount
            currency
          }
          days {
            day
            seats {
              amount
              currency
            }
            inboundMinutes {
              amount
              currency
            }
            outboundMinutes {
              amount
              currency
            }
          }
          lines {
            id
            kind
            charge
            subject
            unit
            increment
            connectionFee {
              amount
              currency
            }
            quantity
            callsCount
            seatsCount
            unitPrice {
              amount
              currency
            }
            amount {
              amount
              currency
            }
          }
        }
        ... on UserError {
          code
        }
      }
    }
  }
`)
type AnyBill = NonNullable<ResultOf<typeof BillQuery>['tenant']>['bill']
export type Bill = Extract<AnyBill, { __typename: 'Bill' }>
export type BillLine = Bill['lines'][number]

export const BilledCallsQuery = graphql(`
  query BilledCalls($tenantId: ID!, $month: String!, $first: Int!, $after: String) {
    tenant(id: $tenantId) {
      id
      bill(month: $month) {
        __typename
        ... on Bill {
          lines {
            id
            calls(first: $first, after: $after) {
              totalCount
              pageInfo {
                hasNextPage
                endCursor
              }
              edges {
                node {
                  callId
                  at
                  durationMs
                  billableSeconds
                  call {
                    id
                    ani
                    dnis
                  }
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
type CallsBill = Extract<NonNullable<ResultOf<typeof BilledCallsQuery>['tenant']>['bill'], { __typename: 'Bill' }>
export type BilledCalls = CallsBill['lines'][number]['calls']
export type BilledCall = BilledCalls['edges'][number]['node']

export const BilledSeatDaysQuery = graphql(`
  query BilledSeatDays($tenantId: ID!, $month: String!) {
    tenant(id: $tenantId) {
      id
      bill(month: $month) {
        __typename
        ... on Bill {
          lines {
            id
            seatDays(first: 31) {
              totalCount
              edges {
                node {
                  day
                  seats
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
