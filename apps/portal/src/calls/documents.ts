import { graphql } from '../graphql/graphql.ts'
import type { ResultOf, VariablesOf } from '../graphql/graphql.ts'

export const CallsQuery = graphql(`
  query Calls($tenantId: ID!, $filter: CallFilter, $first: Int, $after: String, $last: Int, $before: String) {
    tenant(id: $tenantId) {
      id
      calls(filter: $filter, first: $first, after: $after, last: $last, before: $before) {
        totalCount
        pageInfo {
          startCursor
          endCursor
          hasNextPage
          hasPreviousPage
        }
        edges {
          node {
            id
            ani
            dnis
            arrivedAt
            connectedAt
            endedAt
            outcome
            releasedBy
            durationMs
            waitMs
            talkMs
            holdMs
            queue {
              id
              name
            }
            agent {
              id
              name
            }
            disposition {
              label
            }
          }
        }
      }
    }
  }
`)
export type CallRow = NonNullable<ResultOf<typeof CallsQuery>['tenant']>['calls']['edges'][number]['node']
export type CallFilter = NonNullable<VariablesOf<typeof CallsQuery>['filter']>

export const FilterChoicesQuery = graphql(`
  query FilterChoices($tenantId: ID!) {
    tenant(id: $tenantId) {
      id
      queues {
        id
        name
      }
    }
  }
`)

export const CallDetailsQuery = graphql(`
  query CallDetails($id: ID!, $tenantId: ID!) {
    call(id: $id, tenantId: $tenantId) {
      id
      callbackAttemptOf {
        id
        callId
        attempts {
          number
          callId
        }
      }
      callbackAsked {
        id
        state
      }
      ani
      dnis
      arrivedAt
      answeredAt
      queuedAt
      connectedAt
      endedAt
      outcome
      releasedBy
      durationMs
      menuMs
      waitMs
      talkMs
      holdMs
      wrapUpMs
      dispositionNote
      cause {
        reason
        sipStatus
        q850
      }
      disposition {
        label
      }
      queue {
        name
      }
      agent {
        name
      }
      menuPath {
        nodeId
        kind
        label
        digits
        at
      }
      variables {
        name
        value
      }
      legs {
        id
        party
        direction
        sipCallId
        startedAt
        ringingAt
        answeredAt
        endedAt
        releasedBy
        agent {
          name
        }
        cause {
          reason
          sipStatus
          q850
        }
      }
      presentations {
        number
        presentedAt
        endedAt
        outcome
        agent {
          name
        }
        queue {
          name
        }
        reason {
          method
          candidates
          idleMs
          waitedMs
        }
      }
      recordings {
        id
        segment
        status
        audioUrl
        durationMs
        expectedMs
        startedAt
        agent {
          name
        }
      }
      price {
        total {
          amount
          currency
        }
        lines {
          legId
          durationMs
          billableSeconds
          increment
          connectionFee {
            amount
            currency
          }
          pricePerMinute {
            amount
            currency
          }
          destination
          planVersion
          includedSeconds
          chargesCount
          invoiceLines {
            invoiceId
            number
            lineId
          }
          amount {
            amount
            currency
          }
        }
      }
    }
  }
`)
export type CallDetails = NonNullable<ResultOf<typeof CallDetailsQuery>['call']>
export type CallRecording = CallDetails['recordings'][number]
