import { firstDayOf, instantsOf, monthOf, monthsOf } from '@seatline/billing'
import type {
  ChargeFacts,
  ChargeRequest,
  Currency,
  GradedSubscription,
  RentedAddOn,
  RentedNumber,
  UsageSum,
} from '@seatline/billing'
import { ADD_ONS, idSchema, instant } from '@seatline/core'
import type { LocalDate, TenantId } from '@seatline/core'
import { dayOf, noChargeFacts } from '@seatline/billing'
import type { ServicePeriod } from '@seatline/billing'
import { readServiceCredits } from '../contracts/keep-measures.ts'
import type { Transaction } from '../database/client.ts'
import { readPlansInForce } from '../price-plans/plan-rows.ts'
import { readSeatUse } from '../seat-usage/read-seat-facts.ts'
import { billedDays, chargedSeats } from '../usage/billed-times.ts'

/** A tenant and the days whose facts are wanted; from the first of the month, because caps, discounts and commitments are of the month. */
export type FactsWanted = { readonly tenantId: TenantId; readonly period: ServicePeriod }

/** One kind of facts. Each product brings its reader here. */
type FactReader = (tx: Transaction, wanted: FactsWanted) => Promise<Partial<ChargeFacts>>

const READERS: readonly FactReader[] = [readUsageSums, readSeats, readAddOns, readNumbers, readCredits]

/** Everything the charges of a period are made from, read in one transaction. */
export async function readChargeFacts(tx: Transaction, { tenantId, period }: FactsWanted): Promise<ChargeFacts> {
  const wanted = { tenantId, period: { ...period, from: firstDayOf(monthOf(period.from)) } }
  let facts = noChargeFacts
  for (const read of READERS) facts = { ...facts, ...(await read(tx, wanted)) }
  return facts
}

/** All that the charges of a period are made from; null where no plan prices it. Days before a tenant's first plan are charged by that one. */
export async function readChargeRequest(
  tx: Transaction,
  { tenantId, period }: FactsWanted,
): Promise<ChargeRequest | null> {
  const plans = await readPlansInForce(tx, tenantId, { ...spanOf(period), timeZone: period.timeZone })
  const [first, ...later] = plans
  if (first === undefined) return null
  const from = first.from > period.from ? period.from : first.from
  return {
    tenantId,
    period,
    plans: [{ ...first, from }, ...later],
    facts: await readChargeFacts(tx, { tenantId, period }),
  }
}

type SumRow = {
  readonly day: Date
  readonly usage_key: string
  readonly meter: UsageSum['meter']
  readonly destination: string
  readonly band: string | null
  readonly plan_id: string
  readonly plan_version: number
  readonly currency: string
  readonly price: bigint
  readonly increment: string
  readonly tier_id: string | null
  readonly calls: bigint
  readonly counted_ms: bigint
  readonly billable: bigint
  readonly included: bigint
  readonly charged: bigint
  readonly fees: string
  readonly amount: string
}

/** Added up by the database: sums of whole micros, which are the same wherever they are made. */
async function readUsageSums(tx: Transaction, { tenantId, period }: FactsWanted): Promise<Partial<ChargeFacts>> {
  const rows = await tx.$queryRaw<SumRow[]>`
    SELECT day, usage_key, meter, destination, band, plan_id, plan_version, currency, price_per_minute_micros AS price, increment, tier_id,
      count(*) AS calls, sum(counted_ms)::bigint AS counted_ms, sum(billable_seconds)::bigint AS billable,
      sum(included_seconds)::bigint AS included, sum(charged_seconds)::bigint AS charged,
      sum(connection_fee_micros + minimum_top_up_micros)::text AS fees, sum(amount_micros)::text AS amount
    FROM usage_record
    WHERE tenant_id = ${tenantId} AND day >= ${dateOf(period.from)} AND day < ${dateOf(period.until)}
    GROUP BY day, usage_key, meter, destination, band, plan_id, plan_version, currency, price_per_minute_micros, increment, tier_id
    ORDER BY day, usage_key, plan_id, plan_version, price, increment, tier_id`
  return {
    usage: rows.map((row) => ({
      tenantId,
      date: dayText(row.day),
      usageKey: row.usage_key,
      meter: row.meter,
      destination: row.destination,
      band: row.band,
      planId: row.plan_id,
      planVersion: row.plan_version,
      currency: row.currency as Currency,
      pricePerMinute: row.price,
      increment: row.increment,
      tierId: row.tier_id,
      callsCount: Number(row.calls),
      countedMs: Number(row.counted_ms),
      billableSeconds: Number(row.billable),
      includedSeconds: Number(row.included),
      chargedSeconds: Number(row.charged),
      fees: BigInt(row.fees),
      amount: BigInt(row.amount),
    })),
  }
}

