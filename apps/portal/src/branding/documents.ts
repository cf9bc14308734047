import { Faults } from '../graphql/faults.ts'
import { graphql } from '../graphql/graphql.ts'
import type { ResultOf, VariablesOf } from '../graphql/graphql.ts'

export const BrandingQuery = graphql(`
  query Branding($tenantId: ID!) {
    tenant(id: $tenantId) {
      id
      branding {
        tenantId
        name
        brandName
        brandColor
        contrast
        logoUrl
        locale
        timeZone
        currency
      }
    }
  }
`)
export type Branding = NonNullable<ResultOf<typeof BrandingQuery>['tenant']>['branding']

export const UpdateBranding = graphql(
  `
    mutation UpdateBranding($input: UpdateBrandingInput!) {
      result: updateBranding(input: $input) {
        __typename
        ...Faults
      }
    }
  `,
  [Faults],
)
export type BrandingInput = VariablesOf<typeof UpdateBranding>['input']

export const RemoveLogo = graphql(
  `
    mutation RemoveLogo($tenantId: ID!) {
      result: removeLogo(tenantId: $tenantId) {
        __typename
        ...Faults
      }
    }
  `,
  [Faults],
)

export const SetOwnLanguage = graphql(`
  mutation SetOwnLanguage($locale: String!) {
    setOwnLanguage(locale: $locale) {
      __typename
    }
  }
`)
