import type { JournalEvent } from '@seatline/core'

type KnownCall = { readonly events: Map<string, JournalEvent>; readonly written: Map<string, string> }

/** Calls kept in memory: as many as are open at once on a large installation, and then some. */
const CALLS_MAX = 20_000

/**
 * The events of recent calls, and what was last written of them, so that a batch neither reads a call's journal again nor writes rows that have not
 * changed. A memory only: emptied after any failed transaction, it fills again from the journal.
 */
export class CallCache {
  private readonly calls = new Map<string, KnownCall>()

  has(callId: string): boolean {
    return this.calls.has(callId)
  }

  add(callId: string, events: Iterable<JournalEvent>): void {
    const known = this.calls.get(callId) ?? { events: new Map(), written: new Map() }
    for (const event of events) known.events.set(event.eventId, event)
    // Re-inserted, so that the map's order is that of last use.
    this.calls.delete(callId)
    this.calls.set(callId, known)
  }

  eventsOf(callId: string): readonly JournalEvent[] {
    return [...(this.calls.get(callId)?.events.values() ?? [])]
  }

  /** Those of the rows that differ from what was last written under the same key; they count as written now. */
  changed<R extends { readonly id: string }>(callId: string, table: string, rows: readonly R[]): readonly R[] {
    const written = this.calls.get(callId)?.written
    if (written === undefined) return rows
    return rows.filter((row) => {
      const text = JSON.stringify(row)
      const key = `${table}/${row.id}`
      if (written.get(key) === text) return false
      written.set(key, text)
      return true
    })
  }

  forgetOldest(): void {
    for (const callId of this.calls.keys()) {
      if (this.calls.size <= CALLS_MAX) return
      this.calls.delete(callId)
    }
  }

  clear(): void {
    this.calls.clear()
  }
}
