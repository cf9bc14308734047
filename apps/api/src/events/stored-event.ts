import type { Fact, FactKind, FactOf, JournalEvent } from '@seatline/core'

/** A journal event with its place in the stream. */
export type StreamedEvent = { readonly streamId: string; readonly event: JournalEvent }

/** Is `event` of that kind? Narrows the fact. */
export function isFact<K extends FactKind>(
  event: JournalEvent,
  kind: K,
): event is JournalEvent & { readonly fact: FactOf<K> } {
  return event.fact.kind === kind
}

/** Order within one subject: by the node's epoch, then by sequence. Arrival order and clocks do not matter. */
export function compareEvents(a: Pick<JournalEvent, 'epoch' | 'seq'>, b: Pick<JournalEvent, 'epoch' | 'seq'>): number {
  return a.epoch - b.epoch || a.seq - b.seq
}

export function callIdOf(fact: Fact): string | null {
  return 'callId' in fact ? fact.callId : null
}

export function agentIdOf(fact: Fact): string | null {
  return 'agentId' in fact ? fact.agentId : null
}
