import type { GatewayHealth, Instant, OutboundCall, TenantId, Trunk, TrunkId } from '@seatline/core'

/** A trunk as the operator sees it. */
export type TrunkView = Trunk & { readonly dedicatedTo: { readonly id: TenantId; readonly name: string } | null }

/** What goes on on a trunk now, on all media nodes together. */
export type TrunkLiveView = {
  readonly trunkId: TrunkId
  readonly inbound: number
  readonly outbound: number
  readonly capacity: number
  readonly gateways: readonly GatewayHealth[]
}

export type TrunkAlarmView = {
  readonly id: string
  readonly kind: string
  readonly trunkId: TrunkId | null
  readonly trunkName: string
  readonly gateway: string | null
  /** Calls in progress and lines, of a capacity alarm. */
  readonly calls: number | null
  readonly capacity: number | null
  /** In a row, of a failing gateway. */
  readonly failures: number | null
  readonly raisedAt: Instant
  readonly clearedAt: Instant | null
}

export type TestCallView = OutboundCall
