import {
  chooseTrunks,
  LIFECYCLE,
  makeDestinationTable,
  toDialled,
  type DestinationClass,
  type OutboundCall,
  type OutboundRefusal,
  type PlatformSnapshot,
  type TenantSnapshot,
  type TrunkId,
} from '@seatline/core'
import { isBlackListed } from './callee-lists.ts'
import type { Attempt, OutboundOrder } from './outbound-order.ts'

export type Selection = {
  readonly number: string
  readonly destinationClass: DestinationClass | null
  readonly refusal: OutboundRefusal | null
  readonly attempts: readonly Attempt[]
  readonly leftOut: OutboundCall['leftOut']
}

export type SelectionContext = {
  readonly platform: PlatformSnapshot | null
  readonly tenant: TenantSnapshot | undefined
  readonly callsOf: (trunkId: TrunkId) => number
  readonly isDown: (trunkId: TrunkId, gateway: string) => boolean
  readonly isFull: boolean
  /** As many calls as the tenant may have. */
  readonly isTenantFull: boolean
  readonly now: number
}

type Wanted = Pick<OutboundOrder, 'number' | 'wantedCallerId' | 'onlyTrunkId' | 'test'>

/** Whether a call out is placed, and over which gateways in what order. Nothing has been sent when it is refused. */
export function selectTrunks(order: Wanted, context: SelectionContext): Selection {
  const { platform, tenant } = context
  const refuse = (refusal: OutboundRefusal): Selection => ({
    number: order.number,
    destinationClass: null,
    refusal,
    attempts: [],
    leftOut: [],
  })
  if (tenant === undefined || platform === null) return refuse('tenantUnknown')
  const { calls } = LIFECYCLE[tenant.status]
  if (calls !== 'all' && !(order.test && calls === 'test')) return refuse('tenantNotOpen')
  if (!tenant.features.includes('outbound')) return refuse('outboundNotAllowed')
  if (context.isFull) return refuse('nodeFull')
  if (context.isTenantFull) return refuse('tenantFull')
  const number = toDialled(order.number)
  if (number === null) return refuse('numberMalformed')
  if (isBlackListed(tenant, number, context.now)) return refuse('numberBlackListed')
  const { destinationClasses, numbers, tenantId } = tenant
  const choice = chooseTrunks(
    {
      number,
      caller: { tenantId, destinationClasses, numbers },
      wantedCallerId: order.wantedCallerId,
      onlyTrunkId: order.onlyTrunkId,
    },
    {
      trunks: platform.trunks,
      destinations: makeDestinationTable(platform.destinations),
      callsOf: context.callsOf,
      isDown: context.isDown,
    },
  )
  const attempts = choice.candidates.flatMap((candidate) =>
    candidate.gateways.map((gateway) => ({ candidate, gateway })),
  )
  const nameOf = new Map(platform.trunks.map(({ trunkId, name }) => [trunkId, name]))
  return {
    number,
    destinationClass: choice.destinationClass,
    refusal: choice.refusal ?? (attempts.length === 0 ? 'noTrunk' : null),
    attempts,
    leftOut: choice.leftOut.map((left) => ({ ...left, trunkName: nameOf.get(left.trunkId) ?? '' })),
  }
}
