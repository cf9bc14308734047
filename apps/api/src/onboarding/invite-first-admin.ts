import { createHash, randomBytes } from 'node:crypto'
import type { Transaction } from '../database/client.ts'
import { newId } from '../new-id.ts'
import { localeOf } from './provision-plan.ts'
import type { ProvisionPlan } from './provision-plan.ts'

const VALID_DAYS = 7

/** The client's first administrator is asked in; the mail goes out when the rows are kept. */
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
      tokenHash: createHash('sha256').update(randomBytes(32)).digest('hex'),
      invitedBy: by,
      createdAt: at,
      expiresAt: new Date(at.getTime() + VALID_DAYS * 86_400_000),
    },
  })
}
