import type { CallerContact } from '../generated/prisma/client.ts'
import type { Transaction } from '../database/client.ts'
import type { CallCache } from './call-cache.ts'
import { deriveDecisions } from './derive-decisions.ts'
import { upsertRows } from './upsert.ts'

/** Of whom something is known now that the media plane must be told. */
export type CallerTouched = { readonly tenantId: string; readonly number: string }

/** Brings decisions, estimates and contacts of these calls to what the journal says. */
export async function projectDecisions(
  tx: Transaction,
  work: { readonly callIds: readonly string[]; readonly cache: CallCache },
): Promise<{ readonly callersTouched: readonly CallerTouched[] }> {
  const { callIds, cache } = work
  const derived = callIds.map((callId) => ({ callId, ...deriveDecisions(cache.eventsOf(callId)) }))
  await upsertRows(
    tx,
    { table: 'routing_decision', key: ['id'] },
    derived.flatMap(({ callId, decisions }) => cache.changed(callId, 'routing_decision', decisions)),
  )
  await upsertRows(
    tx,
    { table: 'wait_estimate', key: ['id'] },
    derived.flatMap(({ callId, estimates }) => cache.changed(callId, 'wait_estimate', estimates)),
  )
  const fresh = derived.flatMap(({ callId, contacts }) =>
    cache.changed(
      callId,
      'caller_contact',
      contacts.map((contact) => ({ id: contact.number, ...contact })),
    ),
  )
  const contacts = latest(fresh.map(({ id: _, ...contact }) => contact))
  await upsertRows(
    tx,
    { table: 'caller_contact', key: ['tenantId', 'number'], changeWhen: 'caller_contact.at <= EXCLUDED.at' },
    contacts,
  )
  return { callersTouched: contacts.map(({ tenantId, number }) => ({ tenantId, number })) }
}

/** One statement changes a row once: of several contacts with one caller in a batch the last counts. */
function latest(contacts: readonly Readonly<CallerContact>[]): readonly Readonly<CallerContact>[] {
  const last = new Map<string, Readonly<CallerContact>>()
  for (const contact of contacts) {
    const key = `${contact.tenantId}/${contact.number}`
    const known = last.get(key)
    if (known === undefined || known.at <= contact.at) last.set(key, contact)
  }
  return [...last.values()]
}
