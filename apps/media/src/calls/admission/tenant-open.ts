import { LIFECYCLE } from '@seatline/core'
import type { AdmissionCheck } from './check.ts'

/**
 * What the tenant's life lets in. One that is being set up takes the platform's test calls alone, so to everybody else its number is not in service yet. One that is
 * suspended or has ended has an announcement; without one the caller is told to try again.
 */
export const tenantOpen: AdmissionCheck = ({ route, isTest }) => {
  if (route === undefined) return null
  const { status, suspendedPromptId } = route.tenant
  switch (LIFECYCLE[status].calls) {
    case 'all':
      return null
    case 'test':
      return isTest ? null : { reason: 'tenantNotOpen', sipStatus: 404 }
    case 'announcement':
      return suspendedPromptId === null ? { reason: 'tenantSuspended', sipStatus: 480 } : null
    case 'none':
      return { reason: 'tenantNotOpen', sipStatus: 404 }
  }
}
