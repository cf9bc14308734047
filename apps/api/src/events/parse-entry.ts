import { journalEventSchema } from '@seatline/core'
import type { StreamedEvent } from './stored-event.ts'

/** An entry of the stream as Redis gives it. */
export type StreamEntry = { readonly streamId: string; readonly raw: string | null }
export type UnreadableEntry = { readonly streamId: string; readonly raw: string; readonly problem: string }

/** Tells what can be projected from what must be put aside. */
export function parseEntries(entries: readonly StreamEntry[]): {
  readonly events: readonly StreamedEvent[]
  readonly unreadable: readonly UnreadableEntry[]
} {
  const events: StreamedEvent[] = []
  const unreadable: UnreadableEntry[] = []
  for (const { streamId, raw } of entries) {
    if (raw === null) {
      unreadable.push({ streamId, raw: '', problem: 'the entry has no field `event`' })
      continue
    }
    const parsed = parseJson(raw)
    if (parsed.ok) events.push({ streamId, event: parsed.event })
    else unreadable.push({ streamId, raw, problem: parsed.problem })
  }
  return { events, unreadable }
}

function parseJson(
  raw: string,
): { readonly ok: true; readonly event: StreamedEvent['event'] } | { readonly ok: false; readonly problem: string } {
  let value: unknown
  try {
    value = JSON.parse(raw)
  } catch (error) {
    return { ok: false, problem: `not JSON: ${error instanceof Error ? error.message : String(error)}` }
  }
  const parsed = journalEventSchema.safeParse(value)
  if (parsed.success) return { ok: true, event: parsed.data }
  const [issue] = parsed.error.issues
  return { ok: false, problem: `not a journal event: ${issue?.path.join('.') ?? ''} ${issue?.message ?? ''}`.trim() }
}
