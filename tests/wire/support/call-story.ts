import type { CallId, Fact, JournalEvent } from '@seatline/core'

/** One call as the journal tells it. */
export type CallStory = {
  readonly callId: CallId
  readonly facts: readonly Fact[]
  readonly kinds: readonly string[]
  /** Reason and releaser of the call's end. */
  readonly ended: { readonly reason: string; readonly by: string } | null
}

/** The story of the call that arrived with this SIP Call-ID; null while it has not. */
export function storyOf(events: readonly JournalEvent[], sipCallId: string): CallStory | null {
  const arrivals = events.filter(({ fact }) => fact.kind === 'call.arrived' && fact.sipCallId === sipCallId)
  const arrived = arrivals[0]?.fact
  if (arrived?.kind !== 'call.arrived') return null
  const own = events.filter(({ subject }) => subject.kind === 'call' && subject.id === arrived.callId)
  const facts = own.map(({ fact }) => fact)
  const end = facts.find((fact) => fact.kind === 'call.ended')
  return {
    callId: arrived.callId,
    facts,
    kinds: facts.map(({ kind }) => kind),
    ended: end === undefined ? null : { reason: end.cause.reason, by: end.releasedBy },
  }
}

/** What must hold for every call however it went; the faults found, in words. */
export function faultsOf(events: readonly JournalEvent[], sipCallId: string): string[] {
  const story = storyOf(events, sipCallId)
  if (story === null) return ['the call never arrived']
  const faults: string[] = []
  const count = (kind: string): number => story.kinds.filter((each) => each === kind).length
  const arrivals = events.filter(({ fact }) => fact.kind === 'call.arrived' && fact.sipCallId === sipCallId).length
  if (arrivals !== 1) faults.push(`arrived ${arrivals} times`)
  if (count('call.ended') !== 1) faults.push(`ended ${count('call.ended')} times`)
  for (const fact of story.facts) {
    if (fact.kind !== 'leg.started') continue
    const ends = story.facts.filter((each) => each.kind === 'leg.ended' && each.legId === fact.legId).length
    if (ends !== 1) faults.push(`the ${fact.party}'s leg ended ${ends} times`)
  }
  const sequence = events.filter(({ subject }) => subject.id === story.callId).map(({ seq }) => seq)
  if (sequence.some((seq, index) => seq !== index + 1)) faults.push(`events are numbered ${sequence.join(' ')}`)
  return faults
}
