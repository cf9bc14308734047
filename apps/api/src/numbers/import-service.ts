import { instant, NUMBER_KINDS } from '@seatline/core'
import { formatMicros, serializeCsv } from '@seatline/billing'
import { recordAudit } from '../audit/record-audit.ts'
import { authorizedPlatform } from '../auth/authorized.ts'
import type { MoneyView } from '../billing/bill-views.ts'
import { InputRefusedError, InvalidInputError } from '../user-errors.ts'
import { addNumbers, checkAgainstStock } from './import-repository.ts'
import { harmless, readNumberFile } from './number-csv.ts'
import type { NumberFile, RowIssue } from './number-row.ts'
import type { NumberImportView, UnissuedNumberView, UnissuedReportView, UnissuedTotalView } from './number-views.ts'
import { readUnissued } from './unissued-repository.ts'
import { monthAround } from './month.ts'

const SAMPLE = 20
const ISSUES_MAX = 1_000

type ImportInput = { readonly csv: string }

/** Reads a file and says what is in it and what is wrong, line by line. Nothing is kept. */
export const previewNumberImport = authorizedPlatform(
  'platform.manageNumbers',
  async (scope, { csv }: ImportInput): Promise<NumberImportView> => {
    const file = await scope.run((tx) => checkAgainstStock(tx, scope.operatorTenantId, readNumberFile(csv)))
    return viewOf(file, false)
  },
)

/** Takes a file into the stock: `validOnly` leaves out what is wrong, else one wrong line refuses the whole file. */
export const importNumbers = authorizedPlatform(
  'platform.manageNumbers',
  async (scope, { csv, validOnly }: ImportInput & { readonly validOnly: boolean }): Promise<NumberImportView> => {
    const read = readNumberFile(csv)
    return scope.run(async (tx) => {
      const file = await checkAgainstStock(tx, scope.operatorTenantId, read)
      if (file.issues.length > 0 && (!validOnly || file.rows.length === 0)) throw refusalOf(file)
      const at = new Date(scope.platform.now())
      await addNumbers(tx, {
        operatorTenantId: scope.operatorTenantId,
        rows: file.rows,
        at,
        by: scope.viewer.person.id,
      })
      await recordAudit(tx, scope, {
        tenantId: scope.operatorTenantId,
        action: 'number.import',
        subject: { id: null, name: `${String(file.rows.length)} numbers` },
        after: {
          imported: file.rows.length,
          leftOut: linesOf(file.issues),
          numbers: file.rows.slice(0, 100).map(({ number }) => number),
        },
      })
      return viewOf(file, true)
    })
  },
)

function refusalOf(file: NumberFile): InputRefusedError {
  const lines = linesOf(file.issues)
  return new InputRefusedError(
    `${String(lines)} of ${String(lines + file.rows.length)} lines are wrong. Nothing was imported.`,
    file.issues.slice(0, ISSUES_MAX).map(({ line, field, code, message }) => ({
      field: `csv.${String(line)}${field === '' ? '' : `.${field}`}`,
      code,
      message,
    })),
  )
}

const linesOf = (issues: readonly RowIssue[]): number => new Set(issues.map(({ line }) => line)).size

const viewOf = (file: NumberFile, imported: boolean): NumberImportView => ({
  validCount: file.rows.length,
  invalidCount: linesOf(file.issues),
  imported,
  sample: file.rows.slice(0, SAMPLE),
  issues: file.issues.slice(0, ISSUES_MAX),
})

/** The numbers without a tenant at the end of a month (the running month: now), and what they cost meanwhile. */
export const unissuedReport = authorizedPlatform(
  'platform.viewNumbers',
  async (scope, { month }: { readonly month: string }): Promise<UnissuedReportView> => {
    const now = scope.platform.now()
    const operator = scope.viewer.memberships.find(({ tenant }) => tenant.id === scope.operatorTenantId)
    const around = monthAround(month, operator?.tenant.timeZone ?? 'UTC')
    if (around === null || around.from > now)
      throw new InvalidInputError('month', 'Name a month that has begun, such as 2026-03.')
    const until = instant(Math.min(around.until, now))
    const rows = await scope.run((tx) =>
      readUnissued(tx, {
        operatorTenantId: scope.operatorTenantId,
        from: around.from,
        until,
        monthMs: around.until - around.from,
      }),
    )
    return { month, from: around.from, until, rows, totals: totalsOf(rows) }
  },
)

function totalsOf(rows: readonly UnissuedNumberView[]): UnissuedTotalView[] {
  const groups = Map.groupBy(
    rows,
    ({ kind, monthlyFee }) => `${String(NUMBER_KINDS.indexOf(kind))}/${monthlyFee.currency}`,
  )
  const sum = (of: readonly UnissuedNumberView[], feeOf: (row: UnissuedNumberView) => MoneyView): bigint =>
    of.reduce((total, row) => total + feeOf(row).micros, 0n)
  return [...groups.entries()]
    .toSorted(([a], [b]) => (a < b ? -1 : 1))
    .flatMap(([, of]) => {
      const [first] = of
      if (first === undefined) return []
      const { currency } = first.monthlyFee
      return {
        kind: first.kind,
        count: of.length,
        monthlyFee: { micros: sum(of, (row) => row.monthlyFee), currency },
        feeOfMonth: { micros: sum(of, (row) => row.feeOfMonth), currency },
      }
    })
}

/** The report as a file. */
export function unissuedReportFile({ rows }: UnissuedReportView): string {
  const header = ['number', 'kind', 'state', 'since', 'carrier', 'monthlyFee', 'unissuedDays', 'feeOfMonth', 'currency']
  const lines = rows.map((row) => [
    row.number,
    row.kind,
    row.state,
    new Date(row.since).toISOString(),
    row.carrier,
    formatMicros(row.monthlyFee.micros),
    String(row.unissuedDays),
    formatMicros(row.feeOfMonth.micros),
    row.monthlyFee.currency,
  ])
  return serializeCsv([header, ...lines.map((line) => line.map(harmless))])
}
