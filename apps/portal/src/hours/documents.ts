import { Faults } from '../graphql/faults.ts'
import { graphql } from '../graphql/graphql.ts'
import type { ResultOf, VariablesOf } from '../graphql/graphql.ts'

export const HoursQuery = graphql(`
  query Hours($tenantId: ID!) {
    hoursSettings(tenantId: $tenantId) {
      id
      name
      timeZone
      followsCalendars
      isOpenNow
      weekly {
        day
        from
        to
      }
      holidays {
        date
        name
      }
      uses {
        kind
        name
        detail
      }
    }
  }
`)
export type HoursRow = ResultOf<typeof HoursQuery>['hoursSettings'][number]

export const CalendarsQuery = graphql(`
  query Calendars($tenantId: ID!) {
    holidayCalendars(tenantId: $tenantId) {
      id
      year
      name
      days {
        date
        name
        intervals {
          from
          to
        }
      }
    }
  }
`)
export type CalendarRow = ResultOf<typeof CalendarsQuery>['holidayCalendars'][number]

export const PreviewHoursQuery = graphql(`
  query PreviewHours($tenantId: ID!, $hoursId: ID!, $at: String!) {
    result: previewHours(tenantId: $tenantId, hoursId: $hoursId, at: $at) {
      __typename
      ... on OpenPreview {
        isOpen
        ground
        date
        name
      }
      ... on UserError {
        code
        message
      }
    }
  }
`)

export const CreateHours = graphql(
  `
    mutation CreateHours($tenantId: ID!, $input: HoursInput!) {
      result: createHours(tenantId: $tenantId, input: $input) {
        __typename
        ...Faults
      }
    }
  `,
  [Faults],
)
export type HoursInput = VariablesOf<typeof CreateHours>['input']

export const UpdateHours = graphql(
  `
    mutation UpdateHours($tenantId: ID!, $hoursId: ID!, $input: HoursInput!) {
      result: updateHours(tenantId: $tenantId, hoursId: $hoursId, input: $input) {
        __typename
        ...Faults
      }
    }
  `,
  [Faults],
)

export const ArchiveHours = graphql(
  `
    mutation ArchiveHours($tenantId: ID!, $hoursId: ID!) {
      result: archiveHours(tenantId: $tenantId, hoursId: $hoursId) {
        __typename
        ...Faults
      }
    }
  `,
  [Faults],
)

export const CreateCalendar = graphql(
  `
    mutation CreateCalendar($tenantId: ID!, $input: HolidayCalendarInput!) {
      result: createHolidayCalendar(tenantId: $tenantId, input: $input) {
        __typename
        ...Faults
      }
    }
  `,
  [Faults],
)
export type CalendarInput = VariablesOf<typeof CreateCalendar>['input']

export const UpdateCalendar = graphql(
  `
    mutation UpdateCalendar($tenantId: ID!, $calendarId: ID!, $input: HolidayCalendarInput!) {
      result: updateHolidayCalendar(tenantId: $tenantId, calendarId: $calendarId, input: $input) {
        __typename
        ...Faults
      }
    }
  `,
  [Faults],
)

export const ImportCalendar = graphql(
  `
    mutation ImportCalendar($tenantId: ID!, $calendarId: ID!, $csv: String!) {
      result: importCalendarDays(tenantId: $tenantId, calendarId: $calendarId, csv: $csv) {
        __typename
        ...Faults
      }
    }
  `,
  [Faults],
)

export const CopyCalendar = graphql(
  `
    mutation CopyCalendar($tenantId: ID!, $calendarId: ID!, $year: Int!) {
      result: copyHolidayCalendar(tenantId: $tenantId, calendarId: $calendarId, year: $year) {
        __typename
        ...Faults
      }
    }
  `,
  [Faults],
)

export const ArchiveCalendar = graphql(
  `
    mutation ArchiveCalendar($tenantId: ID!, $calendarId: ID!) {
      result: archiveHolidayCalendar(tenantId: $tenantId, calendarId: $calendarId) {
        __typename
        ...Faults
      }
    }
  `,
  [Faults],
)
