import { Faults } from '../graphql/faults.ts'
import { graphql } from '../graphql/graphql.ts'
import type { ResultOf } from '../graphql/graphql.ts'

export const SeatsQuery = graphql(`
  query Seats($tenantId: ID!) {
    seatOverview(tenantId: $tenantId) {
      today
      liveKnown
      attributes
      grades {
        grade
        rented
        inUse
        peakToday
        holders {
          agentId
          name
        }
        planned {
          day
          quantity
        }
        history {
          fromDay
          untilDay
          quantity
        }
      }
      addOns {
        addOn
        rented
        planned {
          day
          quantity
        }
        history {
          fromDay
          untilDay
          quantity
        }
      }
      features {
        feature
        has
        reason
        grades
        addOn
        attribute
        enforcedBy
      }
      limits {
        kind
        max
        use
        peakToday
      }
      seatPricePerMonth {
        amount
        currency
      }
    }
  }
`)
export type Seats = ResultOf<typeof SeatsQuery>['seatOverview']
export type GradeRent = Seats['grades'][number]
export type AddOnRent = Seats['addOns'][number]
export type FeatureState = Seats['features'][number]
export type Limit = Seats['limits'][number]

export const FeaturesQuery = graphql(`
  query Features($tenantId: ID!) {
    seatOverview(tenantId: $tenantId) {
      features {
        feature
        has
        reason
        grades
        addOn
        attribute
        enforcedBy
      }
    }
  }
`)

export const PreviewSeatsQuery = graphql(`
  query PreviewSeats($input: SeatChangeInput!) {
    result: previewSeats(input: $input) {
      __typename
      ... on SeatPreview {
        rentedBefore
        gained
        lost
        signedInBeyond
        monthlyBefore {
          amount
          currency
        }
        monthlyAfter {
          amount
          currency
        }
      }
    }
  }
`)

export const ChangeSeats = graphql(
  `
    mutation ChangeSeats($input: SeatChangeInput!) {
      result: changeSeats(input: $input) {
        __typename
        ...Faults
      }
    }
  `,
  [Faults],
)

export const ChangeAddOn = graphql(
  `
    mutation ChangeAddOn($input: AddOnChangeInput!) {
      result: changeAddOn(input: $input) {
        __typename
        ...Faults
      }
    }
  `,
  [Faults],
)
