import type { Transaction } from '../database/client.ts'
import { newId } from '../new-id.ts'
import type { NumberFile, NumberRow, RowIssue } from './number-row.ts'

/** Rows that one statement writes. */
const PART = 2_000

/** Takes out of a file what the stock has already, and what extends a short code that neither has. */
export async function checkAgainstStock(
  tx: Transaction,
  operatorTenantId: string,
  file: NumberFile,
): Promise<NumberFile> {
  const wanted = file.rows.flatMap(({ number, parent }) => (parent === null ? [number] : [number, parent]))
  const known = await readKnown(tx, operatorTenantId, wanted)
  const codesInFile = new Set(file.rows.filter(({ kind }) => kind === 'shortCode').map(({ number }) => number))
  const issues: RowIssue[] = []
  const rows = file.rows.filter(({ line, number, parent }) => {
    if (known.has(number)) {
      issues.push({ line, field: 'number', code: 'number.exists', message: 'This number is in the stock already.' })
      return false
    }
    if (parent === null || codesInFile.has(parent) || known.get(parent)?.kind === 'shortCode') return true
    const message = 'This short code is neither in the stock nor in this file.'
    issues.push({ line, field: 'parent', code: 'number.parentUnknown', message })
    return false
  })
  return { rows, issues: [...file.issues, ...issues].toSorted((a, b) => a.line - b.line) }
}

type Known = ReadonlyMap<string, { readonly id: string; readonly kind: string }>

async function readKnown(tx: Transaction, operatorTenantId: string, numbers: readonly string[]): Promise<Known> {
  const known = new Map<string, { id: string; kind: string }>()
  for (const part of partsOf(numbers)) {
    const rows = await tx.$queryRaw<{ id: string; number: string; kind: string }[]>`
      SELECT id, number, kind::text AS kind FROM phone_number
      WHERE tenant_id = ${operatorTenantId} AND number = ANY (${part}::text[])`
    for (const { id, number, kind } of rows) known.set(number, { id, kind })
  }
  return known
}

/** Puts numbers into the stock, free, with the first line of their history; short codes before what extends them. */
export async function addNumbers(
  tx: Transaction,
  input: {
    readonly operatorTenantId: string
    readonly rows: readonly NumberRow[]
    readonly at: Date
    readonly by: string | null
  },
): Promise<void> {
  const { operatorTenantId: tenantId, rows, at, by } = input
  const parents = rows.flatMap(({ parent }) => parent ?? [])
  const known = await readKnown(tx, tenantId, parents)
  const ids = new Map(rows.map(({ number }) => [number, newId('phoneNumber')]))
  const parentIdOf = (parent: string | null): string | null =>
    parent === null ? null : (known.get(parent)?.id ?? ids.get(parent) ?? null)
  const made = rows.map(({ number, parent, kind, carrier, monthlyFeeMicros, currency, canBeCalledBack, note }) => ({
    id: ids.get(number) ?? newId('phoneNumber'),
    change_id: newId('event'),
    number,
    kind,
    parent_id: parentIdOf(parent),
    carrier,
    fee: String(monthlyFeeMicros),
    currency,
    callable: canBeCalledBack,
    note,
  }))
  // As one document: thousands of parameters of a statement are slow to make.
  for (const part of partsOf(made)) {
    // The check of a reference keeps the plan it made when the stock was small (every row read) until the table is analysed.
    await tx.$executeRaw`DISCARD PLANS`
    await tx.$executeRaw`
      WITH file AS (
        SELECT * FROM jsonb_to_recordset(${JSON.stringify(part)}::jsonb) AS row (id text, change_id text, number text,
          kind text, parent_id text, carrier text, fee bigint, currency text, callable boolean, note text)
      ), stock AS (
        INSERT INTO phone_number (id, tenant_id, number, kind, parent_id, carrier, monthly_fee_micros, currency,
          can_be_called_back, note, state_since, created_at)
        SELECT id, ${tenantId}, number, kind::"NumberKind", parent_id, carrier, fee, currency, callable, note,
          ${at}, ${at} FROM file
      )
      INSERT INTO phone_number_change (id, tenant_id, phone_number_id, at, to_state, by)
      SELECT change_id, ${tenantId}, id, ${at}, 'free', ${by} FROM file`
  }
}

const partsOf = <T>(all: readonly T[]): T[][] =>
  Array.from({ length: Math.ceil(all.length / PART) }, (_, index) => all.slice(index * PART, (index + 1) * PART))
