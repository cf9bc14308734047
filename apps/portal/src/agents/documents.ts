import { graphql } from '../graphql/graphql.ts'
import type { ResultOf } from '../graphql/graphql.ts'

export const AgentDesktopFields = graphql(`
  fragment AgentDesktopFields on AgentDesktop @_unmask {
    serverTime
    status
    since
    signedInAt
    device
    muted
    phoneRegistered
    connection
    wrapUpEndsAt
    callerInFlow
    reason {
      system
      reason {
        id
        label
      }
    }
    signedInQueues {
      id
      name
      tenantId
    }
    call {
      id
      ani
      dnis
      arrivedAt
      connectedAt
      endedAt
      waitedMs
      recording
      dispositionNote
      callback {
        number
        waitsSince
        attempt
      }
      disposition {
        id
        label
      }
      queue {
        id
        name
      }
      tenant {
        id
        name
        brand {
          name
          color
          logoUrl
        }
        dispositions {
          id
          label
        }
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
    }
  }
`)

export const AgentDesktopQuery = graphql(
  `
    query AgentDesktop {
      agentDesktop {
        ...AgentDesktopFields
      }
    }
  `,
  [AgentDesktopFields],
)

export const AgentDesktopSubscription = graphql(
  `
    subscription AgentDesktopChanged {
      agentDesktop {
        ...AgentDesktopFields
      }
    }
  `,
  [AgentDesktopFields],
)

export type AgentDesktop = ResultOf<typeof AgentDesktopFields>
export type DesktopCall = NonNullable<AgentDesktop['call']>

export const NotReadyReasonsQuery = graphql(`
  query NotReadyReasons {
    viewer {
      memberships {
        permissions
        tenant {
          id
          name
          reasons {
            id
            label
          }
        }
      }
    }
  }
`)

export const MyCallsQuery = graphql(`
  query MyCalls($first: Int!) {
    myCalls(first: $first) {
      totalCount
      edges {
        node {
          id
          ani
          arrivedAt
          connectedAt
          endedAt
          outcome
          talkMs
          holdMs
          disposition {
            label
          }
          queue {
            name
          }
          tenant {
            id
            timeZone
            brand {
              name
              color
              logoUrl
            }
          }
        }
      }
    }
  }
`)
export type OwnCall = ResultOf<typeof MyCallsQuery>['myCalls']['edges'][number]['node']

export const TransferTargetsQuery = graphql(`
  query TransferTargets($callId: ID!) {
    transferTargets(callId: $callId) {
      outside
      queues {
        id
        name
      }
      agents {
        isExpert
        status
        since
        agent {
          id
          name
        }
      }
      flows {
        id
        name
      }
      onCall {
        id
        name
        now
      }
    }
  }
`)
export type TransferTargets = NonNullable<ResultOf<typeof TransferTargetsQuery>['transferTargets']>