/** Rented seats, without the days on which the tenant was not charged for. */
async function readSeats(tx: Transaction, wanted: FactsWanted): Promise<Partial<ChargeFacts>> {
  const { tenantId, period } = wanted
  const rows = await tx.seatSubscription.findMany({ where: { tenantId }, orderBy: [{ fromDay: 'asc' }, { id: 'asc' }] })
  const steps = await readLife(tx, tenantId)
  const subscriptions = rows.flatMap((row): GradedSubscription[] =>
    chargedSeats(
      [
        {
          subscriptionId: row.id,
          tenantId,
          seatsCount: row.seatsCount,
          from: dayText(row.fromDay),
          until: row.untilDay === null ? null : dayText(row.untilDay),
        },
      ],
      steps,
      period.timeZone,
    ).map((charged) => ({ ...charged, grade: row.grade })),
  )
  const use = await readSeatUse(tx, { tenantId, from: period.from, until: period.until })
  return { seats: { subscriptions, ...use } }
}

async function readAddOns(tx: Transaction, wanted: FactsWanted): Promise<Partial<ChargeFacts>> {
  const { tenantId } = wanted
  const rows = await tx.addOn.findMany({ where: { tenantId }, orderBy: [{ fromDay: 'asc' }, { id: 'asc' }] })
  const rented = rows.flatMap((row) => {
    const addOn = ADD_ONS.find((each) => each === row.addOn)
    const until = row.untilDay === null ? null : dayText(row.untilDay)
    if (addOn === undefined) return []
    return [{ tenantId, recordId: row.id, addOn, quantity: row.quantity, from: dayText(row.fromDay), until }]
  })
  return { addOns: await onChargedDays<RentedAddOn>(tx, wanted, rented) }
}

async function readNumbers(tx: Transaction, wanted: FactsWanted): Promise<Partial<ChargeFacts>> {
  const { tenantId, period } = wanted
  const dids = await tx.did.findMany({ where: { tenantId }, orderBy: [{ createdAt: 'asc' }, { id: 'asc' }] })
  const stock = await tx.phoneNumber.findMany({
    where: { number: { in: dids.map(({ number }) => number) } },
    select: { number: true, kind: true },
  })
  const kinds = new Map(stock.map(({ number, kind }) => [number, kind]))
  const day = (at: Date): LocalDate => dayOf(period.timeZone, instant(at.getTime()))
  const rented = dids.map((did) => ({
    tenantId,
    recordId: idSchema('did').parse(did.id),
    kind: kinds.get(did.number) ?? ('local' as const),
    from: day(did.createdAt),
    until: did.releasedAt === null ? null : day(did.releasedAt),
  }))
  return { numbers: await onChargedDays<RentedNumber>(tx, wanted, rented) }
}

/** Credits of months that are closed. */
async function readCredits(tx: Transaction, { tenantId, period }: FactsWanted): Promise<Partial<ChargeFacts>> {
  return { credits: await readServiceCredits(tx, tenantId, monthsOf(period)) }
}

type Rent = { readonly from: LocalDate; readonly until: LocalDate | null }

/** What is left of rents when the days are taken out on which the tenant was being set up, tried out or gone. */
async function onChargedDays<R extends Rent>(tx: Transaction, wanted: FactsWanted, rented: readonly R[]): Promise<R[]> {
  const steps = await readLife(tx, wanted.tenantId)
  if (steps.length === 0) return [...rented]
  const charged = billedDays(steps, wanted.period.timeZone)
  return rented.flatMap((rent) =>
    charged.flatMap((days) => {
      const from = rent.from > days.from ? rent.from : days.from
      const ends = [rent.until, days.until].filter((end) => end !== null).toSorted()
      const until = ends[0] ?? null
      return until !== null && until <= from ? [] : [{ ...rent, from, until }]
    }),
  )
}

const readLife = (tx: Transaction, tenantId: string) =>
  tx.tenantStatusChange.findMany({ where: { tenantId }, orderBy: { at: 'asc' } })

/** A `date` column comes as midnight UTC of that day, and goes so. */
const dayText = (value: Date): LocalDate => value.toISOString().slice(0, 10)
const dateOf = (day: LocalDate): Date => new Date(`${day}T00:00:00Z`)

/** The instants a period covers, as the database compares them. */
export function spanOf(period: ServicePeriod): { readonly from: Date; readonly until: Date } {
  const { startsAt, endsAt } = instantsOf(period)
  return { from: new Date(startsAt), until: new Date(endsAt) }
}
