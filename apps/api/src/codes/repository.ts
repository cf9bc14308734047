import { idSchema } from '@seatline/core'
import type { TenantId } from '@seatline/core'
import type { Transaction } from '../database/client.ts'
import { newId } from '../new-id.ts'
import type { CodeKind, CodeView } from './code-views.ts'

type CodeRow = { readonly id: string; readonly name: string; readonly position: number; readonly active: boolean }
type Place = { readonly tenantId: TenantId; readonly kind: CodeKind }

const viewOf = (kind: CodeKind, row: CodeRow): CodeView => ({
  id: kind === 'reason' ? idSchema('reason').parse(row.id) : idSchema('disposition').parse(row.id),
  kind,
  name: row.name,
  position: row.position,
  archived: !row.active,
})

/** In the order to show them; what is archived comes last. */
export async function readCodes(tx: Transaction, { tenantId, kind }: Place): Promise<CodeView[]> {
  const ordered = {
    where: { tenantId },
    orderBy: [{ active: 'desc' as const }, { position: 'asc' as const }, { id: 'asc' as const }],
  }
  const rows = kind === 'reason' ? await tx.reason.findMany(ordered) : await tx.disposition.findMany(ordered)
  return rows.map((row) => viewOf(kind, row))
}

export async function createCode(tx: Transaction, place: Place, name: string, position: number): Promise<CodeView> {
  const { tenantId, kind } = place
  const row =
    kind === 'reason'
      ? await tx.reason.create({ data: { id: newId('reason'), tenantId, name, position } })
      : await tx.disposition.create({ data: { id: newId('disposition'), tenantId, name, position } })
  return viewOf(kind, row)
}

export async function updateCode(
  tx: Transaction,
  { tenantId, kind }: Place,
  id: string,
  data: Partial<Omit<CodeRow, 'id'>>,
): Promise<CodeView> {
  const update = { where: { tenantId_id: { tenantId, id } }, data }
  return viewOf(kind, kind === 'reason' ? await tx.reason.update(update) : await tx.disposition.update(update))
}
