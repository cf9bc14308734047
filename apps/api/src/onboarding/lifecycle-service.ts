import { canBecome, idSchema, TENANT_STATUSES } from '@seatline/core'
import type { TenantId, TenantStatus } from '@seatline/core'
import { z } from 'zod'
import { recordAudit } from '../audit/record-audit.ts'
import { authorizedPlatform } from '../auth/authorized.ts'
import type { PlatformScope } from '../auth/authorized.ts'
import { keepTenantVersion, sendTenantVersion } from '../config-publisher/tenant-versions.ts'
import { parseInput } from '../configuration/parse-input.ts'
import { issuesOfFault } from '../configuration/snapshot-issues.ts'
import type { DatabaseScope } from '../database/client.ts'
import type { Tenant } from '../generated/prisma/client.ts'
import { newId } from '../new-id.ts'
import { InputRefusedError, NotFoundError, UserError } from '../user-errors.ts'
import { prospectInput } from './onboarding-input.ts'
import type { StockView, TenantFileView } from './onboarding-views.ts'
import * as repository from './repository.ts'

const wallOf = (scope: PlatformScope, tenantId: TenantId): DatabaseScope => ({
  tenantIds: [scope.operatorTenantId, tenantId],
  operator: true,
  userId: scope.viewer.person.id,
})

/** Keeps a client that may become one, with the little that is known of it. */
export const createProspect = authorizedPlatform(
  'platform.manageTenants',
  async (scope, sent: unknown): Promise<TenantFileView> => {
    const input = parseInput(prospectInput, sent)
    const tenantId = newId('tenant')
    return scope.runIn(wallOf(scope, tenantId), async (tx) => {
      const operator = await tx.tenant.findUniqueOrThrow({ where: { id: scope.operatorTenantId } })
      const at = new Date(scope.platform.now())
      await repository.createProspect(tx, input, { tenantId, operator, at, by: scope.viewer.person.id })
      await recordAudit(tx, scope, {
        tenantId,
        action: 'tenant.createProspect',
        subject: { id: tenantId, name: input.name },
        after: { name: input.name, contact: { ...input.contact }, requirements: input.requirements },
      })
      return repository.readFile(tx, await findOrThrow(repository.findClient(tx, tenantId)))
    })
  },
)

async function findOrThrow(found: Promise<Tenant | null>): Promise<Tenant> {
  const row = await found
  if (row === null) throw new NotFoundError('client')
  return row
}

const statusChange = z.object({
  tenantId: idSchema('tenant'),
  status: z.enum(TENANT_STATUSES),
  reason: z
    .string()
    .trim()
    .min(3, 'Say why, in a few words: the client will see it.')
    .max(500, 'Use at most 500 characters.'),
})

/** Takes a client a step on in its life. The media plane has it with the version that this publishes: within a second the next caller is treated accordingly. */
export const changeTenantStatus = authorizedPlatform(
  'platform.manageTenants',
  async (scope, sent: unknown): Promise<TenantFileView> => {
    const { tenantId, status, reason } = parseInput(statusChange, sent)
    const { platform, viewer } = scope
    const changed = await scope.runIn(wallOf(scope, tenantId), async (tx) => {
      const row = await findOrThrow(repository.findClient(tx, tenantId))
      requireStep(row.status, status, row.template !== null || (await repository.hasVersion(tx, tenantId)))
      const at = new Date(platform.now())
      const by = viewer.person.id
      await repository.setStatus(tx, tenantId, status)
      await repository.writeStatusChange(tx, { tenantId, from: row.status, to: status, reason, at, by })
      const action = 'tenant.changeStatus'
      const published = await repository.hasVersion(tx, tenantId)
      const kept = published
        ? await keepTenantVersion(tx, tenantId, { at, by, action, summary: `Became ${status}` })
        : null
      if (kept?.ok === false)
        throw new InputRefusedError('The configuration would not work.', issuesOfFault(kept.error))
      await recordAudit(tx, scope, {
        tenantId,
        action,
        subject: { id: tenantId, name: row.name },
        before: { status: row.status },
        after: { status },
        reason,
        ...(kept === null ? {} : { version: kept.value.version }),
      })
      return { published, file: await repository.readFile(tx, { ...row, status }) }
    })
    if (changed.published)
      await sendTenantVersion(platform, tenantId).catch((error: unknown) =>
        platform.log.warn({ err: error, tenantId }, 'a change of status waits to be sent'),
      )
    return changed.file
  },
)

function requireStep(from: TenantStatus, to: TenantStatus, isMade: boolean): void {
  if (!canBecome(from, to))
    throw new UserError({
      code: 'tenant.stepNotPossible',
      message: `A client that is ${from} cannot become ${to}.`,
      field: 'status',
    })
  if (to !== 'ended' && !isMade)
    throw new UserError({
      code: 'tenant.notMade',
      message: 'This client has no numbers and no menu yet. Onboard it first.',
      field: 'status',
    })
}

export const findTenantFile = authorizedPlatform(
  'platform.manageTenants',
  (scope, { tenantId }: { readonly tenantId: TenantId }): Promise<TenantFileView | null> =>
    scope.runIn(wallOf(scope, tenantId), async (tx) => {
      const row = await repository.findClient(tx, tenantId)
      return row === null ? null : repository.readFile(tx, row)
    }),
)

export const listProspects = authorizedPlatform(
  'platform.manageTenants',
  async (scope, _input: null): Promise<TenantFileView[]> => {
    const rows = await scope.run((tx) => repository.readProspects(tx))
    const tenantIds = [scope.operatorTenantId, ...rows.map(({ id }) => id)]
    return scope.runIn({ tenantIds, operator: true }, async (tx) => {
      const files: TenantFileView[] = []
      for (const row of rows) files.push(await repository.readFile(tx, row))
      return files
    })
  },
)

export const readStock = authorizedPlatform('platform.manageTenants', (scope, _input: null): Promise<StockView> =>
  scope.run((tx) => repository.readStock(tx, scope.operatorTenantId)),
)
