import type { Fact } from '../contracts/journal.ts'
import type { CallId, QueueId } from '../ids.ts'

/** What became of a call that entered a queue: its first answer, or the caller's leaving before it; `waitedMs` until then. */
export type QueuedCall = {
  readonly callId: CallId
  readonly queueId: QueueId
  readonly enqueuedAt: number
  readonly outcome:
    | { readonly kind: 'waiting' }
    | { readonly kind: 'answered'; readonly waitedMs: number }
    | { readonly kind: 'abandoned'; readonly waitedMs: number }
    /** By the caller's choice or because the queue gave it up: neither answered nor abandoned. */
    | { readonly kind: 'left'; readonly waitedMs: number }
}

/**
 * The queued calls that facts tell of, in order of entry. Only the first outcome counts: a call that lost its agent was answered,
 * whatever came later. A call is counted in the queue it entered first.
 */
export function queuedCallsOf(facts: Iterable<Fact>): readonly QueuedCall[] {
  const calls = new Map<CallId, QueuedCall>()
  const settle = (callId: CallId, outcome: QueuedCall['outcome']): void => {
    const call = calls.get(callId)
    if (call?.outcome.kind === 'waiting') calls.set(callId, { ...call, outcome })
  }
  for (const fact of facts) {
    if (fact.kind === 'call.queued' && !calls.has(fact.callId)) {
      const { callId, queueId, enqueuedAt } = fact
      calls.set(callId, { callId, queueId, enqueuedAt, outcome: { kind: 'waiting' } })
    }
    if (fact.kind === 'call.connected') settle(fact.callId, { kind: 'answered', waitedMs: fact.waitedMs })
    if (fact.kind === 'call.leftQueue') settle(fact.callId, { kind: 'left', waitedMs: fact.waitedMs })
    if (fact.kind === 'call.overflowed' && fact.to !== 'queue' && fact.to !== 'number')
      settle(fact.callId, { kind: 'left', waitedMs: fact.waitedMs })
    if (fact.kind === 'call.abandoned') settle(fact.callId, { kind: 'abandoned', waitedMs: fact.waitedMs })
  }
  return [...calls.values()]
}
