import { idSchema } from '@seatline/core'
import type { DestinationTable, QueueRouting } from '@seatline/core'
import { z } from 'zod'
import { issuesOf, refuseIfAny } from '../configuration/parse-input.ts'
import type { Transaction } from '../database/client.ts'
import type { InputIssue } from '../user-errors.ts'
import { coded } from '../configuration/coded-message.ts'
import { routingIssues } from './routing-checks.ts'
import { readRouting } from './routing-input.ts'

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
  /** Read by its own schema; null: as it is, of a new queue the default. */
  routing: z.unknown().nullable().default(null),
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
export type QueueInput = Omit<z.infer<typeof queueInputSchema>, 'routing'> & { readonly routing: QueueRouting | null }

/** Everything that is wrong with what was sent, of the routing too, at once. */
export function readQueueInput(input: unknown): QueueInput {
  const parsed = queueInputSchema.safeParse(input)
  const sent = routingSent.safeParse(input).data?.routing ?? null
  const routing = sent === null ? null : readRouting(sent)
  refuseIfAny([
    ...(parsed.success ? [] : issuesOf(parsed.error)),
    ...(routing === null || routing.ok ? [] : routing.issues),
  ])
  return { ...queueInputSchema.parse(input), routing: routing?.ok === true ? routing.routing : null }
}

const routingSent = z.looseObject({ routing: z.unknown() })

/** What the queue points at must be the tenant's, and in use. The transaction sees nobody else's rows. */
export async function refuseUnknown(
  tx: Transaction,
  place: { readonly tenantId: string; readonly queueId: string | null; readonly destinations: DestinationTable },
  input: QueueInput,
): Promise<void> {
  const { tenantId } = place
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
  if (input.routing !== null) issues.push(...(await routingIssues(tx, { ...place, routing: input.routing })))
  refuseIfAny(issues)
}

const unknown = (field: string, message: string): InputIssue => ({ field, code: 'reference.unknown', message })
