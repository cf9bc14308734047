import { createContext, use } from 'react'
import { graphql } from '../graphql/graphql.ts'
import type { ResultOf } from '../graphql/graphql.ts'
import type { Session } from './session.ts'

export const ViewerQuery = graphql(`
  query Viewer {
    viewer {
      serverTime
      person {
        id
        name
        email
        locale
      }
      agent {
        id
        name
        allowedQueues {
          tenant {
            id
            name
            brand {
              name
              color
              logoUrl
            }
          }
          queues {
            id
            name
          }
        }
      }
      memberships {
        roles
        permissions
        branchId
        actingAs {
          id
          reason
          expiresAt
        }
        tenant {
          id
          name
          kind
          status
          timeZone
          currency
          locale
          brand {
            name
            color
            logoUrl
          }
        }
      }
    }
  }
`)

export type Viewer = ResultOf<typeof ViewerQuery>['viewer']
export type Membership = Viewer['memberships'][number]
export type Permission = Membership['permissions'][number]
export type AllowedQueues = NonNullable<Viewer['agent']>['allowedQueues']

export type ViewerContextValue = { readonly viewer: Viewer; readonly session: Session }
export const ViewerContext = createContext<ViewerContextValue | null>(null)

export function useViewer(): ViewerContextValue {
  const value = use(ViewerContext)
  if (value === null) throw new Error('useViewer outside of ViewerContext')
  return value
}
