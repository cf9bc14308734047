import { COMMON_PROMPTS, PROMPT_NAMES } from './common-texts.ts'
import type { IndustryTemplate, TemplateLocale } from './template.ts'

/** One thing that callers hear, in one language, ready to be spoken. */
export type TemplatePrompt = {
  readonly key: string
  readonly name: string
  readonly kind: 'speech' | 'music'
  readonly text: string
}

const MUSIC = 'music'
export const ANNOUNCEMENT = 'announcement'

/** Everything that is to be spoken for a client: the template's own prompts, those every client has, the announcement that is kept ready, and the music. */
export function promptsOf(
  template: IndustryTemplate,
  locale: TemplateLocale,
  company: string,
): readonly TemplatePrompt[] {
  const texts = { ...COMMON_PROMPTS, ...template.prompts, [ANNOUNCEMENT]: template.announcement.text }
  const spoken = Object.entries(texts).map(([key, text]): TemplatePrompt => ({
    key,
    name: PROMPT_NAMES[key]?.[locale] ?? key,
    kind: 'speech',
    text: text[locale].replaceAll('{{company}}', company),
  }))
  return [{ key: MUSIC, name: PROMPT_NAMES[MUSIC]?.[locale] ?? MUSIC, kind: 'music', text: '' }, ...spoken]
}
