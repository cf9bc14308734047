import { graphql } from '../graphql/graphql.ts'
import type { ResultOf } from '../graphql/graphql.ts'

export const TenantLiveSubscription = graphql(`
  subscription TenantLiveChanged($tenantId: ID!) {
    tenantLive(tenantId: $tenantId) {
      serverTime
      queues {
        waiting
        oldestWaitingSince
        agentsReady
        agentsSignedIn
        agentsTalking
        queue {
          id
          name
        }
        serviceLevelToday {
          ratio
          answered
          abandoned
          answeredWithin
          thresholdMs
          definition
        }
      }
      agents {
        status
        since
        callId
        muted
        agent {
          id
          name
        }
        queues {
          id
          name
        }
      }
      calls {
        id
        ani
        dnis
        state
        since
        arrivedAt
        queue {
          id
          name
        }
        agent {
          id
          name
        }
      }
    }
  }
`)

export type TenantLive = ResultOf<typeof TenantLiveSubscription>['tenantLive']
export type LiveQueue = NonNullable<TenantLive['queues']>[number]
export type LiveAgent = NonNullable<TenantLive['agents']>[number]
export type LiveCall = NonNullable<TenantLive['calls']>[number]
