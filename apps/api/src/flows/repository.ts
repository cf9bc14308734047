import { flowTestSchema, idSchema, instant } from '@seatline/core'
import type { FlowId, FlowVersionId, TenantId } from '@seatline/core'
import { z } from 'zod'
import type { Transaction } from '../database/client.ts'
import type { Flow as FlowRow, FlowVersion as VersionRow } from '../generated/prisma/client.ts'
import { instantOrNull } from '../tenants/rows.ts'
import { contentFromRow, leadsTheSameWay } from './content.ts'
import type {
  FlowContent,
  FlowTestView,
  FlowVersionContent,
  FlowVersionView,
  FlowView,
  KeptTest,
} from './flow-views.ts'

export type FlowKey = { readonly tenantId: TenantId; readonly id: FlowId }
/** A flow with what is drawn now: the draft, or else what is published. */
export type OpenFlow = { readonly view: FlowView; readonly content: FlowContent; readonly hasDraft: boolean }

export async function readFlows(tx: Transaction, tenantId: TenantId, id?: FlowId): Promise<readonly OpenFlow[]> {
  const rows = await tx.flow.findMany({
    where: { tenantId, archivedAt: null, ...(id === undefined ? {} : { id }) },
    orderBy: [{ name: 'asc' }, { id: 'asc' }],
  })
  const versions = await tx.flowVersion.findMany({
    where: {
      tenantId,
      id: { in: rows.flatMap((row) => [row.publishedVersionId ?? [], row.scheduledVersionId ?? []].flat()) },
    },
  })
  const numbers = await tx.did.findMany({
    where: { tenantId, releasedAt: null, flowId: { in: rows.map((row) => row.id) } },
    orderBy: { number: 'asc' },
    select: { number: true, flowId: true },
  })
  const names = await namesOf(tx, [...rows.map((row) => row.draftBy), ...versions.map((row) => row.createdBy)])
  return rows.map((row) => openFlow(row, { versions, numbers, names, tenantId }))
}

type Around = {
  readonly versions: readonly VersionRow[]
  readonly numbers: readonly { readonly number: string; readonly flowId: string }[]
  readonly names: ReadonlyMap<string, string>
  readonly tenantId: TenantId
}

function openFlow(row: FlowRow, { versions, numbers, names, tenantId }: Around): OpenFlow {
  const versionOf = (id: string | null) => versions.find((version) => version.id === id)
  const published = versionOf(row.publishedVersionId)
  const scheduled = versionOf(row.scheduledVersionId)
  const live = published === undefined ? null : contentFromRow(published)
  const draft = row.draft === null ? null : contentFromRow(row.draft)
  const content = draft ?? live ?? { entryNodeId: '', nodes: [], layout: {} }
  const view = (version: VersionRow) => versionView(version, { names, publishedId: row.publishedVersionId })
  return {
    content,
    hasDraft: draft !== null,
    view: {
      id: idSchema('flow').parse(row.id),
      tenantId,
      name: row.name,
      published: published === undefined ? null : view(published),
      scheduled:
        scheduled === undefined || row.scheduledAt === null
          ? null
          : { version: view(scheduled), at: instant(row.scheduledAt.getTime()) },
      draftDiffers: draft !== null && (live === null || !leadsTheSameWay(draft, live)),
      draftAt: instantOrNull(row.draftAt),
      draftBy: row.draftBy === null ? null : (names.get(row.draftBy) ?? null),
      revision: row.draftRevision,
      stepsCount: content.nodes.length,
      numbers: numbers.filter(({ flowId }) => flowId === row.id).map(({ number }) => number),
    },
  }
}

export async function readVersions(tx: Transaction, key: FlowKey): Promise<readonly FlowVersionView[]> {
  const rows = await tx.flowVersion.findMany({
    where: { tenantId: key.tenantId, flowId: key.id },
    orderBy: { number: 'desc' },
    take: VERSIONS_MAX,
  })
  const flow = await tx.flow.findFirst({ where: { tenantId: key.tenantId, id: key.id } })
  const names = await namesOf(
    tx,
    rows.map((row) => row.createdBy),
  )
  return rows.map((row) => versionView(row, { names, publishedId: flow?.publishedVersionId ?? null }))
}

/** Nobody scrolls further; older ones are in the versions of the configuration. */
const VERSIONS_MAX = 200

export async function findVersion(
  tx: Transaction,
  where: { readonly tenantId: TenantId; readonly id: FlowVersionId; readonly flowId?: FlowId },
): Promise<(FlowVersionContent & { readonly flowId: FlowId }) | null> {
  const row = await tx.flowVersion.findFirst({ where, include: { flow: true } })
  if (row?.flow.archivedAt !== null) return null
  const names = await namesOf(tx, [row.createdBy])
  return {
    ...versionView(row, { names, publishedId: row.flow.publishedVersionId }),
    ...contentFromRow(row),
    flowId: idSchema('flow').parse(row.flowId),
  }
}

const keptTests: z.ZodType<readonly KeptTest[]> = z
  .array(z.object({ name: z.string(), script: flowTestSchema, passed: z.boolean() }))
  .catch([])

const versionView = (
  row: VersionRow,
  around: { readonly names: ReadonlyMap<string, string>; readonly publishedId: string | null },
): FlowVersionView => ({
  id: idSchema('flowVersion').parse(row.id),
  number: row.number,
  note: row.note,
  createdAt: instant(row.createdAt.getTime()),
  createdBy: row.createdBy === null ? null : (around.names.get(row.createdBy) ?? null),
  isPublished: row.id === around.publishedId,
  stepsCount: contentFromRow(row).nodes.length,
  tests: keptTests.parse(row.tests),
})

async function namesOf(tx: Transaction, ids: readonly (string | null)[]): Promise<ReadonlyMap<string, string>> {
  const wanted = [...new Set(ids.flatMap((id) => id ?? []))]
  if (wanted.length === 0) return new Map()
  const users = await tx.user.findMany({ where: { id: { in: wanted } }, select: { id: true, name: true } })
  return new Map(users.map(({ id, name }) => [id, name]))
}

export async function readTests(tx: Transaction, key: FlowKey): Promise<readonly FlowTestView[]> {
  const rows = await tx.flowTest.findMany({
    where: { tenantId: key.tenantId, flowId: key.id },
    orderBy: [{ position: 'asc' }, { id: 'asc' }],
  })
  return rows.flatMap(({ id, name, script }) => {
    const parsed = flowTestSchema.safeParse({ ...(script as object), name })
    return parsed.success ? [{ id, name, script: parsed.data }] : []
  })
}
