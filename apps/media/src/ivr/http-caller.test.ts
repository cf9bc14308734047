import { createServer, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { HttpCaller, type HttpAnswer, type HttpOrder } from './http-caller.ts'

let server: Server
let port = 0
const seen: { url: string; host: string; method: string; headers: Record<string, unknown>; body: string }[] = []
const refusals: string[] = []

beforeAll(async () => {
  server = createServer((request, response) => {
    let body = ''
    request.setEncoding('utf8').on('data', (chunk: string) => (body += chunk))
    request.on('end', () => {
      const { url = '', method = '', headers } = request
      seen.push({ url, host: headers.host ?? '', method, headers, body })
      if (url === '/never') return
      if (url === '/away') response.writeHead(302, { location: 'http://127.0.0.1:1/inside' }).end('moved')
      else if (url === '/large') response.end('x'.repeat(200_000))
      else response.writeHead(200, { 'content-type': 'application/json' }).end('{"state":"open"}')
    })
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  port = (server.address() as AddressInfo).port
})
afterAll(() => {
  server.closeAllConnections()
  server.close()
})

function call(url: string, changes: Partial<HttpOrder> = {}, options: { resolve?: string[]; allow?: boolean } = {}) {
  const { resolve, allow = true } = options
  const caller = new HttpCaller({
    allowed: new Set(allow ? [`127.0.0.1:${String(port)}`] : []),
    ...(resolve === undefined ? {} : { resolve: () => Promise.resolve(resolve) }),
  })
  const order: HttpOrder = { method: 'GET', url, headers: [], body: null, timeoutMs: 2_000, ...changes }
  return caller.call(order, new AbortController().signal, (why) => refusals.push(why))
}
const local = (path: string): string => `http://127.0.0.1:${String(port)}${path}`

test('a service is asked and its answer read', async () => {
  const answer = await call(local('/order?id=7'), {
    method: 'POST',
    headers: [
      { name: 'X-Token', value: 's3cret' },
      { name: 'Host', value: 'inside.test' },
    ],
    body: '{"a":"你好"}',
  })
  expect(answer).toEqual<HttpAnswer>({ kind: 'answered', status: 200, body: '{"state":"open"}' })
  expect(seen.at(-1)).toMatchObject({
    method: 'POST',
    url: '/order?id=7',
    host: `127.0.0.1:${String(port)}`,
    body: '{"a":"你好"}',
  })
  expect(seen.at(-1)?.headers['x-token']).toBe('s3cret')
})

test('a redirect is an answer, and leads nowhere', async () => {
  expect(await call(local('/away'))).toMatchObject({ kind: 'answered', status: 302 })
})

test('a long answer is cut', async () => {
  const answer = await call(local('/large'))
  expect(answer.kind === 'answered' ? answer.body.length : 0).toBe(65_536)
})

test('a service that does not answer is a time-out, one that is not there a failure', async () => {
  expect(await call(local('/never'), { timeoutMs: 200 })).toEqual({ kind: 'failed', why: 'timeout' })
  const nobody = new HttpCaller({ allowed: new Set(['127.0.0.1:1']) })
  const order: HttpOrder = { method: 'GET', url: 'http://127.0.0.1:1/', headers: [], body: null, timeoutMs: 1_000 }
  const answer = await nobody.call(order, new AbortController().signal, () => undefined)
  expect(answer).toEqual({ kind: 'failed', why: 'failed' })
})

test('a name that leads to us is not called, however it is written', async () => {
  const before = seen.length
  for (const url of [local('/'), `http://localhost:${String(port)}/`, `http://[::ffff:7f00:1]:${String(port)}/`])
    expect(await call(url, {}, { allow: false })).toEqual({ kind: 'failed', why: 'failed' })
  expect(await call(`http://shop.test:${String(port)}/`, {}, { resolve: ['127.0.0.1'] })).toMatchObject({
    kind: 'failed',
  })
  expect(seen.length).toBe(before)
  expect(refusals.length).toBeGreaterThanOrEqual(4)
})

test('an order that is taken back is not waited for', async () => {
  const controller = new AbortController()
  const caller = new HttpCaller({ allowed: new Set([`127.0.0.1:${String(port)}`]) })
  const order: HttpOrder = { method: 'GET', url: local('/never'), headers: [], body: null, timeoutMs: 5_000 }
  const answer = caller.call(order, controller.signal, () => undefined)
  controller.abort()
  expect(await answer).toEqual({ kind: 'failed', why: 'failed' })
})
