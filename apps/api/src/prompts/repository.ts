import { idSchema } from '@seatline/core'
import type { FlowNode, PromptId, TenantId } from '@seatline/core'
import { flowUses } from '../configuration/flow-uses.ts'
import type { Transaction } from '../database/client.ts'
import type { Prompt } from '../generated/prisma/client.ts'
import { instantFromRow } from '../tenants/rows.ts'
import type { PromptUse, PromptView } from './prompt-views.ts'

const viewOf = (row: Prompt): PromptView => ({
  id: idSchema('prompt').parse(row.id),
  tenantId: idSchema('tenant').parse(row.tenantId),
  name: row.name,
  kind: row.kind,
  text: row.text,
  locale: row.locale === 'zh_CN' ? 'zh-CN' : 'en',
  source: row.source,
  originalName: row.originalName,
  file: row.file,
  durationMs: row.durationMs,
  sizeBytes: row.sizeBytes,
  createdAt: instantFromRow(row.createdAt),
  archived: row.archivedAt !== null,
})

export async function readPrompts(tx: Transaction, tenantId: TenantId): Promise<PromptView[]> {
  const rows = await tx.prompt.findMany({
    where: { tenantId, archivedAt: null },
    orderBy: [{ name: 'asc' }, { id: 'asc' }],
  })
  return rows.map(viewOf)
}

/** Also an archived one: an old version may play it. */
export async function findPrompt(tx: Transaction, id: PromptId): Promise<PromptView | null> {
  const row = await tx.prompt.findUnique({ where: { id } })
  return row === null ? null : viewOf(row)
}

type Written = Pick<PromptView, 'name' | 'kind' | 'text' | 'locale'> &
  Partial<Pick<PromptView, 'source' | 'originalName' | 'file' | 'durationMs' | 'sizeBytes'>> & {
    readonly sha256?: string
  }

export async function createPrompt(
  tx: Transaction,
  prompt: Required<Written> & { readonly id: PromptId; readonly tenantId: TenantId },
): Promise<PromptView> {
  return viewOf(await tx.prompt.create({ data: { ...prompt, locale: localeOf(prompt) } }))
}

export async function updatePrompt(tx: Transaction, id: PromptId, prompt: Written): Promise<PromptView> {
  return viewOf(await tx.prompt.update({ where: { id }, data: { ...prompt, locale: localeOf(prompt) } }))
}

export async function archivePrompt(tx: Transaction, id: PromptId, at: Date): Promise<PromptView> {
  return viewOf(await tx.prompt.update({ where: { id }, data: { archivedAt: at } }))
}

const localeOf = ({ locale }: Pick<PromptView, 'locale'>): Prompt['locale'] => (locale === 'zh-CN' ? 'zh_CN' : 'en')

/** Keeps two changes of a tenant's prompts from measuring the same room. Until the end of the transaction. */
export async function lockPrompts(tx: Transaction, tenantId: TenantId): Promise<void> {
  await tx.$executeRaw`SELECT pg_advisory_xact_lock(hashtext(${`prompts/${tenantId}`}))`
}

export async function readStorageRoom(
  tx: Transaction,
  tenantId: TenantId,
): Promise<{ readonly recordingBytes: number; readonly maxBytes: number }> {
  const tenant = await tx.tenant.findUniqueOrThrow({ where: { id: tenantId }, select: { storageBytesMax: true } })
  const [sum] = await tx.$queryRaw<{ bytes: bigint }[]>`
    SELECT coalesce(sum(size_bytes), 0)::bigint AS bytes FROM recording WHERE tenant_id = ${tenantId}`
  return { recordingBytes: Number(sum?.bytes ?? 0), maxBytes: Number(tenant.storageBytesMax) }
}

/** Where callers hear each of the tenant's prompts. */
export async function readUses(
  tx: Transaction,
  tenantId: TenantId,
): Promise<ReadonlyMap<string, readonly PromptUse[]>> {
  const inUse = { where: { tenantId, archivedAt: null }, orderBy: { name: 'asc' } } as const
  const tenant = await tx.tenant.findUniqueOrThrow({ where: { id: tenantId } })
  const found: { readonly promptId: string; readonly use: PromptUse }[] = []
  for (const played of [promptOf, invalidPromptOf])
    for (const [promptId, uses] of await flowUses(tx, tenantId, played))
      found.push(...uses.map(({ name, detail }) => ({ promptId, use: { kind: 'flow' as const, name, detail } })))
  for (const { name, musicPromptId } of await tx.queue.findMany(inUse))
    found.push({ promptId: musicPromptId, use: { kind: 'queue', name, detail: '' } })
  for (const { name, promptId } of await tx.announcement.findMany(inUse))
    found.push({ promptId, use: { kind: 'announcement', name, detail: '' } })
  if (tenant.fullPromptId !== null)
    found.push({ promptId: tenant.fullPromptId, use: { kind: 'allLinesBusy', name: '', detail: '' } })
  if (tenant.suspendedPromptId !== null)
    found.push({ promptId: tenant.suspendedPromptId, use: { kind: 'suspended', name: '', detail: '' } })
  return new Map(
    [...Map.groupBy(found, ({ promptId }) => promptId)].map(([id, each]) => [id, each.map(({ use }) => use)]),
  )
}

const promptOf = (node: FlowNode): string | null => ('promptId' in node ? node.promptId : null)
const invalidPromptOf = (node: FlowNode): string | null => ('invalidPromptId' in node ? node.invalidPromptId : null)
