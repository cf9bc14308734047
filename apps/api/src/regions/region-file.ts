import { parseCsv } from '@seatline/billing'
import { issuesOf } from '../configuration/parse-input.ts'
import { regionInputSchema } from './region-input.ts'
import type { Region } from './region-input.ts'

export type RegionRowIssue = {
  readonly line: number
  readonly field: string
  readonly code: string
  readonly message: string
}

const COLUMNS = { name: ['region', 'name', '地区'], prefix: ['prefix', 'area code', '区号', '号段'] } as const

/** Reads a file of regions, a line for each prefix (several may stand in one cell, with spaces between): what is right, and what is wrong with the rest. */
export function readRegionFile(text: string): {
  readonly regions: readonly Region[]
  readonly issues: readonly RegionRowIssue[]
} {
  const csv = parseCsv(text)
  if (!csv.ok) return ofFile(csv.error.line, csv.error.code, 'A quotation mark is wrong here.')
  const [header, ...lines] = csv.value
  const names = (header?.fields ?? []).map((field) =>
    field
      .replace(/^\uFEFF/, '')
      .trim()
      .toLowerCase(),
  )
  const place = (column: keyof typeof COLUMNS): number =>
    names.findIndex((name) => COLUMNS[column].some((known) => known === name))
  const at = { name: place('name'), prefix: place('prefix') }
  if (at.name < 0 || at.prefix < 0)
    return ofFile(1, 'file.noColumns', 'The first line names the columns: "region" and "prefix".')
  const prefixesOf = new Map<string, string[]>()
  const issues: RegionRowIssue[] = []
  for (const { line, fields } of lines) {
    const prefixes = (fields[at.prefix] ?? '')
      .replaceAll("'", '')
      .split(/[\s;、]+/)
      .filter((part) => part !== '')
    const read = regionInputSchema.safeParse({ name: fields[at.name] ?? '', prefixes })
    if (!read.success) {
      issues.push(...issuesOf(read.error).map((issue) => ({ line, ...issue, field: issue.field.split('.')[0] ?? '' })))
      continue
    }
    for (const prefix of read.data.prefixes) {
      const owner = [...prefixesOf].find(([, all]) => all.includes(prefix))?.[0]
      if (owner === undefined) prefixesOf.set(read.data.name, [...(prefixesOf.get(read.data.name) ?? []), prefix])
      else
        issues.push({
          line,
          field: 'prefixes',
          code: 'prefix.twice',
          message: `${prefix} stands for ${owner} already.`,
        })
    }
  }
  return { regions: [...prefixesOf].map(([name, prefixes]) => ({ name, prefixes })), issues }
}

const ofFile = (line: number, code: string, message: string) => ({
  regions: [],
  issues: [{ line, field: '', code, message }],
})
