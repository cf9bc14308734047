import { Faults } from '../graphql/faults.ts'
import { graphql } from '../graphql/graphql.ts'
import type { ResultOf } from '../graphql/graphql.ts'

export const OnboardingChoicesQuery = graphql(`
  query OnboardingChoices {
    onboardingStock {
      numbers {
        number
        kind
        reservedFor
      }
      agents {
        id
        name
      }
    }
    prospects {
      tenant {
        id
        name
      }
      contact {
        name
        email
        phone
      }
    }
  }
`)
export type OnboardingChoices = ResultOf<typeof OnboardingChoicesQuery>

export const TemplatesQuery = graphql(`
  query IndustryTemplates($company: String) {
    industryTemplates(company: $company) {
      key
      language
      name
      summary
      queues {
        name
        description
        answerWithinSeconds
      }
      hours {
        day
        from
        to
      }
      seats {
        standard
        professional
        leader
      }
      steps {
        nodeId
        kind
        label
        says
        ways {
          when
          nodeId
        }
      }
    }
  }
`)
export type Template = ResultOf<typeof TemplatesQuery>['industryTemplates'][number]

const TenantFileFields = graphql(`
  fragment TenantFileFields on TenantFile @_unmask {
    tenant {
      id
      name
      status
    }
    numbers
    invitations {
      email
      sentAt
      sendProblem
    }
  }
`)

export const OnboardTenantMutation = graphql(
  `
    mutation OnboardTenant($input: OnboardTenantInput!, $key: String!) {
      onboardTenant(input: $input, idempotencyKey: $key) {
        __typename
        ... on Onboarded {
          file {
            ...TenantFileFields
          }
        }
        ...Faults
      }
    }
  `,
  [TenantFileFields, Faults],
)
export type TenantFile = ResultOf<typeof TenantFileFields>

export const CreateProspectMutation = graphql(`
  mutation CreateProspect($input: ProspectInput!) {
    createProspect(input: $input) {
      __typename
      ... on UserError {
        code
        message
      }
      ... on InputRefusedError {
        issues {
          field
          code
          message
        }
      }
    }
  }
`)

export const ChangeTenantStatusMutation = graphql(`
  mutation ChangeTenantStatus($tenantId: ID!, $status: TenantStatus!, $reason: String!) {
    changeTenantStatus(tenantId: $tenantId, status: $status, reason: $reason) {
      __typename
      ... on TenantFile {
        tenant {
          id
          status
        }
      }
      ... on UserError {
        code
        message
      }
    }
  }
`)

export type Issue = { readonly field: string; readonly code: string; readonly message: string }
