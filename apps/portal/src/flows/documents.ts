import { graphql } from '../graphql/graphql.ts'
import type { ResultOf } from '../graphql/graphql.ts'

const FlowFields = graphql(`
  fragment FlowFields on Flow @_unmask {
    id
    name
    draftDiffers
    draftAt
    draftBy
    revision
    stepsCount
    numbers
    published {
      id
      number
      createdAt
    }
    scheduled {
      at
      version {
        id
        number
      }
    }
  }
`)

export const FlowsQuery = graphql(
  `
    query Flows($tenantId: ID!) {
      flows(tenantId: $tenantId) {
        flow {
          ...FlowFields
        }
        faults {
          code
          severity
        }
        testsCount
        testsPassed
      }
      flowChoices(tenantId: $tenantId) {
        templates {
          id
          name
        }
      }
    }
  `,
  [FlowFields],
)
export type FlowRow = ResultOf<typeof FlowsQuery>['flows'][number]

export const FlowQuery = graphql(
  `
    query Flow($tenantId: ID!, $flowId: ID!) {
      flow(tenantId: $tenantId, flowId: $flowId) {
        flow {
          ...FlowFields
        }
        entryNodeId
        nodes
        layout
      }
      flowChoices(tenantId: $tenantId) {
        queues {
          id
          name
        }
        hours {
          id
          name
        }
        boxes {
          id
          name
        }
        onCallLists {
          id
          name
        }
        surveys {
          id
          name
        }
        agents {
          id
          name
        }
        skills {
          id
          name
        }
        flows {
          id
          name
        }
        secrets
        prompts {
          id
          name
          text
          durationMs
        }
      }
    }
  `,
  [FlowFields],
)
export type FlowOpened = ResultOf<typeof FlowQuery>['flow']
export type FlowInfo = FlowOpened['flow']
export type FlowChoices = ResultOf<typeof FlowQuery>['flowChoices']

export const FlowFaultsQuery = graphql(`
  query FlowFaults($tenantId: ID!, $flowId: ID!, $drawing: FlowDrawingInput) {
    flowFaults(tenantId: $tenantId, flowId: $flowId, drawing: $drawing) {
      nodeId
      field
      code
      message
      severity
    }
  }
`)
export type FlowFault = ResultOf<typeof FlowFaultsQuery>['flowFaults'][number]

export const FlowVersionsQuery = graphql(`
  query FlowVersions($tenantId: ID!, $flowId: ID!) {
    flowVersions(tenantId: $tenantId, flowId: $flowId) {
      id
      number
      note
      createdAt
      createdBy
      isPublished
      stepsCount
      testsCount
      testsPassed
    }
  }
`)
export type FlowVersionRow = ResultOf<typeof FlowVersionsQuery>['flowVersions'][number]

export const FlowVersionQuery = graphql(`
  query FlowVersion($tenantId: ID!, $flowVersionId: ID!) {
    flowVersion(tenantId: $tenantId, flowVersionId: $flowVersionId) {
      version {
        id
        number
        note
      }
      entryNodeId
      nodes
      layout
    }
  }
`)

export const FlowDifferencesQuery = graphql(`
  query FlowDifferences($tenantId: ID!, $flowId: ID!, $before: ID, $after: ID) {
    flowDifferences(tenantId: $tenantId, flowId: $flowId, before: $before, after: $after) {
      change
      nodeId
      label
      kind
      field
      before
      after
    }
  }
`)
export type FlowDifference = ResultOf<typeof FlowDifferencesQuery>['flowDifferences'][number]

export const FlowTestsQuery = graphql(`
  query FlowTests($tenantId: ID!, $flowId: ID!) {
    flowTests(tenantId: $tenantId, flowId: $flowId) {
      id
      name
      script
    }
  }
`)

export const FlowTestRunsQuery = graphql(`
  query FlowTestRuns($tenantId: ID!, $flowId: ID!, $drawing: FlowDrawingInput) {
    flowTestRuns(tenantId: $tenantId, flowId: $flowId, drawing: $drawing) {
      testId
      passed
      result
    }
  }
`)

export const FlowBenchQuery = graphql(`
  query FlowBench($tenantId: ID!, $flowId: ID!, $drawing: FlowDrawingInput, $script: JSON!) {
    flowBench(tenantId: $tenantId, flowId: $flowId, drawing: $drawing, script: $script)
  }
`)

export const FlowSecretsQuery = graphql(`
  query FlowSecrets($tenantId: ID!) {
    flowSecrets(tenantId: $tenantId) {
      name
      updatedAt
      updatedBy
    }
  }
`)

export const FlowRegionsQuery = graphql(`
  query FlowRegions($tenantId: ID!) {
    tenant(id: $tenantId) {
      id
      callerRegions {
        name
      }
    }
  }
`)
