import {
  ADD_ONS,
  addDays,
  changeRental,
  FEATURE_OF_NODE,
  FEATURES,
  featureGrounds,
  flowSchema,
  isLocalDate,
  rentedOn,
  SEAT_GRADES,
} from '@seatline/core'
import type { AddOn, Feature, LocalDate, Rental, RentalEdit, SeatGrade, TenantId } from '@seatline/core'
import { z } from 'zod'
import { authorized } from '../auth/authorized.ts'
import type { RequestScope, TenantScope } from '../auth/request-scope.ts'
import { changeConfiguration } from '../configuration/change-configuration.ts'
import { parseInput, refuseIfAny } from '../configuration/parse-input.ts'
import type { Transaction } from '../database/client.ts'
import { dayToRow } from '../entitlements/day-columns.ts'
import { entitledOn, readRents, seatsOn, today } from '../entitlements/rents.ts'
import { FEATURE_NAME, whatBrings } from '../entitlements/require-feature.ts'
import type { Rents } from '../entitlements/rents.ts'
import { readLiveFigures } from '../limits/live-figures.ts'
import { newId } from '../new-id.ts'
import type { InputIssue } from '../user-errors.ts'
import { readSeatOverview, seatPriceOn } from './seat-overview.ts'
import type { SeatOverview, SeatPreview } from './seat-views.ts'

const QUANTITY_MAX = 10_000
/** Plans are made a year ahead at most: what is further away is a typing error. */
const DAYS_AHEAD_MAX = 366

const quantity = z.number().int('Whole seats only.').min(0, 'Not below 0.').max(QUANTITY_MAX, 'At most 10,000.')
const day = z.string().refine(isLocalDate, 'Give a day as YYYY-MM-DD.')
const seatChangeSchema = z.object({ grade: z.enum(SEAT_GRADES), quantity, fromDay: day })
const addOnChangeSchema = z.object({ addOn: z.enum(ADD_ONS), quantity, fromDay: day })

export type SeatChange = {
  readonly tenantId: TenantId
  readonly grade: SeatGrade
  readonly quantity: number
  readonly fromDay: LocalDate
}
export type AddOnChange = {
  readonly tenantId: TenantId
  readonly addOn: AddOn
  readonly quantity: number
  readonly fromDay: LocalDate
}

const overviewOf = authorized('seats.view', (scope, _input: { readonly tenantId: TenantId }) => readSeatOverview(scope))
export const seatOverview = (scope: RequestScope, tenantId: TenantId): Promise<SeatOverview> =>
  overviewOf(scope, { tenantId })

/** Changes how many seats of a grade are rented from a day on. Nobody who is signed in is thrown out when there are fewer. */
export const changeSeats = authorized('seats.change', async (scope, input: SeatChange): Promise<SeatOverview> => {
  const change = parseInput(seatChangeSchema, input)
  refuseIfAny(issuesOfDay(scope, change.fromDay))
  const { tenant } = scope
  const { grade, fromDay } = change
  await changeConfiguration(
    scope,
    async (tx) => {
      const before = await readRents(tx, tenant.id)
      const changed = carriedOut(before.seats[grade], changeRental(before.seats[grade], change))
      const after: Rents = { ...before, seats: { ...before.seats, [grade]: changed } }
      refuseIfAny(await issuesOfFeaturesInUse(tx, tenant.id, { before, after, from: fromDay, field: 'quantity' }))
      await writeSeats(tx, tenant.id, grade, changeRental(before.seats[grade], change))
      return {
        value: null,
        action: 'seats.change',
        subject: { id: tenant.id, name: `${grade} seats` },
        before: { grade, fromDay, quantity: rentedOn(before.seats[grade], fromDay) },
        after: { grade, fromDay, quantity: change.quantity },
        summary: `${String(change.quantity)} ${grade} seats from ${fromDay}`,
      }
    },
    { inEveryStatus: scope.viewer.operator !== null },
  )
  return readSeatOverview(scope)
})

