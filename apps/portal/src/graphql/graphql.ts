import { initGraphQLTada } from 'gql.tada'
import type { introspection } from './generated/introspection.d.ts'

/** Documents typed by the API's printed schema. */
export const graphql = initGraphQLTada<{
  introspection: introspection
  scalars: {
    /** ISO 8601 text in UTC. */
    DateTime: string
    /** `YYYY-MM-DD`. */
    Date: string
    /** In the form that a schema of the core describes, which reads it. */
    JSON: unknown
  }
}>()

export { readFragment } from 'gql.tada'
export type { FragmentOf, ResultOf, VariablesOf } from 'gql.tada'
