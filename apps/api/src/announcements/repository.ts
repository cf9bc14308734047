import { idSchema, tenantSnapshotSchema } from '@seatline/core'
import type { AnnouncementId, DidId, Feature, PromptId, TenantId } from '@seatline/core'
import { z } from 'zod'
import type { Transaction } from '../database/client.ts'
import type { Announcement, Prompt } from '../generated/prisma/client.ts'
import { newId } from '../new-id.ts'
import { instantOrNull } from '../tenants/rows.ts'
import type {
  AnnouncedNumber,
  AnnouncementContent,
  AnnouncementPrompt,
  AnnouncementView,
} from './announcement-views.ts'

export type KeptAnnouncement = Omit<AnnouncementView, 'state'>
type Key = { readonly tenantId: TenantId; readonly id: AnnouncementId }

/** In the order in which callers hear them. */
export async function readAnnouncements(tx: Transaction, tenantId: TenantId): Promise<KeptAnnouncement[]> {
  const rows = await tx.announcement.findMany({
    where: { tenantId, archivedAt: null },
    include: { prompt: true },
    orderBy: [{ position: 'asc' }, { id: 'asc' }],
  })
  const numbers = await readNumbers(tx, tenantId)
  return rows.map((row) => viewOf(row, numbers))
}

export async function readNumbers(tx: Transaction, tenantId: TenantId): Promise<AnnouncedNumber[]> {
  const rows = await tx.did.findMany({ where: { tenantId, releasedAt: null }, orderBy: { number: 'asc' } })
  return rows.map(({ id, number, label }) => ({ id: idSchema('did').parse(id), number, label }))
}

/** What the tenant is entitled to, as the media plane was told last. */
export async function readPublishedFeatures(tx: Transaction, tenantId: TenantId): Promise<readonly Feature[]> {
  const rows = await tx.$queryRaw<{ features: unknown }[]>`
    SELECT snapshot -> 'features' AS features FROM config_version WHERE tenant_id = ${tenantId} ORDER BY version DESC LIMIT 1`
  return tenantSnapshotSchema.shape.features.catch([]).parse(rows[0]?.features ?? undefined)
}

/** What can be announced: everything that is said. */
export async function readPrompts(tx: Transaction, tenantId: TenantId): Promise<AnnouncementPrompt[]> {
  const rows = await tx.prompt.findMany({
    where: { tenantId, archivedAt: null, kind: 'speech' },
    orderBy: [{ name: 'asc' }, { id: 'asc' }],
  })
  return rows.map(promptOf)
}

/** What an announcement can be about: the queues, and the steps of the published menus, by the names that people know. */
export async function readTopics(tx: Transaction, tenantId: TenantId): Promise<string[]> {
  const queues = await tx.queue.findMany({ where: { tenantId, archivedAt: null }, select: { name: true } })
  const flows = await tx.flow.findMany({
    where: { tenantId, archivedAt: null, publishedVersionId: { not: null } },
    select: { publishedVersionId: true },
  })
  const versions = await tx.flowVersion.findMany({
    where: { tenantId, id: { in: flows.flatMap(({ publishedVersionId }) => publishedVersionId ?? []) } },
    select: { nodes: true },
  })
  const labels = versions.flatMap(({ nodes }) => labelsSchema.parse(nodes).map(({ label }) => label))
  const names = [...queues.map(({ name }) => name), ...labels].filter((name) => name !== '')
  return [...new Set(names)].toSorted((a, b) => a.localeCompare(b))
}
const labelsSchema = z.array(z.object({ label: z.string().default('') })).catch([])

/** The regions that the tenant tells callers apart by. */
export async function readRegions(tx: Transaction, tenantId: TenantId): Promise<string[]> {
  const tenant = await tx.tenant.findUniqueOrThrow({ where: { id: tenantId }, select: { regions: true } })
  return tenantSnapshotSchema.shape.regions
    .catch([])
    .parse(tenant.regions)
    .map(({ name }) => name)
}

export async function hasPrompt(tx: Transaction, tenantId: TenantId, id: PromptId): Promise<boolean> {
  return (await tx.prompt.count({ where: { tenantId, id, archivedAt: null } })) > 0
}

export async function countNumbers(tx: Transaction, tenantId: TenantId, ids: readonly DidId[]): Promise<number> {
  return tx.did.count({ where: { tenantId, id: { in: [...ids] }, releasedAt: null } })
}

export async function createAnnouncement(
  tx: Transaction,
  tenantId: TenantId,
  content: AnnouncementContent,
): Promise<AnnouncementId> {
  const id = newId('announcement')
  const last = await tx.announcement.aggregate({ where: { tenantId }, _max: { position: true } })
  await tx.announcement.create({ data: { id, tenantId, position: (last._max.position ?? 0) + 1, ...rowOf(content) } })
  return id
}

export async function updateAnnouncement(tx: Transaction, key: Key, content: AnnouncementContent): Promise<void> {
  await tx.announcement.update({ where: { tenantId_id: key }, data: rowOf(content) })
}

export async function moveAnnouncement(tx: Transaction, key: Key, position: number): Promise<void> {
  await tx.announcement.update({ where: { tenantId_id: key }, data: { position } })
}

export async function archiveAnnouncement(tx: Transaction, key: Key, at: Date): Promise<void> {
  await tx.announcement.update({ where: { tenantId_id: key }, data: { archivedAt: at } })
}

const rowOf = ({ startsAt, endsAt, expectedRecoveryAt, didIds, regions, topics, ...content }: AnnouncementContent) => ({
  ...content,
  didIds: [...didIds],
  regions: [...regions],
  topics: [...topics],
  expectedRecoveryAt: expectedRecoveryAt === null ? null : new Date(expectedRecoveryAt),
  startsAt: startsAt === null ? null : new Date(startsAt),
  endsAt: endsAt === null ? null : new Date(endsAt),
})

function viewOf(
  row: Announcement & { readonly prompt: Prompt },
  numbers: readonly AnnouncedNumber[],
): KeptAnnouncement {
  return {
    id: idSchema('announcement').parse(row.id),
    name: row.name,
    prompt: promptOf(row.prompt),
    forAllNumbers: row.didIds.length === 0,
    numbers: numbers.filter(({ id }) => row.didIds.includes(id)),
    regions: row.regions,
    topics: row.topics,
    startsAt: instantOrNull(row.startsAt),
    endsAt: instantOrNull(row.endsAt),
    expectedRecoveryAt: instantOrNull(row.expectedRecoveryAt),
    enabled: row.enabled,
    thenHangUp: row.thenHangUp,
  }
}

const promptOf = ({ id, name, text, durationMs }: Prompt): AnnouncementPrompt => ({
  id: idSchema('prompt').parse(id),
  name,
  text,
  durationMs,
})
