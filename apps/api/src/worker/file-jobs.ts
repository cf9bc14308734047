import type { Redis } from 'ioredis'
import type { Logger } from 'pino'
import type { Database } from '../database/client.ts'
import type { RecordingDue } from '../events/project-calls.ts'
import type { VoicemailDue } from '../events/project-voicemail.ts'
import { publishLive } from '../events/publish-live.ts'
import { findPending, giveUp, processRecording, type RecordingDirectories } from '../recordings/recording-job.ts'
import { openFileQueue, RETRIES } from '../recordings/recording-queue.ts'
import { findPendingVoicemail, giveUpVoicemail, processVoicemail } from '../voicemail/voicemail-job.ts'
import type { WorkerMetrics } from './metrics.ts'
import { repeat } from './repeat.ts'

/** How often it is searched for recordings and messages whose job was lost. */
const SWEEP_MS = 60_000
/** Two files at a time: decoding is bound by the processor, and calls come first. */
const RECORDINGS_AT_ONCE = 2
const MESSAGES_AT_ONCE = 1

type Done = { readonly status: string; readonly callId: string | null }
export type FileJobs = {
  readonly add: (due: {
    readonly recordingsDue: readonly RecordingDue[]
    readonly voicemailsDue: readonly VoicemailDue[]
  }) => Promise<void>
  readonly stop: () => Promise<void>
}

/** Makes the files of recordings and of messages that callers left. */
export function runFileJobs(parts: {
  readonly database: Database
  readonly redis: Redis
  readonly redisUrl: string
  readonly directories: RecordingDirectories
  readonly metrics: WorkerMetrics
  readonly log: Logger
}): FileJobs {
  const { database, redis, redisUrl, directories, metrics, log } = parts
  const tell = async (tenantId: string, done: Done): Promise<void> => {
    metrics.recordings.inc({ status: done.status })
    const callIds = done.callId === null ? [] : [done.callId]
    await publishLive(redis, { tenantIds: [tenantId], agentIds: [], callIds })
  }
  const recordings = openFileQueue<RecordingDue>(redisUrl, {
    name: 'recordings',
    idOf: ({ recordingId }) => recordingId,
    concurrency: RECORDINGS_AT_ONCE,
    retries: RETRIES,
    work: async (due) => tell(due.tenantId, await processRecording(database, directories, due)),
    giveUp: async (due, error) => {
      log.error({ err: error, recordingId: due.recordingId }, 'a recording was given up')
      await tell(due.tenantId, await giveUp(database, due, error))
    },
    onFault: (error) => log.warn({ err: error }, 'the recording queue met a fault'),
  })
  const messages = openFileQueue<VoicemailDue>(redisUrl, {
    name: 'voicemail',
    idOf: ({ voicemailId }) => voicemailId,
    concurrency: MESSAGES_AT_ONCE,
    retries: RETRIES,
    work: async (due) => tell(due.tenantId, await processVoicemail(database, directories, due)),
    giveUp: async (due, error) => {
      log.error({ err: error, voicemailId: due.voicemailId }, 'a message was given up')
      await tell(due.tenantId, await giveUpVoicemail(database, due, error))
    },
    onFault: (error) => log.warn({ err: error }, 'the queue of messages met a fault'),
  })
  const sweep = repeat(
    SWEEP_MS,
    async () => {
      await recordings.add(await findPending(database))
      await messages.add(await findPendingVoicemail(database))
    },
    { log, what: 'the search for waiting recordings' },
  )
  return {
    async add({ recordingsDue, voicemailsDue }) {
      await recordings.add(recordingsDue)
      await messages.add(voicemailsDue)
    },
    async stop() {
      sweep.stop()
      await Promise.all([recordings.close(), messages.close()])
    },
  }
}
