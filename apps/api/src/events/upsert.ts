import type { Transaction } from '../database/client.ts'

export type UpsertTarget = {
  readonly table: string
  /** The columns that make a row unique, as fields. */
  readonly key: readonly string[]
  /** Extra condition for changing a row that is there already, in SQL; the new row is EXCLUDED, the old one has the table's name. */
  readonly changeWhen?: string
}

/** Inserts the rows, or brings those that exist to the same values, with one statement. All rows have the same fields; each is there once. */
export async function upsertRows(tx: Transaction, target: UpsertTarget, rows: readonly object[]): Promise<void> {
  const [sample] = rows
  if (sample === undefined) return
  const fields = Object.keys(sample)
  const columns = fields.map(quotedColumn).join(', ')
  const changes = fields
    .filter((field) => !target.key.includes(field))
    .map((field) => `${quotedColumn(field)} = EXCLUDED.${quotedColumn(field)}`)
    .join(', ')
  await tx.$executeRawUnsafe(
    `INSERT INTO "${target.table}" (${columns})
     SELECT ${columns} FROM jsonb_populate_recordset(NULL::"${target.table}", $1::jsonb)
     ON CONFLICT (${target.key.map(quotedColumn).join(', ')}) DO UPDATE SET ${changes}
     ${target.changeWhen === undefined ? '' : `WHERE ${target.changeWhen}`}`,
    JSON.stringify(rows.map(withColumnNames)),
  )
}

function withColumnNames(row: object): Record<string, unknown> {
  return Object.fromEntries(Object.entries(row).map(([field, value]) => [columnOf(field), value]))
}

/** The schema maps fields to columns by this one rule. */
export const columnOf = (field: string): string => field.replace(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`)

const quotedColumn = (field: string): string => `"${columnOf(field)}"`
