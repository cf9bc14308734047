import { graphql } from '../graphql/graphql.ts'
import type { ResultOf } from '../graphql/graphql.ts'

export const PreflightLive = graphql(`
  subscription Preflight($tenantId: ID!) {
    preflight(tenantId: $tenantId) {
      runs {
        id
        status
        startedAt
        finishedAt
        checks {
          key
          code
          subject
          state
          found {
            name
            value
          }
        }
      }
    }
  }
`)

export const StartPreflightMutation = graphql(`
  mutation StartPreflight($tenantId: ID!) {
    startPreflight(tenantId: $tenantId) {
      __typename
      ... on PreflightRun {
        id
      }
      ... on UserError {
        code
        message
      }
    }
  }
`)

export type Run = ResultOf<typeof PreflightLive>['preflight']['runs'][number]
export type Check = Run['checks'][number]
