import type { AdmissionCheck } from './check.ts'

/** The tenant's calls do not come faster than its rate: a burst of its own fills its own bucket, and nobody else's. Busy, not 503: a carrier would take that for our whole platform. */
export const tenantRate: AdmissionCheck = ({ route, tenantTokens }) =>
  route !== undefined && tenantTokens < 1 ? { reason: 'tenantTooFast', sipStatus: 486 } : null
