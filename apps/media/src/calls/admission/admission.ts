import type { TenantSnapshot } from '@seatline/core'
import type { NumberRoute } from '../../tenants/snapshot-store.ts'
import { callerAllowed } from './caller-allowed.ts'
import type { AdmissionCheck, AdmissionRequest, Rejection } from './check.ts'
import { numberKnown } from './number-known.ts'
import { platformCapacity } from './platform-capacity.ts'
import { tenantCapacity } from './tenant-capacity.ts'
import { tenantLive } from './tenant-live.ts'
import { trunkCapacity } from './trunk-capacity.ts'

/** In this order: what is nobody's is no tenant's fault. */
const CHECKS: readonly AdmissionCheck[] = [
  platformCapacity,
  trunkCapacity,
  numberKnown,
  tenantLive,
  callerAllowed,
  tenantCapacity,
]

export type Admission =
  | { readonly kind: 'admitted'; readonly route: NumberRoute; readonly treatment: 'flow' | 'full' }
  | { readonly kind: 'rejected'; readonly rejection: Rejection; readonly tenant: TenantSnapshot | null }

/** Decides whether a new call is taken. A full tenant with an announcement for it takes the call, only to play that. */
export function admit(request: AdmissionRequest): Admission {
  const { route } = request
  const rejection = CHECKS.map((check) => check(request)).find((each) => each !== null) ?? null
  if (rejection === null && route !== undefined) return { kind: 'admitted', route, treatment: 'flow' }
  if (rejection?.reason === 'tenantFull' && route !== undefined && route.tenant.fullPromptId !== null)
    return { kind: 'admitted', route, treatment: 'full' }
  return {
    kind: 'rejected',
    rejection: rejection ?? { reason: 'unknownNumber', sipStatus: 404 },
    tenant: route?.tenant ?? null,
  }
}
