import type { ConnectionMonitor } from '../app/connection-monitor.ts'
import type { Session } from '../app/session.ts'

export type AuthorizedFetch = (input: RequestInfo | URL, init?: RequestInit) => Promise<Response>

/**
 * `fetch` with the bearer token. A 401 renews the log-in once and asks again. Each byte that comes back, a stream's signs of life included, tells the
 * monitor that the server is there.
 */
export function createAuthorizedFetch(session: Session, monitor: ConnectionMonitor): AuthorizedFetch {
  const send = async (input: RequestInfo | URL, init: RequestInit): Promise<Response> => {
    const token = await session.accessToken()
    const headers = new Headers(init.headers)
    if (token !== null) headers.set('authorization', `Bearer ${token}`)
    return fetch(input, { ...init, headers })
  }

  return async (input, init = {}) => {
    let response: Response
    try {
      response = await send(input, init)
      if (response.status === 401 && (await session.renew())) response = await send(input, init)
    } catch (error) {
      if (init.signal?.aborted !== true) monitor.failed()
      throw error
    }
    if (response.status < 500) monitor.heard()
    return isEventStream(response) ? watched(response, monitor) : response
  }
}

const isEventStream = (response: Response): boolean =>
  response.headers.get('content-type')?.startsWith('text/event-stream') === true

function watched(response: Response, monitor: ConnectionMonitor): Response {
  if (response.body === null) return response
  const body = response.body.pipeThrough(
    new TransformStream<Uint8Array<ArrayBuffer>, Uint8Array<ArrayBuffer>>({
      transform: (chunk, controller) => {
        monitor.heard()
        controller.enqueue(chunk)
      },
    }),
  )
  return new Response(body, { status: response.status, statusText: response.statusText, headers: response.headers })
}
