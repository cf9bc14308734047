import { Faults } from '../graphql/faults.ts'
import { graphql } from '../graphql/graphql.ts'
import type { ResultOf, VariablesOf } from '../graphql/graphql.ts'

export const AnnouncementsQuery = graphql(`
  query Announcements($tenantId: ID!) {
    tenant(id: $tenantId) {
      id
      announcements {
        id
        name
        state
        enabled
        thenHangUp
        startsAt
        endsAt
        regions
        topics
        expectedRecoveryAt
        forAllNumbers
        numbers {
          id
          number
          label
        }
        prompt {
          id
          name
          text
          durationMs
        }
      }
      announcementChoices {
        prompts {
          id
          name
          text
          durationMs
        }
        numbers {
          id
          number
          label
        }
        regions
        topics
      }
    }
  }
`)
export type AnnouncementRow = NonNullable<ResultOf<typeof AnnouncementsQuery>['tenant']>['announcements'][number]
export type AnnouncementChoices = NonNullable<ResultOf<typeof AnnouncementsQuery>['tenant']>['announcementChoices']

export const CreateAnnouncement = graphql(
  `
    mutation CreateAnnouncement($input: CreateAnnouncementInput!) {
      result: createAnnouncement(input: $input) {
        __typename
        ...Faults
      }
    }
  `,
  [Faults],
)
export type AnnouncementInput = VariablesOf<typeof CreateAnnouncement>['input']

export const UpdateAnnouncement = graphql(
  `
    mutation UpdateAnnouncement($input: UpdateAnnouncementInput!) {
      result: updateAnnouncement(input: $input) {
        __typename
        ...Faults
      }
    }
  `,
  [Faults],
)

export const SetAnnouncementEnabled = graphql(
  `
    mutation SetAnnouncementEnabled($input: SwitchAnnouncementInput!) {
      result: setAnnouncementEnabled(input: $input) {
        __typename
        ...Faults
      }
    }
  `,
  [Faults],
)

export const ArchiveAnnouncement = graphql(
  `
    mutation ArchiveAnnouncement($input: ArchiveAnnouncementInput!) {
      result: archiveAnnouncement(input: $input) {
        __typename
        ...Faults
      }
    }
  `,
  [Faults],
)

export const OrderAnnouncements = graphql(
  `
    mutation OrderAnnouncements($input: OrderAnnouncementsInput!) {
      result: orderAnnouncements(input: $input) {
        __typename
        ...Faults
      }
    }
  `,
  [Faults],
)

export const AnnounceOutage = graphql(
  `
    mutation AnnounceOutage($input: OutageInput!) {
      result: announceOutage(input: $input) {
        __typename
        ...Faults
      }
    }
  `,
  [Faults],
)
export type OutageInput = VariablesOf<typeof AnnounceOutage>['input']
