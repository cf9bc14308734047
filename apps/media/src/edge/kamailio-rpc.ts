import { z } from 'zod'

const replySchema = z.looseObject({
  result: z.unknown().optional(),
  error: z.looseObject({ message: z.string() }).optional(),
})

export class KamailioRpcError extends Error {
  readonly code = 'edge.rpc'
  readonly retryable = true
}

/** Kamailio's JSON-RPC over HTTP. */
export class KamailioRpc {
  readonly #url: string
  #id = 0

  constructor(url: string) {
    this.#url = url
  }

  /** Resolves with the result; rejects with KamailioRpcError when Kamailio is away or refuses. */
  async call(method: string, params: readonly unknown[] = []): Promise<unknown> {
    this.#id++
    try {
      const response = await fetch(this.#url, {
        method: 'POST',
        headers: { 'content-type': 'application/json' },
        body: JSON.stringify({ jsonrpc: '2.0', method, params, id: this.#id }),
        signal: AbortSignal.timeout(2_000),
      })
      const reply = replySchema.parse(await response.json())
      if (reply.error !== undefined)
        throw new KamailioRpcError(`refused [method:${method} message:${reply.error.message}]`)
      return reply.result
    } catch (cause) {
      if (cause instanceof KamailioRpcError) throw cause
      throw new KamailioRpcError(`no answer [method:${method}]`, { cause })
    }
  }
}
