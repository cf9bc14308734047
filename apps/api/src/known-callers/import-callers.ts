import type { TenantId } from '@seatline/core'
import { recordAudit } from '../audit/record-audit.ts'
import { authorized } from '../auth/authorized.ts'
import type { TenantScope } from '../auth/request-scope.ts'
import type { Transaction } from '../database/client.ts'
import { newId } from '../new-id.ts'
import { readCallerFile } from './caller-file.ts'
import type { CallerFileRow } from './caller-file.ts'
import type { CallerImport, CallerRowIssue } from './caller-views.ts'
import { fieldsSchema, readAgents, readPresent, writeCaller } from './repository.ts'
import type { CallerRow } from './repository.ts'
import { nowOf, pinColumn, regionNames, requireCallerFeatures, rowOf, tellMedia } from './service.ts'

type ImportInput = {
  readonly tenantId: TenantId
  readonly csv: string
  /** Nothing is kept: only said what would be. */
  readonly onlyCheck: boolean
}
type Pins = ReadonlyMap<number, { readonly pinHash?: string | null }>

/** Takes callers from a file, by number: new ones are made, of the others the columns that the file has are changed. Wrong lines are told and left out. */
export const importCallers = authorized(
  'callers.manage',
  async (scope, { tenantId, csv, onlyCheck }: ImportInput): Promise<CallerImport> => {
    const read = await scope.run(async (tx) => {
      const file = readCallerFile(csv, await readAgents(tx, tenantId))
      await requireCallerFeatures(tx, scope, file.rows)
      const regions = await regionNames(tx, tenantId)
      const wrong = file.rows.flatMap(({ line, region }) => unknownRegion(line, region, regions))
      const rows = file.rows.filter(({ line }) => !wrong.some((issue) => issue.line === line))
      const present = await readPresent(tx, tenantId, numbersOf(rows))
      const issues = [...file.issues, ...wrong].toSorted((a, b) => a.line - b.line)
      return { rows, present, issues }
    })
    const { rows, issues } = read
    const added = rows.filter(({ number }) => !read.present.has(number)).length
    const result = { added, changed: rows.length - added, issues }
    if (onlyCheck || rows.length === 0) return result
    const pins = await pinsOf(rows)
    await scope.run((tx) => keep(tx, scope, { rows, pins, result }))
    await tellMedia(scope, numbersOf(rows))
    return result
  },
)

const numbersOf = (rows: readonly CallerFileRow[]): readonly string[] => rows.map(({ number }) => number)

/** Hashing takes its time on purpose, and is no business of a transaction. */
async function pinsOf(rows: readonly CallerFileRow[]): Promise<Pins> {
  const pins = new Map<number, { readonly pinHash?: string | null }>()
  for (const { line, pin } of rows) if (pin !== null) pins.set(line, await pinColumn(pin))
  return pins
}

async function keep(
  tx: Transaction,
  scope: TenantScope,
  work: { readonly rows: readonly CallerFileRow[]; readonly pins: Pins; readonly result: CallerImport },
): Promise<void> {
  const tenantId = scope.tenant.id
  const present = await readPresent(tx, tenantId, numbersOf(work.rows))
  const kept = await tx.knownCaller.findMany({ where: { tenantId, id: { in: [...present.values()] } } })
  const fieldsOf = new Map(kept.map(({ id, fields }) => [id, fieldsSchema.parse(fields)]))
  for (const row of work.rows) {
    const id = present.get(row.number)
    const values = id === undefined ? rowOf(row) : changesOf(row, fieldsOf.get(id) ?? {})
    await writeCaller(
      tx,
      { tenantId, id: id ?? newId('knownCaller') },
      { ...values, ...work.pins.get(row.line), updatedAt: nowOf(scope) },
    )
  }
  const { added, changed } = work.result
  await recordAudit(tx, scope, {
    tenantId,
    action: 'knownCaller.import',
    subject: { id: null, name: `${String(added + changed)} callers` },
    after: { added, changed, numbers: numbersOf(work.rows).slice(0, 100) },
  })
}

/** What the file does not speak of stays. */
function changesOf(row: CallerFileRow, fields: Readonly<Record<string, string>>): CallerRow {
  const all = rowOf(row)
  const { given } = row
  return {
    number: row.number,
    ...(given.has('name') ? { name: row.name } : {}),
    ...(given.has('vipClass') ? { vipClass: row.vipClass } : {}),
    ...(given.has('memberNumber') ? { memberNumber: row.memberNumber } : {}),
    ...(given.has('designatedAgent') ? { designatedAgentId: row.designatedAgentId } : {}),
    ...(given.has('ownerAgent') ? { ownerAgentId: row.ownerAgentId } : {}),
    ...(given.has('region') ? { region: row.region } : {}),
    fields: { ...fields, ...(all.fields as Record<string, string>) },
  }
}

function unknownRegion(line: number, region: string | null, known: ReadonlySet<string>): readonly CallerRowIssue[] {
  if (region === null || known.has(region)) return []
  const message = `There is no region "${region}". Make it under "Regions" first, or leave it empty.`
  return [{ line, field: 'region', code: 'region.unknown', message }]
}
