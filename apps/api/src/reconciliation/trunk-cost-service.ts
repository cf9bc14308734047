import { exportRates, importRates, isCurrency, ratesOf } from '@seatline/billing'
import type { RateTable } from '@seatline/billing'
import { isLocalDate } from '@seatline/core'
import type { LocalDate, TenantId } from '@seatline/core'
import { recordAudit } from '../audit/record-audit.ts'
import { authorizedPlatform } from '../auth/authorized.ts'
import type { Transaction } from '../database/client.ts'
import { dayFromRow, dayToRow } from '../entitlements/day-columns.ts'
import { newId } from '../new-id.ts'
import { InputRefusedError, InvalidInputError, NotFoundError } from '../user-errors.ts'
import type { TrunkCostView } from './reconciliation-views.ts'

type Nothing = Record<string, never>
export type TrunkCostInput = {
  readonly trunkId: string
  readonly direction: 'inbound' | 'outbound'
  readonly fromDay: LocalDate
  readonly currency: string
  readonly csv: string
}

/** What carriers charge, the newest table of each trunk and direction first. */
export const listTrunkCosts = authorizedPlatform(
  'platform.viewFinance',
  (scope, _input: Nothing): Promise<TrunkCostView[]> => scope.run((tx) => readTrunkCosts(tx, scope.operatorTenantId)),
)

async function readTrunkCosts(tx: Transaction, tenantId: TenantId): Promise<TrunkCostView[]> {
  const rows = await tx.trunkCost.findMany({
    where: { tenantId },
    include: { trunk: { select: { name: true } } },
    orderBy: [{ trunkId: 'asc' }, { direction: 'asc' }, { fromDay: 'desc' }, { setAt: 'desc' }],
  })
  return rows.map((row) => ({
    id: row.id,
    trunkId: row.trunkId,
    trunkName: row.trunk.name,
    direction: row.direction,
    fromDay: dayFromRow(row.fromDay),
    currency: row.currency,
    ratesCount: row.rates.trimEnd().split('\r\n').length - 1,
    csv: row.rates,
  }))
}

/** Keeps what a carrier charges over a trunk from a day on. Every fault of the table is told with its line and column, and then nothing is kept. */
export const setTrunkCost = authorizedPlatform(
  'platform.manageFinance',
  async (scope, input: TrunkCostInput): Promise<TrunkCostView> => {
    const { operatorTenantId: tenantId } = scope
    if (!isLocalDate(input.fromDay)) throw new InvalidInputError('fromDay', 'Name a day, such as 2026-03-01.')
    const table = parsedTable(input)
    const id = newId('carrierRecord')
    return scope.run(async (tx) => {
      const trunk = await tx.trunk.findFirst({ where: { tenantId, id: input.trunkId } })
      if (trunk === null) throw new NotFoundError('trunk')
      await tx.trunkCost.create({
        data: {
          id,
          tenantId,
          trunkId: trunk.id,
          direction: input.direction,
          fromDay: dayToRow(input.fromDay),
          currency: table.currency,
          rates: exportRates(table),
          setAt: new Date(scope.platform.now()),
        },
      })
      await recordAudit(tx, scope, {
        tenantId,
        action: 'trunk.setCost',
        subject: { id: trunk.id, name: trunk.name },
        after: {
          direction: input.direction,
          fromDay: input.fromDay,
          currency: table.currency,
          prefixes: ratesOf(table).length,
        },
      })
      const kept = (await readTrunkCosts(tx, tenantId)).find((each) => each.id === id)
      if (kept === undefined) throw new NotFoundError('table of prices')
      return kept
    })
  },
)

function parsedTable({ currency, csv }: TrunkCostInput): RateTable {
  if (!isCurrency(currency)) throw new InvalidInputError('currency', 'Use three capital letters, such as CNY.')
  const table = importRates({ text: csv, currency })
  if (table.ok && ratesOf(table.value).length > 0) return table.value
  const errors = table.ok ? [] : table.error
  throw new InputRefusedError(
    'The table of prices is not right. Nothing was kept.',
    errors.length === 0
      ? [{ field: 'csv', code: 'file.empty', message: 'There is no price in this file.' }]
      : errors.map(({ line, column, code }) => ({
          field: `csv.${String(line)}${column === null ? '' : `.${column}`}`,
          code,
          message: `Line ${String(line)}${column === null ? '' : `, column ${column}`}: ${code}.`,
        })),
  )
}
