import { readdirSync, readFileSync, statSync } from 'node:fs'
import { createServer } from 'node:http'
import type { Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import nodePath from 'node:path'
import { comparableNumber, knownCallersKey, tenantSnapshotSchema } from '@seatline/core'
import type { TenantId } from '@seatline/core'
import { Caller, MediaClock } from '@seatline/phone'
import type { PhoneCall } from '@seatline/phone'
import { hashPin, seal, sealingKey, tenantSecretsKey } from '@seatline/sealing'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { faultsOf, storyOf } from './support/call-story.ts'
import { eventually } from './support/edge.ts'
import { publishTenant, startSignallingPath } from './support/signalling-path.ts'
import type { SignallingPath } from './support/signalling-path.ts'
import { writeSpokenTones } from './support/spoken-tones.ts'
import { NUMBERS, TRUNK_ADDRESS, wireTenants } from './support/wire-tenants.ts'

/** Promise: a menu asks the tenant's service and nobody else, says what it answered, and keeps a PIN to itself. */
const [MENU_HZ, RIGHT_HZ, WRONG_HZ] = [700, 900, 1_000]
const WORDS = { n7: 1_200, n3: 1_300 }
const WATCHED = [MENU_HZ, RIGHT_HZ, WRONG_HZ, ...Object.values(WORDS)]
const HEARD_MS = 8_000
const SECRETS_KEY = 'a key of this test that is long enough to be one'
const TOKEN = 'tok-5f2d9a-never-shown'
/** Digits that appear nowhere else. */
const PIN = '86420975'
const FROM = '13800000088'
const tenantId = 'ten_wire' as TenantId

type Asked = { readonly url: string; readonly token: unknown; readonly body: string }

let path: SignallingPath
let caller: Caller
let service: Server
let serviceUrl = ''
const asked: Asked[] = []
let version = 1
const clock = new MediaClock()

beforeAll(async () => {
  service = createServer((request, response) => {
    let body = ''
    request.setEncoding('utf8').on('data', (chunk: string) => (body += chunk))
    request.on('end', () => {
      asked.push({ url: request.url ?? '', token: request.headers['x-token'], body })
      if (request.url === '/away') response.writeHead(302, { location: `${serviceUrl}/inside` }).end()
      else response.writeHead(200, { 'content-type': 'application/json' }).end('{"order":{"parcels":7}}')
    })
  })
  await new Promise<void>((resolve) => service.listen(0, '127.0.0.1', resolve))
  const port = String((service.address() as AddressInfo).port)
  serviceUrl = `http://127.0.0.1:${port}`
  path = await startSignallingPath({
    portBase: 5_530,
    rtpPorts: { min: 27_200, max: 27_600 },
    env: { media: { MEDIA_HTTP_ALLOWED: `127.0.0.1:${port}`, SEATLINE_SECRETS_KEY: SECRETS_KEY, LOG_LEVEL: 'debug' } },
  })
  writeSpokenTones(path.stack.paths.prompts, WORDS)
  const key = sealingKey(SECRETS_KEY)
  const sealed = Buffer.from(seal(key, { tenantId, name: 'SHOP' }, TOKEN)).toString('base64')
  await path.redis.hset(tenantSecretsKey(tenantId), 'SHOP', sealed)
  const record = { isKnown: true, name: 'Ada', pinHash: await hashPin(PIN) }
  await path.redis.hset(knownCallersKey(tenantId), comparableNumber(FROM) ?? '', JSON.stringify(record))
  caller = await Caller.open({
    server: { host: '127.0.0.1', port: path.stack.ports.sip },
    localAddress: TRUNK_ADDRESS,
    clock,
  })
})
afterAll(async () => {
  await caller.close()
  service.close()
  await path.stop()
})

type Step = { readonly nodeId: string; readonly [field: string]: unknown }

const play = (nodeId: string, promptId: string) => ({
  ...{ nodeId, label: nodeId, kind: 'play', promptId, interruptible: false, next: null },
})

/** The menu's number leads to these steps from now on. */
async function publishFlow(nodes: readonly Step[]): Promise<void> {
  const [tenant] = wireTenants()
  version += 1
  const flow = {
    ...{ flowId: 'ivr_wire-menu', flowVersionId: `ivv_v${String(version)}`, name: 'menu' },
    ...{ entryNodeId: nodes[0]?.nodeId, nodes },
  }
  await publishTenant(
    path.redis,
    tenantSnapshotSchema.parse({
      ...tenant,
      version,
      flows: [flow],
      numbers: tenant?.numbers.map((each) => ({ ...each, flowId: 'ivr_wire-menu' })),
    }),
  )
  await eventually(
    'the version at media',
    async () => {
      const response = await fetch(`http://127.0.0.1:${String(path.stack.ports.mediaHttp)}/configuration/ten_wire`)
      return response.text()
    },
    (text) => text === JSON.stringify({ version }),
    20_000,
  )
}

async function ring(): Promise<PhoneCall> {
  const outcome = await (await caller.place({ number: NUMBERS.menu, from: FROM, watchHz: WATCHED })).outcome
  if (!outcome.answered) throw new Error('not answered')
  return outcome.call
}

async function hears(call: PhoneCall, hz: number): Promise<void> {
  expect(await call.audio.ear.waitForTone(hz, HEARD_MS, 0), `${String(hz)} Hz`).not.toBeNull()
}

async function over(call: PhoneCall) {
  await call.ended
  await eventually(
    'the end of the call in the journal',
    async () => storyOf(await path.journal(), call.sipCallId)?.ended ?? null,
    (ended) => ended !== null,
  )
  expect(faultsOf(await path.journal(), call.sipCallId)).toEqual([])
}

const request = (url: string, more: object = {}) => ({
  ...{ nodeId: 'ask', label: 'Ask', kind: 'http', method: 'POST', url, timeoutMs: 1_000 },
  ...{ onSuccess: 'say', onFailure: 'wrong', onTimeout: 'wrong' },
  ...more,
})

describe('a step that asks a service', () => {
  it('sends what the caller is about and the secret, and the answer is said', async () => {
    await publishFlow([
      request(`${serviceUrl}/orders`, {
        headers: [{ name: 'X-Token', value: '{{secret:SHOP}}' }],
        body: '{"number":"{{callerNumber}}"}',
        saves: [{ path: 'order.parcels', variable: 'parcels' }],
      }),
      { nodeId: 'say', label: 'Say', kind: 'say', text: '{{parcels:number}}', locale: 'en', next: 'right' },
      play('right', 'prm_wire-announcement'),
      play('wrong', 'prm_wire-second-announcement'),
    ])
    const call = await ring()
    await hears(call, WORDS.n7)
    await hears(call, RIGHT_HZ)
    await over(call)
    expect(asked.at(-1)).toEqual({ url: '/orders', token: TOKEN, body: `{"number":"${FROM}"}` })
    expect(everythingWritten()).not.toContain(TOKEN)
  })

  it.each([
    ['our own network', () => 'http://127.0.0.1:6379/'],
    ['our own network by name', () => `http://localhost:${serviceUrl.split(':')[2] ?? ''}/`],
    ['a neighbour', () => 'http://192.168.1.1/'],
    ['the machine’s metadata', () => 'http://169.254.169.254/latest/meta-data'],
    ['IPv4 in the clothes of IPv6', () => `http://[::ffff:127.0.0.1]:${serviceUrl.split(':')[2] ?? ''}/`],
  ])('does not call %s', async (_what, url) => {
    const before = asked.length
    await publishFlow([
      request(url()),
      play('say', 'prm_wire-announcement'),
      play('wrong', 'prm_wire-second-announcement'),
    ])
    const call = await ring()
    await hears(call, WRONG_HZ)
    await over(call)
    expect(asked.length).toBe(before)
  })

  it('takes a redirect for what it is, and does not follow it', async () => {
    await publishFlow([
      request(`${serviceUrl}/away`),
      play('say', 'prm_wire-announcement'),
      play('wrong', 'prm_wire-second-announcement'),
    ])
    const call = await ring()
    await hears(call, WRONG_HZ)
    await over(call)
    expect(asked.at(-1)?.url).toBe('/away')
  })
})

describe('a PIN', () => {
  const pinFlow = () => [
    {
      ...{ nodeId: 'pin', label: 'PIN', kind: 'pin', promptId: 'prm_wire-menu', timeoutMs: 5_000, attemptsMax: 2 },
      ...{ invalidPromptId: null, digitsMin: 4, digitsMax: 8, terminator: '#', interDigitTimeoutMs: 3_000 },
      ...{ check: { kind: 'knownCaller' }, onVerified: 'right', onFailure: 'wrong', onUnavailable: 'wrong' },
    },
    play('right', 'prm_wire-announcement'),
    play('wrong', 'prm_wire-second-announcement'),
  ]

  it('that is right leads on, one that is wrong does not, and neither is written anywhere', async () => {
    await publishFlow(pinFlow())
    const right = await ring()
    await hears(right, MENU_HZ)
    right.sendDigits(PIN)
    await hears(right, RIGHT_HZ)
    await over(right)
    const wrong = await ring()
    await hears(wrong, MENU_HZ)
    wrong.sendDigits('975#')
    await over(wrong)
    const written = `${everythingWritten()}\n${JSON.stringify(await path.journal())}\n${await everythingInRedis()}`
    expect(written.length).toBeGreaterThan(1_000)
    expect(written).not.toContain(PIN)
    expect(written).not.toContain('86420')
  })
})

/** Logs of all parts, and what media keeps on its disk. */
function everythingWritten(): string {
  const { logs, media, recordingSpool } = path.stack.paths
  return [logs, media, recordingSpool].map(textBelow).join('\n')
}

function textBelow(directory: string): string {
  return readdirSync(directory, { recursive: true, encoding: 'utf8' })
    .map((name) => nodePath.join(directory, name))
    .filter((file) => statSync(file).isFile())
    .map((file) => readFileSync(file, 'latin1'))
    .join('\n')
}

async function everythingInRedis(): Promise<string> {
  const texts: string[] = []
  for (const key of await path.redis.keys('*')) {
    const type = await path.redis.type(key)
    if (type === 'string') texts.push((await path.redis.get(key)) ?? '')
    if (type === 'hash') texts.push(JSON.stringify(await path.redis.hgetall(key)))
    if (type === 'stream') texts.push(JSON.stringify(await path.redis.xrange(key, '-', '+')))
    if (type === 'list') texts.push(JSON.stringify(await path.redis.lrange(key, 0, -1)))
  }
  return texts.join('\n')
}
