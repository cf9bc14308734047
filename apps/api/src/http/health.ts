import { Router } from 'express'
import type { Redis } from 'ioredis'
import { collectDefaultMetrics, Histogram, Registry } from 'prom-client'
import type { Platform } from '../platform.ts'

/** `/healthz`: the process lives. `/readyz`: it can do its work, with the parts it needs. `/metrics`: Prometheus. */
export function healthPages(platform: Platform, redis: Redis, metrics: Registry): Router {
  const router = Router()
  router.get('/healthz', (_request, response) => void response.json({ status: 'ok' }))
  router.get('/readyz', async (_request, response) => {
    const [database, queue] = await Promise.all([
      works(() => platform.database.client.$queryRaw`SELECT 1`),
      works(() => redis.ping()),
    ])
    const ready = database && queue
    response.status(ready ? 200 : 503).json({ status: ready ? 'ready' : 'notReady', database, redis: queue })
  })
  router.get('/metrics', async (_request, response) => {
    response.type(metrics.contentType).send(await metrics.metrics())
  })
  return router
}

const CHECK_TIMEOUT_MS = 2_000

async function works(check: () => Promise<unknown>): Promise<boolean> {
  let timer: NodeJS.Timeout | undefined
  const late = new Promise<false>((resolve) => {
    timer = setTimeout(() => resolve(false), CHECK_TIMEOUT_MS)
  })
  // The answer is the report: what exactly fails is in the log of whoever uses it.
  const answer = check().then(
    () => true,
    () => false,
  )
  try {
    return await Promise.race([answer, late])
  } finally {
    clearTimeout(timer)
  }
}

export type ApiMetrics = { readonly registry: Registry; readonly requestSeconds: Histogram }

export function createMetrics(): ApiMetrics {
  const registry = new Registry()
  collectDefaultMetrics({ register: registry })
  const requestSeconds = new Histogram({
    name: 'seatline_api_request_seconds',
    help: 'Time to answer an HTTP request, by path and status; a subscription counts when it ends.',
    labelNames: ['path', 'status'],
    buckets: [0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5],
    registers: [registry],
  })
  return { registry, requestSeconds }
}
