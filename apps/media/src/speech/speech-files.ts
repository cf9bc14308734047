import {
  assertNever,
  sayDigits,
  sayMoney,
  sayNumber,
  spell,
  spokenFile,
  textFile,
  type PromptPart,
  type SpeechPart,
  type TenantSnapshot,
} from '@seatline/core'

type Prompts = Pick<TenantSnapshot, 'tenantId' | 'prompts'>

/** The files of what is to be said, relative to the prompt directory; a prompt that is not published is left out. */
export function filesOf(tenant: Prompts, parts: readonly (SpeechPart | PromptPart)[]): readonly string[] {
  return parts.flatMap((part) => {
    switch (part.kind) {
      case 'word':
        return [spokenFile(part.locale, part.word)]
      case 'prompt': {
        const prompt = tenant.prompts.find(({ promptId }) => promptId === part.promptId)
        return prompt === undefined ? [] : [prompt.file]
      }
      case 'text':
        return [textFile(tenant.tenantId, part.locale, part.text)]
      case 'value':
        return filesOf(tenant, valueParts(part))
      default:
        return assertNever(part, 'part of what is said')
    }
  })
}

/** What is only known in the call, from words that are there. */
function valueParts({ mode, value, locale }: Extract<PromptPart, { kind: 'value' }>): readonly SpeechPart[] {
  switch (mode) {
    case 'digits':
      return sayDigits(value, locale)
    case 'number':
      return sayNumber(value, locale)
    case 'money':
      return sayMoney(value, locale)
    case 'text':
      return spell(value, locale)
    default:
      return assertNever(mode, 'way of saying a value')
  }
}
