import type { DurationMs } from '../../time.ts'
import type { PromptPart } from '../step-types.ts'

const PROMPT_MS = 3_000
const PART_MS_MIN = 500
const IDEOGRAPH_MS = 250
const LETTER_MS = 75

type Lengths = Readonly<Record<string, DurationMs>>

/** How long a part is heard: a prompt by its file, words by how many they are. */
export function lengthOf(part: PromptPart, lengths: readonly Lengths[]): DurationMs {
  if (part.kind === 'prompt')
    return lengths.map((each) => each[part.promptId]).find((length) => length !== undefined) ?? PROMPT_MS
  const text = part.kind === 'text' ? part.text : part.value
  return Math.max(PART_MS_MIN, text.length * (part.locale === 'zh-CN' ? IDEOGRAPH_MS : LETTER_MS))
}

export const wordsOf = (part: PromptPart): string =>
  part.kind === 'prompt' ? part.promptId : part.kind === 'text' ? part.text : part.value
