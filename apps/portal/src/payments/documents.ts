import { Faults } from '../graphql/faults.ts'
import { graphql } from '../graphql/graphql.ts'
import type { ResultOf } from '../graphql/graphql.ts'

export const PaymentRow = graphql(`
  fragment PaymentRow on Payment @_unmask {
    id
    tenantId
    tenantName
    way
    status
    asked {
      amount
      currency
    }
    net {
      amount
      currency
    }
    refundable {
      amount
      currency
    }
    invoices {
      invoiceId
      number
      amount {
        amount
        currency
      }
    }
    isTopUp
    hostedUrl
    reference
    payer
    note
    receivedOn
    createdAt
  }
`)

export const OwnPaymentsQuery = graphql(
  `
    query OwnPayments($tenantId: ID!, $offset: Int!, $limit: Int!) {
      tenant(id: $tenantId) {
        id
        canPayOnline
        creditBalance {
          amount
          currency
        }
        paymentMethod {
          label
          last4
          ends
          collects
        }
        payments(offset: $offset, limit: $limit) {
          totalCount
          rows {
            ...PaymentRow
          }
        }
      }
    }
  `,
  [PaymentRow],
)
export type PaymentView = NonNullable<ResultOf<typeof OwnPaymentsQuery>['tenant']>['payments']['rows'][number]
export type SavedMethod = NonNullable<NonNullable<ResultOf<typeof OwnPaymentsQuery>['tenant']>['paymentMethod']>

export const TopUpBalance = graphql(
  `
    mutation TopUpBalance($tenantId: ID!, $amount: String!) {
      result: topUpBalance(tenantId: $tenantId, amount: $amount) {
        __typename
        ... on Payment {
          id
          hostedUrl
        }
        ...Faults
      }
    }
  `,
  [Faults],
)

export const StartMethodSetUp = graphql(
  `
    mutation StartMethodSetUp($tenantId: ID!) {
      result: startPaymentMethodSetUp(tenantId: $tenantId) {
        __typename
        ... on PaymentMethodSetUp {
          url
        }
        ...Faults
      }
    }
  `,
  [Faults],
)

export const SetCollection = graphql(
  `
    mutation SetCollection($tenantId: ID!, $enabled: Boolean!) {
      result: setAutomaticCollection(tenantId: $tenantId, enabled: $enabled) {
        __typename
        ...Faults
      }
    }
  `,
  [Faults],
)

export const AllPaymentsQuery = graphql(
  `
    query AllPayments($offset: Int!, $limit: Int!) {
      payments(offset: $offset, limit: $limit) {
        totalCount
        rows {
          ...PaymentRow
        }
      }
      paymentTroubles {
        id
        kind
        problem
        canTryAgain
        at
      }
    }
  `,
  [PaymentRow],
)
export type Trouble = ResultOf<typeof AllPaymentsQuery>['paymentTroubles'][number]

export const BookingsQuery = graphql(`
  query Bookings($offset: Int!, $limit: Int!) {
    bankStatementTemplate
    bankBookings(state: UNMATCHED, offset: $offset, limit: $limit) {
      totalCount
      rows {
        id
        day
        reference
        text
        payer
        reason
        amount {
          amount
          currency
        }
      }
    }
  }
`)
export type Booking = ResultOf<typeof BookingsQuery>['bankBookings']['rows'][number]

export const PayersQuery = graphql(`
  query Payers {
    console(first: 200) {
      rows {
        tenantId
        name
      }
    }
  }
`)

export const EnterTransfer = graphql(
  `
    mutation EnterTransfer($input: EnterTransferInput!) {
      result: enterTransfer(input: $input) {
        __typename
        ...Faults
      }
    }
  `,
  [Faults],
)
export const ReverseTransfer = graphql(
  `
    mutation ReverseTransfer($paymentId: ID!, $reason: String!) {
      result: reverseTransfer(paymentId: $paymentId, reason: $reason) {
        __typename
        ...Faults
      }
    }
  `,
  [Faults],
)
export const RefundPayment = graphql(
  `
    mutation RefundPayment($paymentId: ID!, $amount: String!, $reason: String!) {
      result: refundPayment(paymentId: $paymentId, amount: $amount, reason: $reason) {
        __typename
        ...Faults
      }
    }
  `,
  [Faults],
)
export const ImportStatement = graphql(
  `
    mutation ImportStatement($input: ImportBankStatementInput!) {
      result: importBankStatement(input: $input) {
        __typename
        ... on BankStatementImport {
          matched
          unmatched
          outgoing
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
export type StatementResult = Extract<
  NonNullable<ResultOf<typeof ImportStatement>['result']>,
  { readonly __typename: 'BankStatementImport' }
>
export const AssignBooking = graphql(
  `
    mutation AssignBooking($input: AssignBankBookingInput!) {
      result: assignBankBooking(input: $input) {
        __typename
        ...Faults
      }
    }
  `,
  [Faults],
)
export const SetBookingAside = graphql(
  `
    mutation SetBookingAside($bookingId: ID!, $reason: String!) {
      result: setBankBookingAside(bookingId: $bookingId, reason: $reason) {
        __typename
        ...Faults
      }
    }
  `,
  [Faults],
)
export const TryTaskAgain = graphql(
  `
    mutation TryTaskAgain($id: ID!) {
      result: tryPaymentTaskAgain(id: $id) {
        __typename
        ...Faults
      }
    }
  `,
  [Faults],
)
