import type { JournalEvent } from '@seatline/core'
import { deriveCallback, isCallbackEvent } from '../callbacks/derive-callback.ts'
import type { Transaction } from '../database/client.ts'
import { loadCallbackEvents } from './journal-repository.ts'

/** Brings the rows of the callbacks that were spoken of to what the journal says; answers the calls in which they were asked for. */
export async function projectCallbacks(tx: Transaction, fresh: readonly JournalEvent[]): Promise<readonly string[]> {
  const ids = new Set(fresh.filter(isCallbackEvent).map(({ fact }) => fact.callbackId))
  if (ids.size === 0) return []
  const callIds: string[] = []
  for (const [, events] of await loadCallbackEvents(tx, [...ids])) {
    const row = deriveCallback(events.filter(isCallbackEvent))
    if (row === null) continue
    const { id, ...values } = row
    await tx.callback.upsert({ where: { id }, create: row, update: values })
    callIds.push(row.callId)
  }
  return callIds
}
