import { costOfDuration, costRateOf, dayOf } from '@seatline/billing'
import type { JournalLeg, TrunkTariff } from '@seatline/billing'
import type { LegId, LocalDate, TrunkId } from '@seatline/core'
import type { Transaction } from '../database/client.ts'
import { dayToRow } from '../entitlements/day-columns.ts'
import { newId } from '../new-id.ts'
import type { readClientCalls } from './read-legs.ts'

type Calls = Awaited<ReturnType<typeof readClientCalls>>
type MarginInput = {
  readonly operator: { readonly id: string; readonly timeZone: string }
  readonly days: { readonly from: LocalDate; readonly until: LocalDate }
  readonly calls: readonly Calls[]
  readonly tariffs: ReadonlyMap<TrunkId, TrunkTariff>
}
type Group = {
  readonly day: LocalDate
  readonly clientTenantId: string
  readonly trunkId: string
  readonly destination: string
  readonly currency: string
  readonly isCostKnown: boolean
  callsCount: number
  durationMs: bigint
  revenueMicros: bigint
  costMicros: bigint
}

/** What the calls of these days brought in and cost, in place of what was written of the days before. */
export async function writeMargins(tx: Transaction, input: MarginInput): Promise<void> {
  const { operator, days } = input
  await tx.marginDay.deleteMany({
    where: { tenantId: operator.id, day: { gte: dayToRow(days.from), lt: dayToRow(days.until) } },
  })
  await tx.marginDay.createMany({
    data: groupsOf(input).map(({ day, isCostKnown, costMicros, ...group }) => ({
      id: newId('reconciliation'),
      tenantId: operator.id,
      ...group,
      day: dayToRow(day),
      costMicros: isCostKnown ? costMicros : null,
    })),
  })
}

function groupsOf({ operator, days, calls, tariffs }: MarginInput): readonly Group[] {
  const groups = new Map<string, Group>()
  for (const of of calls) {
    const revenue = new Map<LegId, bigint>()
    for (const { legId, amountMicros } of of.lines) revenue.set(legId, (revenue.get(legId) ?? 0n) + amountMicros)
    const currency = [...of.currencyByLeg.values()][0]
    for (const leg of of.legs) {
      const day = dayOf(operator.timeZone, leg.startedAt)
      if (leg.test || day < days.from || day >= days.until) continue
      const cost = costOf(leg, tariffs.get(leg.trunkId) ?? null)
      addTo(groups, {
        day,
        clientTenantId: leg.tenantId,
        trunkId: leg.trunkId,
        destination: cost?.destination ?? '',
        currency: of.currencyByLeg.get(leg.legId) ?? currency ?? cost?.currency ?? 'XXX',
        isCostKnown: cost !== null && cost.currency === (of.currencyByLeg.get(leg.legId) ?? currency ?? cost.currency),
        callsCount: 1,
        durationMs: BigInt(leg.durationMs),
        revenueMicros: revenue.get(leg.legId) ?? 0n,
        costMicros: cost?.micros ?? 0n,
      })
    }
  }
  return [...groups.values()]
}

function costOf(leg: JournalLeg, tariff: TrunkTariff | null) {
  const rate = costRateOf(leg, tariff)
  const currency = tariff?.[leg.direction]?.currency
  if (rate === null || currency === undefined) return null
  return { destination: rate.destination, currency, micros: costOfDuration(rate, leg.durationMs) }
}

function addTo(groups: Map<string, Group>, one: Group): void {
  const { day, clientTenantId, trunkId, destination, currency, isCostKnown } = one
  const key = JSON.stringify([day, clientTenantId, trunkId, destination, currency, isCostKnown])
  const group = groups.get(key)
  if (group === undefined) {
    groups.set(key, one)
    return
  }
  group.callsCount += one.callsCount
  group.durationMs += one.durationMs
  group.revenueMicros += one.revenueMicros
  group.costMicros += one.costMicros
}
