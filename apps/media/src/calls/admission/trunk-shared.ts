import type { AdmissionCheck } from './check.ts'

/** A trunk that is kept for one tenant leads to that tenant's numbers alone. */
export const trunkShared: AdmissionCheck = ({ route, trunkTenantId }) =>
  route !== undefined && trunkTenantId !== null && route.tenant.tenantId !== trunkTenantId
    ? { reason: 'unknownNumber', sipStatus: 404 }
    : null
