import { LIFECYCLE } from '@seatline/core'
import type { CallArrival, TenantSnapshot } from '@seatline/core'
import type { NumberRoute } from '../../tenants/snapshot-store.ts'
import { callerAllowed } from './caller-allowed.ts'
import type { AdmissionCheck, AdmissionRequest, Rejection } from './check.ts'
import { numberKnown } from './number-known.ts'
import { platformCapacity } from './platform-capacity.ts'
import { tenantCapacity } from './tenant-capacity.ts'
import { tenantOpen } from './tenant-open.ts'
import { tenantRate } from './tenant-rate.ts'
import { trunkCapacity } from './trunk-capacity.ts'
import { trunkShared } from './trunk-shared.ts'

/** In this order: what is nobody's is no tenant's fault. */
const CHECKS: readonly AdmissionCheck[] = [
  platformCapacity,
  trunkCapacity,
  numberKnown,
  trunkShared,
  tenantOpen,
  callerAllowed,
  tenantRate,
  tenantCapacity,
]

export type Admission =
  | { readonly kind: 'admitted'; readonly route: NumberRoute; readonly treatment: CallArrival['treatment'] }
  | { readonly kind: 'rejected'; readonly rejection: Rejection; readonly tenant: TenantSnapshot | null }

/** Decides whether a new call is taken. A tenant that is full or takes no calls at present, and has an announcement for it, takes the call only to play that. */
export function admit(request: AdmissionRequest): Admission {
  const { route } = request
  const rejection = CHECKS.map((check) => check(request)).find((each) => each !== null) ?? null
  if (rejection === null && route !== undefined)
    return { kind: 'admitted', route, treatment: isSuspended(route) ? 'suspended' : 'flow' }
  if (rejection?.reason === 'tenantFull' && hasFullPrompt(route)) return { kind: 'admitted', route, treatment: 'full' }
  return {
    kind: 'rejected',
    rejection: rejection ?? { reason: 'unknownNumber', sipStatus: 404 },
    tenant: route?.tenant ?? null,
  }
}

const isSuspended = ({ tenant }: NumberRoute): boolean => LIFECYCLE[tenant.status].calls === 'announcement'

const hasFullPrompt = (route: NumberRoute | undefined): route is NumberRoute =>
  route?.tenant.fullPromptId !== null && route !== undefined && !isSuspended(route)
