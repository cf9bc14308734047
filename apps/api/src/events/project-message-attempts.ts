import type { FactOf, JournalEvent } from '@seatline/core'
import { attemptsLogSchema } from '../callbacks/attempts-log.ts'
import { isCallbackEvent } from '../callbacks/derive-callback.ts'
import type { Transaction } from '../database/client.ts'
import { newId } from '../new-id.ts'
import { ATTEMPTS_MAX, stateAfter } from '../voicemail/message-views.ts'
import type { ContactOutcome } from '../voicemail/message-views.ts'

type Ended = FactOf<'callback.attemptEnded'>

/** What a call back was to the message that it answers. An agent who hung up first has reached nobody. */
const CONTACT: Readonly<Record<Ended['outcome'], ContactOutcome>> = {
  answered: 'reached',
  busy: 'busy',
  noAnswer: 'noAnswer',
  failed: 'noAnswer',
  agentGone: 'noAnswer',
}

/** A message that is answered by a call: each attempt that has ended is an attempt of the message, with its result. Each event comes here once, after its callback. */
export async function projectMessageAttempts(tx: Transaction, fresh: readonly JournalEvent[]): Promise<void> {
  for (const { fact, tenantId, at } of fresh.filter(isCallbackEvent))
    if (fact.kind === 'callback.attemptEnded') await record(tx, fact, { tenantId, at: new Date(at) })
}

async function record(
  tx: Transaction,
  { callbackId, attempt, outcome }: Ended,
  { tenantId, at }: { readonly tenantId: string; readonly at: Date },
): Promise<void> {
  const callback = await tx.callback.findFirst({ where: { tenantId, id: callbackId } })
  if (callback === null) return
  const message = await tx.voicemail.findFirst({
    where: { tenantId, callId: callback.callId, state: 'open' },
    include: { _count: { select: { attempts: true } } },
  })
  if (message === null || message._count.attempts >= ATTEMPTS_MAX) return
  const number = message._count.attempts + 1
  const by = attemptsLogSchema.parse(callback.attemptsLog).find((each) => each.attempt === attempt)
  const contact = CONTACT[outcome]
  await tx.contactAttempt.create({
    data: {
      id: newId('task'),
      tenantId,
      voicemailId: message.id,
      attempt: number,
      agentId: by?.agentId ?? null,
      at,
      outcome: contact,
    },
  })
  const state = stateAfter(contact, number)
  if (state !== 'open') await tx.voicemail.update({ where: { id: message.id }, data: { state, settledAt: at } })
}