/** Rents an add-on, or gives it back (quantity 0), from a day on. */
export const changeAddOn = authorized('seats.change', async (scope, input: AddOnChange): Promise<SeatOverview> => {
  const change = parseInput(addOnChangeSchema, input)
  refuseIfAny(issuesOfDay(scope, change.fromDay))
  const { tenant } = scope
  const { addOn, fromDay } = change
  await changeConfiguration(
    scope,
    async (tx) => {
      const before = await readRents(tx, tenant.id)
      const edits = changeRental(before.addOns[addOn], change)
      const after: Rents = {
        ...before,
        addOns: { ...before.addOns, [addOn]: carriedOut(before.addOns[addOn], edits) },
      }
      refuseIfAny(await issuesOfFeaturesInUse(tx, tenant.id, { before, after, from: fromDay, field: 'quantity' }))
      await writeAddOns(tx, tenant.id, addOn, edits)
      return {
        value: null,
        action: 'addOn.change',
        subject: { id: tenant.id, name: addOn },
        before: { addOn, fromDay, quantity: rentedOn(before.addOns[addOn], fromDay) },
        after: { addOn, fromDay, quantity: change.quantity },
        summary: `Add-on ${addOn}: ${String(change.quantity)} from ${fromDay}`,
      }
    },
    { inEveryStatus: scope.viewer.operator !== null },
  )
  return readSeatOverview(scope)
})

/** What a change of seats would cost by the price plan, bring and take away. Changes nothing. */
export const previewSeats = authorized('seats.view', async (scope, input: SeatChange): Promise<SeatPreview> => {
  const change = parseInput(seatChangeSchema, input)
  refuseIfAny(issuesOfDay(scope, change.fromDay))
  const { tenant, platform } = scope
  const live = (await readLiveFigures(platform.redis, [tenant.id], platform.now())).get(tenant.id)
  const inUse = live?.seats.filter(({ grade }) => grade === change.grade).length ?? 0
  return scope.run(async (tx) => {
    const { fromDay, grade } = change
    const before = await readRents(tx, tenant.id)
    const changed = carriedOut(before.seats[grade], changeRental(before.seats[grade], change))
    const after: Rents = { ...before, seats: { ...before.seats, [grade]: changed } }
    const price = await seatPriceOn(tx, tenant.id, dayToRow(fromDay))
    const monthly = (rents: Rents) =>
      price === null ? null : { micros: price.micros * BigInt(seatsCount(rents, fromDay)), currency: price.currency }
    return {
      rentedBefore: rentedOn(before.seats[grade], fromDay),
      rentedAfter: change.quantity,
      monthlyBefore: monthly(before),
      monthlyAfter: monthly(after),
      gained: lostFeatures(after, before, fromDay),
      lost: lostFeatures(before, after, fromDay),
      signedInBeyond: Math.max(0, inUse - change.quantity),
    }
  })
})

const seatsCount = (rents: Rents, on: LocalDate): number => {
  const { standard, professional, leader } = seatsOn(rents, on)
  return standard + professional + leader
}

function issuesOfDay({ tenant, platform }: TenantScope, fromDay: LocalDate): readonly InputIssue[] {
  const first = today(tenant.timeZone, platform.now())
  const message =
    fromDay < first
      ? `That day is over. The earliest is today, ${first}.`
      : fromDay > addDays(first, DAYS_AHEAD_MAX)
        ? 'Give a day within the next year.'
        : null
  return message === null ? [] : [{ field: 'fromDay', code: 'dayNotPossible', message }]
}

const lostFeatures = (before: Rents, after: Rents, on: LocalDate): readonly Feature[] =>
  FEATURES.filter(
    (feature) =>
      featureGrounds(entitledOn(before, on), feature).has && !featureGrounds(entitledOn(after, on), feature).has,
  )

type RentChange = { readonly before: Rents; readonly after: Rents; readonly from: LocalDate; readonly field: string }

