import { Faults } from '../graphql/faults.ts'
import { graphql } from '../graphql/graphql.ts'
import type { ResultOf } from '../graphql/graphql.ts'

export const CodesQuery = graphql(`
  query Codes($tenantId: ID!) {
    tenant(id: $tenantId) {
      id
      reasons: codes(kind: REASON) {
        id
        name
        archived
      }
      dispositions: codes(kind: DISPOSITION) {
        id
        name
        archived
      }
    }
  }
`)
export type CodeRow = NonNullable<ResultOf<typeof CodesQuery>['tenant']>['reasons'][number]

export const CreateCode = graphql(
  `
    mutation CreateCode($input: CreateCodeInput!) {
      result: createCode(input: $input) {
        __typename
        ...Faults
      }
    }
  `,
  [Faults],
)

export const RenameCode = graphql(
  `
    mutation RenameCode($input: RenameCodeInput!) {
      result: renameCode(input: $input) {
        __typename
        ...Faults
      }
    }
  `,
  [Faults],
)

export const SetCodeArchived = graphql(
  `
    mutation SetCodeArchived($input: ArchiveCodeInput!) {
      result: setCodeArchived(input: $input) {
        __typename
        ...Faults
      }
    }
  `,
  [Faults],
)

export const OrderCodes = graphql(
  `
    mutation OrderCodes($input: OrderCodesInput!) {
      result: orderCodes(input: $input) {
        __typename
        ...Faults
      }
    }
  `,
  [Faults],
)
