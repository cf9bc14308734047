import { instant, JOURNAL_STREAM } from '@seatline/core'
import { Caller, DeskPhone, issueCredentials, MediaClock } from '@seatline/phone'
import type { PhoneCall } from '@seatline/phone'
import { Redis } from 'ioredis'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { parseConfig } from '../config.ts'
import { startApi } from '../server.ts'
import type { RunningApi } from '../server.ts'
import { startApiWorld } from '../testing/api-world.ts'
import type { Answer, ApiWorld } from '../testing/api-world.ts'

/** What ends when somebody leaves, on every real part: two processes of the API, Redis, the engine, Kamailio, a phone and a caller. */
const HEATING = 'ten_demo-heating'
const TRAVEL = 'ten_demo-travel'
const LI = 'agt_li'
const WAIT = { timeout: 15_000, interval: 50 }
const REMOVE = `mutation ($tenantId: ID!, $personId: ID!) { removePerson(tenantId: $tenantId, personId: $personId) { __typename } }`
const DESKTOP = 'subscription { agentDesktop { status phoneRegistered } }'
const SIGN_IN = `mutation ($queueIds: [ID!]!) { agentSignIn(queueIds: $queueIds, device: SIP_PHONE) { __typename ... on UserError { code } } }`

let world: ApiWorld
let second: RunningApi
let redis: Redis
const clock = new MediaClock()
const phones: DeskPhone[] = []

beforeAll(async () => {
  world = await startApiWorld({ portBase: 5000, without: [] })
  const { stack, identity } = world
  second = await startApi(
    parseConfig({
      API_LISTEN: '127.0.0.1:0',
      DATABASE_URL: stack.databaseUrl,
      REDIS_URL: stack.redisUrl,
      IDENTITY_URL: identity.url,
      SIP_WS_URL: stack.urls.sipWebSocket,
      SIP_DOMAIN: stack.sipDomain,
      SIP_CREDENTIAL_SECRET: stack.sipCredentialSecret,
      RECORDINGS_DIR: stack.paths.recordings,
      PROMPTS_DIR: stack.paths.prompts,
      ASSETS_DIR: stack.paths.assets,
      SEATLINE_ENV: 'development',
      LOG_LEVEL: 'silent',
    }),
    () => instant(Date.now()),
  )
  redis = new Redis(stack.redisUrl)
}, 120_000)

afterAll(async () => {
  await Promise.all(phones.map((phone) => phone.close()))
  redis.disconnect()
  await second.close()
  await world.close()
})

const rpc = async (method: string, ...params: unknown[]): Promise<string> => {
  const url = `http://127.0.0.1:${String(world.stack.ports.kamailioRpc)}/rpc`
  const body = JSON.stringify({ jsonrpc: '2.0', id: 1, method, params })
  return (await fetch(url, { method: 'POST', body })).text()
}
const isRegistered = async (agentId: string): Promise<boolean> => (await rpc('ul.dump')).includes(agentId)
const journal = async (): Promise<string> => JSON.stringify(await redis.xrange(JOURNAL_STREAM, '-', '+'))

async function phoneOf(agentId: string, answered: (call: PhoneCall) => void = () => undefined): Promise<number> {
  const phone = new DeskPhone({
    server: { host: '127.0.0.1', port: world.stack.ports.sip },
    localAddress: '127.0.0.1',
    agentId,
    domain: world.stack.sipDomain,
    credentials: () =>
      issueCredentials(world.stack.sipCredentialSecret, agentId, Math.floor(Date.now() / 1_000) + 1_800),
    clock,
    behaviour: { kind: 'answer', afterMs: 100 },
    voice: { kind: 'silence' },
    onAnswered: answered,
  })
  phones.push(phone)
  return phone.register()
}

const accepted = async (as: string, query: string, variables = {}): Promise<void> => {
  const done = async (): Promise<string> => (await world.ask({ as, query, variables })).text
  await expect.poll(done, WAIT).toContain('CommandAccepted')
}
const askSecond = async (as: string, query: string, accept = 'application/json'): Promise<Response> =>
  fetch(`${second.url}/graphql`, {
    method: 'POST',
    headers: { accept, 'content-type': 'application/json', authorization: `Bearer ${await world.tokenOf(as)}` },
    body: JSON.stringify({ query }),
  })
const remove = (as: string, tenantId: string, personId: string): Promise<Answer> =>
  world.ask({ as, query: REMOVE, variables: { tenantId, personId } })

