import { setTimeout as sleep } from 'node:timers/promises'
import { Redis } from 'ioredis'
import type { Logger } from 'pino'
import { openDatabase } from '../database/client.ts'
import { publishLive } from '../events/publish-live.ts'
import { Projector } from '../events/projector.ts'
import { runProjector } from '../events/projector-loop.ts'
import { findPending, giveUp, processRecording } from '../recordings/recording-job.ts'
import { openRecordingQueue, RETRIES } from '../recordings/recording-queue.ts'
import { runConfigJobs } from './config-jobs.ts'
import { runCallerJobs } from './caller-jobs.ts'
import { runCarrierJobs } from './carrier-jobs.ts'
import { runFlowJobs } from './flow-jobs.ts'
import { runLimitJobs } from './limit-jobs.ts'
import type { WorkerConfig } from './config.ts'
import { serveHealth } from './health.ts'
import { createMetrics } from './metrics.ts'
import { repeat } from './repeat.ts'

/** How often the manifest is searched for recordings whose job was lost. */
const SWEEP_MS = 60_000
/** Two files at a time: decoding is bound by the processor, and calls come first. */
const RECORDINGS_AT_ONCE = 2

/** The projector and the queues, in one process. */
export async function startWorker(config: WorkerConfig, log: Logger): Promise<{ readonly stop: () => Promise<void> }> {
  const database = openDatabase(config.DATABASE_URL)
  const redis = openRedis(config.REDIS_URL, log)
  const reader = openRedis(config.REDIS_URL, log)
  const metrics = createMetrics()
  const directories = { spoolDir: config.RECORDING_SPOOL_DIR, recordingsDir: config.RECORDINGS_DIR }
  const tell = async (tenantId: string, done: { readonly status: string; readonly callId: string | null }) => {
    metrics.recordings.inc({ status: done.status })
    await publishLive(redis, {
      tenantIds: [tenantId],
      agentIds: [],
      callIds: done.callId === null ? [] : [done.callId],
    })
  }
  const recordings = openRecordingQueue(config.REDIS_URL, {
    concurrency: RECORDINGS_AT_ONCE,
    retries: RETRIES,
    work: async (due) => tell(due.tenantId, await processRecording(database, directories, due)),
    giveUp: async (due, error) => {
      log.error({ err: error, recordingId: due.recordingId }, 'a recording was given up')
      await tell(due.tenantId, await giveUp(database, due, error))
    },
    onFault: (error) => log.warn({ err: error }, 'the recording queue met a fault'),
  })
  const callers = runCallerJobs({ database, redis, now: () => Date.now() }, log)
  const projection = runProjector({
    projector: new Projector(database),
    reader,
    redis,
    onProjected: async (outcome, { entries, ms }) => {
      metrics.events.inc(entries)
      metrics.batch.observe(ms / 1_000)
      await publishLive(redis, outcome)
      await recordings.add(outcome.recordingsDue)
      await callers.touched(outcome.callersTouched)
    },
    onFault: (error) => log.warn({ err: error }, 'the projector met a fault and tries again'),
    now: () => Date.now(),
    wait: (ms, stop) => sleep(ms, undefined, { signal: stop }).catch(ignoreAbort),
  })
  const sweep = repeat(SWEEP_MS, async () => recordings.add(await findPending(database)), {
    log,
    what: 'the search for waiting recordings',
  })
  const parts = { database, redis, now: () => Date.now(), log }
  const jobs = [runConfigJobs(parts, log), runFlowJobs(parts), runLimitJobs(parts), runCarrierJobs(parts)]
  const health = config.WORKER_HTTP_LISTEN && (await serveHealth(config.WORKER_HTTP_LISTEN, metrics))
  return {
    async stop() {
      callers.stop()
      sweep.stop()
      for (const job of jobs) job.stop()
      await projection.stop()
      await Promise.all([recordings.close(), health?.close()])
      redis.disconnect()
      await database.close()
    },
  }
}

function ignoreAbort(error: unknown): void {
  if (!(error instanceof Error && error.name === 'AbortError')) throw error
}

function openRedis(url: string, log: Logger): Redis {
  const redis = new Redis(url, { maxRetriesPerRequest: null })
  redis.on('error', (error) => {
    log.warn({ err: error }, 'no connection to Redis')
  })
  return redis
}
