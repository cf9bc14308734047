import { formatMicros, isCurrency, marginBy, serializeCsv } from '@seatline/billing'
import type { MarginDimension, MarginFact, MarginRow } from '@seatline/billing'
import { daysBetween, InvariantError, isLocalDate } from '@seatline/core'
import type { LocalDate, TenantId } from '@seatline/core'
import { authorizedPlatform } from '../auth/authorized.ts'
import type { Transaction } from '../database/client.ts'
import { dayFromRow, dayToRow } from '../entitlements/day-columns.ts'
import { harmless } from '../numbers/number-csv.ts'
import { namesOf } from '../reconciliation/service.ts'
import { InvalidInputError } from '../user-errors.ts'

const DAYS_MAX = 400
export type MarginInput = { readonly from: LocalDate; readonly until: LocalDate; readonly by: MarginDimension }
export type NamedMarginRow = MarginRow & { readonly name: string }
export type MarginDayRow = Pick<MarginRow, 'currency' | 'revenueMicros' | 'costMicros' | 'marginMicros'> & {
  readonly day: LocalDate
}
export type MarginView = { readonly rows: readonly NamedMarginRow[]; readonly days: readonly MarginDayRow[] }

type DayFact = MarginFact & { readonly day: LocalDate }

/** What calls brought in and cost from a day on up to another, by client, trunk or destination, and by day. */
export const readMargin = authorizedPlatform(
  'platform.viewFinance',
  async (scope, { from, until, by }: MarginInput): Promise<MarginView> => {
    if (!isLocalDate(from)) throw new InvalidInputError('from', 'Name a day, such as 2026-03-01.')
    if (!isLocalDate(until) || until <= from) throw new InvalidInputError('until', 'Name a day after the first.')
    if (daysBetween(from, until) > DAYS_MAX) throw new InvalidInputError('until', 'At most 400 days at once.')
    return scope.run(async (tx) => {
      const facts = await readFacts(tx, scope.operatorTenantId, { from, until })
      const named = facts.map(({ tenantId, trunkId }) => ({ clientTenantId: tenantId, trunkId }))
      const names = by === 'destination' ? new Map<string, string>() : await namesOf(tx, scope.operatorTenantId, named)
      return {
        rows: marginBy(by, facts).map((row) => ({ ...row, name: names.get(row.key) ?? row.key })),
        days: [...Map.groupBy(facts, ({ day }) => day)].flatMap(([day, of]) =>
          // Grouped by nothing else, each currency is one row.
          marginBy(
            'tenant',
            of.map((fact) => ({ ...fact, tenantId: '' })),
          ).map((row) => ({ ...row, day })),
        ),
      }
    })
  },
)

async function readFacts(
  tx: Transaction,
  tenantId: TenantId,
  { from, until }: Pick<MarginInput, 'from' | 'until'>,
): Promise<DayFact[]> {
  const rows = await tx.marginDay.findMany({
    where: { tenantId, day: { gte: dayToRow(from), lt: dayToRow(until) } },
    orderBy: { day: 'asc' },
  })
  return rows.map(({ day, clientTenantId, durationMs, currency, ...row }) => {
    if (!isCurrency(currency)) throw new InvariantError(`not a currency [row:${row.id}]`)
    return { ...row, currency, day: dayFromRow(day), tenantId: clientTenantId, durationMs: Number(durationMs) }
  })
}

/** The table as a file. */
export function marginFile({ rows }: MarginView): string {
  const header = [
    'name',
    'calls',
    'seconds',
    'revenue',
    'cost',
    'margin',
    'callsWithoutCost',
    'revenueWithoutCost',
    'currency',
  ]
  const lines = rows.map((row) => [
    row.name,
    String(row.callsCount),
    String(row.durationMs / 1_000),
    formatMicros(row.revenueMicros),
    formatMicros(row.costMicros),
    formatMicros(row.marginMicros),
    String(row.withoutCostCount),
    formatMicros(row.withoutCostMicros),
    row.currency,
  ])
  return `\uFEFF${serializeCsv([header, ...lines.map((line) => line.map(harmless))])}`
}
