import { parseCarrierMapping } from '@seatline/billing'
import type { CarrierMapping, CarrierRecord } from '@seatline/billing'
import { InvariantError } from '@seatline/core'
import type { TenantId } from '@seatline/core'
import type { Transaction } from '../database/client.ts'
import { dayFromRow } from '../entitlements/day-columns.ts'
import type { CarrierMapping as MappingRow, Reconciliation as ReconciliationRow } from '../generated/prisma/client.ts'
import { newId } from '../new-id.ts'
import { instantFromRow, instantOrNull } from '../tenants/rows.ts'
import { RECONCILIATION_STATES } from './reconciliation-views.ts'
import type {
  CarrierImportView,
  CarrierView,
  ComparisonJson,
  DifferenceView,
  ReconciliationView,
} from './reconciliation-views.ts'

/** The stored mapping as billing reads it. */
export function mappingFromRow(row: Pick<MappingRow, 'id' | 'definition'>): CarrierMapping {
  const read = parseCarrierMapping(row.definition as CarrierMapping)
  if (read.ok) return read.value
  throw new InvariantError(`a stored mapping is not valid [mapping:${row.id}]`)
}

export async function readCarriers(tx: Transaction, tenantId: TenantId): Promise<CarrierView[]> {
  const rows = await tx.carrierMapping.findMany({ where: { tenantId }, orderBy: { carrier: 'asc' } })
  const counts = await tx.carrierRecord.groupBy({ by: ['mappingId'], where: { tenantId }, _count: true })
  const imports = await tx.carrierImport.groupBy({ by: ['mappingId'], where: { tenantId }, _max: { at: true } })
  return rows.map((row) => ({
    id: row.id,
    carrier: row.carrier,
    trunkIds: row.trunkIds,
    mapping: mappingFromRow(row),
    recordsCount: counts.find(({ mappingId }) => mappingId === row.id)?._count ?? 0,
    lastImportAt: instantOrNull(imports.find(({ mappingId }) => mappingId === row.id)?._max.at ?? null),
  }))
}

export const findCarrier = (tx: Transaction, tenantId: TenantId, id: string): Promise<MappingRow | null> =>
  tx.carrierMapping.findFirst({ where: { tenantId, id } })

export async function readImports(
  tx: Transaction,
  tenantId: TenantId,
  mappingId: string,
): Promise<CarrierImportView[]> {
  const rows = await tx.carrierImport.findMany({
    where: { tenantId, mappingId },
    orderBy: { at: 'desc' },
    take: IMPORTS_SHOWN,
  })
  return rows.map(({ id, fileName, at, by, addedCount, knownCount, leftOutCount }) => ({
    id,
    fileName,
    at: instantFromRow(at),
    by,
    addedCount,
    knownCount,
    leftOutCount,
  }))
}
const IMPORTS_SHOWN = 50

const KEYS_AT_ONCE = 2_000

/** Of these keys, those that are there already. */
export async function knownKeys(
  tx: Transaction,
  of: { readonly tenantId: TenantId; readonly mappingId: string },
  keys: readonly string[],
): Promise<ReadonlySet<string>> {
  const known = new Set<string>()
  for (let start = 0; start < keys.length; start += KEYS_AT_ONCE) {
    const rows = await tx.carrierRecord.findMany({
      where: { ...of, recordKey: { in: keys.slice(start, start + KEYS_AT_ONCE) } },
      select: { recordKey: true },
    })
    for (const { recordKey } of rows) known.add(recordKey)
  }
  return known
}

/** Adds what is not there yet; two imports at the same time do not add a row twice. Answers how many were added. */
export async function addRecords(
  tx: Transaction,
  of: {
    readonly tenantId: TenantId
    readonly mappingId: string
    readonly importId: string
    readonly currency: string
  },
  records: readonly (CarrierRecord & { readonly line: number })[],
): Promise<number> {
  let added = 0
  for (let start = 0; start < records.length; start += KEYS_AT_ONCE) {
    const { count } = await tx.carrierRecord.createMany({
      data: records.slice(start, start + KEYS_AT_ONCE).map(({ startedAt, ...record }) => ({
        id: newId('carrierRecord'),
        ...of,
        ...record,
        startedAt: new Date(startedAt),
      })),
      skipDuplicates: true,
    })
    added += count
  }
  return added
}

export const reconciliationFromRow = (row: ReconciliationRow): ReconciliationView => ({
  id: row.id,
  from: dayFromRow(row.fromDay),
  until: dayFromRow(row.untilDay),
  state: RECONCILIATION_STATES.find((state) => state === row.state) ?? 'failed',
  requestedBy: row.requestedBy,
  requestedAt: instantFromRow(row.requestedAt),
  finishedAt: instantOrNull(row.finishedAt),
  problem: row.problem,
  comparisons: row.result as unknown as readonly ComparisonJson[],
})

export type DifferenceFilter = {
  readonly reconciliationId: string
  readonly mappingId: string | null
  readonly currency: string
  readonly cause: string | null
}

export async function readDifferences(
  tx: Transaction,
  tenantId: TenantId,
  filter: DifferenceFilter & { readonly offset: number; readonly take: number },
): Promise<{ readonly rows: DifferenceView[]; readonly totalCount: number }> {
  const { reconciliationId, mappingId, cause, currency } = filter
  const where = { tenantId, reconciliationId, mappingId, currency, ...(cause === null ? {} : { cause }) }
  const rows = await tx.reconciliationDifference.findMany({
    where,
    orderBy: { position: 'asc' },
    skip: filter.offset,
    take: filter.take,
  })
  const totalCount = await tx.reconciliationDifference.count({ where })
  const names = await namesOf(tx, tenantId, rows)
  return {
    totalCount,
    rows: rows.map((row) => ({
      id: row.id,
      cause: row.cause,
      at: instantFromRow(row.at),
      clientId: row.clientTenantId,
      clientName: names.get(row.clientTenantId ?? '') ?? row.clientTenantId,
      callId: row.callId,
      trunkName: names.get(row.trunkId ?? '') ?? row.trunkId,
      calling: row.calling,
      called: row.called,
      durationMs: Number(row.durationMs),
      amountMicros: row.amountMicros,
      currency: row.currency,
      detail: Object.entries(row.detail ?? {}).map(([name, value]) => ({ name, value: String(value) })),
    })),
  }
}

/** Names of clients and trunks, by id. */
export async function namesOf(
  tx: Transaction,
  tenantId: TenantId,
  rows: readonly { readonly clientTenantId: string | null; readonly trunkId: string | null }[],
): Promise<ReadonlyMap<string, string>> {
  const clientIds = [...new Set(rows.flatMap((row) => row.clientTenantId ?? []))]
  const trunkIds = [...new Set(rows.flatMap((row) => row.trunkId ?? []))]
  const clients = await tx.tenant.findMany({ where: { id: { in: clientIds } }, select: { id: true, name: true } })
  const trunks = await tx.trunk.findMany({
    where: { tenantId, id: { in: trunkIds } },
    select: { id: true, name: true },
  })
  return new Map([...clients, ...trunks].map(({ id, name }) => [id, name]))
}
