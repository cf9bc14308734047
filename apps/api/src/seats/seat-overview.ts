import {
  ADD_ONS,
  changesFrom,
  ENFORCED_BY,
  FEATURE_MATRIX,
  featureGrounds,
  FEATURES,
  rentedOn,
  SEAT_GRADES,
} from '@seatline/core'
import type { Entitled, Feature, LocalDate, Rental, SeatGrade } from '@seatline/core'
import type { MoneyView } from '../billing/bill-views.ts'
import { planAt, readPlan, readPlanHeads } from '../price-plans/plan-rows.ts'
import type { TenantScope } from '../auth/request-scope.ts'
import type { Transaction } from '../database/client.ts'
import { entitledOn, readRents, today } from '../entitlements/rents.ts'
import type { Rents } from '../entitlements/rents.ts'
import { requestsLastMinute } from '../limits/request-limit.ts'
import { readLiveFigures } from '../limits/live-figures.ts'
import type { LiveFigures } from '../limits/live-figures.ts'
import { storageUsed } from '../limits/storage.ts'
import type {
  AddOnView,
  FeatureView,
  LimitView,
  RentedView,
  RentStep,
  SeatGradeView,
  SeatOverview,
} from './seat-views.ts'

/** Everything that the page of seats shows. */
export async function readSeatOverview(scope: TenantScope): Promise<SeatOverview> {
  const { tenant, platform } = scope
  const now = platform.now()
  const day = today(tenant.timeZone, now)
  const live = (await readLiveFigures(platform.redis, [tenant.id], now)).get(tenant.id)
  if (live === undefined) throw new Error('live figures without the tenant that was asked for')
  const requests = await requestsLastMinute(platform.redis, tenant.id, now)
  return scope.run(async (tx) => {
    const rents = await readRents(tx, tenant.id)
    const names = await namesOf(tx, live)
    return {
      tenantId: tenant.id,
      today: day,
      liveKnown: live.known,
      grades: SEAT_GRADES.map((grade) => gradeView(rents, { grade, day, live, names })),
      addOns: ADD_ONS.map((addOn): AddOnView => ({ addOn, ...rentView(rents.addOns[addOn], day) })),
      attributes: rents.attributes,
      features: FEATURES.map((feature) => featureView(entitledOn(rents, day), feature)),
      limits: await limitsOf(tx, tenant.id, { live, requests }),
      seatPricePerMonth: await seatPriceOn(tx, tenant.id, new Date(now)),
    }
  })
}

type GradeParts = {
  readonly grade: SeatGrade
  readonly day: LocalDate
  readonly live: LiveFigures
  readonly names: ReadonlyMap<string, string>
}

function gradeView(rents: Rents, { grade, day, live, names }: GradeParts): SeatGradeView {
  const holders = live.seats.filter((seat) => seat.grade === grade)
  return {
    grade,
    ...rentView(rents.seats[grade], day),
    inUse: holders.length,
    peakToday: live.seatsPeakToday[grade] ?? 0,
    holders: holders
      .map(({ agentId }) => ({ agentId, name: names.get(agentId) ?? null }))
      .toSorted((a, b) => (a.name ?? '').localeCompare(b.name ?? '')),
  }
}

function rentView(
  rentals: readonly Rental[],
  day: LocalDate,
): { rented: number; planned: readonly RentStep[]; history: readonly RentedView[] } {
  return {
    rented: rentedOn(rentals, day),
    planned: changesFrom(rentals, day).slice(1),
    history: rentals.map(({ fromDay, untilDay, quantity }) => ({ fromDay, untilDay, quantity })),
  }
}

export function featureView(entitled: Entitled, feature: Feature): FeatureView {
  const ground = featureGrounds(entitled, feature)
  const { grades, addOn } = FEATURE_MATRIX[feature]
  const enforcedBy = ENFORCED_BY[feature]
  const base = { feature, has: ground.has, grades, addOn, attribute: null, enforcedBy }
  if (!ground.has)
    return ground.why === 'barred'
      ? { ...base, reason: 'barred', attribute: ground.attribute }
      : { ...base, reason: 'notRented' }
  return ground.by === 'grade'
    ? { ...base, reason: 'grade', grades: [ground.grade, ...grades.filter((grade) => grade !== ground.grade)] }
    : { ...base, reason: 'addOn' }
}

/** Who may not be seen here has no name: only agents of the tenant's own queues are. */
async function namesOf(tx: Transaction, live: LiveFigures): Promise<ReadonlyMap<string, string>> {
  const ids = live.seats.map(({ agentId }) => agentId)
  if (ids.length === 0) return new Map()
  const agents = await tx.agent.findMany({ where: { id: { in: ids } }, select: { id: true, name: true } })
  return new Map(agents.map(({ id, name }) => [id, name]))
}

async function limitsOf(
  tx: Transaction,
  tenantId: string,
  { live, requests }: { readonly live: LiveFigures; readonly requests: number },
): Promise<readonly LimitView[]> {
  const tenant = await tx.tenant.findUniqueOrThrow({ where: { id: tenantId } })
  return [
    { kind: 'calls', max: tenant.concurrentCallsMax, use: live.calls, peakToday: live.callsPeakToday },
    {
      kind: 'callsPerSecond',
      max: tenant.callsPerSecondMax,
      use: live.callsPerSecond,
      peakToday: live.callsPerSecondPeakToday,
    },
    { kind: 'apiRequestsPerMinute', max: tenant.apiRequestsPerMinuteMax, use: requests, peakToday: null },
    {
      kind: 'storageBytes',
      max: Number(tenant.storageBytesMax),
      use: Number(await storageUsed(tx, tenantId)),
      peakToday: null,
    },
  ]
}

/** Of a rented professional seat; null where seats are charged in another way. */
export async function seatPriceOn(tx: Transaction, tenantId: string, at: Date): Promise<MoneyView | null> {
  const head = planAt(await readPlanHeads(tx, [tenantId]), tenantId, at)
  if (head === null) return null
  const { seats, currency } = await readPlan(tx, head)
  const terms = seats.grades.professional
  return terms?.model === 'rented' ? { micros: terms.pricePerMonth, currency } : null
}
