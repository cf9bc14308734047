import { dayOf } from '@seatline/billing'
import type {
  DidId,
  FlowId,
  FlowVersionId,
  GroupId,
  HoursId,
  Instant,
  PromptId,
  QueueId,
  SkillId,
  SurveyId,
  TenantId,
  VoicemailBoxId,
} from '@seatline/core'
import type { Locale } from '../generated/prisma/client.ts'
import { newId } from '../new-id.ts'
import type { OnboardingInput } from './onboarding-input.ts'
import type { MadePrompt } from './prompt-files.ts'
import { findTemplate } from './templates/industry-templates.ts'
import type { IndustryTemplate, TemplateLocale } from './templates/template.ts'

/** Everything that the rows of a new client are made of: known before the first of them is written. */
export type ProvisionPlan = {
  readonly tenantId: TenantId
  readonly operatorTenantId: TenantId
  readonly input: OnboardingInput
  readonly template: IndustryTemplate
  readonly language: TemplateLocale
  readonly locale: Locale
  readonly key: string
  readonly hash: string
  readonly at: Date
  /** The first day of plan and seats, by the client's calendar. */
  readonly firstDay: Date
  readonly by: string
  readonly prompts: readonly MadePrompt[]
  readonly ids: {
    readonly hours: HoursId
    readonly flow: FlowId
    readonly flowVersion: FlowVersionId
    readonly queues: ReadonlyMap<string, QueueId>
    readonly skills: ReadonlyMap<string, SkillId>
    readonly boxes: ReadonlyMap<string, VoicemailBoxId>
    /** Of those who see the messages. */
    readonly group: GroupId
    readonly survey: SurveyId
  }
}

export type Provisioned = { readonly version: number; readonly numbers: readonly { didId: DidId; number: string }[] }

export function planProvision(known: {
  readonly tenantId: TenantId
  readonly operatorTenantId: TenantId
  readonly input: OnboardingInput
  readonly key: string
  readonly hash: string
  readonly now: Instant
  readonly by: string
  readonly prompts: readonly MadePrompt[]
}): ProvisionPlan {
  const { input, now, ...rest } = known
  const template = findTemplate(input.template)
  if (template === null) throw new TypeError(`a template that was checked is gone [key:${input.template}]`)
  return {
    ...rest,
    input,
    template,
    language: input.language,
    locale: localeOf(input.language),
    at: new Date(now),
    firstDay: new Date(`${dayOf(input.timeZone, now)}T00:00:00Z`),
    ids: {
      hours: newId('hours'),
      flow: newId('flow'),
      flowVersion: newId('flowVersion'),
      queues: new Map(Object.keys(template.queues).map((key) => [key, newId('queue')])),
      skills: new Map(Object.keys(template.skills).map((key) => [key, newId('skill')])),
      boxes: new Map(Object.keys(template.boxes ?? {}).map((key) => [key, newId('voicemailBox')])),
      group: newId('group'),
      survey: newId('survey'),
    },
  }
}

export const localeOf = (language: TemplateLocale): Locale => (language === 'zh-CN' ? 'zh_CN' : 'en')

export function promptIdOf(plan: ProvisionPlan, key: string): PromptId {
  const prompt = plan.prompts.find((each) => each.key === key)
  if (prompt === undefined) throw new TypeError(`a template names a prompt it does not have [key:${key}]`)
  return prompt.promptId
}

export function idIn<T>(ids: ReadonlyMap<string, T>, key: string): T {
  const id = ids.get(key)
  if (id === undefined) throw new TypeError(`a template names something it does not have [key:${key}]`)
  return id
}
