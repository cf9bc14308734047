import { Faults } from '../graphql/faults.ts'
import { graphql } from '../graphql/graphql.ts'
import type { ResultOf, VariablesOf } from '../graphql/graphql.ts'

export const VoicemailsQuery = graphql(`
  query Voicemails($tenantId: ID!, $filter: VoicemailFilterInput, $offset: Int, $limit: Int) {
    tenant(id: $tenantId) {
      id
      voicemails(filter: $filter, offset: $offset, limit: $limit) {
        totalCount
        messages {
          id
          callId
          ani
          callerName
          leftAt
          promisedAt
          overdue
          lengthMs
          status
          state
          heardAt
          heardBy
          settledAt
          note
          audioUrl
          box {
            id
            name
            addressee {
              name
            }
          }
          queue {
            id
            name
          }
          assignee {
            id
            name
          }
          attempts {
            number
            at
            by
            outcome
            note
          }
        }
      }
    }
  }
`)
export type MessageRow = NonNullable<ResultOf<typeof VoicemailsQuery>['tenant']>['voicemails']['messages'][number]
export type MessageFilter = NonNullable<VariablesOf<typeof VoicemailsQuery>['filter']>

export const VoicemailFiguresQuery = graphql(`
  query VoicemailFigures($tenantId: ID!, $fromDay: Date!, $toDay: Date!) {
    tenant(id: $tenantId) {
      id
      voicemailFigures(fromDay: $fromDay, toDay: $toDay) {
        left
        open
        overdue
        withinPromise
        decided
        medianFirstAttemptMs
        reached
        failed
        days {
          day
          left
          withinPromise
          late
          openAtEnd
        }
      }
    }
  }
`)
export type MessageFigures = NonNullable<ResultOf<typeof VoicemailFiguresQuery>['tenant']>['voicemailFigures']

export const VoicemailLiveSubscription = graphql(`
  subscription VoicemailChanged($tenantId: ID!) {
    voicemailLive(tenantId: $tenantId) {
      serverTime
      open
      overdue
      revision
    }
  }
`)

export const OwnVoicemailQuery = graphql(`
  query OwnVoicemail {
    ownVoicemail {
      tenantId
      tenantName
      open
      overdue
      oldestLeftAt
    }
  }
`)

export const BoxesQuery = graphql(`
  query VoicemailBoxes($tenantId: ID!) {
    tenant(id: $tenantId) {
      id
      voicemailBoxes {
        id
        name
        lengthMaxSeconds
        promisedWithinMinutes
        open
        addressee {
          kind
          id
          name
        }
        greeting {
          id
          name
        }
      }
    }
  }
`)
export type BoxRow = NonNullable<ResultOf<typeof BoxesQuery>['tenant']>['voicemailBoxes'][number]

export const BoxChoicesQuery = graphql(`
  query VoicemailBoxChoices($tenantId: ID!) {
    configurationChoices(tenantId: $tenantId) {
      speech {
        id
        name
      }
    }
    tenant(id: $tenantId) {
      id
      voicemailAddressees {
        groups {
          id
          name
        }
        agents {
          id
          name
        }
      }
    }
  }
`)

export const CreateBox = graphql(
  `
    mutation CreateVoicemailBox($tenantId: ID!, $input: VoicemailBoxInput!) {
      result: createVoicemailBox(tenantId: $tenantId, input: $input) {
        __typename
        ...Faults
      }
    }
  `,
  [Faults],
)
export type BoxInput = VariablesOf<typeof CreateBox>['input']

export const UpdateBox = graphql(
  `
    mutation UpdateVoicemailBox($tenantId: ID!, $boxId: ID!, $input: VoicemailBoxInput!) {
      result: updateVoicemailBox(tenantId: $tenantId, boxId: $boxId, input: $input) {
        __typename
        ...Faults
      }
    }
  `,
  [Faults],
)

export const ArchiveBox = graphql(
  `
    mutation ArchiveVoicemailBox($tenantId: ID!, $boxId: ID!) {
      result: archiveVoicemailBox(tenantId: $tenantId, boxId: $boxId) {
        __typename
        ...Faults
      }
    }
  `,
  [Faults],
)

export const AssignVoicemail = graphql(
  `
    mutation AssignVoicemail($input: AssignVoicemailInput!) {
      result: assignVoicemail(input: $input) {
        __typename
        ...Faults
      }
    }
  `,
  [Faults],
)

export const HearVoicemail = graphql(
  `
    mutation HearVoicemail($input: HearVoicemailInput!) {
      result: hearVoicemail(input: $input) {
        __typename
        ...Faults
      }
    }
  `,
  [Faults],
)

export const RecordAttempt = graphql(
  `
    mutation RecordVoicemailAttempt($input: VoicemailAttemptInput!) {
      result: recordVoicemailAttempt(input: $input) {
        __typename
        ...Faults
      }
    }
  `,
  [Faults],
)

export const SettleVoicemail = graphql(
  `
    mutation SettleVoicemail($input: SettleVoicemailInput!) {
      result: settleVoicemail(input: $input) {
        __typename
        ...Faults
      }
    }
  `,
  [Faults],
)
