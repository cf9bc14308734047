import { spokenFile, type SpeechPart, type TenantSnapshot } from '@seatline/core'

/** The files of what is to be said, relative to the prompt directory; a prompt that is not published is left out. */
export function filesOf(tenant: Pick<TenantSnapshot, 'prompts'>, parts: readonly SpeechPart[]): readonly string[] {
  return parts.flatMap((part) => {
    if (part.kind === 'word') return [spokenFile(part.locale, part.word)]
    const prompt = tenant.prompts.find(({ promptId }) => promptId === part.promptId)
    return prompt === undefined ? [] : [prompt.file]
  })
}
