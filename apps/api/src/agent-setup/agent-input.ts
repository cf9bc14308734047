import { SEAT_GRADES } from '@seatline/core'
import type { BranchId, GroupId, QueueId, SeatGrade, SkillId, TenantId, UserId } from '@seatline/core'
import { z } from 'zod'
import { nameField } from '../configuration/parse-input.ts'
import type { Transaction } from '../database/client.ts'
import type { InputIssue } from '../user-errors.ts'

export const PROFICIENCY_MAX = 10

export const proficiencyField = z
  .number()
  .int('Use whole numbers.')
  .min(1, 'From 1 (beginner) to 10 (master).')
  .max(PROFICIENCY_MAX, 'From 1 (beginner) to 10 (master).')

/** What is the agent's own. */
export const agentSchema = z.object({
  name: nameField(60),
  grade: z.enum(SEAT_GRADES),
  employeeNumber: z
    .string()
    .trim()
    .max(20, 'Use at most 20 characters.')
    .regex(/^[\p{L}\p{N}._/-]*$/u, 'Use letters, digits, and . _ / -.')
    .nullable()
    .transform((text) => (text === '' ? null : text)),
  /** Takes calls of emergency queues alone. */
  emergencyOnly: z.boolean().default(false),
  /** Reached by transfer alone. */
  expert: z.boolean().default(false),
})

export type AgentContent = {
  readonly name: string
  readonly grade: SeatGrade
  readonly employeeNumber: string | null
  readonly branchId: BranchId | null
  readonly emergencyOnly: boolean
  readonly expert: boolean
}

type Named = {
  readonly queueIds?: readonly QueueId[]
  readonly groupIds?: readonly GroupId[]
  readonly skillIds?: readonly SkillId[]
  readonly branchId?: BranchId | null
}

/** What the input names must be the tenant's, and in use; what is not is told by its field. */
export async function issuesOfNames(
  tx: Transaction,
  tenantId: TenantId,
  named: Named,
  fieldOf: (kind: keyof Named) => string = (kind) => kind,
): Promise<readonly InputIssue[]> {
  const { queueIds = [], groupIds = [], skillIds = [], branchId = null } = named
  const inUse = (ids: readonly string[]) => ({ where: { tenantId, id: { in: [...ids] }, archivedAt: null } })
  const found: readonly (readonly [keyof Named, string, number, number])[] = [
    ['queueIds', 'queue', new Set(queueIds).size, await tx.queue.count(inUse(queueIds))],
    ['groupIds', 'group', new Set(groupIds).size, await tx.agentGroup.count(inUse(groupIds))],
    ['skillIds', 'skill', new Set(skillIds).size, await tx.skill.count(inUse(skillIds))],
    ['branchId', 'branch', branchId === null ? 0 : 1, branchId === null ? 0 : await tx.branch.count(inUse([branchId]))],
  ]
  return found
    .filter(([, , asked, there]) => asked !== there)
    .map(([kind, word]) => ({
      field: fieldOf(kind),
      code: 'notFound',
      message: `There is no such ${word} any more. Load the page again.`,
    }))
}

/** Two agents of one employer cannot have one number. */
export async function issueOfEmployeeNumber(
  tx: Transaction,
  agent: { readonly tenantId: TenantId; readonly employeeNumber: string | null; readonly exceptId: string | null },
): Promise<readonly InputIssue[]> {
  const { tenantId, employeeNumber, exceptId } = agent
  if (employeeNumber === null) return []
  const same = await tx.agent.findFirst({ where: { tenantId, employeeNumber } })
  if (same === null || same.id === exceptId) return []
  return [{ field: 'employeeNumber', code: 'employeeNumber.taken', message: `${same.name} has this number already.` }]
}

/** A person of the tenant's who is no agent yet. */
export async function issueOfPerson(
  tx: Transaction,
  tenantId: TenantId,
  userId: UserId | null,
): Promise<readonly InputIssue[]> {
  if (userId === null) return []
  const user = await tx.user.findFirst({ where: { id: userId, tenantId }, include: { agent: true } })
  if (user === null) return [{ field: 'userId', code: 'notFound', message: 'There is no such person.' }]
  if (user.agent === null) return []
  return [{ field: 'userId', code: 'person.isAgent', message: `${user.name} takes calls already.` }]
}
