import { instant } from '@seatline/core'
import type { Instant, TenantId } from '@seatline/core'
import { seal, tenantSecretsKey } from '@seatline/sealing'
import { z } from 'zod'
import { recordAudit } from '../audit/record-audit.ts'
import { authorized } from '../auth/authorized.ts'
import { coded } from '../configuration/coded-message.ts'
import { parseInput } from '../configuration/parse-input.ts'
import type { Database } from '../database/client.ts'
import type { Redis } from 'ioredis'
import { newId } from '../new-id.ts'
import { LimitReachedError, NotFoundError, UserError } from '../user-errors.ts'
import { refuseClosed } from './service.ts'
import type { OfTenant } from './service.ts'

/** A secret as it is seen: by its name. What it is, only media knows, at the moment of the request. */
export type FlowSecretView = { readonly name: string; readonly updatedAt: Instant; readonly updatedBy: string | null }

const SECRETS_MAX = 100
const inputSchema = z.object({
  name: z
    .string()
    .trim()
    .regex(/^[A-Z][A-Z0-9_]{0,39}$/, coded('flow.secretName', 'Use capitals, digits and _, as in CRM_TOKEN.')),
  value: z
    .string()
    .min(1, coded('required', 'Write the secret.'))
    .max(4_000, coded('text.tooLong', 'Use at most 4000 characters.')),
})

export const listFlowSecrets = authorized(
  'flows.manage',
  (scope, { tenantId }: OfTenant): Promise<readonly FlowSecretView[]> =>
    scope.run(async (tx) => {
      const rows = await tx.flowSecret.findMany({
        where: { tenantId },
        orderBy: { name: 'asc' },
        omit: { sealed: true },
      })
      const users = await tx.user.findMany({ where: { id: { in: rows.flatMap(({ updatedBy }) => updatedBy ?? []) } } })
      return rows.map(({ name, updatedAt, updatedBy }) => ({
        name,
        updatedAt: instant(updatedAt.getTime()),
        updatedBy: users.find(({ id }) => id === updatedBy)?.name ?? null,
      }))
    }),
)

export const setFlowSecret = authorized(
  'flows.manage',
  async (scope, { tenantId, ...input }: OfTenant & { readonly name: string; readonly value: string }) => {
    refuseClosed(scope)
    const { name, value } = parseInput(inputSchema, input)
    const { secretsKey, now } = scope.platform
    if (secretsKey === null)
      throw new UserError({
        code: 'flow.noSecretsKey',
        message: 'This installation keeps no secrets (SEATLINE_SECRETS_KEY).',
      })
    const sealed = seal(secretsKey, { tenantId, name }, value)
    const row = { sealed, updatedAt: new Date(now()), updatedBy: scope.viewer.person.id }
    const view = await scope.run(async (tx) => {
      const before = await tx.flowSecret.findFirst({ where: { tenantId, name }, omit: { sealed: true } })
      if (before === null && (await tx.flowSecret.count({ where: { tenantId } })) >= SECRETS_MAX)
        throw new LimitReachedError({ code: 'flow.tooManySecrets', message: `There can be ${String(SECRETS_MAX)}.` })
      await tx.flowSecret.upsert({
        where: { tenantId_name: { tenantId, name } },
        create: { id: newId('secret'), tenantId, name, ...row },
        update: row,
      })
      // That it was written is kept; what was written is not.
      await recordAudit(tx, scope, {
        tenantId,
        action: before === null ? 'flowSecret.create' : 'flowSecret.update',
        subject: { id: name, name },
      })
      return { name, updatedAt: instant(row.updatedAt.getTime()), updatedBy: scope.viewer.person.name }
    })
    await sendSecrets(scope.platform, tenantId)
    return view
  },
)

export const removeFlowSecret = authorized(
  'flows.manage',
  async (scope, { tenantId, name }: OfTenant & { readonly name: string }): Promise<FlowSecretView> => {
    refuseClosed(scope)
    const view = await scope.run(async (tx) => {
      const before = await tx.flowSecret.findFirst({ where: { tenantId, name }, omit: { sealed: true } })
      if (before === null) throw new NotFoundError('secret')
      await tx.flowSecret.delete({ where: { tenantId_name: { tenantId, name } } })
      await recordAudit(tx, scope, { tenantId, action: 'flowSecret.delete', subject: { id: name, name } })
      return { name, updatedAt: instant(before.updatedAt.getTime()), updatedBy: null }
    })
    await sendSecrets(scope.platform, tenantId)
    return view
  },
)

/** Gives media a tenant's secrets as they are kept, sealed. Safe to repeat; the worker does after Redis has lost something. */
export async function sendSecrets(
  { database, redis }: { readonly database: Database; readonly redis: Redis },
  tenantId: TenantId | string,
): Promise<void> {
  const rows = await database.withTenants({ tenantIds: [tenantId] }, (tx) =>
    tx.flowSecret.findMany({ where: { tenantId }, select: { name: true, sealed: true } }),
  )
  const key = tenantSecretsKey(tenantId)
  const fields = Object.fromEntries(rows.map(({ name, sealed }) => [name, Buffer.from(sealed).toString('base64')]))
  const change = redis.multi().del(key)
  if (rows.length > 0) change.hset(key, fields)
  await change.exec()
}

/** Sends again what Redis has lost, or has not been told because it was away. */
export async function healSecrets({
  database,
  redis,
}: {
  readonly database: Database
  readonly redis: Redis
}): Promise<void> {
  const clients = await database.withTenants({ tenantIds: [], operator: true }, (tx) =>
    tx.tenant.findMany({ where: { kind: 'client' }, select: { id: true } }),
  )
  const kept = await database.withTenants({ tenantIds: clients.map(({ id }) => id) }, (tx) =>
    tx.flowSecret.findMany({ select: { tenantId: true, name: true, sealed: true } }),
  )
  for (const tenantId of new Set(kept.map((secret) => secret.tenantId))) {
    const known = await redis.hgetall(tenantSecretsKey(tenantId))
    const own = kept.filter((secret) => secret.tenantId === tenantId)
    const isSame =
      Object.keys(known).length === own.length &&
      own.every(({ name, sealed }) => known[name] === Buffer.from(sealed).toString('base64'))
    if (!isSame) await sendSecrets({ database, redis }, tenantId)
  }
}
