import { Faults } from '../graphql/faults.ts'
import { graphql } from '../graphql/graphql.ts'
import type { ResultOf } from '../graphql/graphql.ts'

export const TrunksQuery = graphql(`
  query Trunks {
    trunks {
      id
      name
      direction
      enabled
      sourceAddresses
      gateways
      concurrentCallsMax
      alarmPercent
      alarmFailures
      probed
      priority
      codecs
      prefixes
      stripDigits
      addDigits
      callerIdRule
      fixedCallerId
      setupTimeoutMs
      failoverStatuses
      dedicatedTenantId
      dedicatedTenantName
    }
  }
`)
export type TrunkRow = ResultOf<typeof TrunksQuery>['trunks'][number]

export const TrunksLiveQuery = graphql(`
  query TrunksLive {
    trunksLive {
      trunkId
      inbound
      outbound
      capacity
      gateways {
        gateway
        answers
        failures
      }
    }
    trunkAlarms {
      id
      kind
      trunkId
      trunkName
      gateway
      calls
      capacity
      failures
      raisedAt
      clearedAt
    }
  }
`)
export type TrunkNow = ResultOf<typeof TrunksLiveQuery>['trunksLive'][number]
export type TrunkAlarm = ResultOf<typeof TrunksLiveQuery>['trunkAlarms'][number]

export const CreateTrunk = graphql(
  `
    mutation CreateTrunk($input: TrunkInput!) {
      result: createTrunk(input: $input) {
        __typename
        ...Faults
      }
    }
  `,
  [Faults],
)
export const UpdateTrunk = graphql(
  `
    mutation UpdateTrunk($id: ID!, $input: TrunkInput!) {
      result: updateTrunk(id: $id, input: $input) {
        __typename
        ...Faults
      }
    }
  `,
  [Faults],
)
export const ArchiveTrunk = graphql(`
  mutation ArchiveTrunk($id: ID!) {
    result: archiveTrunk(id: $id) {
      __typename
      ... on UserError {
        code
        message
        field
      }
    }
  }
`)
export const PlaceTestCall = graphql(
  `
    mutation PlaceTestCall($input: TestCallInput!) {
      result: placeTestCall(input: $input) {
        __typename
        ... on TestCallPlaced {
          callId
        }
        ...Faults
      }
    }
  `,
  [Faults],
)
export const TestCallQuery = graphql(`
  query TestCall($callId: ID!) {
    testCall(callId: $callId) {
      callId
      number
      destinationClass
      state
      refusal
      durationMs
      attempts {
        legId
        trunkName
        gateway
        number
        callerId
        result
        sipStatus
        ringAfterMs
        answerAfterMs
        durationMs
      }
      leftOut {
        trunkId
        trunkName
        why
      }
    }
  }
`)
export type TestCall = NonNullable<ResultOf<typeof TestCallQuery>['testCall']>

export const DestinationsQuery = graphql(`
  query Destinations {
    destinations {
      prefix
      destinationClass
      note
    }
  }
`)
export const DestinationsCsvQuery = graphql(`
  query DestinationsCsv {
    destinationsCsv
  }
`)
export const DestinationOfQuery = graphql(`
  query DestinationOf($number: String!) {
    destinationOf(number: $number) {
      dialled
      destinationClass
      prefix
    }
  }
`)
export const PreviewDestinations = graphql(`
  mutation PreviewDestinations($csv: String!) {
    result: previewDestinationImport(csv: $csv) {
      __typename
      ... on UserError {
        code
        message
        field
      }
      ... on DestinationImport {
        validCount
        invalidCount
        issues {
          line
          field
          code
          message
        }
      }
    }
  }
`)
export const ImportDestinations = graphql(
  `
    mutation ImportDestinations($csv: String!, $mode: ImportMode!) {
      result: importDestinations(csv: $csv, mode: $mode) {
        __typename
        ...Faults
      }
    }
  `,
  [Faults],
)
export const ResetDestinations = graphql(`
  mutation ResetDestinations {
    result: resetDestinations {
      __typename
      ... on UserError {
        code
        message
        field
      }
    }
  }
`)
export const TenantDestinationsQuery = graphql(`
  query TenantDestinations($tenantId: ID!) {
    tenantDestinations(tenantId: $tenantId)
  }
`)
export const SetTenantDestinations = graphql(`
  mutation SetTenantDestinations($tenantId: ID!, $classes: [RuledDestinationClass!]!) {
    result: setTenantDestinations(tenantId: $tenantId, classes: $classes) {
      __typename
      ... on UserError {
        code
        message
        field
      }
    }
  }
`)
