import type { TenantId, TrunkId } from '../ids.ts'
import { classOfDestination, mayCall, type DestinationClass, type DestinationTable } from './destination-class.ts'
import type { Trunk } from './trunk.ts'

/** Who calls, and what the caller may do. */
export type OutboundCaller = {
  readonly tenantId: TenantId
  readonly destinationClasses: readonly string[]
  /** The caller's own numbers, the preferred one first. */
  readonly numbers: readonly { readonly number: string; readonly canBeCalledBack: boolean }[]
}

export type TrunkRequest = {
  /** As dialled here (`toDialled`). */
  readonly number: string
  readonly caller: OutboundCaller
  /** The number to show; null: the first of the caller's that can be called back. */
  readonly wantedCallerId: string | null
  /** Only this trunk, to try it out; null: whichever fits. */
  readonly onlyTrunkId: TrunkId | null
}

/** What is known of the trunks now. */
export type TrunkSituation = {
  readonly trunks: readonly Trunk[]
  readonly destinations: DestinationTable
  /** Calls in progress, both ways, on all nodes. */
  readonly callsOf: (trunkId: TrunkId) => number
  readonly isDown: (trunkId: TrunkId, gateway: string) => boolean
}

/** A trunk that may carry the call, with everything that is needed to place it. */
export type TrunkCandidate = {
  readonly trunk: Trunk
  /** Without those that are down. */
  readonly gateways: readonly string[]
  /** The digits that the carrier gets. */
  readonly number: string
  readonly callerId: string
  readonly because: {
    readonly dedicated: boolean
    readonly priority: number
    /** The longest of the trunk's prefixes that fits; null: it carries everything. */
    readonly prefix: string | null
    readonly freeLines: number
  }
}

export const LEFT_OUT_REASONS = [
  'notAsked',
  'disabled',
  'inboundOnly',
  'noGateway',
  'otherTenant',
  'prefix',
  'noCallerId',
  'full',
  'down',
] as const
export type LeftOutReason = (typeof LEFT_OUT_REASONS)[number]

export type TrunkChoice = {
  readonly destinationClass: DestinationClass
  /** Why the call is not placed at all, whatever trunks there are. */
  readonly refusal: 'destinationForbidden' | 'destinationNotAllowed' | 'callerIdNotOwn' | null
  /** In the order to try them. */
  readonly candidates: readonly TrunkCandidate[]
  readonly leftOut: readonly { readonly trunkId: TrunkId; readonly why: LeftOutReason }[]
}

/** Which trunks carry the call, in what order, and for every other one why not. A total order: dedicated before shared, then priority, the longer prefix, the id. */
export function chooseTrunks(request: TrunkRequest, situation: TrunkSituation): TrunkChoice {
  const { number, caller, wantedCallerId } = request
  const { destinationClass } = classOfDestination(situation.destinations, number)
  const refuse = (refusal: TrunkChoice['refusal']): TrunkChoice => ({
    destinationClass,
    refusal,
    candidates: [],
    leftOut: [],
  })
  if (destinationClass === 'forbidden') return refuse('destinationForbidden')
  if (!mayCall(caller.destinationClasses, destinationClass)) return refuse('destinationNotAllowed')
  if (wantedCallerId !== null && !caller.numbers.some((own) => own.number === wantedCallerId))
    return refuse('callerIdNotOwn')
  const looked = situation.trunks.map((trunk) => ({ trunk, found: lookAt(trunk, request, situation) }))
  return {
    destinationClass,
    refusal: null,
    candidates: looked.flatMap(({ found }) => (typeof found === 'string' ? [] : [found])).toSorted(compareCandidates),
    leftOut: looked.flatMap(({ trunk, found }) =>
      typeof found === 'string' ? [{ trunkId: trunk.trunkId, why: found }] : [],
    ),
  }
}

function lookAt(trunk: Trunk, request: TrunkRequest, situation: TrunkSituation): TrunkCandidate | LeftOutReason {
  const { number, caller, onlyTrunkId } = request
  const { trunkId, dedicatedTenantId } = trunk
  if (onlyTrunkId !== null && onlyTrunkId !== trunkId) return 'notAsked'
  if (!trunk.enabled) return 'disabled'
  if (trunk.direction === 'inbound') return 'inboundOnly'
  if (trunk.gateways.length === 0) return 'noGateway'
  if (dedicatedTenantId !== null && dedicatedTenantId !== caller.tenantId) return 'otherTenant'
  const prefix = longestOf(trunk.prefixes, number)
  if (prefix === undefined) return 'prefix'
  const callerId = callerIdFor(trunk, request)
  if (callerId === null) return 'noCallerId'
  const freeLines = trunk.concurrentCallsMax - situation.callsOf(trunkId)
  if (freeLines <= 0) return 'full'
  const gateways = trunk.gateways.filter((gateway) => !situation.isDown(trunkId, gateway))
  if (gateways.length === 0) return 'down'
  return {
    trunk,
    gateways,
    number: `${trunk.addDigits}${number.slice(trunk.stripDigits)}`,
    callerId,
    because: { dedicated: dedicatedTenantId !== null, priority: trunk.priority, prefix, freeLines },
  }
}

/** Null: the trunk carries everything. Undefined: not this number. */
function longestOf(prefixes: readonly string[], number: string): string | null | undefined {
  if (prefixes.length === 0) return null
  return prefixes
    .filter((prefix) => number.startsWith(prefix))
    .toSorted((a, b) => b.length - a.length)
    .at(0)
}

/** The number that the called party sees. A caller's own is shown only if it can be called back. */
export function callerIdFor(
  trunk: Pick<Trunk, 'callerIdRule' | 'fixedCallerId'>,
  { caller, wantedCallerId }: Pick<TrunkRequest, 'caller' | 'wantedCallerId'>,
): string | null {
  if (trunk.callerIdRule === 'fixed') return trunk.fixedCallerId
  const shown = caller.numbers.filter(({ canBeCalledBack }) => canBeCalledBack).map(({ number }) => number)
  return (wantedCallerId === null ? shown[0] : shown.find((number) => number === wantedCallerId)) ?? null
}

function compareCandidates(a: TrunkCandidate, b: TrunkCandidate): number {
  if (a.because.dedicated !== b.because.dedicated) return a.because.dedicated ? -1 : 1
  if (a.because.priority !== b.because.priority) return a.because.priority - b.because.priority
  const longer = (b.because.prefix?.length ?? 0) - (a.because.prefix?.length ?? 0)
  if (longer !== 0) return longer
  return a.trunk.trunkId < b.trunk.trunkId ? -1 : Number(a.trunk.trunkId > b.trunk.trunkId)
}
