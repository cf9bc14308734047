import { addDays, instant } from '@seatline/core'
import type { LocalDate, TenantId } from '@seatline/core'
import { dayOf, INDICATORS, limitText, monthOf, SERVICE_TIERS } from '@seatline/billing'
import type { Figure } from '@seatline/billing'
import { z } from 'zod'
import { authorized, authorizedPlatform } from '../auth/authorized.ts'
import type { PlatformScope } from '../auth/authorized.ts'
import type { TenantScope } from '../auth/request-scope.ts'
import type { Transaction } from '../database/client.ts'
import { InvalidInputError } from '../user-errors.ts'
import { changeViews, incidentViews } from './case-rows.ts'
import { readContracts } from './contract-rows.ts'
import type { ContractView } from './contract-rows.ts'
import type { ChangeOrderView, IncidentView, ServiceCreditView, ServiceMeasureView } from './contract-views.ts'
import { measureIdOf, measureNow } from './keep-measures.ts'

type OfTenant = { readonly tenantId: TenantId }

export const todayAt = ({ tenant, platform }: TenantScope): LocalDate => dayOf(tenant.timeZone, platform.now())

export const contractsOf = authorized('contract.view', (scope, _input: OfTenant): Promise<readonly ContractView[]> =>
  scope.run((tx) => readContracts(tx, { tenantId: scope.tenant.id }, () => todayAt(scope))),
)

/** The measures of a month: as kept when it is over, else as they stand now. */
export const measuresOf = authorized(
  'contract.view',
  async (scope, { month }: OfTenant & { readonly month: string | null }): Promise<readonly ServiceMeasureView[]> => {
    const { tenant, platform } = scope
    const asked = month ?? monthOf(todayAt(scope))
    if (!/^\d{4}-(0[1-9]|1[0-2])$/.test(asked)) throw new InvalidInputError('month', 'A month is written YYYY-MM.')
    return scope.run(async (tx) => {
      const kept = await keptMeasures(tx, tenant.id, { month: asked })
      if (kept.length > 0) return kept
      const input = { tenantId: tenant.id, timeZone: tenant.timeZone, month: asked, now: platform.now() }
      const now = await measureNow(tx, input)
      if (now === null) return []
      return now.measures.map((measure) => ({
        id: measureIdOf(now.contract.id, asked, measure),
        month: asked,
        indicator: measure.indicator,
        caseId: measure.caseId,
        figure: figureText(measure.figure),
        target: limitText(measure.indicator, measure.target),
        serious: limitText(measure.indicator, measure.serious),
        tier: measure.tier,
        isFinal: false,
        measuredUntil: now.span.until,
        inputs: JSON.stringify(measure.inputs),
      }))
    })
  },
)

const HISTORY_MONTHS = 24

/** Kept measures of whole months, oldest first: no cases. */
export const measureHistory = authorized('contract.view', (scope, _input: OfTenant) => {
  const since = monthOf(addDays(todayAt(scope), -31 * HISTORY_MONTHS))
  return scope.run((tx) => keptMeasures(tx, scope.tenant.id, { month: { gte: since }, caseId: null }))
})

export const creditsOf = authorized('contract.view', (scope, _input: OfTenant): Promise<readonly ServiceCreditView[]> =>
  scope.run(async (tx) => {
    const rows = await tx.serviceCredit.findMany({
      where: { tenantId: scope.tenant.id },
      orderBy: [{ month: 'desc' }, { id: 'asc' }],
      take: 200,
    })
    return rows.map((row) => ({
      id: row.id,
      month: row.month,
      indicator: z.enum(INDICATORS).parse(row.indicator),
      measureId: row.measureId,
      amount: { micros: row.amountMicros, currency: row.currency },
      rule: z.object({ rule: z.string() }).parse(row.details).rule,
      decidedAt: row.decidedAt.getTime(),
    }))
  }),
)

export const incidentsOf = authorized('contract.view', (scope, _input: OfTenant): Promise<readonly IncidentView[]> =>
  scope.run((tx) => incidentViews(tx, { tenantId: scope.tenant.id }, partsOf(scope))),
)

export const changesOf = authorized('contract.view', (scope, _input: OfTenant): Promise<readonly ChangeOrderView[]> =>
  scope.run((tx) => changeViews(tx, { tenantId: scope.tenant.id }, partsOf(scope))),
)

const partsOf = ({ platform }: TenantScope | PlatformScope) => ({ now: platform.now() })

/** Contracts of all clients, with their names. */
export const allContracts = authorizedPlatform(
  'platform.viewFinance',
  (scope, _input: null): Promise<readonly (ContractView & { readonly tenantName: string })[]> =>
    scope.run(async (tx) => {
      const tenants = await tx.tenant.findMany({ select: { id: true, name: true, timeZone: true } })
      const byId = new Map(tenants.map((tenant) => [tenant.id, tenant]))
      const today = (tenantId: string) => dayOf(byId.get(tenantId)?.timeZone ?? 'UTC', instant(scope.platform.now()))
      const contracts = await readContracts(tx, {}, today)
      return contracts.map((contract) => ({
        ...contract,
        tenantName: byId.get(contract.tenantId)?.name ?? contract.tenantId,
      }))
    }),
)

export const allIncidents = authorizedPlatform('platform.viewFinance', (scope, _input: null) =>
  scope.run((tx) => incidentViews(tx, {}, partsOf(scope))),
)

export const allChanges = authorizedPlatform('platform.viewFinance', (scope, _input: null) =>
  scope.run((tx) => changeViews(tx, {}, partsOf(scope))),
)

async function keptMeasures(
  tx: Transaction,
  tenantId: TenantId,
  where: { readonly month: string | { readonly gte: string }; readonly caseId?: null },
): Promise<readonly ServiceMeasureView[]> {
  const rows = await tx.serviceMeasure.findMany({
    where: { tenantId, ...where },
    orderBy: [{ month: 'asc' }, { id: 'asc' }],
  })
  return rows.map((row) => ({
    id: row.id,
    month: row.month,
    indicator: z.enum(INDICATORS).parse(row.indicator),
    caseId: row.caseId,
    figure: figureText(figureSchema.parse(row.figure)),
    target: row.target,
    serious: row.serious,
    tier: z.enum(SERVICE_TIERS).parse(row.tier),
    isFinal: true,
    measuredUntil: row.measuredUntil.getTime(),
    inputs: JSON.stringify(row.inputs),
  }))
}

const figureSchema = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('share'), part: z.number(), whole: z.number() }),
  z.object({ kind: z.literal('mean'), totalMs: z.number(), count: z.number() }),
  z.object({ kind: z.literal('duration'), ms: z.number() }),
])

/** Percent with three places, seconds or minutes with one; cut and not rounded, so that 99.8999 never reads as 99.9. */
export function figureText(figure: Figure): string | null {
  switch (figure.kind) {
    case 'share': {
      return figure.whole === 0 ? null : cut((figure.part * 100) / figure.whole, 3)
    }
    case 'mean': {
      return figure.count === 0 ? null : cut(figure.totalMs / figure.count / 1_000, 1)
    }
    case 'duration': {
      return cut(figure.ms / 60_000, 1)
    }
  }
}

function cut(value: number, places: number): string {
  const factor = 10 ** places
  return String(Math.floor(value * factor) / factor)
}
