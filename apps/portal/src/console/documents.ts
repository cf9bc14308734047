import { Faults } from '../graphql/faults.ts'
import { graphql } from '../graphql/graphql.ts'
import type { ResultOf } from '../graphql/graphql.ts'

export const ConsoleQuery = graphql(`
  query Console(
    $search: String!
    $statuses: [TenantStatus!]!
    $healths: [TenantHealth!]!
    $sort: ConsoleSort!
    $descending: Boolean!
    $first: Int!
    $offset: Int!
  ) {
    console(
      search: $search
      statuses: $statuses
      healths: $healths
      sort: $sort
      descending: $descending
      first: $first
      offset: $offset
    ) {
      totalCount
      callsNow
      callsToday
      refusedToday
      alarmsOpen
      byStatus {
        status
        count
      }
      byHealth {
        health
        count
      }
      rows {
        tenantId
        name
        brandColor
        status
        statusSince
        timeZone
        health
        healthReasons
        callsToday
        answeredToday
        secondsToday
        lastCallAt
        alarmsOpen
        preflight
        concurrentCallsMax
        callsPerSecondMax
        refusedToday {
          reason
          count
        }
        seats {
          grade
          count
        }
      }
    }
  }
`)
export type ConsolePageData = ResultOf<typeof ConsoleQuery>['console']
export type ConsoleRow = ConsolePageData['rows'][number]

export const ConsoleTenantQuery = graphql(`
  query ConsoleTenant($tenantId: ID!) {
    consoleTenant(tenantId: $tenantId) {
      tenantId
      name
      brandColor
      status
      statusSince
      timeZone
      health
      healthReasons
      callsToday
      answeredToday
      secondsToday
      preflight
      attributes
      concurrentCallsMax
      callsPerSecondMax
      apiRequestsPerMinuteMax
      storageBytesMax
      storageBytes
      seats {
        grade
        count
      }
      dedicatedTrunks {
        id
        name
      }
      dedicatedAgents {
        id
        name
      }
    }
  }
`)
export type ConsoleTenant = ResultOf<typeof ConsoleTenantQuery>['consoleTenant']

export const ConsoleFiguresSubscription = graphql(`
  subscription ConsoleFigures($tenantIds: [ID!]!) {
    consoleFigures(tenantIds: $tenantIds) {
      tenantId
      known
      calls
      callsPeakToday
      callsPerSecond
      callsPerSecondPeakToday
      requestsLastMinute
      refusedToday {
        reason
        count
      }
      seatsInUse {
        grade
        count
      }
    }
  }
`)
export type Figures = ResultOf<typeof ConsoleFiguresSubscription>['consoleFigures'][number]

export const AlarmsQuery = graphql(`
  query ConsoleAlarms($tenantId: ID, $openOnly: Boolean!) {
    consoleAlarms(tenantId: $tenantId, openOnly: $openOnly) {
      id
      tenantId
      tenantName
      kind
      detail
      raisedAt
      acknowledgedAt
    }
  }
`)
export type ConsoleAlarm = ResultOf<typeof AlarmsQuery>['consoleAlarms'][number]

export const ResourcesQuery = graphql(`
  query ConsoleResources {
    consoleResources {
      trunks {
        id
        name
        tenantId
      }
      agents {
        id
        name
        tenantId
      }
    }
  }
`)
export type Resource = ResultOf<typeof ResourcesQuery>['consoleResources']['trunks'][number]

export const SetLimits = graphql(
  `
    mutation SetTenantLimits($input: TenantLimitsInput!) {
      result: setTenantLimits(input: $input) {
        __typename
        ...Faults
      }
    }
  `,
  [Faults],
)

export const ChangeStatus = graphql(
  `
    mutation ChangeTenantStatus($tenantId: ID!, $status: TenantStatus!, $reason: String!) {
      result: changeTenantStatus(tenantId: $tenantId, status: $status, reason: $reason) {
        __typename
        ...Faults
      }
    }
  `,
  [Faults],
)

export const DedicateTrunk = graphql(`
  mutation DedicateTrunk($id: ID!, $tenantId: ID) {
    result: dedicateTrunk(trunkId: $id, tenantId: $tenantId) {
      __typename
      ... on UserError {
        code
        message
        field
      }
    }
  }
`)

export const DedicateAgent = graphql(`
  mutation DedicateAgent($id: ID!, $tenantId: ID) {
    result: dedicateAgent(agentId: $id, tenantId: $tenantId) {
      __typename
      ... on UserError {
        code
        message
        field
      }
    }
  }
`)

export const AcknowledgeAlarm = graphql(`
  mutation AcknowledgeAlarm($tenantId: ID!, $alarmId: ID!) {
    result: acknowledgeAlarm(tenantId: $tenantId, alarmId: $alarmId) {
      __typename
      ... on UserError {
        code
        message
        field
      }
    }
  }
`)
