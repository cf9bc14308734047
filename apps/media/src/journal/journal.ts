import type { Fact, Instant, JournalEvent, TenantId } from '@seatline/core'
import type { Clock } from '../runtime/clock.ts'
import { newId } from '../runtime/new-id.ts'
import type { Outbox } from './outbox.ts'

type Subject = JournalEvent['subject']

export type JournalOptions = {
  readonly outbox: Pick<Outbox, 'append'>
  readonly clock: Clock
  readonly nodeId: string
  /** Start of this process, epoch milliseconds. */
  readonly epoch: number
}

/** Half an hour of calls at twenty a second: longer than any wrap-up. */
const ENDED_CALLS_KEPT = 36_000

/** Turns facts into journal events: id, time, tenant, and the order within their subject. */
export class Journal {
  readonly #options: JournalOptions
  readonly #seq = new Map<string, number>()
  readonly #ended: string[] = []

  constructor(options: JournalOptions) {
    this.#options = options
  }

  append(tenantId: TenantId, facts: readonly Fact[]): void {
    this.appendAll(facts.map((fact) => ({ tenantId, fact })))
  }

  /** `at`: when it happened, if not now. */
  appendAll(entries: readonly { readonly tenantId: TenantId; readonly fact: Fact }[], at?: Instant): void {
    if (entries.length === 0) return
    const { clock, nodeId, epoch, outbox } = this.#options
    const happenedAt = at ?? clock.now()
    outbox.append(
      entries.map(({ tenantId, fact }) => {
        const subject = subjectOf(fact, nodeId)
        const event: JournalEvent = {
          v: 1,
          eventId: newId('event'),
          at: happenedAt,
          tenantId,
          nodeId,
          epoch,
          subject,
          seq: this.#next(subject),
          fact,
        }
        if (fact.kind === 'call.ended') this.#forgetLater(keyOf(subject))
        return JSON.stringify(event)
      }),
    )
  }

  /** A call is spoken of after its end as well: its disposition is set in wrap-up. So the counter outlives the call by many others. */
  #forgetLater(key: string): void {
    this.#ended.push(key)
    if (this.#ended.length <= ENDED_CALLS_KEPT) return
    const oldest = this.#ended.shift()
    if (oldest !== undefined) this.#seq.delete(oldest)
  }

  #next(subject: Subject): number {
    const key = keyOf(subject)
    const seq = (this.#seq.get(key) ?? 0) + 1
    this.#seq.set(key, seq)
    return seq
  }
}

const keyOf = ({ kind, id }: Subject): string => `${kind}:${id}`

/** A rejected call has no id of ours: it is the node's. */
function subjectOf(fact: Fact, nodeId: string): Subject {
  if ('callId' in fact) return { kind: 'call', id: fact.callId }
  if ('agentId' in fact) return { kind: 'agent', id: fact.agentId }
  return { kind: 'node', id: nodeId }
}