/** What a menu in use needs is not given back: the callers who hear it would be the ones to find out. */
async function issuesOfFeaturesInUse(
  tx: Transaction,
  tenantId: string,
  { before, after, from, field }: RentChange,
): Promise<readonly InputIssue[]> {
  const lost = lostFeatures(before, after, from)
  if (lost.length === 0) return []
  const flows = await tx.flow.findMany({ where: { tenantId, archivedAt: null, publishedVersionId: { not: null } } })
  const versions = await tx.flowVersion.findMany({
    where: { tenantId, id: { in: flows.flatMap(({ publishedVersionId }) => publishedVersionId ?? []) } },
  })
  const used = (feature: Feature): readonly string[] =>
    versions.flatMap(({ flowId, nodes }) => {
      const parsed = flowSchema.shape.nodes.safeParse(nodes)
      const isUsed = parsed.success && parsed.data.some((node) => FEATURE_OF_NODE[node.kind] === feature)
      return isUsed ? (flows.find(({ id }) => id === flowId)?.name ?? []) : []
    })
  return lost.flatMap((feature) => {
    const names = used(feature)
    const ground = featureGrounds(entitledOn(after, from), feature)
    if (names.length === 0 || ground.has || ground.why === 'barred') return []
    return [
      {
        field,
        code: 'featureInUse',
        message: `${FEATURE_NAME[feature]} is in use by the menu "${names.join('", "')}" and would be lost. ${whatBrings(ground)} keeps it; or change the menu first.`,
      },
    ]
  })
}

/** The rentals as they will be. */
function carriedOut(rentals: readonly Rental[], edits: readonly RentalEdit[]): readonly Rental[] {
  return edits.reduce<readonly Rental[]>((rows, edit) => {
    switch (edit.kind) {
      case 'begin': {
        const { quantity: count, fromDay, untilDay } = edit
        return [...rows, { id: 'new', quantity: count, fromDay, untilDay }]
      }
      case 'remove':
        return rows.filter(({ id }) => id !== edit.id)
      case 'end':
        return rows.map((row) => (row.id === edit.id ? { ...row, untilDay: edit.untilDay } : row))
      case 'recount':
        return rows.map((row) => (row.id === edit.id ? { ...row, quantity: edit.quantity } : row))
    }
  }, rentals)
}

async function writeSeats(tx: Transaction, tenantId: string, grade: SeatGrade, edits: readonly RentalEdit[]) {
  for (const edit of edits) {
    if (edit.kind === 'begin')
      await tx.seatSubscription.create({
        data: { id: newId('seat'), tenantId, grade, seatsCount: edit.quantity, ...daysOf(edit) },
      })
    else if (edit.kind === 'remove') await tx.seatSubscription.deleteMany({ where: { tenantId, id: edit.id } })
    else
      await tx.seatSubscription.updateMany({
        where: { tenantId, id: edit.id },
        data: edit.kind === 'end' ? { untilDay: dayToRow(edit.untilDay) } : { seatsCount: edit.quantity },
      })
  }
}

async function writeAddOns(tx: Transaction, tenantId: string, addOn: AddOn, edits: readonly RentalEdit[]) {
  for (const edit of edits) {
    if (edit.kind === 'begin')
      await tx.addOn.create({
        data: { id: newId('addOn'), tenantId, addOn, quantity: edit.quantity, ...daysOf(edit) },
      })
    else if (edit.kind === 'remove') await tx.addOn.deleteMany({ where: { tenantId, id: edit.id } })
    else
      await tx.addOn.updateMany({
        where: { tenantId, id: edit.id },
        data: edit.kind === 'end' ? { untilDay: dayToRow(edit.untilDay) } : { quantity: edit.quantity },
      })
  }
}

const daysOf = (begin: Extract<RentalEdit, { kind: 'begin' }>): { fromDay: Date; untilDay: Date | null } => ({
  fromDay: dayToRow(begin.fromDay),
  untilDay: begin.untilDay === null ? null : dayToRow(begin.untilDay),
})
