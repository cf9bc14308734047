import { RULED_CLASSES } from '@seatline/core'
import type { TenantId, TrunkId } from '@seatline/core'
import { z } from 'zod'
import { authorizedPlatform, enterTenant } from '../auth/authorized.ts'
import type { PlatformScope } from '../auth/authorized.ts'
import { changeConfiguration } from '../configuration/change-configuration.ts'
import { parseInput } from '../configuration/parse-input.ts'
import type { Transaction } from '../database/client.ts'
import { newId } from '../new-id.ts'
import { InputRefusedError, NotFoundError } from '../user-errors.ts'
import type { InputIssue } from '../user-errors.ts'
import { changePlatform } from './change-platform.ts'
import * as repository from './repository.ts'
import { trunkInputSchema } from './trunk-input.ts'
import type { TrunkInput } from './trunk-input.ts'
import { callsOn, gatewaysOf, readTrunkReports } from './trunk-reports.ts'
import type { TrunkAlarmView, TrunkLiveView, TrunkView } from './trunk-views.ts'

type Nothing = Record<string, never>

export const listTrunks = authorizedPlatform('platform.viewTrunks', (scope, _input: Nothing): Promise<TrunkView[]> =>
  scope.run((tx) => repository.readTrunks(tx, scope.operatorTenantId)),
)

/** Calls in progress and the gateways' health, as the media nodes said within the last seconds. */
export const trunksLive = authorizedPlatform(
  'platform.viewTrunks',
  async (scope, _input: Nothing): Promise<TrunkLiveView[]> => {
    const trunks = await scope.run((tx) => repository.readTrunks(tx, scope.operatorTenantId))
    const reports = await readTrunkReports(scope.platform.redis, scope.platform.now())
    const gateways = gatewaysOf(reports)
    return trunks.map(({ trunkId, concurrentCallsMax, gateways: own }) => ({
      trunkId,
      ...callsOn(reports, trunkId),
      capacity: concurrentCallsMax,
      gateways: gateways.filter((each) => each.trunkId === trunkId && own.includes(each.gateway)),
    }))
  },
)

export const listTrunkAlarms = authorizedPlatform(
  'platform.viewTrunks',
  (scope, _input: Nothing): Promise<TrunkAlarmView[]> =>
    scope.run((tx) => repository.readTrunkAlarms(tx, scope.operatorTenantId)),
)

export const createTrunk = authorizedPlatform('platform.manageTrunks', async (scope, raw: unknown) => {
  const input = parseInput(trunkInputSchema, raw)
  const id = newId('trunk')
  await changePlatform(scope, async (tx) => {
    await refuseConflicts(tx, scope, input, null)
    await tx.trunk.create({ data: { id, tenantId: scope.operatorTenantId, ...input } })
    return { value: null, action: 'trunk.create', subject: { id, name: input.name }, after: { ...input } }
  })
  return requireTrunk(scope, id)
})

export const updateTrunk = authorizedPlatform(
  'platform.manageTrunks',
  async (scope, { id, raw }: { readonly id: TrunkId; readonly raw: unknown }) => {
    const input = parseInput(trunkInputSchema, raw)
    await changePlatform(scope, async (tx) => {
      const before = await repository.findTrunk(tx, scope.operatorTenantId, id)
      if (before === null) throw new NotFoundError('trunk')
      await refuseConflicts(tx, scope, input, id)
      await tx.trunk.updateMany({ where: { tenantId: scope.operatorTenantId, id }, data: input })
      const fields = new Set(Object.keys(input))
      const was = Object.fromEntries(Object.entries(before).filter(([field]) => fields.has(field)))
      return {
        value: null,
        action: 'trunk.update',
        subject: { id, name: input.name },
        before: trunkInputSchema.parse(was),
        after: { ...input },
      }
    })
    return requireTrunk(scope, id)
  },
)

