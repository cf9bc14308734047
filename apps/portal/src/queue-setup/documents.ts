import { Faults } from '../graphql/faults.ts'
import { graphql } from '../graphql/graphql.ts'
import type { ResultOf, VariablesOf } from '../graphql/graphql.ts'

export const QueueSettingsQuery = graphql(`
  query QueueSettings($tenantId: ID!) {
    queueSettings(tenantId: $tenantId) {
      id
      name
      description
      ringTimeoutSeconds
      wrapUpSeconds
      serviceLevelSeconds
      record
      agentsCount
      routing
      music {
        id
        name
      }
      branch {
        id
        name
      }
      requiredSkills {
        proficiencyMin
        skill {
          id
          name
        }
      }
      uses {
        kind
        name
        detail
      }
    }
  }
`)
export type QueueRow = ResultOf<typeof QueueSettingsQuery>['queueSettings'][number]

export const CreateQueue = graphql(
  `
    mutation CreateQueue($tenantId: ID!, $input: QueueInput!) {
      result: createQueue(tenantId: $tenantId, input: $input) {
        __typename
        ...Faults
      }
    }
  `,
  [Faults],
)
export type QueueInput = VariablesOf<typeof CreateQueue>['input']

export const UpdateQueue = graphql(
  `
    mutation UpdateQueue($tenantId: ID!, $queueId: ID!, $input: QueueInput!) {
      result: updateQueue(tenantId: $tenantId, queueId: $queueId, input: $input) {
        __typename
        ...Faults
      }
    }
  `,
  [Faults],
)

export const ArchiveQueue = graphql(
  `
    mutation ArchiveQueue($tenantId: ID!, $queueId: ID!) {
      result: archiveQueue(tenantId: $tenantId, queueId: $queueId) {
        __typename
        ...Faults
      }
    }
  `,
  [Faults],
)
