import { setTimeout as delay } from 'node:timers/promises'
import { PART_NAMES, startStack } from '@seatline/stack'

/** Kamailio as the tests of the wire start it: all ports from `portBase`, on loopback. */
export type Edge = {
  readonly sip: { readonly host: string; readonly port: number }
  readonly internal: { readonly host: string; readonly port: number }
  readonly webSocketUrl: string
  readonly sipDomain: string
  readonly credentialSecret: string
  readonly metricsUrl: string
  rpc(method: string, ...params: readonly unknown[]): Promise<unknown>
  /** One of the script's counters. */
  counter(name: string): Promise<number>
  stop(): Promise<void>
}

/** Starts the edge alone; `mediaNodes` are stood in for by the test. */
export async function startEdge(options: {
  readonly portBase: number
  readonly mediaNodes: readonly string[]
  readonly settings?: Readonly<Record<string, string>>
}): Promise<Edge> {
  const stack = await startStack({
    portBase: options.portBase,
    without: PART_NAMES.filter((name) => name !== 'kamailio'),
    seed: false,
    env: { kamailio: { MEDIA_NODES: options.mediaNodes.join(','), ...options.settings } },
  })
  const rpc = (method: string, ...params: readonly unknown[]): Promise<unknown> =>
    callRpc(stack.urls.kamailioRpc, method, params)
  return {
    sip: { host: '127.0.0.1', port: stack.ports.sip },
    internal: { host: '127.0.0.1', port: stack.ports.sipInternal },
    webSocketUrl: stack.urls.sipWebSocket,
    sipDomain: stack.sipDomain,
    credentialSecret: stack.sipCredentialSecret,
    metricsUrl: stack.urls.kamailioRpc.replace(/rpc$/, 'metrics'),
    rpc,
    counter: async (name) => {
      const answer = (await rpc('stats.get_statistics', name)) as readonly string[]
      return Number(/= (\d+)/.exec(answer[0] ?? '')?.[1] ?? Number.NaN)
    },
    stop: stack.stop,
  }
}

async function callRpc(url: string, method: string, params: readonly unknown[]): Promise<unknown> {
  const response = await fetch(url, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ jsonrpc: '2.0', id: 1, method, params }),
  })
  const answer = (await response.json()) as { result?: unknown; error?: { message: string } }
  if (answer.error) throw new Error(`Kamailio refused ${method}: ${answer.error.message}`)
  return answer.result
}

/** Asks until `read` gives a value that `holds`; rejects after `timeoutMs` (default 5 s) with the last value. */
export async function eventually<T>(
  what: string,
  read: () => Promise<T> | T,
  holds: (value: T) => boolean,
  timeoutMs = 5_000,
): Promise<T> {
  const deadline = Date.now() + timeoutMs
  for (;;) {
    const value = await read()
    if (holds(value)) return value
    if (Date.now() > deadline) throw new Error(`${what}: still ${JSON.stringify(value)} after ${timeoutMs} ms`)
    await delay(25)
  }
}
