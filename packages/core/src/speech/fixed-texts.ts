import type { Flow } from '../ivr/flow.ts'
import { fixedWordsIn } from '../ivr/template.ts'
import type { SpeechLocale } from './speech-part.ts'

export type FixedText = { readonly locale: SpeechLocale; readonly text: string }

/** The words of a flow that are the same in every call, each once: what has to be spoken before the flow takes calls. */
export function fixedTextsOf(flow: Flow): readonly FixedText[] {
  const texts = flow.nodes.flatMap((node) =>
    node.kind === 'say' ? fixedWordsIn(node.text).map((text) => ({ locale: node.locale, text })) : [],
  )
  return [...new Map(texts.map((each) => [`${each.locale}\n${each.text}`, each])).values()]
}