/** Takes a trunk out of use for good; calls that it carries go on, and its records stay. */
export const archiveTrunk = authorizedPlatform(
  'platform.manageTrunks',
  async (scope, { id }: { readonly id: TrunkId }): Promise<TrunkId> =>
    changePlatform(scope, async (tx) => {
      const row = await repository.findTrunk(tx, scope.operatorTenantId, id)
      if (row === null) throw new NotFoundError('trunk')
      const archivedAt = new Date(scope.platform.now())
      await tx.trunk.updateMany({ where: { tenantId: scope.operatorTenantId, id }, data: { archivedAt } })
      return { value: id, action: 'trunk.archive', subject: { id, name: row.name } }
    }),
)

const destinationsSchema = z.object({
  classes: z
    .array(z.enum(RULED_CLASSES))
    .transform((classes) => RULED_CLASSES.filter((each) => classes.includes(each))),
})

/** What a tenant may call. Emergency calls are never denied, forbidden destinations never allowed. */
export const setTenantDestinations = authorizedPlatform(
  'platform.manageTrunks',
  async (scope, { tenantId, raw }: { readonly tenantId: TenantId; readonly raw: unknown }) => {
    const { classes } = parseInput(destinationsSchema, raw)
    const entered = await enterTenant(scope, tenantId)
    return changeConfiguration(entered, async (tx) => {
      const before = await tx.tenant.findUnique({ where: { id: tenantId } })
      await tx.tenant.updateMany({ where: { id: tenantId }, data: { destinationClasses: classes } })
      return {
        value: classes,
        action: 'tenant.setDestinations',
        subject: { id: tenantId, name: entered.tenant.name },
        before: { destinationClasses: before?.destinationClasses ?? [] },
        after: { destinationClasses: classes },
        summary: `May call: ${classes.join(', ')}`,
      }
    })
  },
)

export const tenantDestinations = authorizedPlatform(
  'platform.viewTrunks',
  async (scope, { tenantId }: { readonly tenantId: TenantId }) => {
    const row = await scope.run((tx) => tx.tenant.findUnique({ where: { id: tenantId } }))
    if (row === null) throw new NotFoundError('tenant')
    return RULED_CLASSES.filter((each) => row.destinationClasses.includes(each))
  },
)

/** A source address tells whose call it is, so no two trunks have the same; a dedicated trunk has a client it works for. */
async function refuseConflicts(
  tx: Transaction,
  scope: PlatformScope,
  input: TrunkInput,
  ownId: TrunkId | null,
): Promise<void> {
  const issues: InputIssue[] = []
  const others = await tx.trunk.findMany({
    where: {
      tenantId: scope.operatorTenantId,
      archivedAt: null,
      sourceAddresses: { hasSome: input.sourceAddresses },
      ...(ownId === null ? {} : { id: { not: ownId } }),
    },
  })
  input.sourceAddresses.forEach((address, index) => {
    const other = others.find(({ sourceAddresses }) => sourceAddresses.includes(address))
    if (other === undefined) return
    const message = `${address} belongs to the trunk "${other.name}".`
    issues.push({ field: `sourceAddresses.${String(index)}`, code: 'taken', message })
  })
  const { dedicatedTenantId } = input
  if (dedicatedTenantId !== null) {
    const tenant = await tx.tenant.findFirst({ where: { id: dedicatedTenantId, kind: 'client' } })
    if (tenant === null)
      issues.push({ field: 'dedicatedTenantId', code: 'unknown', message: 'There is no such client company.' })
  }
  if (issues.length > 0) throw new InputRefusedError('Some of this cannot be kept as it is.', issues)
}

async function requireTrunk(scope: PlatformScope, id: TrunkId): Promise<TrunkView> {
  const trunks = await scope.run((tx) => repository.readTrunks(tx, scope.operatorTenantId))
  const found = trunks.find(({ trunkId }) => trunkId === id)
  if (found === undefined) throw new NotFoundError('trunk')
  return found
}
