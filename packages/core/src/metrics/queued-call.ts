import type { Fact } from '../contracts/journal.ts'
import { callbackCallId } from '../acd/callback-id.ts'
import type { CallbackId, CallId, QueueId } from '../ids.ts'

/**
 * What became of a call that entered a queue: its first answer, or the caller's leaving before it; `waitedMs` until then. A caller who is called back is one
 * call: left until the agent of an attempt that reached the caller was there, then answered after the whole wait.
 */
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
 * whatever came later. A call is counted in the queue it entered first. The calls that a callback makes are the caller's own call going on.
 */
export function queuedCallsOf(facts: Iterable<Fact>): readonly QueuedCall[] {
  const calls = new QueuedCalls()
  for (const fact of facts) calls.tell(fact)
  return calls.all()
}

class QueuedCalls {
  private readonly calls = new Map<CallId, QueuedCall>()
  /** Whose call the next attempt of a callback goes on. */
  private readonly ownerOf = new Map<CallId, CallId>()

  all(): readonly QueuedCall[] {
    return [...this.calls.values()]
  }

  tell(fact: Fact): void {
    switch (fact.kind) {
      case 'call.queued':
        this.enter({ ...fact, callId: this.own(fact.callId) })
        return
      case 'callback.requested':
        // Asked for outside a queue, the caller enters it only now.
        this.enter(fact)
        this.expectAttempt(fact.callbackId, 1, fact.callId)
        return
      case 'callback.attempted':
        this.expectAttempt(fact.callbackId, fact.attempt + 1, this.own(fact.callId))
        return
      case 'callback.ended':
        // Asked for outside a queue and given up: it waits no longer.
        this.settle(fact.callId, { kind: 'left', waitedMs: 0 })
        return
      case 'call.connected':
      case 'call.outsideAnswered':
        this.answer(fact.callId, fact.waitedMs)
        return
      case 'call.leftQueue':
        this.settle(fact.callId, { kind: 'left', waitedMs: fact.waitedMs })
        return
      case 'call.overflowed':
        if (fact.to !== 'queue' && fact.to !== 'number')
          this.settle(fact.callId, { kind: 'left', waitedMs: fact.waitedMs })
        return
      case 'call.abandoned':
        this.settle(fact.callId, { kind: 'abandoned', waitedMs: fact.waitedMs })
        return
      default:
        return
    }
  }

  private enter({ callId, queueId, enqueuedAt }: Pick<QueuedCall, 'callId' | 'queueId' | 'enqueuedAt'>): void {
    if (!this.calls.has(callId)) this.calls.set(callId, { callId, queueId, enqueuedAt, outcome: { kind: 'waiting' } })
  }

  private own(callId: CallId): CallId {
    return this.ownerOf.get(callId) ?? callId
  }

  private expectAttempt(callbackId: CallbackId, attempt: number, ownerId: CallId): void {
    this.ownerOf.set(callbackCallId(callbackId, attempt), ownerId)
  }

  private settle(callId: CallId, outcome: QueuedCall['outcome']): void {
    const call = this.calls.get(this.own(callId))
    if (call?.outcome.kind === 'waiting') this.calls.set(call.callId, { ...call, outcome })
  }

  /** Who had left to be called back is answered after all, and only so. */
  private answer(callId: CallId, waitedMs: number): void {
    const ownerId = this.ownerOf.get(callId)
    const call = this.calls.get(ownerId ?? callId)
    if (call === undefined) return
    const { kind } = call.outcome
    if (kind === 'waiting' || (kind === 'left' && ownerId !== undefined))
      this.calls.set(call.callId, { ...call, outcome: { kind: 'answered', waitedMs } })
  }
}
