import type {
  CallArrival,
  Fact,
  FlowId,
  Instant,
  SessionTimer,
  TenantId,
  TenantSnapshot,
  TrunkId,
} from '@seatline/core'
import { PREFLIGHT_TRUNK_ID, isId } from '@seatline/core'
import type { IncomingCall } from '@seatline/sip'
import { newId } from '../runtime/new-id.ts'
import { TOO_SMALL_HEADERS, termsForCaller } from '../sip/session-terms.ts'
import type { SnapshotStore } from '../tenants/snapshot-store.ts'
import { admit } from './admission/admission.ts'
import type { Rejection } from './admission/check.ts'
import type { TenantRates } from './admission/tenant-rates.ts'
import type { CallRegistry } from './call-registry.ts'
import { callerNumber } from './caller-number.ts'

export type AdmittedCall = {
  readonly arrival: CallArrival
  readonly tenant: TenantSnapshot
  readonly flowId: FlowId
  readonly session: SessionTimer | null
}

export type AdmitContext = {
  readonly store: SnapshotStore
  readonly registry: CallRegistry
  readonly rates: TenantRates
  readonly platformCallsMax: number
  readonly draining: () => boolean
  readonly now: () => Instant
  /** Tells the journal of a refused call; `tenantId` is the operator's for a number that nobody has. */
  readonly journal: (tenantId: TenantId, facts: readonly Fact[]) => void
  /** A call came to the tenant's door, and was refused. */
  readonly onArrived: (tenantId: TenantId) => void
  readonly onRejected: (rejection: Rejection, tenantId: TenantId | null) => void
}

/** Takes a new INVITE, or answers it with a refusal and gives null. */
export function admitCall(context: AdmitContext, incoming: IncomingCall): AdmittedCall | null {
  const { store, registry, rates } = context
  const session = termsForCaller(incoming)
  if (session === 'tooSmall') {
    incoming.reject(422, TOO_SMALL_HEADERS)
    return null
  }
  const dnis = incoming.header('X-Seatline-Dnis')?.trim() ?? ''
  const ani = callerNumber(incoming)
  const route = store.route(dnis)
  const trunkId = trunkOf(incoming)
  const trunk = store.platform?.trunks.find((each) => each.trunkId === trunkId)
  const now = context.now()
  const isTest = trunkId === PREFLIGHT_TRUNK_ID
  if (route !== undefined) context.onArrived(route.tenant.tenantId)
  const admission = admit({
    route,
    ani,
    now,
    isTest,
    tenantTokens: route === undefined ? 0 : rates.tokens(route.tenant, now),
    tenantCalls: route === undefined ? 0 : registry.ofTenant(route.tenant.tenantId),
    platformCalls: registry.size,
    trunkTenantId: trunk?.dedicatedTenantId ?? null,
    trunkCalls: registry.ofTrunk(trunkId),
    trunkCallsMax: trunk?.concurrentCallsMax ?? Number.POSITIVE_INFINITY,
    platformCallsMax: context.platformCallsMax,
    draining: context.draining(),
  })
  const sipCallId = incoming.callId
  if (admission.kind === 'rejected') {
    const { rejection, tenant } = admission
    incoming.reject(rejection.sipStatus, retryAfter(rejection))
    const owner = tenant?.tenantId ?? store.platform?.operatorTenantId
    if (owner !== undefined) context.journal(owner, [{ kind: 'call.rejected', ...rejection, ani, dnis, sipCallId }])
    context.onRejected(rejection, tenant?.tenantId ?? null)
    return null
  }
  const { tenant, number } = admission.route
  rates.take(tenant, now)
  return {
    arrival: {
      callId: newId('call'),
      tenantId: tenant.tenantId,
      legId: newId('leg'),
      trunkId,
      didId: number.didId,
      ani,
      dnis,
      sipCallId,
      treatment: admission.treatment,
      test: isTest,
    },
    tenant,
    flowId: number.flowId,
    session,
  }
}

/** When it is worth another try: a carrier that can wait does. */
function retryAfter({ reason }: Rejection): Record<string, string> {
  if (reason === 'platformFull') return { 'Retry-After': '5' }
  return reason === 'tenantTooFast' ? { 'Retry-After': '1' } : {}
}

/** Kamailio lets in trunks only; the fallback keeps the journal well-formed if it ever does not say which. */
function trunkOf(incoming: IncomingCall): TrunkId {
  const trunk = incoming.header('X-Seatline-Trunk')?.trim() ?? ''
  return isId<'trunk'>('trunk', trunk) ? trunk : ('trk_unknown' as TrunkId)
}
