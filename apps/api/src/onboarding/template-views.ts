import { authorizedPlatform } from '../auth/authorized.ts'
import { INDUSTRY_TEMPLATES } from './templates/industry-templates.ts'
import { promptsOf } from './templates/template-prompts.ts'
import { TEMPLATE_LOCALES } from './templates/template.ts'
import type { IndustryTemplate, TemplateLocale, TemplateNode, WeeklyHours } from './templates/template.ts'

export type TemplateStepView = {
  readonly nodeId: string
  readonly kind: TemplateNode['kind']
  readonly label: string
  /** What callers hear; null where nothing is said. */
  readonly says: string | null
  readonly ways: readonly { readonly when: string; readonly nodeId: string }[]
}

/** A template in one language, as the wizard shows it. */
export type TemplateView = {
  readonly key: string
  readonly language: TemplateLocale
  readonly name: string
  readonly summary: string
  readonly queues: readonly {
    readonly name: string
    readonly description: string
    readonly skill: string
    readonly answerWithinSeconds: number
  }[]
  readonly hours: WeeklyHours
  readonly seats: IndustryTemplate['seats']
  readonly steps: readonly TemplateStepView[]
  readonly dispositions: readonly string[]
  readonly scripts: readonly { readonly name: string; readonly body: string }[]
  /** What is said beside the menu: to a caller for whom there is no line, and to callers of a client that is suspended. */
  readonly prompts: readonly { readonly key: string; readonly name: string; readonly text: string }[]
}

/** The lines of business, in both languages. `company` stands in the texts in place of the client's name. */
export const listTemplates = authorizedPlatform(
  'platform.manageTenants',
  (_scope, { company }: { readonly company: string }): Promise<readonly TemplateView[]> =>
    Promise.resolve(
      INDUSTRY_TEMPLATES.flatMap((template) => TEMPLATE_LOCALES.map((locale) => viewOf(template, locale, company))),
    ),
)

function viewOf(template: IndustryTemplate, language: TemplateLocale, company: string): TemplateView {
  const prompts = promptsOf(template, language, company)
  const textOf = (key: string): string => prompts.find((prompt) => prompt.key === key)?.text ?? ''
  return {
    key: template.key,
    language,
    name: template.name[language],
    summary: template.summary[language],
    queues: Object.values(template.queues).map(({ name, description, skill, serviceLevelMs }) => ({
      name: name[language],
      description: description[language],
      skill: template.skills[skill]?.[language] ?? '',
      answerWithinSeconds: serviceLevelMs / 1_000,
    })),
    hours: template.hours,
    seats: template.seats,
    steps: template.nodes.map((node) => ({
      nodeId: node.nodeId,
      kind: node.kind,
      label: node.label[language],
      says: 'prompt' in node ? textOf(node.prompt) : null,
      ways: waysOf(node),
    })),
    dispositions: template.dispositions.map((name) => name[language]),
    scripts: template.scripts.map(({ name, body }) => ({ name: name[language], body: body[language] })),
    prompts: prompts.filter(({ kind }) => kind === 'speech').map(({ key, name, text }) => ({ key, name, text })),
  }
}

function waysOf(node: TemplateNode): TemplateStepView['ways'] {
  switch (node.kind) {
    case 'play':
    case 'collect':
      return [{ when: 'then', nodeId: node.next }]
    case 'menu':
      return [
        // As they are spoken: 1, 2, 3, and 0 at the end.
        ...Object.entries(node.choices)
          .toSorted(([a], [b]) => Number(a === '0') - Number(b === '0'))
          .map(([digit, nodeId]) => ({ when: digit, nodeId })),
        { when: 'otherwise', nodeId: node.otherwise },
      ]
    case 'hours':
      return [
        { when: 'open', nodeId: node.onOpen },
        { when: 'closed', nodeId: node.onClosed },
      ]
    case 'voicemail':
      return [{ when: 'then', nodeId: node.next }]
    case 'callbackOffer':
      return [
        { when: '1', nodeId: node.next },
        { when: 'otherwise', nodeId: node.declined },
      ]
    case 'queue':
    case 'hangUp':
      return []
  }
}
