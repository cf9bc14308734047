import { graphql } from './graphql.ts'

/** Why a mutation was not carried out, whole or by field: what `useChange` shows. */
export const Faults = graphql(`
  fragment Faults on UserError @_unmask {
    code
    message
    field
    ... on InputRefusedError {
      issues {
        field
        code
        message
      }
    }
  }
`)
