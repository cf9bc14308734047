import { TENANT_ATTRIBUTES } from '@seatline/core'
import type { TenantAttribute, TenantId } from '@seatline/core'
import { z } from 'zod'
import { recordAudit } from '../audit/record-audit.ts'
import { authorizedPlatform, enterTenant } from '../auth/authorized.ts'
import type { PlatformScope } from '../auth/authorized.ts'
import type { RequestScope } from '../auth/request-scope.ts'

import { publishPlatform, publishTenant } from '../config-publisher/publish-snapshots.ts'
import { changeConfiguration } from '../configuration/change-configuration.ts'
import { parseInput } from '../configuration/parse-input.ts'
import type { Transaction } from '../database/client.ts'
import { InputRefusedError, NotFoundError, UserError } from '../user-errors.ts'
import type { ConsoleTenant } from './console-views.ts'
import { forgetRows, readConsoleTenant } from './service.ts'

const whole = (from: number, to: number, unit: string) =>
  z
    .number(`Give a number of ${unit}.`)
    .int('Give a whole number.')
    .min(from, `At least ${String(from)} ${unit}.`)
    .max(to, `At most ${to.toLocaleString('en')} ${unit}.`)

const MEGABYTE = 1_048_576

const limitsSchema = z.object({
  concurrentCallsMax: whole(0, 100_000, 'calls'),
  callsPerSecondMax: whole(1, 10_000, 'calls a second').nullable(),
  apiRequestsPerMinuteMax: whole(60, 1_000_000, 'requests a minute'),
  storageMegabytesMax: whole(1, 100_000_000, 'megabytes'),
  attributes: z.array(z.enum(TENANT_ATTRIBUTES)),
})

export type LimitsInput = {
  readonly tenantId: TenantId
  readonly concurrentCallsMax: number
  readonly callsPerSecondMax: number | null
  readonly apiRequestsPerMinuteMax: number
  readonly storageMegabytesMax: number
  readonly attributes: readonly TenantAttribute[]
}

/** Sets a client's limits and attributes; the media plane has them within a second. */
export const setTenantLimits = authorizedPlatform(
  'platform.manageTenants',
  async (platformScope, input: LimitsInput): Promise<ConsoleTenant> => {
    const { storageMegabytesMax, attributes, ...limits } = parseInput(limitsSchema, input)
    const scope = await enterClient(platformScope, input.tenantId)
    await changeConfiguration(
      scope,
      async (tx) => {
        const row = await tx.tenant.findUniqueOrThrow({ where: { id: scope.tenant.id } })
        const data = {
          ...limits,
          storageBytesMax: BigInt(storageMegabytesMax) * BigInt(MEGABYTE),
          attributes: TENANT_ATTRIBUTES.filter((attribute) => attributes.includes(attribute)),
        }
        await tx.tenant.update({ where: { id: scope.tenant.id }, data })
        return {
          value: null,
          action: 'tenant.setLimits',
          subject: { id: scope.tenant.id, name: scope.tenant.name },
          before: {
            concurrentCallsMax: row.concurrentCallsMax,
            callsPerSecondMax: row.callsPerSecondMax,
            apiRequestsPerMinuteMax: row.apiRequestsPerMinuteMax,
            storageMegabytesMax: Number(row.storageBytesMax / BigInt(MEGABYTE)),
            attributes: row.attributes,
          },
          after: { ...limits, storageMegabytesMax, attributes: data.attributes },
          summary: 'Limits and attributes set by the operator',
        }
      },
      { inEveryStatus: true },
    )
    forgetRows(platformScope.platform)
    return readConsoleTenant(platformScope, input.tenantId)
  },
)

/** The client, entered by someone of the operator; the operator's own tenant is none. */
async function enterClient(scope: RequestScope, tenantId: TenantId) {
  const entered = await enterTenant(scope, tenantId)
  if (entered.tenant.kind === 'operator') throw new NotFoundError('client')
  return entered
}

export type Dedication = { readonly id: string; readonly tenantId: TenantId | null }

