import { idSchema } from '@seatline/core'
import type { TenantId, VoicemailBoxId } from '@seatline/core'
import type { Transaction } from '../database/client.ts'
import type { VoicemailBox } from '../generated/prisma/client.ts'
import { newId } from '../new-id.ts'
import type { Addressee, BoxContent, VoicemailBoxView } from './box-views.ts'

type Key = { readonly tenantId: TenantId; readonly id: VoicemailBoxId }

export async function readBoxes(tx: Transaction, tenantId: TenantId): Promise<VoicemailBoxView[]> {
  const rows = await tx.voicemailBox.findMany({
    where: { tenantId, archivedAt: null },
    orderBy: [{ name: 'asc' }, { id: 'asc' }],
  })
  const open = await tx.voicemail.groupBy({ by: ['boxId'], where: { tenantId, state: 'open' }, _count: true })
  const names = await readNames(tx, tenantId, rows)
  return rows.map((row) => ({
    id: idSchema('voicemailBox').parse(row.id),
    name: row.name,
    addressee: addresseeOf(row, names),
    greeting: {
      id: idSchema('prompt').parse(row.greetingPromptId),
      name: names.get(row.greetingPromptId) ?? '',
    },
    lengthMaxMs: row.lengthMaxMs,
    promisedWithinMs: row.promisedWithinMs,
    branchId: idSchema('branch').nullable().parse(row.branchId),
    open: open.find(({ boxId }) => boxId === row.id)?._count ?? 0,
  }))
}

type Pointing = Pick<VoicemailBox, 'groupId' | 'agentId' | 'greetingPromptId'>

/** The names of what boxes point at, archived or not. */
export async function readNames(
  tx: Transaction,
  tenantId: TenantId,
  rows: readonly Pointing[],
): Promise<ReadonlyMap<string, string>> {
  const ids = (of: (row: Pointing) => string | null): string[] => [...new Set(rows.flatMap((row) => of(row) ?? []))]
  const named = { id: true, name: true } as const
  const found = [
    await tx.agentGroup.findMany({ where: { tenantId, id: { in: ids((row) => row.groupId) } }, select: named }),
    await tx.agent.findMany({ where: { id: { in: ids((row) => row.agentId) } }, select: named }),
    await tx.prompt.findMany({ where: { tenantId, id: { in: ids((row) => row.greetingPromptId) } }, select: named }),
  ].flat()
  return new Map(found.map(({ id, name }) => [id, name]))
}

export function addresseeOf(
  { groupId, agentId }: Pick<VoicemailBox, 'groupId' | 'agentId'>,
  names: ReadonlyMap<string, string>,
): Addressee {
  return agentId === null
    ? { kind: 'group', id: idSchema('group').parse(groupId), name: names.get(groupId ?? '') ?? '' }
    : { kind: 'agent', id: idSchema('agent').parse(agentId), name: names.get(agentId) ?? '' }
}

/** What a box's fields point at and is not there. */
export async function missingFor(
  tx: Transaction,
  tenantId: TenantId,
  content: BoxContent,
): Promise<readonly ('groupId' | 'agentId' | 'greetingPromptId' | 'branchId')[]> {
  const { groupId, agentId, greetingPromptId, branchId } = content
  const inUse = { tenantId, archivedAt: null } as const
  const missing = async (
    field: 'groupId' | 'agentId' | 'greetingPromptId' | 'branchId',
    id: string | null,
    count: (id: string) => Promise<number>,
  ) => (id === null || (await count(id)) > 0 ? [] : [field])
  return [
    await missing('groupId', groupId, (id) => tx.agentGroup.count({ where: { ...inUse, id } })),
    await missing('agentId', agentId, (id) =>
      tx.agent.count({ where: { id, active: true, OR: [{ tenantId }, { queues: { some: { tenantId } } }] } }),
    ),
    await missing('greetingPromptId', greetingPromptId, (id) => tx.prompt.count({ where: { ...inUse, id } })),
    await missing('branchId', branchId, (id) => tx.branch.count({ where: { ...inUse, id } })),
  ].flat()
}

export async function createBox(tx: Transaction, tenantId: TenantId, content: BoxContent): Promise<VoicemailBoxId> {
  const id = newId('voicemailBox')
  await tx.voicemailBox.createMany({ data: { id, tenantId, ...content } })
  return id
}

export async function updateBox(tx: Transaction, key: Key, content: BoxContent): Promise<void> {
  await tx.voicemailBox.update({ where: { tenantId_id: key }, data: content })
}

export async function archiveBox(tx: Transaction, key: Key, at: Date): Promise<void> {
  await tx.voicemailBox.update({ where: { tenantId_id: key }, data: { archivedAt: at } })
}

/** To whom a message may go: groups and agents of the tenant. */
export async function readAddressees(
  tx: Transaction,
  tenantId: TenantId,
): Promise<{ readonly groups: readonly Named[]; readonly agents: readonly Named[] }> {
  const named = { select: { id: true, name: true }, orderBy: [{ name: 'asc' as const }, { id: 'asc' as const }] }
  return {
    groups: await tx.agentGroup.findMany({ where: { tenantId, archivedAt: null }, ...named }),
    agents: await tx.agent.findMany({
      where: { active: true, OR: [{ tenantId }, { queues: { some: { tenantId } } }] },
      ...named,
    }),
  }
}
type Named = { readonly id: string; readonly name: string }
