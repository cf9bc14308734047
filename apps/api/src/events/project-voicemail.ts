import type { JournalEvent } from '@seatline/core'
import type { Transaction } from '../database/client.ts'
import { isFact } from './stored-event.ts'

export type VoicemailDue = { readonly tenantId: string; readonly voicemailId: string }

/** A row for each message that was left. Comes after the rows of the calls, which know who called. */
export async function projectVoicemail(
  tx: Transaction,
  fresh: readonly JournalEvent[],
): Promise<readonly VoicemailDue[]> {
  const left = fresh.filter((event) => isFact(event, 'voicemail.left'))
  if (left.length === 0) return []
  const calls = await tx.call.findMany({
    where: { id: { in: left.map(({ fact }) => fact.callId) } },
    select: { id: true, ani: true, queueId: true },
  })
  await tx.voicemail.createMany({
    data: left.map(({ tenantId, at, fact }) => {
      const call = calls.find(({ id }) => id === fact.callId)
      return {
        id: fact.voicemailId,
        tenantId,
        boxId: fact.boxId,
        callId: fact.callId,
        ani: call?.ani ?? '',
        queueId: call?.queueId ?? null,
        leftAt: new Date(at),
        promisedAt: new Date(fact.promisedAt),
        lengthMs: fact.lengthMs,
        recordingId: fact.recordingId,
        captureFile: fact.captureFile,
        streams: fact.streams,
        status: 'pending',
      }
    }),
    skipDuplicates: true,
  })
  return left.map(({ tenantId, fact }) => ({ tenantId, voicemailId: fact.voicemailId }))
}
