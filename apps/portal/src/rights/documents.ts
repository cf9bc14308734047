import { graphql } from '../graphql/graphql.ts'
import type { ResultOf } from '../graphql/graphql.ts'

export const RightsTableQuery = graphql(`
  query RightsTable {
    rightsTable {
      permission
      rolesWith
      isOfPlatform
      isOfHeadOffice
    }
  }
`)
export type RightRow = ResultOf<typeof RightsTableQuery>['rightsTable'][number]

export const RightsHoldersQuery = graphql(`
  query RightsHolders($tenantId: ID!, $search: String) {
    tenant(id: $tenantId) {
      id
      rightsHolders(search: $search) {
        id
        name
        email
        roles
        branch {
          id
          name
        }
      }
    }
  }
`)

export const RightsOfQuery = graphql(`
  query RightsOf($tenantId: ID!, $personId: ID!) {
    tenant(id: $tenantId) {
      id
      rightsOf(personId: $personId) {
        personId
        personName
        roles
        branch {
          id
          name
        }
        actingAs {
          expiresAt
        }
        rights {
          permission
          isHeld
          byRoles
          byActingAs
          isWithheldByBranch
          rolesWith
        }
      }
    }
  }
`)

export const OwnRightsQuery = graphql(`
  query OwnRights($tenantId: ID!) {
    tenant(id: $tenantId) {
      id
      ownRights {
        personId
        personName
        roles
        branch {
          id
          name
        }
        actingAs {
          expiresAt
        }
        rights {
          permission
          isHeld
          byRoles
          byActingAs
          isWithheldByBranch
          rolesWith
        }
      }
    }
  }
`)
export type PersonRights = NonNullable<ResultOf<typeof OwnRightsQuery>['tenant']>['ownRights']
export type HeldRight = PersonRights['rights'][number]
export type Role = RightRow['rolesWith'][number]
