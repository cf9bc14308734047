import { idSchema } from '@seatline/core'
import type { InvitationId } from '@seatline/core'
import type { Transaction } from '../database/client.ts'
import { newId } from '../new-id.ts'
import { INVITATION_MS, invitationHash, newInvitationToken } from '../people/invitation-token.ts'
import { localeOf } from './provision-plan.ts'
import type { ProvisionPlan } from './provision-plan.ts'

/** The client's first administrator is asked in. The mail, with a link of its own, goes out when the rows are kept: this token nobody knows. */
export async function inviteFirstAdmin(tx: Transaction, plan: ProvisionPlan): Promise<void> {
  const { tenantId, input, at, by } = plan
  await tx.invitation.create({
    data: {
      id: newId('invitation'),
      tenantId,
      email: input.admin.email,
      name: input.admin.name,
      locale: localeOf(input.admin.language ?? input.language),
      roles: ['admin'],
      tokenHash: invitationHash(newInvitationToken()) ?? '',
      invitedBy: by,
      createdAt: at,
      expiresAt: new Date(at.getTime() + INVITATION_MS),
    },
  })
}

/** The oldest open invitation: that of the first administrator. */
export async function findFirstInvitation(tx: Transaction, tenantId: string): Promise<InvitationId | null> {
  const row = await tx.invitation.findFirst({
    where: { tenantId, acceptedAt: null, withdrawnAt: null },
    orderBy: { createdAt: 'asc' },
  })
  return row === null ? null : idSchema('invitation').parse(row.id)
}
