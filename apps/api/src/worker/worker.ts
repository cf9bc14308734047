import { setTimeout as sleep } from 'node:timers/promises'
import { Redis } from 'ioredis'
import type { Logger } from 'pino'
import { openDatabase } from '../database/client.ts'
import { publishLive } from '../events/publish-live.ts'
import { Projector } from '../events/projector.ts'
import { runProjector } from '../events/projector-loop.ts'
import { runClosingJobs } from './closing-jobs.ts'
import { runConfigJobs } from './config-jobs.ts'
import { runContractJobs } from './contract-jobs.ts'
import { runCallerJobs } from './caller-jobs.ts'
import { runCarrierJobs } from './carrier-jobs.ts'
import { runDunningJobs } from './dunning-jobs.ts'
import { runFileJobs } from './file-jobs.ts'
import { runFinanceJobs } from './finance-jobs.ts'
import { runFlowJobs } from './flow-jobs.ts'
import { runLimitJobs } from './limit-jobs.ts'
import { runPaymentJobs } from './payment-jobs.ts'
import { runPoolLogJobs } from './pool-log-jobs.ts'
import { runSeatJobs } from './seat-jobs.ts'
import { mailOfWorker } from './config.ts'
import type { WorkerConfig } from './config.ts'
import { serveHealth } from './health.ts'
import { createMetrics } from './metrics.ts'

/** The projector and the queues, in one process. */
export async function startWorker(config: WorkerConfig, log: Logger): Promise<{ readonly stop: () => Promise<void> }> {
  const database = openDatabase(config.DATABASE_URL)
  const redis = openRedis(config.REDIS_URL, log)
  const reader = openRedis(config.REDIS_URL, log)
  const metrics = createMetrics()
  const directories = { spoolDir: config.RECORDING_SPOOL_DIR, recordingsDir: config.RECORDINGS_DIR }
  const files = runFileJobs({ database, redis, redisUrl: config.REDIS_URL, directories, metrics, log })
  const callers = runCallerJobs({ database, redis, now: () => Date.now() }, log)
  const projection = runProjector({
    projector: new Projector(database),
    reader,
    redis,
    onProjected: async (outcome, { entries, ms }) => {
      metrics.events.inc(entries)
      metrics.batch.observe(ms / 1_000)
      await publishLive(redis, outcome)
      await files.add(outcome)
      await callers.touched(outcome.callersTouched)
    },
    onFault: (error) => log.warn({ err: error }, 'the projector met a fault and tries again'),
    now: () => Date.now(),
    wait: (ms, stop) => sleep(ms, undefined, { signal: stop }).catch(ignoreAbort),
  })
  const parts = { database, redis, now: () => Date.now(), log }
  const jobs = [
    runConfigJobs(parts, log),
    runFlowJobs(parts),
    runLimitJobs(parts),
    runCarrierJobs(parts),
    runPoolLogJobs(parts),
    runDunningJobs({ ...parts, config }),
    runSeatJobs(parts),
    runFinanceJobs({ ...parts, mail: mailOfWorker(config) }),
    runPaymentJobs(parts, config),
    runContractJobs(parts),
  ]
  const closings = runClosingJobs({ database, redisUrl: config.REDIS_URL, log })
  const health = config.WORKER_HTTP_LISTEN && (await serveHealth(config.WORKER_HTTP_LISTEN, metrics))
  return {
    async stop() {
      callers.stop()
      for (const job of jobs) job.stop()
      await projection.stop()
      await Promise.all([files.stop(), closings.stop(), health?.close()])
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
