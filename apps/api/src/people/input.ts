import { idSchema, ROLES, SEAT_GRADES } from '@seatline/core'
import type { Role } from '@seatline/core'
import { z } from 'zod'
import type { TenantScope } from '../auth/request-scope.ts'
import { membershipIn } from '../auth/viewer.ts'
import { nameField } from '../configuration/parse-input.ts'
import type { Transaction } from '../database/client.ts'
import type { InputIssue } from '../user-errors.ts'
import { rolesOffered, takesCalls } from './roles-offered.ts'

const roles = z
  .array(z.enum(ROLES))
  .min(1, 'Choose at least one role.')
  .transform((list) => [...new Set(list)])
const branchId = idSchema('branch').nullable()
const employeeNumber = z
  .string()
  .trim()
  .max(40, 'Use at most 40 characters.')
  .nullable()
  .transform((text) => (text === '' ? null : text))

export const inviteSchema = z.object({
  email: z
    .string()
    .trim()
    .toLowerCase()
    .max(254, 'This is too long for an e-mail address.')
    .pipe(z.email('Write a full e-mail address, such as anna@example.com.')),
  name: nameField(),
  locale: z.enum(['zh-CN', 'en'], 'Choose zh-CN or en.'),
  roles,
  branchId,
  grade: z.enum(SEAT_GRADES),
  employeeNumber,
  queueIds: z
    .array(idSchema('queue'))
    .max(500)
    .transform((list) => [...new Set(list)]),
})
export type InviteFields = z.infer<typeof inviteSchema>

export const rolesSchema = z.object({ roles, branchId, grade: z.enum(SEAT_GRADES).nullable() })
export type RolesFields = z.infer<typeof rolesSchema>

/** Roles of the operator at the operator, roles of a client at a client. */
export function roleIssues(scope: TenantScope, wanted: readonly Role[]): InputIssue[] {
  const offered = rolesOffered(scope.tenant.kind)
  return wanted.every((role) => offered.includes(role))
    ? []
    : [{ field: 'roles', code: 'notOffered', message: `Here a person can be: ${offered.join(', ')}.` }]
}

/** A branch of this tenant that is in use; for one who is confined to a branch, that branch. */
export async function branchIssues(tx: Transaction, scope: TenantScope, id: string | null): Promise<InputIssue[]> {
  const own = membershipIn(scope.viewer, scope.tenant.id)?.branchId ?? null
  if (own !== null && id !== own)
    return [{ field: 'branchId', code: 'otherBranch', message: 'You look after your own branch: choose that one.' }]
  if (id === null) return []
  const branch = await tx.branch.findFirst({ where: { id, tenantId: scope.tenant.id, archivedAt: null } })
  return branch === null ? [{ field: 'branchId', code: 'notFound', message: 'There is no such branch.' }] : []
}

export async function queueIssues(tx: Transaction, scope: TenantScope, fields: InviteFields): Promise<InputIssue[]> {
  const { queueIds } = fields
  if (queueIds.length === 0) return []
  if (!takesCalls(fields.roles))
    return [
      {
        field: 'queueIds',
        code: 'notAnAgent',
        message: 'Queues are for agents and experts. Add the role or leave them out.',
      },
    ]
  const found = await tx.queue.count({ where: { tenantId: scope.tenant.id, id: { in: queueIds }, archivedAt: null } })
  return found === queueIds.length
    ? []
    : [{ field: 'queueIds', code: 'notFound', message: 'One of these queues does not exist any more.' }]
}

export async function employeeNumberIssues(
  tx: Transaction,
  scope: TenantScope,
  number: string | null,
): Promise<InputIssue[]> {
  if (number === null) return []
  const taken = await tx.agent.findFirst({ where: { tenantId: scope.tenant.id, employeeNumber: number } })
  return taken === null
    ? []
    : [{ field: 'employeeNumber', code: 'taken', message: 'Somebody else has this number. Choose another.' }]
}
