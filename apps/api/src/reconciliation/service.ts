import { serializeCsv } from '@seatline/billing'
import { formatMicros } from '@seatline/billing'
import { daysBetween, idSchema, isLocalDate } from '@seatline/core'
import type { LocalDate } from '@seatline/core'
import { recordAudit } from '../audit/record-audit.ts'
import { authorizedPlatform } from '../auth/authorized.ts'
import { dayToRow } from '../entitlements/day-columns.ts'
import { newId } from '../new-id.ts'
import { harmless } from '../numbers/number-csv.ts'
import { InvalidInputError, NotFoundError } from '../user-errors.ts'
import * as repository from './repository.ts'
import type { DifferenceView, ReconciliationView } from './reconciliation-views.ts'

const DAYS_MAX = 31
const SHOWN = 60
const PAGE_MAX = 200
const EXPORT_MAX = 20_000

export const listReconciliations = authorizedPlatform(
  'platform.viewFinance',
  (scope, _input: Record<string, never>): Promise<ReconciliationView[]> =>
    scope.run(async (tx) => {
      const rows = await tx.reconciliation.findMany({
        where: { tenantId: scope.operatorTenantId },
        orderBy: { requestedAt: 'desc' },
        take: SHOWN,
      })
      return rows.map(repository.reconciliationFromRow)
    }),
)

export const readReconciliation = authorizedPlatform(
  'platform.viewFinance',
  (scope, { id }: { readonly id: string }): Promise<ReconciliationView> =>
    scope.run(async (tx) => {
      const row = await tx.reconciliation.findFirst({ where: { tenantId: scope.operatorTenantId, id } })
      if (row === null) throw new NotFoundError('check')
      return repository.reconciliationFromRow(row)
    }),
)

type DifferencesInput = repository.DifferenceFilter & { readonly offset: number; readonly first: number }

/** The calls that differ, in order of time. */
export const readDifferences = authorizedPlatform(
  'platform.viewFinance',
  (scope, { first, ...filter }: DifferencesInput): Promise<{ rows: DifferenceView[]; totalCount: number }> => {
    if (first < 1 || first > PAGE_MAX) throw new InvalidInputError('first', `1 to ${String(PAGE_MAX)} at once.`)
    if (filter.offset < 0) throw new InvalidInputError('offset', 'Not below 0.')
    return scope.run((tx) => repository.readDifferences(tx, scope.operatorTenantId, { ...filter, take: first }))
  },
)

/** All of them as a file, for the letter to the carrier. */
export const exportDifferences = authorizedPlatform(
  'platform.viewFinance',
  async (scope, filter: repository.DifferenceFilter): Promise<string> => {
    const { rows } = await scope.run((tx) =>
      repository.readDifferences(tx, scope.operatorTenantId, { ...filter, offset: 0, take: EXPORT_MAX }),
    )
    const header = [
      'cause',
      'at',
      'client',
      'call',
      'trunk',
      'calling',
      'called',
      'seconds',
      'amount',
      'currency',
      'facts',
    ]
    const lines = rows.map((row) => [
      row.cause,
      new Date(row.at).toISOString(),
      row.clientName ?? '',
      row.callId ?? '',
      row.trunkName ?? '',
      row.calling,
      row.called,
      String(row.durationMs / 1_000),
      formatMicros(row.amountMicros),
      row.currency,
      row.detail.map(({ name, value }) => `${name}=${value}`).join('; '),
    ])
    return `\uFEFF${serializeCsv([header, ...lines.map((line) => line.map(harmless))])}`
  },
)

type RequestInput = { readonly from: LocalDate; readonly until: LocalDate }

/** Asks for a check of whole days, `until` the first day after; our worker carries it out at once. */
export const requestReconciliation = authorizedPlatform(
  'platform.manageFinance',
  async (scope, { from, until }: RequestInput): Promise<ReconciliationView> => {
    if (!isLocalDate(from)) throw new InvalidInputError('from', 'Name a day, such as 2026-03-01.')
    if (!isLocalDate(until)) throw new InvalidInputError('until', 'Name a day, such as 2026-04-01.')
    const days = daysBetween(from, until)
    if (days < 1 || days > DAYS_MAX)
      throw new InvalidInputError('until', `A check is of 1 to ${String(DAYS_MAX)} days.`)
    const { operatorTenantId: tenantId } = scope
    return scope.run(async (tx) => {
      const row = await tx.reconciliation.create({
        data: {
          id: newId('reconciliation'),
          tenantId,
          fromDay: dayToRow(from),
          untilDay: dayToRow(until),
          state: 'waiting',
          requestedBy: idSchema('user').parse(scope.viewer.person.id),
          requestedAt: new Date(scope.platform.now()),
        },
      })
      await recordAudit(tx, scope, {
        tenantId,
        action: 'reconciliation.request',
        subject: { id: row.id, name: `${from} – ${until}` },
      })
      return repository.reconciliationFromRow(row)
    })
  },
)

export { namesOf } from './repository.ts'
