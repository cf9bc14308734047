import { graphql } from '../graphql/graphql.ts'
import type { ResultOf } from '../graphql/graphql.ts'

export const FinaliseMutation = graphql(`
  mutation FinaliseInvoice($input: DocumentInput!) {
    finaliseInvoice(input: $input) {
      __typename
      ... on Invoice {
        id
        status
        number
      }
      ... on UserError {
        code
        message
      }
    }
  }
`)

export const SendMutation = graphql(`
  mutation SendInvoice($input: DocumentInput!) {
    sendInvoice(input: $input) {
      __typename
      ... on Invoice {
        id
        status
      }
      ... on UserError {
        code
        message
      }
    }
  }
`)

export const VoidMutation = graphql(`
  mutation VoidInvoice($input: VoidInvoiceInput!) {
    voidInvoice(input: $input) {
      __typename
      ... on Invoice {
        id
        status
      }
      ... on UserError {
        code
        message
      }
    }
  }
`)

export const CreditNoteMutation = graphql(`
  mutation WriteCreditNote($input: NoteInput!) {
    writeCreditNote(input: $input) {
      __typename
      ... on Invoice {
        id
        number
      }
      ... on UserError {
        code
        message
      }
    }
  }
`)

export const ClosingsQuery = graphql(`
  query Closings($month: String) {
    closings(month: $month) {
      id
      month
      at
      finishedAt
      clientsCount
      finalCount
      blockedCount
      clients {
        tenantId
        tenantName
        step
        documents {
          id
          number
          payable {
            amount
            currency
          }
        }
        findings {
          code
          count
          blocks
        }
      }
    }
  }
`)
export type Closing = ResultOf<typeof ClosingsQuery>['closings'][number]

export const StartClosingMutation = graphql(`
  mutation StartClosing($month: String!) {
    startClosing(month: $month) {
      __typename
      ... on Closing {
        id
        month
      }
      ... on UserError {
        code
        message
      }
    }
  }
`)
