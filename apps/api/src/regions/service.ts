import { queueRoutingSchema } from '@seatline/core'
import type { TenantId } from '@seatline/core'
import { authorized } from '../auth/authorized.ts'
import { changeConfiguration } from '../configuration/change-configuration.ts'
import { parseInput, refuseIfAny } from '../configuration/parse-input.ts'
import type { Transaction } from '../database/client.ts'
import type { InputIssue } from '../user-errors.ts'
import { readRegionFile } from './region-file.ts'
import type { RegionRowIssue } from './region-file.ts'
import { issuesTwice, regionsInputSchema, regionsSchema } from './region-input.ts'
import type { Region } from './region-input.ts'

type OfTenant = { readonly tenantId: TenantId }
export type RegionImport = {
  readonly regions: readonly Region[]
  readonly issues: readonly RegionRowIssue[]
  readonly kept: boolean
}

/** Where the tenant's callers are from, by how their numbers begin. */
export const listRegions = authorized('configuration.view', (scope, { tenantId }: OfTenant) =>
  scope.run((tx) => readRegions(tx, tenantId)),
)

/** All regions at once: the list is short, and what stands in it twice is seen only in the whole. */
export const saveRegions = authorized('queues.manage', (scope, input: OfTenant & { readonly regions: unknown }) => {
  const { tenantId } = input
  const { regions } = parseInput(regionsInputSchema, input)
  refuseIfAny(issuesTwice(regions))
  return changeConfiguration(scope, async (tx) => {
    const before = await readRegions(tx, tenantId)
    refuseIfAny(await missedByQueues(tx, tenantId, regions))
    await tx.tenant.update({ where: { id: tenantId }, data: { regions } })
    return {
      value: regions,
      action: 'regions.update',
      subject: { id: null, name: 'Regions' },
      before: inWords(before),
      after: inWords(regions),
      summary: `Regions changed: ${String(regions.length)}`,
    }
  })
})

/** Puts the regions of a file in the place of those there are; with a wrong line nothing is kept. */
export const importRegions = authorized(
  'queues.manage',
  async (
    scope,
    { tenantId, csv, onlyCheck }: OfTenant & { readonly csv: string; readonly onlyCheck: boolean },
  ): Promise<RegionImport> => {
    const { regions, issues } = readRegionFile(csv)
    if (onlyCheck || issues.length > 0 || regions.length === 0) return { regions, issues, kept: false }
    return { regions: await saveRegions(scope, { tenantId, regions }), issues, kept: true }
  },
)

async function readRegions(tx: Transaction, tenantId: string): Promise<Region[]> {
  const row = await tx.tenant.findUniqueOrThrow({ where: { id: tenantId }, select: { regions: true } })
  return regionsSchema.parse(row.regions)
}

/** A region that a queue goes by stays. */
async function missedByQueues(
  tx: Transaction,
  tenantId: string,
  regions: readonly Region[],
): Promise<readonly InputIssue[]> {
  const queues = await tx.queue.findMany({ where: { tenantId, archivedAt: null }, orderBy: { name: 'asc' } })
  const used = queues.flatMap(({ name, routing }) =>
    queueRoutingSchema
      .parse(routing)
      .rules.flatMap((rule) => (rule.kind === 'region' ? rule.groups : []))
      .map(({ region }) => ({ queue: name, region })),
  )
  return used
    .filter(({ region }) => !regions.some(({ name }) => name === region))
    .map(({ queue, region }) => ({
      field: 'regions',
      code: 'region.inUse',
      message: `The queue "${queue}" goes by the region "${region}". Take it out of its rules first.`,
    }))
}

const inWords = (regions: readonly Region[]): string[] =>
  regions.map(({ name, prefixes }) => `${name}: ${prefixes.join(', ')}`)
