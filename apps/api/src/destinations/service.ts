import { classOfDestination, DEFAULT_DESTINATIONS, makeDestinationTable, toDialled } from '@seatline/core'
import type { DestinationClass } from '@seatline/core'
import { authorizedPlatform } from '../auth/authorized.ts'
import type { PlatformScope } from '../auth/authorized.ts'
import type { RowIssue } from '../numbers/number-row.ts'
import { changePlatform } from '../trunks/change-platform.ts'
import { InputRefusedError, InvalidInputError } from '../user-errors.ts'
import { readDestinationFile, writeDestinationFile } from './destination-csv.ts'
import type { DestinationFile, DestinationRow } from './destination-csv.ts'
import { readDestinations, replaceDestinations } from './repository.ts'

export type DestinationView = Omit<DestinationRow, 'line'>
export type DestinationImportView = {
  readonly validCount: number
  readonly invalidCount: number
  readonly imported: boolean
  readonly sample: readonly DestinationView[]
  readonly issues: readonly RowIssue[]
}
export type DestinationAnswer = {
  readonly dialled: string
  readonly destinationClass: DestinationClass
  readonly prefix: string | null
}

type Nothing = Record<string, never>
const ISSUES_MAX = 1_000
const SAMPLE = 20

/** The table by prefix. */
export const listDestinations = authorizedPlatform(
  'platform.viewTrunks',
  (scope, _input: Nothing): Promise<DestinationView[]> =>
    scope.run((tx) => readDestinations(tx, scope.operatorTenantId)),
)

export const exportDestinations = authorizedPlatform(
  'platform.viewTrunks',
  async (scope, _input: Nothing): Promise<string> =>
    writeDestinationFile(await scope.run((tx) => readDestinations(tx, scope.operatorTenantId))),
)

/** What the table says of a number, however it is written. */
export const lookUpDestination = authorizedPlatform(
  'platform.viewTrunks',
  async (scope, { number }: { readonly number: string }): Promise<DestinationAnswer> => {
    const dialled = toDialled(number)
    if (dialled === null)
      throw new InvalidInputError('number', 'This cannot be dialled: use digits, with a plus before a country code.')
    const table = makeDestinationTable(await scope.run((tx) => readDestinations(tx, scope.operatorTenantId)))
    return { dialled, ...classOfDestination(table, dialled) }
  },
)

export const previewDestinations = authorizedPlatform(
  'platform.manageTrunks',
  (_scope, { csv }: { readonly csv: string }): Promise<DestinationImportView> =>
    Promise.resolve(viewOf(readDestinationFile(csv), false)),
)

/** Replaces the whole table by a file. `validOnly` leaves out what is wrong, else one wrong line refuses the file. */
export const importDestinations = authorizedPlatform(
  'platform.manageTrunks',
  async (scope, { csv, validOnly }: { readonly csv: string; readonly validOnly: boolean }) => {
    const file = readDestinationFile(csv)
    if (file.rows.length === 0 || (file.issues.length > 0 && !validOnly)) throw refusalOf(file)
    await replace(scope, file.rows, 'destinations.import')
    return viewOf(file, true)
  },
)

/** Puts the table that comes with the product back. */
export const resetDestinations = authorizedPlatform('platform.manageTrunks', async (scope, _input: Nothing) => {
  const rows = DEFAULT_DESTINATIONS.map((row) => ({ ...row }))
  await replace(scope, rows, 'destinations.reset')
  return { validCount: rows.length, invalidCount: 0, imported: true, sample: rows.slice(0, SAMPLE), issues: [] }
})

async function replace(scope: PlatformScope, rows: readonly DestinationView[], action: string): Promise<void> {
  await changePlatform(scope, async (tx) => {
    const before = await readDestinations(tx, scope.operatorTenantId)
    await replaceDestinations(tx, scope.operatorTenantId, rows)
    return {
      value: null,
      action,
      subject: { id: null, name: `${String(rows.length)} prefixes` },
      before: changed(before, rows),
      after: changed(rows, before),
    }
  })
}

/** What the first table says differently: an audit shows the difference, not two tables. */
function changed(of: readonly DestinationView[], than: readonly DestinationView[]): Record<string, string> {
  const other = new Map(than.map(({ prefix, destinationClass }) => [prefix, destinationClass]))
  const differing = of.filter(({ prefix, destinationClass }) => other.get(prefix) !== destinationClass)
  return Object.fromEntries(differing.slice(0, 500).map(({ prefix, destinationClass }) => [prefix, destinationClass]))
}

function refusalOf({ rows, issues }: DestinationFile): InputRefusedError {
  const wrong = linesOf(issues)
  const message = `${String(wrong)} of ${String(wrong + rows.length)} lines are wrong. The table stays as it is.`
  const named = issues.slice(0, ISSUES_MAX).map(({ line, field, code, message: text }) => ({
    field: `csv.${String(line)}${field === '' ? '' : `.${field}`}`,
    code,
    message: text,
  }))
  const empty = { field: 'csv', code: 'file.empty', message: 'There is nothing in this file.' }
  return new InputRefusedError(message, named.length === 0 ? [empty] : named)
}

const linesOf = (issues: readonly RowIssue[]): number => new Set(issues.map(({ line }) => line)).size

const viewOf = (file: DestinationFile, imported: boolean): DestinationImportView => ({
  validCount: file.rows.length,
  invalidCount: linesOf(file.issues),
  imported,
  sample: file.rows.slice(0, SAMPLE),
  issues: file.issues.slice(0, ISSUES_MAX),
})
