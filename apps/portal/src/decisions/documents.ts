import { graphql } from '../graphql/graphql.ts'
import type { FragmentOf, ResultOf } from '../graphql/graphql.ts'

export const DecisionParts = graphql(`
  fragment DecisionParts on RoutingDecision @_unmask {
    id
    callId
    ani
    at
    presentation
    outcome
    method
    trigger
    step
    candidates
    waitedMs
    idleMs
    agent {
      id
      name
    }
    queue {
      id
      name
    }
    rules {
      kind
      outcome
      candidatesLeft
      agent {
        id
        name
      }
    }
    considered {
      rank
      idleMs
      occupancy
      proficiency
      agent {
        id
        name
      }
    }
    skipped {
      why
      agent {
        id
        name
      }
    }
    priority {
      base
      queue
      vip
      aged
    }
    fairness {
      imbalance
      queuesConsidered
      share
    }
  }
`)
export type Decision = FragmentOf<typeof DecisionParts>

export const CallReasonsQuery = graphql(
  `
    query CallReasons($id: ID!, $tenantId: ID!) {
      call(id: $id, tenantId: $tenantId) {
        id
        decisions {
          ...DecisionParts
        }
        wait {
          from
          to
          waitMs
          moments {
            kind
            at
            ahead
            step
            expectedMs
            detail
            causes {
              kind
              agent {
                name
              }
            }
            agent {
              name
            }
            queue {
              name
            }
          }
          agents {
            agent {
              id
              name
            }
            shares {
              status
              ms
            }
          }
        }
      }
    }
  `,
  [DecisionParts],
)
export type Wait = NonNullable<NonNullable<ResultOf<typeof CallReasonsQuery>['call']>['wait']>

export const DecisionsQuery = graphql(
  `
    query Decisions($tenantId: ID!, $filter: DecisionFilter, $offset: Int!, $limit: Int!) {
      routingDecisions(tenantId: $tenantId, filter: $filter, offset: $offset, limit: $limit) {
        totalCount
        rows {
          ...DecisionParts
        }
      }
    }
  `,
  [DecisionParts],
)

export const DecisionChoicesQuery = graphql(`
  query DecisionChoices($tenantId: ID!) {
    tenant(id: $tenantId) {
      id
      queues {
        id
        name
      }
      callerAgents {
        id
        name
      }
    }
  }
`)

export const AgentWorkQuery = graphql(
  `
    query AgentWork($tenantId: ID!, $agentId: ID!, $from: DateTime!, $to: DateTime!) {
      agentWork(tenantId: $tenantId, agentId: $agentId, from: $from, to: $to) {
        emergencyOnly
        expert
        agent {
          id
          name
        }
        queues {
          id
          name
        }
        spans {
          status
          from
          to
        }
        got {
          id
          at
          queue {
            id
            name
          }
        }
        passedOver {
          why
          rank
          decision {
            ...DecisionParts
          }
        }
      }
    }
  `,
  [DecisionParts],
)
export type AgentWork = ResultOf<typeof AgentWorkQuery>['agentWork']

export const EstimatesQuery = graphql(`
  query WaitEstimates($tenantId: ID!, $queueId: ID, $from: DateTime!, $to: DateTime!) {
    waitEstimates(tenantId: $tenantId, queueId: $queueId, from: $from, to: $to) {
      told
      compared
      biasMs
      meanErrorMs
      keptShare
      points {
        at
        position
        expectedMs
        actualMs
      }
    }
  }
`)
export type Estimates = ResultOf<typeof EstimatesQuery>['waitEstimates']
