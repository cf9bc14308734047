import { graphql } from '../graphql/graphql.ts'
import type { ResultOf } from '../graphql/graphql.ts'

export const BranchesQuery = graphql(`
  query Branches($tenantId: ID!) {
    tenant(id: $tenantId) {
      id
      branches {
        id
        name
        isArchived
      }
      branchParts {
        queues {
          id
          name
          branchId
        }
        numbers {
          id
          name
          branchId
        }
        agents {
          id
          name
          branchId
        }
        people {
          id
          name
          branchId
        }
      }
    }
  }
`)
type Found = NonNullable<ResultOf<typeof BranchesQuery>['tenant']>
export type Branch = Found['branches'][number]
export type BranchParts = Found['branchParts']
export const PART_KINDS = ['queues', 'numbers', 'agents', 'people'] as const
export type PartKind = (typeof PART_KINDS)[number]

export const CreateBranchMutation = graphql(`
  mutation CreateBranch($input: CreateBranchInput!) {
    createBranch(input: $input) {
      __typename
      ... on UserError {
        code
        field
      }
      ... on InputRefusedError {
        issues {
          field
          code
        }
      }
    }
  }
`)

export const RenameBranchMutation = graphql(`
  mutation RenameBranch($input: RenameBranchInput!) {
    renameBranch(input: $input) {
      __typename
      ... on UserError {
        code
        field
      }
      ... on InputRefusedError {
        issues {
          field
          code
        }
      }
    }
  }
`)

export const ArchiveBranchMutation = graphql(`
  mutation ArchiveBranch($input: ArchiveBranchInput!) {
    archiveBranch(input: $input) {
      __typename
      ... on UserError {
        code
        field
      }
    }
  }
`)

export const MoveToBranchMutation = graphql(`
  mutation MoveToBranch($input: MoveToBranchInput!) {
    moveToBranch(input: $input) {
      __typename
      ... on UserError {
        code
        field
      }
      ... on InputRefusedError {
        issues {
          field
          code
        }
      }
    }
  }
`)
