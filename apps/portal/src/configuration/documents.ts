import { Faults } from '../graphql/faults.ts'
import { graphql } from '../graphql/graphql.ts'
import type { ResultOf } from '../graphql/graphql.ts'

export const ChoicesQuery = graphql(`
  query ConfigurationChoices($tenantId: ID!) {
    configurationChoices(tenantId: $tenantId) {
      queues {
        id
        name
      }
      flows {
        id
        name
      }
      skills {
        id
        name
      }
      branches {
        id
        name
      }
      music {
        id
        name
      }
      regions {
        id
        name
      }
      voicemailBoxes {
        id
        name
      }
      agents {
        id
        name
      }
      groups {
        id
        name
      }
      speech {
        id
        name
      }
    }
  }
`)
export type Choices = ResultOf<typeof ChoicesQuery>['configurationChoices']
export type Choice = ResultOf<typeof ChoicesQuery>['configurationChoices']['flows'][number]

export const VersionsQuery = graphql(`
  query Versions($tenantId: ID!, $olderThan: Int) {
    configurationVersions(tenantId: $tenantId, olderThan: $olderThan) {
      totalCount
      hasOlder
      versions {
        version
        publishedAt
        publishedBy
        action
        summary
        subjectName
        reason
        restoredVersion
        isCurrent
        canBeRestored
      }
    }
  }
`)
export type VersionRow = ResultOf<typeof VersionsQuery>['configurationVersions']['versions'][number]

export const CompareQuery = graphql(`
  query CompareVersions($tenantId: ID!, $before: Int!, $after: Int!) {
    result: compareConfigurationVersions(tenantId: $tenantId, versionBefore: $before, versionAfter: $after) {
      __typename
      ... on ConfigurationComparison {
        differences {
          kind
          id
          name
          change
          fields {
            field
            before
            after
          }
        }
      }
      ... on UserError {
        code
        message
      }
    }
  }
`)

export const RollBackPreviewQuery = graphql(`
  query RollBackPreview($tenantId: ID!, $version: Int!) {
    result: previewRollBack(tenantId: $tenantId, version: $version) {
      __typename
      ... on RollBackPreview {
        differences {
          kind
          id
          name
          change
          fields {
            field
            before
            after
          }
        }
        leftOut {
          kind
          name
          code
          message
        }
      }
      ... on UserError {
        code
        message
      }
    }
  }
`)
type Preview = Extract<ResultOf<typeof RollBackPreviewQuery>['result'], { __typename: 'RollBackPreview' }>
export type Difference = Preview['differences'][number]
export type LeftOut = Preview['leftOut'][number]

export const RollBack = graphql(
  `
    mutation RollBack($tenantId: ID!, $version: Int!, $reason: String!) {
      result: rollBackConfiguration(tenantId: $tenantId, version: $version, reason: $reason) {
        __typename
        ...Faults
      }
    }
  `,
  [Faults],
)
