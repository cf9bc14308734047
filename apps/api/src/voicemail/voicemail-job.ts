import { mkdir, rename, rm } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import { z } from 'zod'
import type { Database } from '../database/client.ts'
import { raiseAlarms, type AlarmRow } from '../events/alarms.ts'
import type { VoicemailDue } from '../events/project-voicemail.ts'
import type { Voicemail } from '../generated/prisma/client.ts'
import { findCapture, removeCapture } from '../recordings/find-capture.ts'
import { makeWav, type MadeWav } from '../recordings/make-wav.ts'
import { CaptureNotReadyError, type RecordingDirectories } from '../recordings/recording-job.ts'
import { TOLERANCE_MS, type Verdict } from '../recordings/recording-verdict.ts'

export type VoicemailDone = { readonly status: Voicemail['status']; readonly callId: string | null }

const streamsSchema = z.array(z.object({ party: z.literal('caller'), localPort: z.number().int() }))

/** Makes the file of a message from its capture, as the file of a recording is made. May be run again at any time. */
export async function processVoicemail(
  database: Database,
  directories: RecordingDirectories,
  due: VoicemailDue,
): Promise<VoicemailDone> {
  const message = await find(database, due)
  if (message === null) return { status: 'failed', callId: null }
  // The capture is one of the call's own, whose id is rtpengine's too.
  const capture = await findCapture(directories.spoolDir, { ...message, rtpengineCallId: message.callId })
  if (message.status !== 'pending') {
    if (capture !== null && message.file !== null) await removeCapture(capture)
    return { status: message.status, callId: message.callId }
  }
  if (capture === null) throw new CaptureNotReadyError(`no finished capture [voicemail:${message.id}]`)
  const file = fileOf(message)
  const wavPath = join(directories.recordingsDir, file)
  await mkdir(dirname(wavPath), { recursive: true })
  const made = await makeWholeFile(message, { capturePath: capture.pcapPath, wavPath })
  const verdict = judgeVoicemail(made, message.lengthMs)
  await enter(database, { message, file, made, verdict })
  await removeCapture(capture)
  return { status: verdict.status, callId: message.callId }
}

/** Does the file cover what was said, and is anything on it? A message that nobody can hear must not look like one. */
export function judgeVoicemail({ actualMs, caller }: MadeWav, lengthMs: number): Verdict {
  if (caller.packets === 0) return { status: 'short', why: 'callerSilent' }
  return actualMs < lengthMs - TOLERANCE_MS ? { status: 'short', why: 'length' } : { status: 'whole' }
}

/** After the last attempt: the message says what is wrong, and an alarm says it to people. The caller is called back all the same: the number is known. */
export async function giveUpVoicemail(database: Database, due: VoicemailDue, error: Error): Promise<VoicemailDone> {
  const status = error instanceof CaptureNotReadyError ? 'missing' : 'failed'
  return database.withTenants({ tenantIds: [due.tenantId] }, async (tx) => {
    const { count } = await tx.voicemail.updateMany({
      where: { id: due.voicemailId, status: 'pending' },
      data: { status, finishedAt: new Date(), detail: { problem: error.message } },
    })
    const message = await tx.voicemail.findUnique({ where: { id: due.voicemailId } })
    if (count > 0 && message !== null)
      await raiseAlarms(tx, [alarmFor(message, `voicemail.${status}`, { problem: error.message })])
    return { status, callId: message?.callId ?? null }
  })
}

/** What waits for its file; the queue may have lost a job. */
export async function findPendingVoicemail(database: Database): Promise<readonly VoicemailDue[]> {
  const tenants = await database.withTenants({ tenantIds: [], operator: true }, (tx) =>
    tx.tenant.findMany({ select: { id: true } }),
  )
  const rows = await database.withTenants({ tenantIds: tenants.map(({ id }) => id) }, (tx) =>
    tx.voicemail.findMany({ where: { status: 'pending' }, select: { id: true, tenantId: true }, take: 1_000 }),
  )
  return rows.map(({ id, tenantId }) => ({ tenantId, voicemailId: id }))
}

const find = (database: Database, { tenantId, voicemailId }: VoicemailDue): Promise<Voicemail | null> =>
  database.withTenants({ tenantIds: [tenantId] }, (tx) => tx.voicemail.findUnique({ where: { id: voicemailId } }))

/** Relative to the directory of recordings, by the day (UTC) on which it was left. */
function fileOf({ id, tenantId, leftAt }: Voicemail): string {
  const [year = '', month = '', day = ''] = leftAt.toISOString().slice(0, 10).split('-')
  return join(tenantId, year, month, day, `${id}.wav`)
}

/** Nobody hears half a file: it gets its name when it is whole. */
async function makeWholeFile(
  message: Voicemail,
  paths: { readonly capturePath: string; readonly wavPath: string },
): Promise<MadeWav> {
  const partPath = `${paths.wavPath}.part`
  try {
    const made = await makeWav({
      capturePath: paths.capturePath,
      wavPath: partPath,
      streams: streamsSchema.parse(message.streams),
      startedAtMs: message.leftAt.getTime() - message.lengthMs,
      heard: 'caller',
    })
    await rename(partPath, paths.wavPath)
    return made
  } catch (error) {
    await rm(partPath, { force: true })
    throw error
  }
}

async function enter(
  database: Database,
  known: { readonly message: Voicemail; readonly file: string; readonly made: MadeWav; readonly verdict: Verdict },
): Promise<void> {
  const { message, file, made, verdict } = known
  const { actualMs, sizeBytes, caller } = made
  await database.withTenants({ tenantIds: [message.tenantId] }, async (tx) => {
    await tx.voicemail.updateMany({
      where: { id: message.id, status: 'pending' },
      data: { status: verdict.status, actualMs, sizeBytes, file, detail: { caller }, finishedAt: new Date() },
    })
    if (verdict.status === 'short')
      await raiseAlarms(tx, [
        alarmFor(message, 'voicemail.short', { why: verdict.why, actualMs, expectedMs: message.lengthMs }),
      ])
  })
}

function alarmFor(message: Voicemail, kind: AlarmRow['kind'], detail: AlarmRow['detail']): AlarmRow {
  return {
    tenantId: message.tenantId,
    kind,
    dedupeKey: `${kind}/${message.id}`,
    callId: message.callId,
    recordingId: message.recordingId,
    detail,
    raisedAt: new Date(),
  }
}
