import type { TenantId } from '@seatline/core'
import { z } from 'zod'
import { authorized } from '../auth/authorized.ts'
import type { Transaction } from '../database/client.ts'

export type Choice = { readonly id: string; readonly name: string }
export type ConfigurationChoices = {
  readonly queues: readonly Choice[]
  readonly flows: readonly Choice[]
  readonly hours: readonly Choice[]
  readonly skills: readonly Choice[]
  readonly branches: readonly Choice[]
  readonly speech: readonly Choice[]
  readonly music: readonly Choice[]
  readonly groups: readonly Choice[]
  readonly agents: readonly Choice[]
  readonly voicemailBoxes: readonly Choice[]
  /** Regions have no id: queues and callers go by the name. */
  readonly regions: readonly Choice[]
}

const regionsSchema = z.array(z.looseObject({ name: z.string() }))

async function regionsOf(tx: Transaction, tenantId: TenantId): Promise<readonly Choice[]> {
  const { regions } = await tx.tenant.findUniqueOrThrow({ where: { id: tenantId }, select: { regions: true } })
  return regionsSchema.parse(regions).map(({ name }) => ({ id: name, name }))
}

/** What a form of the configuration can point at, by name. */
export const configurationChoices = authorized(
  'configuration.view',
  (scope, { tenantId }: { readonly tenantId: TenantId }): Promise<ConfigurationChoices> =>
    scope.run(async (tx) => {
      const inUse = {
        where: { tenantId, archivedAt: null },
        select: { id: true, name: true },
        orderBy: { name: 'asc' },
      } as const
      const promptsOf = (kind: 'speech' | 'music') =>
        tx.prompt.findMany({ ...inUse, where: { tenantId, archivedAt: null, kind } })
      return {
        queues: await tx.queue.findMany(inUse),
        flows: await tx.flow.findMany({ ...inUse, where: { ...inUse.where, publishedVersionId: { not: null } } }),
        hours: await tx.businessHours.findMany(inUse),
        skills: await tx.skill.findMany(inUse),
        branches: await tx.branch.findMany(inUse),
        speech: await promptsOf('speech'),
        music: await promptsOf('music'),
        groups: await tx.agentGroup.findMany(inUse),
        agents: await tx.agent.findMany({
          where: { active: true, OR: [{ tenantId }, { queues: { some: { tenantId } } }] },
          select: { id: true, name: true },
          orderBy: { name: 'asc' },
        }),
        voicemailBoxes: await tx.voicemailBox.findMany(inUse),
        regions: await regionsOf(tx, tenantId),
      }
    }),
)