describe('an agent leaves the only company there is for them, during a call', () => {
  let talk: PhoneCall | null = null
  let caller: Caller
  let call: PhoneCall
  let ended: readonly Promise<string>[]

  test('the agent talks, the desktop is open, and the administrator removes the agent', async () => {
    expect(await phoneOf(LI, (answered) => (talk = answered))).toBe(200)
    await accepted('li', SIGN_IN, { queueIds: ['que_heating-repair'] })
    await accepted('li', 'mutation { agentReady { __typename ... on UserError { code } } }')
    caller = await Caller.open({
      server: { host: '127.0.0.1', port: world.stack.ports.sip },
      localAddress: '127.0.0.9',
      clock,
    })
    const placed = await caller.place({ number: '4008001001', from: '13800000001' })
    const outcome = await placed.outcome
    if (!outcome.answered) throw new Error('the number did not answer')
    call = outcome.call
    // Pressed again until the menu listens.
    await expect
      .poll(
        () => {
          if (talk === null) call.sendDigits('1')
          return talk?.isUp
        },
        { timeout: 40_000, interval: 1_500 },
      )
      .toBe(true)
    const overSecond = await askSecond('li', DESKTOP, 'text/event-stream')
    ended = [world.watch({ as: 'li', query: DESKTOP }, () => false).then((answer) => answer.text), overSecond.text()]
    expect((await askSecond('li', '{ viewer { serverTime } }')).status).toBe(200)
    expect((await remove('admin-heating', HEATING, 'usr_li')).text).toContain('TenantPerson')
  }, 120_000)

  test('what was open on the screen ends, at both processes', async () => {
    const [here, there] = await Promise.all(ended)
    expect(here).toContain('forbidden')
    expect(there).toContain('forbidden')
  })

  test('nothing is answered any more, by either process, and no credential is issued', async () => {
    const query = 'mutation { sipCredentials { ... on SipCredentials { password } } }'
    expect((await world.ask({ as: 'li', query })).status).toBe(403)
    expect((await askSecond('li', '{ viewer { serverTime } }')).status).toBe(403)
  })

  test('the phone cannot register again, with a credential that has not ended', async () => {
    await expect.poll(() => rpc('htable.dump', 'revoked'), WAIT).toContain(LI)
    expect(await phoneOf(LI)).toBe(403)
  })

  test('the call goes on, and the phone stays until it is over', async () => {
    await expect
      .poll(async () => (await redis.hget('seatline:config:tenants', HEATING))?.includes(LI), WAIT)
      .toBe(false)
    expect([talk?.isUp, call.isUp]).toEqual([true, true])
    expect(await isRegistered(LI)).toBe(true)
    expect(await journal()).not.toContain('agent.signedOut')
  })

  test('after the call the phone is gone and the agent is signed out', async () => {
    call.hangUp()
    await expect.poll(() => isRegistered(LI), WAIT).toBe(false)
    // When the time for the paperwork is over.
    await expect.poll(journal, { timeout: 60_000, interval: 500 }).toContain('agent.signedOut')
    expect(await journal()).not.toContain('call.agentLost')
    await caller.close()
  }, 90_000)

  test('an edge that was restarted is told again', async () => {
    await rpc('htable.delete', 'revoked', LI)
    await expect.poll(() => rpc('htable.dump', 'revoked'), WAIT).toContain(LI)
  })
})

describe('an agent leaves one of several companies', () => {
  test('its queues are taken away at once; the others, the phone and the log-in stay', async () => {
    expect(await phoneOf('agt_jonas')).toBe(200)
    await accepted('jonas', SIGN_IN, { queueIds: ['que_travel-booking', 'que_clinic-results'] })
    await remove('admin-travel', TRAVEL, 'usr_jonas')
    const last = async (): Promise<string> => (await journal()).split('agent.signedIn').at(-1)?.split('epoch')[0] ?? ''
    await expect.poll(last, WAIT).not.toContain('que_travel-booking')
    expect(await last()).toContain('que_clinic-results')
    expect(await isRegistered('agt_jonas')).toBe(true)
    const query = '{ viewer { memberships { tenant { id } } } }'
    await expect.poll(async () => (await world.ask({ as: 'jonas', query })).text, WAIT).not.toContain(TRAVEL)
    expect((await world.ask({ as: 'jonas', query })).text).toContain('ten_demo-clinic')
  })
})

describe('who may not leave', () => {
  test('the last administrator', async () => {
    const query = `mutation { removePerson(tenantId: "${TRAVEL}", personId: "usr_admin-travel") { ... on UserError { code } } }`
    expect((await world.ask({ as: 'admin-travel', query })).text).toContain('person.lastAdmin')
  })
})