/** Keeps a trunk for one client, or gives it back to all. */
export const dedicateTrunk = authorizedPlatform('platform.manageTrunks', async (scope, input: Dedication) => {
  const { id, tenantId } = input
  await dedicate(scope, input, {
    what: 'trunk',
    find: (tx) => tx.trunk.findFirst({ where: { tenantId: scope.operatorTenantId, id, archivedAt: null } }),
    write: (tx) => tx.trunk.updateMany({ where: { id }, data: { dedicatedTenantId: tenantId } }),
  })
  await publishPlatform(publishParts(scope), scope.operatorTenantId)
  return true
})

/** Keeps an agent of the operator for one client, or lets the agent serve all again. Queues of other clients that the agent has must be taken away first. */
export const dedicateAgent = authorizedPlatform('platform.manageTenants', async (scope, input: Dedication) => {
  const { id, tenantId } = input
  await dedicate(scope, input, {
    what: 'agent',
    find: (tx) => tx.agent.findFirst({ where: { tenantId: scope.operatorTenantId, id, active: true } }),
    write: (tx) => tx.agent.updateMany({ where: { id }, data: { dedicatedTenantId: tenantId } }),
  })
  const served = await scope.runIn({ tenantIds: [scope.operatorTenantId], agentId: id, operator: true }, (tx) =>
    tx.tenant.findMany({ where: { kind: 'client' }, select: { id: true } }),
  )
  const ids = served.map((tenant) => tenant.id)
  const affected = await scope.runIn({ tenantIds: ids }, (tx) =>
    tx.agentQueue.findMany({ where: { agentId: id }, distinct: ['tenantId'], select: { tenantId: true } }),
  )
  for (const each of affected) await publishTenant(publishParts(scope), each.tenantId)
  return true
})

const publishParts = (scope: PlatformScope) => ({
  database: scope.platform.database,
  redis: scope.platform.redis,
  now: scope.platform.now,
  publishedBy: scope.viewer.person.id,
})

type Dedicated = {
  readonly what: 'trunk' | 'agent'
  readonly find: (tx: Transaction) => Promise<{ name: string; dedicatedTenantId: string | null } | null>
  readonly write: (tx: Transaction) => Promise<unknown>
}

async function dedicate(scope: PlatformScope, { id, tenantId }: Dedication, how: Dedicated): Promise<void> {
  await scope.run(async (tx) => {
    const found = await how.find(tx)
    if (found === null) throw new NotFoundError(how.what)
    const client = tenantId === null ? null : await tx.tenant.findUnique({ where: { id: tenantId } })
    if (tenantId !== null && client?.kind !== 'client')
      throw new InputRefusedError('Choose a client.', [
        { field: 'tenantId', code: 'unknownClient', message: 'There is no such client.' },
      ])
    await how.write(tx)
    await recordAudit(tx, scope, {
      tenantId: scope.operatorTenantId,
      action: `${how.what}.dedicate`,
      subject: { id, name: found.name },
      before: { tenantId: found.dedicatedTenantId },
      after: { tenantId },
    })
  })
  forgetRows(scope.platform)
}

/** Says that somebody has seen the alarm. */
export const acknowledgeAlarm = authorizedPlatform(
  'platform.viewConsole',
  async (scope, input: { readonly tenantId: TenantId; readonly alarmId: string }): Promise<boolean> => {
    const { tenantId, alarmId } = input
    const wall = { tenantIds: [tenantId], userId: scope.viewer.person.id }
    await scope.runIn(wall, async (tx) => {
      const alarm = await tx.alarm.findFirst({ where: { tenantId, id: alarmId } })
      if (alarm === null) throw new NotFoundError('alarm')
      if (alarm.acknowledgedAt !== null)
        throw new UserError({ code: 'alarm.acknowledged', message: 'Somebody has acknowledged this alarm already.' })
      await tx.alarm.update({
        where: { id: alarmId },
        data: { acknowledgedAt: new Date(scope.platform.now()), acknowledgedBy: scope.viewer.person.id },
      })
      await recordAudit(tx, scope, {
        tenantId,
        action: 'alarm.acknowledge',
        subject: { id: alarmId, name: alarm.kind },
        before: { acknowledged: false },
        after: { acknowledged: true },
      })
    })
    forgetRows(scope.platform)
    return true
  },
)
