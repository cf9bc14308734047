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
    const rows = await tx.phoneNumber.findMany({
      where: { tenantId: operatorTenantId, number: { in: part } },
      select: { id: true, number: true, kind: true },
    })
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
  for (const part of partsOf(rows)) {
    const data = part.map(({ line: _, parent, ...row }) => ({
      ...row,
      id: ids.get(row.number) ?? newId('phoneNumber'),
      tenantId,
      parentId: parentIdOf(parent),
      stateSince: at,
      createdAt: at,
    }))
    await tx.phoneNumber.createMany({ data })
    await tx.phoneNumberChange.createMany({
      data: data.map(({ id }) => ({
        id: newId('event'),
        tenantId,
        phoneNumberId: id,
        at,
        toState: 'free' as const,
        by,
      })),
    })
  }
}

const partsOf = <T>(all: readonly T[]): T[][] =>
  Array.from({ length: Math.ceil(all.length / PART) }, (_, index) => all.slice(index * PART, (index + 1) * PART))
