import { instant, LIFECYCLE } from '@seatline/core'
import type { TenantId } from '@seatline/core'
import { z } from 'zod'
import { recordAudit } from '../audit/record-audit.ts'
import { announceAccessChange } from '../auth/access-changes.ts'
import { authorized, authorizedPlatform } from '../auth/authorized.ts'
import type { RequestScope } from '../auth/request-scope.ts'
import { findTenant } from '../auth/tenant-directory.ts'
import { parseInput } from '../configuration/parse-input.ts'
import { newId } from '../new-id.ts'
import type { TenantView } from '../tenants/tenant-views.ts'
import { NotFoundError, UserError } from '../user-errors.ts'
import { ACT_AS_MS, REASON_LENGTH_MAX, REASON_LENGTH_MIN } from './act-as-views.ts'
import type { ActAsSessionView } from './act-as-views.ts'
import * as repository from './repository.ts'

/** As many as a client may want to look through; all of them are in the audit. */
const SESSIONS_SHOWN = 100

const startSchema = z.object({
  reason: z
    .string()
    .trim()
    .min(REASON_LENGTH_MIN, `Say in at least ${String(REASON_LENGTH_MIN)} characters why: the client reads it.`)
    .max(REASON_LENGTH_MAX, `Use at most ${String(REASON_LENGTH_MAX)} characters.`),
})

export type SessionIn = { readonly session: ActAsSessionView; readonly tenant: TenantView }
type Start = { readonly tenantId: TenantId; readonly reason: string }

/** Begins an hour as the client's administrator. There is one at a time, and it cannot be made longer: after it a new reason is needed. */
export const startActingAs = authorizedPlatform('platform.actAs', async (scope, input: Start): Promise<SessionIn> => {
  const { reason } = parseInput(startSchema, input)
  const tenant = await clientOf(scope, input.tenantId)
  const { person } = scope.viewer
  const startedAt = scope.platform.now()
  const session = await scope.runIn({ tenantIds: [tenant.id], userId: person.id }, async (tx) => {
    const open = await repository.findOpenSession(tx, { tenantId: tenant.id, userId: person.id }, startedAt)
    if (open !== null)
      throw new UserError({
        code: 'actAs.alreadyOpen',
        message: 'You act for this client already. End that first; it cannot be made longer.',
      })
    const made = await repository.createSession(tx, {
      id: newId('actAs'),
      tenantId: tenant.id,
      userId: person.id,
      userName: person.name,
      reason,
      startedAt,
      expiresAt: instant(startedAt + ACT_AS_MS),
    })
    await recordAudit(tx, scope, {
      tenantId: tenant.id,
      action: 'actAs.start',
      subject: { id: made.id, name: person.name },
      after: { expiresAt: new Date(made.expiresAt).toISOString() },
      reason,
      actAsId: made.id,
    })
    return made
  })
  await announce(scope, tenant.id)
  return { session, tenant }
})

export const endActingAs = authorizedPlatform(
  'platform.actAs',
  async (scope, { tenantId }: { readonly tenantId: TenantId }): Promise<SessionIn> => {
    const tenant = await clientOf(scope, tenantId)
    const { person } = scope.viewer
    const at = scope.platform.now()
    const session = await scope.runIn({ tenantIds: [tenantId], userId: person.id }, async (tx) => {
      const open = await repository.findOpenSession(tx, { tenantId, userId: person.id }, at)
      if (open === null)
        throw new UserError({ code: 'actAs.notOpen', message: 'You do not act for this client any more.' })
      const ended = await repository.endSession(tx, open, at)
      await recordAudit(tx, scope, {
        tenantId,
        action: 'actAs.end',
        subject: { id: open.id, name: person.name },
        before: { expiresAt: new Date(open.expiresAt).toISOString() },
        after: { endedAt: new Date(at).toISOString() },
        actAsId: open.id,
      })
      return ended
    })
    await announce(scope, tenantId)
    return { session, tenant }
  },
)

/** Who of the operator was in as administrator, when and why: for the client. */
export const listOperatorAccess = authorized(
  'audit.view',
  (scope, { tenantId }: { readonly tenantId: TenantId }): Promise<ActAsSessionView[]> =>
    scope.run((tx) => repository.readSessions(tx, { tenantId, now: scope.platform.now(), count: SESSIONS_SHOWN })),
)

/** The operator itself has no administrator to act as. */
async function clientOf(scope: RequestScope, tenantId: TenantId): Promise<TenantView> {
  const tenant = await findTenant(scope, tenantId)
  if (tenant?.kind !== 'client') throw new NotFoundError('client')
  if (!LIFECYCLE[tenant.status].mayLogIn)
    throw new UserError({
      code: 'actAs.notPossible',
      message: `Nobody works in this client while it is ${tenant.status}.`,
    })
  return tenant
}

const announce = (scope: RequestScope, tenantId: TenantId): Promise<void> =>
  announceAccessChange(scope.platform, { subjects: [scope.viewer.subject], tenantIds: [tenantId] })
