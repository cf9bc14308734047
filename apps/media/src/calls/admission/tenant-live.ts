import type { AdmissionCheck } from './check.ts'

/** The tenant is not suspended. */
export const tenantLive: AdmissionCheck = ({ route }) =>
  route?.tenant.status === 'suspended' ? { reason: 'tenantSuspended', sipStatus: 403 } : null
