import { mkdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { Redis } from 'ioredis'
import pg from 'pg'
import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest'
import { REQUEST_BYTES_MAX } from './limits.ts'
import { startApiWorld } from '../testing/api-world.ts'
import type { Answer, ApiWorld } from '../testing/api-world.ts'
import { abandonedCall, answeredCall, tell, waitingCall } from '../testing/call-story.ts'
import type { CallStory } from '../testing/call-story.ts'

const NOW = Date.now()
const ANSWERED: CallStory = {
  callId: 'cal_story-answered',
  tenantId: 'ten_demo-travel',
  didId: 'did_travel',
  flowId: 'ivr_travel',
  flowVersionId: 'ivv_travel-1',
  queueId: 'que_travel-booking',
  agentId: 'agt_jonas',
  ani: '+447946000123',
  dnis: '4008002002',
  arrivesAt: NOW - 200_000,
}
const ABANDONED = { ...ANSWERED, callId: 'cal_story-abandoned', ani: '+447946000456', arrivesAt: NOW - 100_000 }
const WAITING = { ...ANSWERED, callId: 'cal_story-waiting', ani: '+447946000789', arrivesAt: NOW - 10_000 }
const TRAVEL = 'tenant(id: "ten_demo-travel")'

let world: ApiWorld
let redis: Redis
const ask = (as: string, query: string): Promise<Answer> => world.ask({ as, query })

beforeAll(async () => {
  world = await startApiWorld({ portBase: 4750, without: [] })
  redis = new Redis(world.stack.redisUrl)
  await tell(redis, ANSWERED, answeredCall(ANSWERED))
  await tell(redis, ABANDONED, abandonedCall(ABANDONED))
  const projected = `{ call(id: "${ABANDONED.callId}") { endedAt } }`
  await vi.waitFor(async () => expect((await ask('admin-travel', projected)).text).toContain('T'), { timeout: 20_000 })
}, 180_000)

afterAll(async () => {
  redis.disconnect()
  await world.close()
})

describe('who is logged in', () => {
  test('is told what the person may do where, and for which queues an agent may sign in', async () => {
    const { data } = await ask(
      'jonas',
      '{ viewer { person { name } memberships { roles permissions tenant { id } } agent { id allowedQueues { tenant { id } queues { id } } } } }',
    )
    expect(data).toMatchObject({
      viewer: {
        person: { name: 'Jonas Weber' },
        agent: {
          id: 'agt_jonas',
          allowedQueues: [
            { tenant: { id: 'ten_demo-travel' }, queues: [{ id: 'que_travel-booking' }, { id: 'que_travel-changes' }] },
            { tenant: { id: 'ten_demo-clinic' } },
          ],
        },
      },
    })
    expect(JSON.stringify(data)).not.toContain('ten_demo-heating')
  })

  test('is asked to log in without a token, with a code for the screen', async () => {
    const answer = await world.ask({ as: null, query: '{ viewer { person { id } } }' })
    expect(answer).toMatchObject({ status: 401, errors: [{ extensions: { code: 'unauthenticated' } }] })
  })
})

describe('a call', () => {
  test('tells its path, its legs, why it came to whom, its times and its price', async () => {
    const { data } = await ask(
      'admin-travel',
      `{ call(id: "${ANSWERED.callId}") { outcome releasedBy cause { reason q850 } durationMs menuMs waitMs talkMs holdMs
        agent { id } queue { id } menuPath { nodeId digits } legs { party agent { id } cause { reason } }
        presentations { number agent { id } outcome reason { method candidates idleMs } } recordings { segment expectedMs }
        price { total { amount currency } lines { durationMs billableSeconds increment amount { currency } } } } }`,
    )
    expect(data?.['call']).toMatchObject({
      outcome: 'ANSWERED',
      releasedBy: 'CALLER',
      cause: { reason: 'NORMAL_CLEARING', q850: 16 },
      durationMs: 70_000,
      menuMs: 4_900,
      waitMs: 5_000,
      talkMs: 50_000,
      holdMs: 10_000,
      agent: { id: 'agt_jonas' },
      menuPath: [
        { nodeId: 'greeting', digits: null },
        { nodeId: 'menu', digits: '1' },
      ],
      legs: [{ party: 'CALLER' }, { party: 'AGENT', agent: { id: 'agt_jonas' } }],
      presentations: [
        { number: 1, outcome: 'ANSWERED', reason: { method: 'longestIdle', candidates: 2, idleMs: 90_000 } },
      ],
      recordings: [{ segment: 1, expectedMs: 60_000 }],
      price: { lines: [{ durationMs: 69_900, billableSeconds: 72, increment: '30/6', amount: { currency: 'GBP' } }] },
    })
  })

  test('is seen by the agent who took it, without its price, and by no other agent', async () => {
    const query = `{ call(id: "${ANSWERED.callId}") { id price { total { amount } } } }`
    expect((await ask('jonas', query)).data).toEqual({ call: { id: ANSWERED.callId, price: null } })
    expect((await ask('mei', query)).data).toEqual({ call: null })
  })

  test('is found by number, outcome and time, page by page', async () => {
    const list = async (args: string): Promise<unknown> => {
      const { data } = await ask(
        'admin-travel',
        `{ ${TRAVEL} { calls(${args}) { totalCount pageInfo { hasNextPage endCursor } edges { node { id } } } } }`,
      )
      return (data?.['tenant'] as { readonly calls: unknown }).calls
    }
    const ids = (...found: string[]): object => ({ edges: found.map((id) => ({ node: { id } })) })
    expect(await list('filter: { number: "6000 456" }')).toMatchObject(ids(ABANDONED.callId))
    expect(await list('filter: { outcome: ABANDONED }')).toMatchObject(ids(ABANDONED.callId))
    const before = new Date(NOW - 150_000).toISOString()
    expect(await list(`filter: { to: "${before}" }`)).toMatchObject(ids(ANSWERED.callId))
    const first = await list('first: 1, filter: { queueId: "que_travel-booking" }')
    expect(first).toMatchObject({ totalCount: 2, pageInfo: { hasNextPage: true }, ...ids(ABANDONED.callId) })
    const { endCursor } = (first as { pageInfo: { endCursor: string } }).pageInfo
    const second = await list(`first: 1, after: "${endCursor}"`)
    expect(second).toMatchObject({ pageInfo: { hasNextPage: false }, ...ids(ANSWERED.callId) })
  })

  test('list with a wrong cursor is refused, naming the argument', async () => {
    const answer = await ask('admin-travel', `{ ${TRAVEL} { calls(after: "x") { totalCount } } }`)
    expect(answer.errors).toMatchObject([{ extensions: { code: 'invalidInput', field: 'after' } }])
  })
})

describe('the bill of the running month', () => {
  const BILL = `... on Bill { total { micros } lines { kind amount { micros } calls(first: 10) { totalCount edges { node { callId durationMs amount { micros } } } } } }
    ... on UserError { code field }`
  type Bill = { readonly total: Micros; readonly lines: readonly Line[] }
  type Micros = { readonly micros: string }
  type Line = { readonly kind: string; readonly amount: Micros; readonly calls: { readonly edges: unknown } }

  test('is the sum of its lines, and a line of minutes opens to its calls', async () => {
    const { data } = await ask('admin-travel', `{ ${TRAVEL} { bill { ${BILL} } } }`)
    const { bill } = data?.['tenant'] as { readonly bill: Bill }
    const sum = bill.lines.reduce((total, line) => total + BigInt(line.amount.micros), 0n)
    expect(bill.total.micros).toBe(String(sum))
    const minutes = bill.lines.find((line) => line.kind === 'MINUTES_INBOUND')
    expect(minutes?.calls.edges).toContainEqual({
      node: expect.objectContaining({ callId: ANSWERED.callId, durationMs: 69_900 }) as unknown,
    })
  })

  test('is not for an agent, and a month that is none is refused as a value', async () => {
    const forbidden = await ask('jonas', `{ ${TRAVEL} { bill { ${BILL} } } }`)
    expect(forbidden.data).toMatchObject({ tenant: { bill: { code: 'forbidden' } } })
    const malformed = await ask('admin-travel', `{ ${TRAVEL} { bill(month: "May") { ${BILL} } } }`)
    expect(malformed.data).toMatchObject({ tenant: { bill: { code: 'invalidInput', field: 'month' } } })
  })
})

describe('the live view', () => {
  test('is sent at once, and again when a call comes', async () => {
    const query = `subscription { tenantLive(tenantId: "ten_demo-travel") { serverTime calls { id state queue { id } }
      queues { queue { id } waiting oldestWaitingSince serviceLevelToday { ratio definition } } } }`
    const seen = world.watch({ as: 'admin-travel', query }, (answer) => answer.text.includes('"WAITING"'))
    await tell(redis, WAITING, waitingCall(WAITING))
    const live = (await seen).data?.['tenantLive']
    expect(live).toMatchObject({
      calls: [{ id: WAITING.callId, state: 'WAITING', queue: { id: 'que_travel-booking' } }],
      queues: [
        { queue: { id: 'que_travel-booking' }, waiting: 1, serviceLevelToday: { ratio: 0.5 } },
        { queue: { id: 'que_travel-changes' }, waiting: 0, serviceLevelToday: { ratio: null } },
      ],
    })
  })

  test('shows an agent the queues, but neither calls nor colleagues', async () => {
    const query =
      'subscription { tenantLive(tenantId: "ten_demo-travel") { calls { id } agents { status } queues { waiting } } }'
    const { data } = await world.watch({ as: 'jonas', query })
    expect(data).toMatchObject({ tenantLive: { calls: null, agents: null, queues: [{}, {}] } })
  })
})

describe('what an agent asks of the engine', () => {
  const ERROR = '__typename ... on UserError { code field }'

  test('is refused with the reason of the engine', async () => {
    const { data } = await ask('mei', `mutation { agentReady { ${ERROR} } }`)
    expect(data).toEqual({
      agentReady: { __typename: 'CommandRefusedError', code: 'agent.notSignedIn', field: null },
    })
  })

  test('is not even sent for a queue of somebody else, a wrap-up of a day, or by anyone who takes no calls', async () => {
    const asked = `mutation { agentSignIn(queueIds: ["que_heating-repair"]) { ${ERROR} } agentExtendWrapUp(bySeconds: 86400) { ${ERROR} } }`
    expect((await ask('jonas', asked)).data).toMatchObject({
      agentSignIn: { code: 'agent.queueNotAllowed' },
      agentExtendWrapUp: { __typename: 'InvalidInputError', field: 'bySeconds' },
    })
    expect((await ask('admin-travel', `mutation { agentReady { ${ERROR} } }`)).data).toMatchObject({
      agentReady: { __typename: 'ForbiddenError' },
    })
  })

  test('is done, and the desktop shows it', async () => {
    const signIn = `mutation { agentSignIn(queueIds: ["que_travel-booking"], device: SIP_PHONE) { ${ERROR} } }`
    expect((await ask('jonas', signIn)).data).toEqual({ agentSignIn: { __typename: 'CommandAccepted' } })
    const query =
      'subscription { agentDesktop { status connection device reason { system } signedInQueues { id } serverTime } }'
    const { data } = await world.watch({ as: 'jonas', query }, (answer) => answer.text.includes('NOT_READY'))
    expect(data).toMatchObject({
      agentDesktop: {
        status: 'NOT_READY',
        device: 'SIP_PHONE',
        connection: 'LOST',
        reason: { system: 'SIGNED_IN' },
        signedInQueues: [{ id: 'que_travel-booking' }],
      },
    })
  })

  test('is answered with engine.unavailable when the engine is away', async () => {
    await world.stack.kill('media')
    const { data } = await ask('mei', `mutation { agentReady { ${ERROR} } }`)
    expect(data).toMatchObject({ agentReady: { code: 'engine.unavailable' } })
  })
})

describe('a recording', () => {
  test('is fetched by a link that ends, in parts, and only with the right', async () => {
    const recordingId = 'rec_story-answered'
    mkdirSync(join(world.stack.paths.recordings, 'story'), { recursive: true })
    writeFileSync(join(world.stack.paths.recordings, 'story', 'a.wav'), 'RIFF0123456789')
    const owner = new pg.Client({ connectionString: world.stack.databaseOwnerUrl })
    await owner.connect()
    await owner.query(`UPDATE recording SET status = 'whole', file = 'story/a.wav' WHERE id = $1`, [recordingId])
    await owner.end()
    const query = `{ node(id: "${recordingId}") { ... on Recording { status audioUrl } } }`
    const { data } = await ask('admin-travel', query)
    const { audioUrl } = data?.['node'] as { readonly audioUrl: string }
    const part = await fetch(world.url + audioUrl, { headers: { range: 'bytes=0-3' } })
    expect([part.status, part.headers.get('content-type'), await part.text()]).toEqual([206, 'audio/wav', 'RIFF'])
    const forged = await fetch(
      world.url + audioUrl.replace(/subject=[^&]+/, 'subject=00000000-0000-4000-8000-000000000004'),
    )
    expect(forged.status).toBe(404)
    expect((await ask('admin-heating', query)).data).toEqual({ node: null })
  })
})

describe('the edge', () => {
  test('refuses documents made to hurt', async () => {
    const aliases = Array.from({ length: 100 }, (_, index) => `a${String(index)}: viewer { serverTime }`).join(' ')
    expect((await ask('mei', `{ ${aliases} }`)).data).toBeNull()
    const deep = `{ ${TRAVEL} { calls { edges { node { tenant { calls { edges { node { tenant { calls { edges { node { id } } } } } } } } } } } } }`
    const refused = await ask('admin-travel', deep)
    expect(refused.errors).toMatchObject([{ message: expect.stringContaining('maximum depth') as unknown }])
    const page = await ask('admin-travel', `{ ${TRAVEL} { calls(first: 5000) { totalCount } } }`)
    expect(page.errors.length).toBe(1)
  })

  test('refuses a body that is too large', async () => {
    const body = JSON.stringify({ query: `{ viewer { serverTime } } # ${'x'.repeat(REQUEST_BYTES_MAX)}` })
    const headers = { 'content-type': 'application/json', authorization: `Bearer ${await world.tokenOf('mei')}` }
    expect((await fetch(`${world.url}/graphql`, { method: 'POST', headers, body })).status).toBe(413)
  })

  test('sends subscriptions over HTTP as server-sent events', async () => {
    const response = await fetch(`${world.url}/graphql`, {
      method: 'POST',
      headers: {
        accept: 'text/event-stream',
        'content-type': 'application/json',
        authorization: `Bearer ${await world.tokenOf('mei')}`,
      },
      body: JSON.stringify({ query: 'subscription { agentDesktop { status } }' }),
    })
    expect(response.headers.get('content-type')).toMatch(/^text\/event-stream/)
    const reader = response.body?.getReader()
    let text = ''
    await vi.waitFor(async () => {
      const chunk = await reader?.read()
      text += new TextDecoder().decode(chunk?.value)
      expect(text).toContain('"status":"SIGNED_OUT"')
    })
    await reader?.cancel()
  })

  test('tells the portal where to log in, and whether all is well', async () => {
    const config = await fetch(`${world.url}/config.json`)
    expect(await config.json()).toMatchObject({
      identity: { authority: world.identity.issuer, clientId: 'seatline-portal' },
      sip: { domain: world.stack.sipDomain },
    })
    expect(config.headers.get('content-security-policy')).toContain("default-src 'self'")
    expect((await fetch(`${world.url}/readyz`)).status).toBe(200)
    expect(await (await fetch(`${world.url}/metrics`)).text()).toContain('seatline_api_request_seconds')
  })
})
