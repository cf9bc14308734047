import type { Server } from 'node:http'
import type { HostPort } from '@seatline/sip'
import express from 'express'
import type { MediaMetrics } from './metrics.ts'

export type Health = { readonly ok: boolean; readonly [part: string]: boolean | number }

/** `/healthz` for whoever runs us, `/metrics` for Prometheus, `/configuration/<tenant>` for which version this node works by. Internal only. */
export async function startHttpServer(options: {
  readonly listen: HostPort
  readonly metrics: MediaMetrics
  readonly health: () => Promise<Health>
  /** null for a tenant that this node does not know. */
  readonly configurationVersion: (tenantId: string) => number | null
}): Promise<Server> {
  const app = express()
  app.disable('x-powered-by')
  app.get('/healthz', async (_request, response) => {
    const health = await options.health()
    response.status(health.ok ? 200 : 503).json(health)
  })
  app.get('/metrics', async (_request, response) => {
    response.type(options.metrics.registry.contentType).send(await options.metrics.registry.metrics())
  })
  app.get('/configuration/:tenantId', (request, response) => {
    const version = options.configurationVersion(request.params.tenantId)
    response.status(version === null ? 404 : 200).json({ version })
  })
  return new Promise((resolve, reject) => {
    const server = app.listen(options.listen.port, options.listen.host)
    server.once('error', reject)
    server.once('listening', () => resolve(server))
  })
}
