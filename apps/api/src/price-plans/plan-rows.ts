import { createHash } from 'node:crypto'
import { parsePricePlan } from '@seatline/billing'
import type { PlanDefinitionJson, PlanFieldError, PlanInForce, PricePlan } from '@seatline/billing'
import { instant, InvariantError } from '@seatline/core'
import type { Result, TenantId } from '@seatline/core'
import { dayOf } from '@seatline/billing'
import type { Transaction } from '../database/client.ts'
import type { Prisma } from '../generated/prisma/client.ts'

/** Everything of a version but what it says. */
export type PlanHead = {
  readonly tenantId: string
  readonly planId: string
  readonly version: number
  readonly name: string
  readonly currency: string
  readonly validFrom: Date
  readonly definitionHash: string
}

const HEAD = {
  tenantId: true,
  planId: true,
  version: true,
  name: true,
  currency: true,
  validFrom: true,
  definitionHash: true,
} as const

/** The columns of a new version; refuses, with all places, what is no plan: a stored plan can be read. */
export function toRow(
  head: Omit<PlanHead, 'definitionHash'>,
  definition: PlanDefinitionJson,
): Result<Prisma.PricePlanUncheckedCreateInput, readonly PlanFieldError[]> {
  const { planId, version, name, currency } = head
  const parsed = parsePricePlan({ ...definition, planId, version, name, currency })
  if (!parsed.ok) return parsed
  const definitionHash = createHash('sha256').update(JSON.stringify(definition)).digest('hex')
  return { ok: true, value: { ...head, definition, definitionHash } }
}

/** As `toRow`, where the definition comes from our own code. */
export function toCheckedRow(
  head: Omit<PlanHead, 'definitionHash'>,
  definition: PlanDefinitionJson,
): Prisma.PricePlanUncheckedCreateInput {
  const row = toRow(head, definition)
  if (row.ok) return row.value
  throw new InvariantError(`a price plan is not valid [plan:${head.planId} faults:${JSON.stringify(row.error)}]`)
}

/** The heads of all versions of these tenants, by tenant, day in force and version. */
export const readPlanHeads = (tx: Transaction, tenantIds: readonly string[]): Promise<PlanHead[]> =>
  tx.pricePlan.findMany({
    where: { tenantId: { in: [...tenantIds] } },
    orderBy: [{ tenantId: 'asc' }, { validFrom: 'asc' }, { version: 'asc' }],
    select: HEAD,
  })

/** The version that is in force at a moment: of those that have begun the one that began last, of one day the newest. null before the first. */
export function planAt<H extends Pick<PlanHead, 'tenantId' | 'validFrom' | 'version'>>(
  heads: readonly H[],
  tenantId: string,
  at: Date,
): H | null {
  const begun = heads.filter((head) => head.tenantId === tenantId && head.validFrom <= at)
  return begun.toSorted((a, b) => b.validFrom.getTime() - a.validFrom.getTime() || b.version - a.version)[0] ?? null
}

const KEPT_MAX = 500
/** Versions never change: what was read once is kept, by place and hash. */
const kept = new Map<string, PricePlan>()

/** The plan of a head, read from the database where it is not known yet. */
export async function readPlan(tx: Transaction, head: PlanHead): Promise<PricePlan> {
  const key = `${head.tenantId}/${head.planId}/${String(head.version)}/${head.definitionHash}`
  const known = kept.get(key)
  if (known !== undefined) return known
  const { tenantId, planId, version, name, currency } = head
  const row = await tx.pricePlan.findUniqueOrThrow({
    where: { tenantId_planId_version: { tenantId, planId, version } },
    select: { definition: true },
  })
  const definition = row.definition as Prisma.JsonObject
  const plan = parsePricePlan({ ...definition, planId, version, name, currency })
  if (!plan.ok) throw new InvariantError(`a stored price plan is not valid [plan:${planId} version:${String(version)}]`)
  if (kept.size >= KEPT_MAX) kept.clear()
  kept.set(key, plan.value)
  return plan.value
}

/**
 * The plans that are in force within [from, until), each from its day. The first is the one that was in force when the stretch began, or the first of all: days
 * before a tenant's first plan are charged by that one.
 */
export async function readPlansInForce(
  tx: Transaction,
  tenantId: TenantId,
  span: { readonly from: Date; readonly until: Date; readonly timeZone: string },
): Promise<readonly PlanInForce[]> {
  const heads = await readPlanHeads(tx, [tenantId])
  const first = planAt(heads, tenantId, span.from) ?? heads.find(({ validFrom }) => validFrom < span.until)
  if (first === undefined) return []
  const later = heads.filter(({ validFrom }) => validFrom > first.validFrom && validFrom < span.until)
  // Of versions from one day the newest holds.
  const ofDay = new Map([first, ...later].map((head) => [head.validFrom.getTime(), head]))
  const inForce: PlanInForce[] = []
  for (const head of ofDay.values())
    inForce.push({
      from: dayOf(span.timeZone, instant(head.validFrom.getTime())),
      plan: await readPlan(tx, head),
    })
  return inForce
}
