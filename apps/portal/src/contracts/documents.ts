import { Faults } from '../graphql/faults.ts'
import { graphql } from '../graphql/graphql.ts'
import type { ResultOf } from '../graphql/graphql.ts'

const IncidentFields = graphql(`
  fragment IncidentFields on Incident @_unmask {
    id
    tenantId
    tenantName
    title
    severity
    openedAt
    noticedAt
    respondedAt
    resolvedAt
    cause
    alarmId
    standings {
      indicator
      tier
      tookMinutes
      dueAt
      decidedAt
    }
  }
`)
const ChangeFields = graphql(`
  fragment ChangeFields on ChangeOrder @_unmask {
    id
    tenantId
    tenantName
    contractId
    title
    text
    requestedBy
    requestedAt
    status
    answeredAt
    answer
    effectiveOn
    standing {
      indicator
      tier
      tookMinutes
      dueAt
      decidedAt
    }
  }
`)
const MeasureFields = graphql(`
  fragment MeasureFields on ServiceMeasure @_unmask {
    id
    month
    indicator
    unit
    caseId
    figure
    target
    serious
    tier
    isFinal
    measuredUntil
    inputs
  }
`)

export const ContractQuery = graphql(
  `
    query TenantContract($tenantId: ID!, $month: String) {
      tenant(id: $tenantId) {
        contracts {
          id
          number
          title
          from
          until
          lastNoticeOn
          daysLeft
          next
          noticeOn
          inForce {
            version
            validFrom
            scope
            renewal
            renewalMonths
            creditCapPercent
            promises {
              indicator
              unit
              higherIsBetter
              target
              serious
              missed {
                dailyFeeTimes
                monthFeesPercent
              }
              seriouslyMissed {
                dailyFeeTimes
                monthFeesPercent
              }
            }
          }
        }
        serviceMeasures(month: $month) {
          __typename
          ... on TenantServiceMeasuresSuccess {
            data {
              ...MeasureFields
            }
          }
        }
        serviceHistory {
          ...MeasureFields
        }
        serviceCredits {
          id
          month
          indicator
          measureId
          rule
          amount {
            amount
            currency
          }
        }
        incidents {
          ...IncidentFields
        }
        changeOrders {
          ...ChangeFields
        }
      }
    }
  `,
  [MeasureFields, IncidentFields, ChangeFields],
)
type Tenant = NonNullable<ResultOf<typeof ContractQuery>['tenant']>
export type ContractData = Tenant['contracts'][number]
export type PromiseData = ContractData['inForce']['promises'][number]
export type MeasureData = ResultOf<typeof MeasureFields>
export type CreditData = Tenant['serviceCredits'][number]
export type IncidentData = ResultOf<typeof IncidentFields>
export type ChangeData = ResultOf<typeof ChangeFields>
export type StandingData = IncidentData['standings'][number]

export const DeskQuery = graphql(
  `
    query ContractDesk {
      allContracts {
        id
        tenantId
        tenantName
        number
        title
        from
        until
        lastNoticeOn
        daysLeft
        next
        noticeOn
        inForce {
          version
          renewal
          renewalMonths
        }
      }
      allIncidents {
        ...IncidentFields
      }
      allChangeOrders {
        ...ChangeFields
      }
    }
  `,
  [IncidentFields, ChangeFields],
)
export type DeskContract = ResultOf<typeof DeskQuery>['allContracts'][number]

export const RequestChange = graphql(
  `
    mutation RequestChange($input: RequestChangeInput!) {
      result: requestChange(input: $input) {
        __typename
        ...Faults
      }
    }
  `,
  [Faults],
)
export const AnswerChange = graphql(
  `
    mutation AnswerChange($input: AnswerChangeInput!) {
      result: answerChange(input: $input) {
        __typename
        ...Faults
      }
    }
  `,
  [Faults],
)
export const OpenIncident = graphql(
  `
    mutation OpenIncident($input: OpenIncidentInput!) {
      result: openIncident(input: $input) {
        __typename
        ...Faults
      }
    }
  `,
  [Faults],
)
export const MarkIncident = graphql(
  `
    mutation MarkIncident($input: MarkIncidentInput!) {
      result: markIncident(input: $input) {
        __typename
        ...Faults
      }
    }
  `,
  [Faults],
)
export const GiveNotice = graphql(
  `
    mutation GiveContractNotice($input: ContractNoticeInput!) {
      result: giveContractNotice(input: $input) {
        __typename
        ...Faults
      }
    }
  `,
  [Faults],
)
export const ResellersQuery = graphql(`
  query Resellers {
    resellers {
      id
      name
      contactEmail
      role
      basis
      percent
      clients {
        tenantId
        tenantName
        from
        until
      }
      statements {
        id
        month
        turnover {
          amount
          currency
        }
        share {
          amount
          currency
        }
        owedToOperator {
          amount
          currency
        }
      }
    }
  }
`)
export type ResellerData = ResultOf<typeof ResellersQuery>['resellers'][number]
export const SaveReseller = graphql(
  `
    mutation SaveReseller($input: ResellerInput!) {
      result: saveReseller(input: $input) {
        __typename
        ...Faults
      }
    }
  `,
  [Faults],
)
export const MakeStatement = graphql(
  `
    mutation MakeResellerStatement($resellerId: ID!, $month: String!, $currency: String!) {
      result: makeResellerStatement(resellerId: $resellerId, month: $month, currency: $currency) {
        __typename
        ...Faults
      }
    }
  `,
  [Faults],
)
