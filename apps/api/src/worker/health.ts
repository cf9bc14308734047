import { createServer, type Server } from 'node:http'
import type { WorkerMetrics } from './metrics.ts'

/** GET /healthz and GET /metrics. */
export async function serveHealth(
  listen: { readonly host: string; readonly port: number },
  { registry }: WorkerMetrics,
): Promise<{ readonly close: () => Promise<void> }> {
  const server = createServer((request, response) => {
    if (request.url === '/healthz') {
      response.end('ok\n')
      return
    }
    if (request.url !== '/metrics') {
      response.writeHead(404).end()
      return
    }
    registry.metrics().then(
      (text) => response.setHeader('content-type', registry.contentType).end(text),
      () => response.writeHead(500).end(),
    )
  })
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject)
    server.listen(listen.port, listen.host, resolve)
  })
  return { close: () => closeServer(server) }
}

function closeServer(server: Server): Promise<void> {
  server.closeAllConnections()
  return new Promise((resolve) => {
    server.close(() => {
      resolve()
    })
  })
}
