import { idSchema } from '@seatline/core'
import { z } from 'zod'
import { refuseIfAny } from '../configuration/parse-input.ts'
import type { Transaction } from '../database/client.ts'
import type { InputIssue } from '../user-errors.ts'
import { coded } from '../configuration/coded-message.ts'

const seconds = (min: number, max: number, what: string) =>
  z
    .number()
    .int(coded('seconds.range', `${what} is a whole number of seconds.`))
    .min(min, coded('seconds.range', `${what} is at least ${String(min)} s.`))
    .max(max, coded('seconds.range', `${what} is at most ${String(max)} s.`))

export const queueInputSchema = z.object({
  name: z
    .string()
    .trim()
    .min(1, coded('name.missing', 'Give the queue a name.'))
    .max(60, coded('text.tooLong', 'Use at most 60 characters.')),
  description: z.string().trim().max(500, coded('text.tooLong', 'Use at most 500 characters.')),
  ringTimeoutSeconds: seconds(5, 120, 'The ringing time'),
  wrapUpSeconds: seconds(0, 3_600, 'The after-call work'),
  serviceLevelSeconds: seconds(1, 3_600, 'The target'),
  musicPromptId: idSchema('prompt'),
  record: z.boolean(),
  branchId: idSchema('branch').nullable(),
  requiredSkills: z
    .array(
      z.object({
        skillId: idSchema('skill'),
        proficiencyMin: z
          .number()
          .int(coded('proficiency.range', 'A proficiency is a whole number.'))
          .min(1, coded('proficiency.range', 'The lowest proficiency is 1.'))
          .max(10, coded('proficiency.range', 'The highest proficiency is 10.')),
      }),
    )
    .max(10, coded('skills.tooMany', 'A queue asks for at most 10 skills.'))
    .superRefine((skills, context) => {
      for (const [index, { skillId }] of skills.entries())
        if (skills.slice(0, index).some((other) => other.skillId === skillId))
          context.addIssue({
            code: 'custom',
            message: coded('skill.twice', 'This skill is in the list twice. Remove one.'),
            path: [index, 'skillId'],
          })
    }),
})
export type QueueInput = z.infer<typeof queueInputSchema>

/** What the queue points at must be the tenant's, and in use. The transaction sees nobody else's rows. */
export async function refuseUnknown(tx: Transaction, tenantId: string, input: QueueInput): Promise<void> {
  const inUse = (id: string) => ({ where: { tenantId, id, archivedAt: null } })
  const issues: InputIssue[] = []
  const music = await tx.prompt.findFirst(inUse(input.musicPromptId))
  if (music === null)
    issues.push(unknown('musicPromptId', 'There is no such music. Choose another, or upload it under Prompts.'))
  if (input.branchId !== null && (await tx.branch.findFirst(inUse(input.branchId))) === null)
    issues.push(unknown('branchId', 'There is no such branch. Choose another.'))
  for (const [index, { skillId }] of input.requiredSkills.entries())
    if ((await tx.skill.findFirst(inUse(skillId))) === null)
      issues.push(unknown(`requiredSkills.${String(index)}.skillId`, 'There is no such skill. Choose another.'))
  refuseIfAny(issues)
}

const unknown = (field: string, message: string): InputIssue => ({ field, code: 'reference.unknown', message })
