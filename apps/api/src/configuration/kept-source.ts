import { z } from 'zod'
import { SOURCE_TABLES } from '../config-publisher/read-source.ts'

const rowSchema = z.record(z.string(), z.unknown())
export type Row = z.infer<typeof rowSchema>
const tableShape = Object.fromEntries(
  SOURCE_TABLES.map((table) => [table, z.array(rowSchema).default([])]),
) as unknown as Record<(typeof SOURCE_TABLES)[number], z.ZodDefault<z.ZodArray<typeof rowSchema>>>

/** The rows of a version as they are kept: JSON, instants as text. A table that came later is empty in older versions. */
export const keptSourceSchema = z.object({ ...tableShape, tenant: rowSchema })
export type KeptSource = z.infer<typeof keptSourceSchema>

export const textOf = (row: Row | undefined, column: string): string => {
  const value = row?.[column]
  return typeof value === 'string' ? value : ''
}
