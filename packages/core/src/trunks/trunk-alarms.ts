import type { TrunkId } from '../ids.ts'
import type { Trunk } from './trunk.ts'

/** What a media node says of a gateway. */
export type GatewayHealth = {
  readonly trunkId: TrunkId
  readonly gateway: string
  /** Answers OPTIONS; null: not asked yet, or never. */
  readonly answers: boolean | null
  /** Calls that failed in a row. */
  readonly failures: number
}

export type TrunkAlarm = {
  readonly kind: 'trunk.capacity' | 'trunk.gatewayFailing' | 'trunk.gatewayDown'
  readonly trunkId: TrunkId
  readonly gateway: string | null
  readonly detail: Readonly<Record<string, string | number | null>>
}

/** Lines that must be free again below the threshold before a capacity alarm ends, in percent points: else it would come and go with every call. */
const HYSTERESIS_PERCENT = 5

/** What a person should know of the trunks now. An alarm that is not in the answer any more has ended by itself; `open` tells which there are. */
export function trunkAlarms(input: {
  readonly trunks: readonly Trunk[]
  readonly callsOf: (trunkId: TrunkId) => number
  readonly gateways: readonly GatewayHealth[]
  readonly isOpen: (kind: TrunkAlarm['kind'], trunkId: TrunkId, gateway: string | null) => boolean
}): TrunkAlarm[] {
  return input.trunks.filter(({ enabled }) => enabled).flatMap((trunk) => alarmsOf(trunk, input))
}

function alarmsOf(trunk: Trunk, { callsOf, gateways, isOpen }: Parameters<typeof trunkAlarms>[0]): TrunkAlarm[] {
  const { trunkId, name, concurrentCallsMax, alarmPercent, alarmFailures } = trunk
  const calls = callsOf(trunkId)
  const percent = concurrentCallsMax === 0 ? 0 : Math.floor((calls * 100) / concurrentCallsMax)
  const threshold = alarmPercent - (isOpen('trunk.capacity', trunkId, null) ? HYSTERESIS_PERCENT : 0)
  const capacity: TrunkAlarm[] =
    percent > threshold
      ? [
          {
            kind: 'trunk.capacity',
            trunkId,
            gateway: null,
            detail: { trunk: name, calls, concurrentCallsMax, percent },
          },
        ]
      : []
  const failing = gateways
    .filter((health) => health.trunkId === trunkId && trunk.gateways.includes(health.gateway))
    .flatMap(({ gateway, answers, failures }): TrunkAlarm[] => {
      if (trunk.direction === 'inbound') return []
      if (trunk.probed && answers === false)
        return [{ kind: 'trunk.gatewayDown', trunkId, gateway, detail: { trunk: name, gateway } }]
      if (failures >= alarmFailures)
        return [{ kind: 'trunk.gatewayFailing', trunkId, gateway, detail: { trunk: name, gateway, failures } }]
      return []
    })
  return [...capacity, ...failing]
}
