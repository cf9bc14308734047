import type { ActAsId, TenantId } from '@seatline/core'
import type { RequestScope } from '../auth/request-scope.ts'
import { membershipIn } from '../auth/viewer.ts'
import type { Transaction } from '../database/client.ts'
import { Prisma } from '../generated/prisma/client.ts'
import { newId } from '../new-id.ts'

/** What was done, in the terms of who did it. `before` and `after` hold what a person would compare; never a secret. */
export type Audited = {
  /** `subject.verb`: `queue.update`, `person.invite`. */
  readonly action: string
  readonly subject: { readonly id: string | null; readonly name: string }
  readonly before?: Prisma.InputJsonValue | null
  readonly after?: Prisma.InputJsonValue | null
  readonly reason?: string
  readonly version?: number
  /** The session it belongs to, where that is not the one the viewer is in already. */
  readonly actAsId?: ActAsId
}

/** Writes down an administrative act, in the transaction of the act itself: what is not audited has not happened. */
export async function recordAudit(
  tx: Transaction,
  scope: RequestScope,
  act: Audited & { readonly tenantId: TenantId },
): Promise<void> {
  const { viewer, origin, platform } = scope
  // Not `create`, which reads the row back: who is confined to a branch writes the audit and may not read it.
  await tx.auditEvent.createMany({
    data: {
      id: newId('audit'),
      tenantId: act.tenantId,
      at: new Date(platform.now()),
      actorUserId: viewer.person.id,
      actorName: viewer.person.name,
      actAsId: act.actAsId ?? membershipIn(viewer, act.tenantId)?.actAs?.id ?? null,
      action: act.action,
      subjectId: act.subject.id,
      subjectName: act.subject.name,
      before: act.before ?? Prisma.DbNull,
      after: act.after ?? Prisma.DbNull,
      reason: act.reason ?? null,
      address: origin.address,
      userAgent: origin.userAgent?.slice(0, 300) ?? null,
      version: act.version ?? null,
    },
  })
}
