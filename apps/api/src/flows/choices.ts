import { authorized } from '../auth/authorized.ts'
import { INDUSTRY_TEMPLATES } from '../onboarding/templates/industry-templates.ts'
import { templateLocaleOf } from './first-content.ts'
import type { OfTenant } from './service.ts'

export type Named = { readonly id: string; readonly name: string }
export type PromptChoice = Named & { readonly text: string; readonly durationMs: number }
export type FlowChoicesView = {
  readonly queues: readonly Named[]
  readonly hours: readonly Named[]
  readonly boxes: readonly Named[]
  readonly onCallLists: readonly Named[]
  readonly surveys: readonly Named[]
  readonly agents: readonly Named[]
  readonly skills: readonly Named[]
  readonly flows: readonly Named[]
  readonly templates: readonly Named[]
  readonly secrets: readonly string[]
  readonly prompts: readonly PromptChoice[]
}

/** What steps can point at, by name. */
export const choicesOf = authorized('configuration.view', (scope, { tenantId }: OfTenant): Promise<FlowChoicesView> =>
  scope.run(async (tx) => {
    const inUse = {
      where: { tenantId, archivedAt: null },
      select: { id: true, name: true },
      orderBy: { name: 'asc' },
    } as const
    const language = templateLocaleOf(scope.tenant)
    return {
      queues: await tx.queue.findMany(inUse),
      hours: await tx.businessHours.findMany(inUse),
      boxes: await tx.voicemailBox.findMany(inUse),
      onCallLists: await tx.onCallList.findMany(inUse),
      surveys: await tx.survey.findMany(inUse),
      skills: await tx.skill.findMany(inUse),
      flows: await tx.flow.findMany(inUse),
      agents: await tx.agent.findMany({
        where: { active: true, queues: { some: { tenantId } } },
        select: { id: true, name: true },
        orderBy: { name: 'asc' },
      }),
      prompts: await tx.prompt.findMany({
        where: { tenantId, archivedAt: null, kind: 'speech' },
        select: { id: true, name: true, text: true, durationMs: true },
        orderBy: { name: 'asc' },
      }),
      secrets: (
        await tx.flowSecret.findMany({ where: { tenantId }, orderBy: { name: 'asc' }, select: { name: true } })
      ).map(({ name }) => name),
      templates: INDUSTRY_TEMPLATES.map(({ key, name }) => ({ id: key, name: name[language] })),
    }
  }),
)
