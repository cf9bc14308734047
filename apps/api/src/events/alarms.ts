import type { Transaction } from '../database/client.ts'

export type AlarmRow = {
  readonly tenantId: string
  readonly kind:
    | 'usage.noPricePlan'
    | 'journal.quarantined'
    | 'recording.short'
    | 'recording.missing'
    | 'recording.failed'
    | 'voicemail.short'
    | 'voicemail.missing'
    | 'voicemail.failed'
    | 'rent.notPublished'
    | 'flow.notPublished'
    | 'storage.nearlyFull'
    | 'storage.full'
  /** The same trouble reported again has the same key, and stays one alarm. */
  readonly dedupeKey: string
  readonly callId: string | null
  readonly recordingId: string | null
  readonly detail: Readonly<Record<string, string | number | null>>
  readonly raisedAt: Date
}

/** Raises alarms that are not there yet. */
export async function raiseAlarms(tx: Transaction, alarms: readonly AlarmRow[]): Promise<void> {
  if (alarms.length === 0) return
  await tx.alarm.createMany({
    data: alarms.map((alarm) => ({ ...alarm, id: `alm_${alarm.tenantId}/${alarm.dedupeKey}` })),
    skipDuplicates: true,
  })
}
