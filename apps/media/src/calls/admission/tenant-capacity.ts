import type { AdmissionCheck } from './check.ts'

/** The tenant has a line left. */
export const tenantCapacity: AdmissionCheck = ({ route, tenantCalls }) =>
  route !== undefined && tenantCalls >= route.tenant.limits.concurrentCallsMax
    ? { reason: 'tenantFull', sipStatus: 486 }
    : null
