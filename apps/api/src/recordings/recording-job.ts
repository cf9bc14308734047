import { createHash } from 'node:crypto'
import { createReadStream } from 'node:fs'
import { mkdir, rename, rm } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import { z } from 'zod'
import type { Database } from '../database/client.ts'
import { raiseAlarms, type AlarmRow } from '../events/alarms.ts'
import type { RecordingDue } from '../events/project-calls.ts'
import type { Recording } from '../generated/prisma/client.ts'
import { findCapture, removeCapture } from './find-capture.ts'
import { makeWav, type MadeWav } from './make-wav.ts'
import { judgeRecording, type Verdict } from './recording-verdict.ts'

/** rtpengine has not closed the capture yet, or it will never come: the queue tries again, and says when it gives up. */
export class CaptureNotReadyError extends Error {
  readonly code = 'recording.captureNotReady'
}

export type RecordingDirectories = { readonly spoolDir: string; readonly recordingsDir: string }
export type RecordingDone = { readonly status: Recording['status']; readonly callId: string | null }

const streamsSchema = z.array(z.object({ party: z.enum(['caller', 'agent']), localPort: z.number().int() }))

/**
 * Makes the file of one recording and enters it in the manifest. May be run again at any time: a recording that is done is left alone (but for a capture
 * that outlived it), one that broke off is made anew.
 */
export async function processRecording(
  database: Database,
  directories: RecordingDirectories,
  due: RecordingDue,
): Promise<RecordingDone> {
  const recording = await findRecording(database, due)
  if (recording === null) return { status: 'failed', callId: null }
  const capture = await findCapture(directories.spoolDir, { ...recording, recordingId: recording.id })
  if (recording.status !== 'pending') {
    if (capture !== null && recording.file !== null) await removeCapture(capture)
    return { status: recording.status, callId: recording.callId }
  }
  if (capture === null)
    throw new CaptureNotReadyError(`no finished capture [recording:${recording.id} call:${recording.rtpengineCallId}]`)
  const file = recordingFile(recording)
  const wavPath = join(directories.recordingsDir, file)
  await mkdir(dirname(wavPath), { recursive: true })
  const made = await makeWholeFile({ recording, capturePath: capture.pcapPath, wavPath })
  const verdict = judgeRecording({ ...made, expectedMs: recording.expectedMs ?? 0 })
  await enter(database, { recording, file, made, verdict, sha256: await sha256Of(wavPath) })
  await removeCapture(capture)
  return { status: verdict.status, callId: recording.callId }
}

/** After the last attempt: the manifest says what is wrong, and an alarm says it to people. */
export async function giveUp(database: Database, due: RecordingDue, error: Error): Promise<RecordingDone> {
  const status = error instanceof CaptureNotReadyError ? 'missing' : 'failed'
  return database.withTenants({ tenantIds: [due.tenantId] }, async (tx) => {
    const { count } = await tx.recording.updateMany({
      where: { id: due.recordingId, status: 'pending' },
      data: { status, finishedAt: new Date(), detail: { problem: error.message } },
    })
    const recording = await tx.recording.findUnique({ where: { id: due.recordingId } })
    if (count > 0 && recording !== null)
      await raiseAlarms(tx, [alarmFor(recording, `recording.${status}`, { problem: error.message })])
    return { status, callId: recording?.callId ?? null }
  })
}

/** What waits for its file; the queue may have lost a job that the manifest still expects. */
export async function findPending(database: Database): Promise<readonly RecordingDue[]> {
  const tenants = await database.withTenants({ tenantIds: [], operator: true }, (tx) =>
    tx.tenant.findMany({ select: { id: true } }),
  )
  const rows = await database.withTenants({ tenantIds: tenants.map((tenant) => tenant.id) }, (tx) =>
    tx.recording.findMany({ where: { status: 'pending' }, select: { id: true, tenantId: true }, take: 1_000 }),
  )
  return rows.map(({ id, tenantId }) => ({ tenantId, recordingId: id }))
}

function findRecording(database: Database, { tenantId, recordingId }: RecordingDue): Promise<Recording | null> {
  return database.withTenants({ tenantIds: [tenantId] }, (tx) =>
    tx.recording.findUnique({ where: { id: recordingId } }),
  )
}

/** Relative to the directory of recordings, by the day (UTC) on which the segment began. */
function recordingFile({ id, tenantId, startedAt }: Recording): string {
  const [year = '', month = '', day = ''] = startedAt.toISOString().slice(0, 10).split('-')
  return join(tenantId, year, month, day, `${id}.wav`)
}

/** Nobody sees half a file: it gets its name when it is whole. */
async function makeWholeFile(input: {
  readonly recording: Recording
  readonly capturePath: string
  readonly wavPath: string
}): Promise<MadeWav> {
  const partPath = `${input.wavPath}.part`
  try {
    const made = await makeWav({
      capturePath: input.capturePath,
      wavPath: partPath,
      streams: streamsSchema.parse(input.recording.streams),
      startedAtMs: input.recording.startedAt.getTime(),
    })
    await rename(partPath, input.wavPath)
    return made
  } catch (error) {
    await rm(partPath, { force: true })
    throw error
  }
}

async function enter(
  database: Database,
  known: {
    readonly recording: Recording
    readonly file: string
    readonly made: MadeWav
    readonly verdict: Verdict
    readonly sha256: string
  },
): Promise<void> {
  const { recording, file, made, verdict, sha256 } = known
  const { actualMs, sizeBytes, ...detail } = made
  await database.withTenants({ tenantIds: [recording.tenantId] }, async (tx) => {
    await tx.recording.updateMany({
      where: { id: recording.id, status: 'pending' },
      data: { status: verdict.status, actualMs, sizeBytes, sha256, file, channels: 2, detail, finishedAt: new Date() },
    })
    if (verdict.status === 'short')
      await raiseAlarms(tx, [
        alarmFor(recording, 'recording.short', { why: verdict.why, actualMs, expectedMs: recording.expectedMs }),
      ])
  })
}

function alarmFor(recording: Recording, kind: AlarmRow['kind'], detail: AlarmRow['detail']): AlarmRow {
  return {
    tenantId: recording.tenantId,
    kind,
    dedupeKey: `${kind}/${recording.id}`,
    callId: recording.callId,
    recordingId: recording.id,
    detail,
    raisedAt: new Date(),
  }
}

async function sha256Of(path: string): Promise<string> {
  const hash = createHash('sha256')
  for await (const chunk of createReadStream(path)) hash.update(chunk as Buffer)
  return hash.digest('hex')
}
