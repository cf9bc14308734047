import { request as requestHttp, type IncomingMessage, type RequestOptions } from 'node:http'
import { request as requestHttps } from 'node:https'
import { isIP, type LookupFunction } from 'node:net'
import { AddressRefusedError, endpointOf, type Endpoint, type Resolve } from './public-address.ts'

/** More of an answer is not read. */
const ANSWER_BYTES_MAX = 65_536

export type HttpOrder = {
  readonly method: string
  readonly url: string
  readonly headers: readonly { readonly name: string; readonly value: string }[]
  readonly body: string | null
  readonly timeoutMs: number
}

export type HttpAnswer =
  | { readonly kind: 'answered'; readonly status: number; readonly body: string }
  | { readonly kind: 'failed'; readonly why: 'timeout' | 'failed' }

/** Headers that say where a request goes or how it is framed are ours to set. */
const OWN_HEADERS = new Set(['host', 'connection', 'content-length', 'transfer-encoding', 'upgrade', 'te', 'trailer'])

/**
 * Calls a tenant's service. The name is resolved once, every address of it is looked at, and the connection goes to the address that was looked at. A redirect is an
 * answer like any other: it is not followed.
 */
export class HttpCaller {
  readonly #allowed: ReadonlySet<string>
  readonly #resolve: Resolve | undefined

  /** `allowed`: HOST:PORT of our own network that may be called all the same. */
  constructor(options: { readonly allowed: ReadonlySet<string>; readonly resolve?: Resolve }) {
    this.#allowed = options.allowed
    this.#resolve = options.resolve
  }

  /** Never rejects. `refused` tells why a request was not made at all. */
  async call(order: HttpOrder, signal: AbortSignal, refused: (why: string) => void): Promise<HttpAnswer> {
    const deadline = AbortSignal.any([signal, AbortSignal.timeout(order.timeoutMs)])
    try {
      const endpoint = await Promise.race([
        endpointOf(order.url, {
          allowed: this.#allowed,
          ...(this.#resolve === undefined ? {} : { resolve: this.#resolve }),
        }),
        aborted(deadline),
      ])
      return await send(endpoint, order, deadline)
    } catch (error) {
      if (error instanceof AddressRefusedError) refused(error.message)
      const isOver = deadline.aborted && !signal.aborted
      return { kind: 'failed', why: isOver ? 'timeout' : 'failed' }
    }
  }
}

const aborted = (signal: AbortSignal): Promise<never> =>
  new Promise((_, reject) => {
    const fail = (): void => reject(new Error('the time is over'))
    if (signal.aborted) fail()
    else signal.addEventListener('abort', fail, { once: true })
  })

function send({ url, address }: Endpoint, order: HttpOrder, signal: AbortSignal): Promise<HttpAnswer> {
  const body = order.body === null ? null : Buffer.from(order.body, 'utf8')
  const headers = Object.fromEntries(
    order.headers.filter(({ name }) => !OWN_HEADERS.has(name.toLowerCase())).map(({ name, value }) => [name, value]),
  )
  const options: RequestOptions = {
    method: order.method,
    headers: { ...headers, ...(body === null ? {} : { 'content-length': String(body.length) }) },
    signal,
    lookup: pinned(address),
    // A connection that was looked at is not kept for one that was not.
    agent: false,
  }
  const makeRequest = url.protocol === 'https:' ? requestHttps : requestHttp
  return new Promise((resolve, reject) => {
    const request = makeRequest(url, options, (response) => {
      readBody(response).then((text) => {
        resolve({ kind: 'answered', status: response.statusCode ?? 0, body: text })
      }, reject)
    })
    request.on('error', reject)
    request.end(body ?? undefined)
  })
}

const pinned =
  (address: string): LookupFunction =>
  (_host, options, done) => {
    const family = isIP(address)
    if (options.all === true) done(null, [{ address, family }])
    else done(null, address, family)
  }

async function readBody(response: IncomingMessage): Promise<string> {
  const chunks: Buffer[] = []
  let length = 0
  for await (const chunk of response) {
    chunks.push(chunk as Buffer)
    length += (chunk as Buffer).length
    if (length >= ANSWER_BYTES_MAX) break
  }
  return Buffer.concat(chunks).subarray(0, ANSWER_BYTES_MAX).toString('utf8')
}
