import { graphql } from '../graphql/graphql.ts'
import type { ResultOf, VariablesOf } from '../graphql/graphql.ts'

export const AuditQuery = graphql(`
  query Audit($tenantId: ID!, $filter: AuditFilter, $first: Int, $after: String) {
    tenant(id: $tenantId) {
      id
      audit(filter: $filter, first: $first, after: $after) {
        totalCount
        pageInfo {
          endCursor
          hasNextPage
        }
        edges {
          node {
            id
            tenantId
            tenantName
            at
            actorId
            actorName
            actAsId
            action
            subjectId
            subjectName
            reason
            address
            userAgent
            version
            changes {
              field
              before
              after
            }
          }
        }
      }
    }
  }
`)

export const PlatformAuditQuery = graphql(`
  query PlatformAudit($tenantId: ID, $filter: AuditFilter, $first: Int, $after: String) {
    platformAudit(tenantId: $tenantId, filter: $filter, first: $first, after: $after) {
      totalCount
      pageInfo {
        endCursor
        hasNextPage
      }
      edges {
        node {
          id
          tenantId
          tenantName
          at
          actorId
          actorName
          actAsId
          action
          subjectId
          subjectName
          reason
          address
          userAgent
          version
          changes {
            field
            before
            after
          }
        }
      }
    }
  }
`)
export type AuditEntries = ResultOf<typeof PlatformAuditQuery>['platformAudit']
export type AuditRow = AuditEntries['edges'][number]['node']
export type AuditFilter = NonNullable<VariablesOf<typeof AuditQuery>['filter']>

export const AuditChoicesQuery = graphql(`
  query AuditChoices($tenantId: ID!) {
    tenant(id: $tenantId) {
      id
      auditChoices {
        actions
        actors {
          id
          name
        }
      }
    }
  }
`)

export const PlatformAuditChoicesQuery = graphql(`
  query PlatformAuditChoices {
    platformAuditChoices {
      actions
      actors {
        id
        name
      }
    }
  }
`)
export type AuditChoices = ResultOf<typeof PlatformAuditChoicesQuery>['platformAuditChoices']

export const OperatorAccessQuery = graphql(`
  query OperatorAccess($tenantId: ID!) {
    tenant(id: $tenantId) {
      id
      operatorAccess {
        id
        personName
        reason
        startedAt
        expiresAt
        endedAt
        isOpen
      }
    }
  }
`)
export type OperatorAccess = NonNullable<ResultOf<typeof OperatorAccessQuery>['tenant']>['operatorAccess'][number]
