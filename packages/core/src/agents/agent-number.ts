import type { AgentId, TenantId } from '../ids.ts'
import { spell, word } from '../speech/say-value.ts'
import type { SpeechLocale, SpeechPart } from '../speech/speech-part.ts'

/** An agent as others name one: the employee number is what is dialled as the extension, too. */
type Numbered = { readonly agentId: AgentId; readonly homeTenantId: TenantId; readonly number: string | null }

/** "You are connected to agent number 1023": letters and digits one by one, in the caller's language. */
export const sayAgentNumber = (number: string, locale: SpeechLocale): readonly SpeechPart[] => [
  word(locale, 'agentNumberIs'),
  ...spell(number, locale),
]

/**
 * The agent who has that extension; null: nobody. Two employers may have given the same number: the tenant's own agent comes before one who is shared with it, and
 * of two shared ones the one with the smaller id.
 */
export function agentOfExtension<T extends Numbered>(
  agents: readonly T[],
  extension: string,
  tenantId: TenantId,
): T | null {
  const wanted = extension.trim().toLowerCase()
  if (wanted === '') return null
  const found = agents
    .filter(({ number }) => number?.toLowerCase() === wanted)
    .toSorted((a, b) => (a.agentId < b.agentId ? -1 : Number(a.agentId > b.agentId)))
  return found.find(({ homeTenantId }) => homeTenantId === tenantId) ?? found[0] ?? null
}
