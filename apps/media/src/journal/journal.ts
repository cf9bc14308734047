import type { Fact, JournalEvent, TenantId } from '@seatline/core'
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

/** Turns facts into journal events: id, time, tenant, and the order within their subject. */
export class Journal {
  readonly #options: JournalOptions
  readonly #seq = new Map<string, number>()

  constructor(options: JournalOptions) {
    this.#options = options
  }

  append(tenantId: TenantId, facts: readonly Fact[]): void {
    this.appendAll(facts.map((fact) => ({ tenantId, fact })))
  }

  appendAll(entries: readonly { readonly tenantId: TenantId; readonly fact: Fact }[]): void {
    if (entries.length === 0) return
    const { clock, nodeId, epoch, outbox } = this.#options
    const at = clock.now()
    outbox.append(
      entries.map(({ tenantId, fact }) => {
        const subject = subjectOf(fact, nodeId)
        const event: JournalEvent = {
          v: 1,
          eventId: newId('event'),
          at,
          tenantId,
          nodeId,
          epoch,
          subject,
          seq: this.#next(subject),
          fact,
        }
        // After the last fact of a call its counter is not needed any more.
        if (fact.kind === 'call.ended') this.#seq.delete(keyOf(subject))
        return JSON.stringify(event)
      }),
    )
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
