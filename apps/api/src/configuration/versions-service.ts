import { instant } from '@seatline/core'
import type { Instant, TenantId } from '@seatline/core'
import { z } from 'zod'
import { authorized } from '../auth/authorized.ts'
import type { TenantScope } from '../auth/request-scope.ts'
import { membershipIn } from '../auth/viewer.ts'
import { readSource, sourceToJson } from '../config-publisher/read-source.ts'
import type { Transaction } from '../database/client.ts'
import { ForbiddenError, NotFoundError, UserError } from '../user-errors.ts'
import { changeConfiguration } from './change-configuration.ts'
import { compareSources } from './compare-versions.ts'
import type { Difference } from './compare-versions.ts'
import { keptSourceSchema } from './kept-source.ts'
import type { KeptSource } from './kept-source.ts'
import { parseInput } from './parse-input.ts'
import { planRestore } from './plan-restore.ts'
import type { LeftOut } from './plan-restore.ts'
import { restoreRows } from './restore-rows.ts'
import { coded } from './coded-message.ts'

export type VersionView = {
  readonly version: number
  readonly publishedAt: Instant
  /** null: the system itself, as at the first set-up. */
  readonly publishedBy: string | null
  readonly action: string
  readonly summary: string
  /** What the act was about; empty for the system's own. */
  readonly subjectName: string
  readonly reason: string | null
  readonly restoredVersion: number | null
  readonly isCurrent: boolean
  readonly canBeRestored: boolean
}
export type VersionPage = {
  readonly versions: readonly VersionView[]
  readonly totalCount: number
  readonly hasOlder: boolean
}
export type RollBackPreview = { readonly differences: readonly Difference[]; readonly leftOut: readonly LeftOut[] }
export type RolledBack = { readonly version: VersionView; readonly leftOut: readonly LeftOut[] }

type OfTenant = { readonly tenantId: TenantId }
type OfVersion = OfTenant & { readonly version: number }

const PAGE = 50

export const listVersions = authorized(
  'configuration.view',
  (scope, { tenantId, olderThan }: OfTenant & { readonly olderThan: number | null }): Promise<VersionPage> => {
    refuseConfined(scope)
    return scope.run(async (tx) => {
      const versions = await readVersions(tx, tenantId, {
        ...(olderThan === null ? {} : { version: { lt: olderThan } }),
      })
      return {
        versions: versions.slice(0, PAGE),
        totalCount: await tx.configVersion.count({ where: { tenantId } }),
        hasOlder: versions.length > PAGE,
      }
    })
  },
)

export const compareVersions = authorized(
  'configuration.view',
  (scope, { tenantId, before, after }: OfTenant & { readonly before: number; readonly after: number }) => {
    refuseConfined(scope)
    return scope.run(async (tx) =>
      compareSources(
        await sourceOf(tx, { tenantId, version: before }),
        await sourceOf(tx, { tenantId, version: after }),
      ),
    )
  },
)

/** What restoring a version would change, without doing it. */
export const previewRollBack = authorized(
  'configuration.view',
  (scope, { tenantId, version }: OfVersion): Promise<RollBackPreview> => {
    refuseConfined(scope)
    return scope.run(async (tx) => {
      const current = await currentSource(tx, tenantId)
      const { target, leftOut } = planRestore(current, await sourceOf(tx, { tenantId, version }))
      return { differences: compareSources(current, target), leftOut }
    })
  },
)

const reasonSchema = z.object({
  reason: z
    .string()
    .trim()
    .min(3, coded('reason.missing', 'Say why, for those who read it later.'))
    .max(300, coded('text.tooLong', 'Use at most 300 characters.')),
})

/** Makes the rows what they were in an earlier version. That is a new version again, so it can be undone in the same way. */
export const rollBack = authorized(
  'configuration.rollBack',
  async (scope, { tenantId, version, ...input }: OfVersion & { readonly reason: string }): Promise<RolledBack> => {
    refuseConfined(scope)
    const { reason } = parseInput(reasonSchema, input)
    const leftOut = await changeConfiguration(scope, async (tx) => {
      const current = await currentSource(tx, tenantId)
      const plan = planRestore(current, await sourceOf(tx, { tenantId, version }))
      const differences = compareSources(current, plan.target)
      await restoreRows(tx, { tenantId, target: plan.target, at: new Date(scope.platform.now()) })
      return {
        value: plan.leftOut,
        action: 'configuration.rollBack',
        subject: { id: null, name: `Version ${String(version)}` },
        after: { changed: differences.map(({ name, change }) => `${name}: ${change}`) },
        reason,
        summary: `Version ${String(version)} restored`,
        restoredVersion: version,
      }
    })
    const made = await scope.run((tx) => readVersions(tx, tenantId, {}))
    const [newest] = made
    if (newest === undefined) throw new NotFoundError('version')
    return { version: newest, leftOut }
  },
)

/** A version is of the whole company; who sees a branch alone can not judge it. */
function refuseConfined(scope: TenantScope): void {
  if ((membershipIn(scope.viewer, scope.tenant.id)?.branchId ?? null) !== null)
    throw new ForbiddenError('Versions are of the whole company. Ask an administrator of the head office.')
}

async function readVersions(tx: Transaction, tenantId: TenantId, where: object): Promise<readonly VersionView[]> {
  const rows = await tx.configVersion.findMany({
    where: { tenantId, ...where },
    orderBy: { version: 'desc' },
    take: PAGE + 1,
    select: { version: true, publishedAt: true, action: true, summary: true, restoredVersion: true },
  })
  const versions = rows.map(({ version }) => version)
  const acts = await tx.auditEvent.findMany({
    where: { tenantId, version: { in: versions } },
    select: { version: true, actorName: true, subjectName: true, reason: true },
  })
  const latest = await tx.configVersion.aggregate({ where: { tenantId }, _max: { version: true } })
  const restorable = await tx.$queryRaw<readonly { readonly version: number }[]>`
    SELECT version FROM config_version WHERE tenant_id = ${tenantId} AND source IS NOT NULL AND version = ANY (${versions})`
  return rows.map((row) => {
    const act = acts.find(({ version }) => version === row.version)
    return {
      ...row,
      publishedAt: instant(row.publishedAt.getTime()),
      publishedBy: act?.actorName ?? null,
      subjectName: act?.subjectName ?? '',
      reason: act?.reason ?? null,
      isCurrent: row.version === latest._max.version,
      canBeRestored: restorable.some(({ version }) => version === row.version),
    }
  })
}

async function sourceOf(tx: Transaction, { tenantId, version }: OfVersion): Promise<KeptSource> {
  const row = await tx.configVersion.findUnique({
    where: { tenantId_version: { tenantId, version } },
    select: { source: true },
  })
  if (row === null) throw new NotFoundError('version')
  if (row.source === null)
    throw new UserError({
      code: 'version.withoutRows',
      message: `Version ${String(version)} is too old to be looked into: its details were not kept then.`,
    })
  return keptSourceSchema.parse(row.source)
}

/** The rows as they are, in the form in which a version keeps them. */
const currentSource = async (tx: Transaction, tenantId: TenantId): Promise<KeptSource> =>
  keptSourceSchema.parse(sourceToJson(await readSource(tx, tenantId)))
