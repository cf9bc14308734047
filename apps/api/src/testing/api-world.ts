import { once } from 'node:events'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { fileURLToPath } from 'node:url'
import { instant } from '@seatline/core'
import { readRealm, startIdentity } from '@seatline/identity'
import type { RunningIdentity } from '@seatline/identity'
import { logIn } from '@seatline/identity/testing'
import { PREFLIGHT_ADDRESS, startStack } from '@seatline/stack'
import type { PartName, Stack } from '@seatline/stack'
import { parseConfig } from '../config.ts'
import { createApi, openPlatform } from '../server.ts'
import type { OpenPlatform } from '../server.ts'

export type Answer = {
  readonly status: number
  readonly data: Record<string, unknown> | null
  readonly errors: readonly { readonly message: string; readonly extensions?: Readonly<Record<string, unknown>> }[]
  readonly text: string
}

export type Question = {
  readonly as: string | null
  readonly query: string
  readonly variables?: Readonly<Record<string, unknown>>
}

/** The API in this process, on a real database, Redis and whatever parts the test asks for, with the seeded tenants. */
export type ApiWorld = {
  readonly stack: Stack
  readonly identity: RunningIdentity
  readonly opened: OpenPlatform
  /** The same API over HTTP, with everything around GraphQL. */
  readonly url: string
  readonly fetch: (path: string, init?: RequestInit) => Promise<Response>
  readonly ask: (question: Question) => Promise<Answer>
  /** The first value that a subscription sends and that satisfies `until`, or the error that it answers with. */
  readonly watch: (question: Question, until?: (answer: Answer) => boolean) => Promise<Answer>
  readonly tokenOf: (username: string) => Promise<string>
  readonly close: () => Promise<void>
}

export const REALM_FILE = fileURLToPath(new URL('../../../../infra/keycloak/realm-seatline.json', import.meta.url))
const PORTAL = 'http://127.0.0.1:4400/signed-in'
const WATCH_MS = 20_000

export async function startApiWorld(options: {
  readonly portBase: number
  readonly without: readonly PartName[]
  readonly commandReplyTimeoutMs?: number
  /** Settings of the API other than the usual ones, for example another identity provider. */
  readonly env?: Readonly<Record<string, string>>
}): Promise<ApiWorld> {
  const stack = await startStack({
    portBase: options.portBase,
    rtpPorts: { min: 31_000, max: 31_200 },
    without: ['api', 'portal', 'identity', ...options.without],
  })
  const identity = await startIdentity({ host: '127.0.0.1', port: 0, realm: readRealm(REALM_FILE) })
  const config = parseConfig({
    API_LISTEN: '127.0.0.1:0',
    DATABASE_URL: stack.databaseUrl,
    REDIS_URL: stack.redisUrl,
    IDENTITY_URL: identity.url,
    SIP_WS_URL: stack.urls.sipWebSocket,
    SIP_DOMAIN: stack.sipDomain,
    SIP_CREDENTIAL_SECRET: stack.sipCredentialSecret,
    SEATLINE_SECRETS_KEY: stack.secretsKey,
    RECORDINGS_DIR: stack.paths.recordings,
    PROMPTS_DIR: stack.paths.prompts,
    ASSETS_DIR: stack.paths.assets,
    PREFLIGHT_SIP_SERVER: `127.0.0.1:${String(stack.ports.sip)}`,
    PREFLIGHT_ADDRESS: PREFLIGHT_ADDRESS,
    SEATLINE_ENV: 'development',
    LOG_LEVEL: 'silent',
    MAIL_DIR: `${stack.paths.data}/mail`,
    ...options.env,
  })
  const opened = await openPlatform(config, () => instant(Date.now()), options.commandReplyTimeoutMs)
  await liftRequestLimits(opened)
  const { app, graphql } = createApi({ config, platform: opened.platform, redis: opened.redis })
  const server = createServer(app).listen(0, '127.0.0.1')
  await once(server, 'listening')
  const tokens = new Map<string, Promise<string>>()
  const tokenOf = (username: string): Promise<string> => {
    const known = tokens.get(username) ?? logInAs(`${config.identity.url}/realms/${config.identity.realm}`, username)
    tokens.set(username, known)
    return known
  }
  const fetchApi = (path: string, init?: RequestInit): Promise<Response> =>
    Promise.resolve(graphql.fetch(new Request(`http://api.test${path}`, init), {}))
  const post = async ({ as, query, variables = {} }: Question, accept: string): Promise<Response> =>
    fetchApi('/graphql', {
      method: 'POST',
      headers: {
        accept,
        'content-type': 'application/json',
        ...(as === null ? {} : { authorization: `Bearer ${await tokenOf(as)}` }),
      },
      body: JSON.stringify({ query, variables }),
    })
  return {
    stack,
    identity,
    opened,
    url: `http://127.0.0.1:${String((server.address() as AddressInfo).port)}`,
    fetch: fetchApi,
    tokenOf,
    ask: async (question) => {
      const response = await post(question, 'application/json')
      return toAnswer(response.status, await response.text())
    },
    watch: async (question, until = () => true) => firstEvent(await post(question, 'text/event-stream'), until),
    async close() {
      server.closeAllConnections()
      server.close()
      await opened.close()
      await identity.close()
      await stack.stop()
    },
  }
}

/** Tests ask more in a second than people do in an hour; the limit has a test of its own. */
async function liftRequestLimits({ platform }: OpenPlatform): Promise<void> {
  const tenants = await platform.database.withTenants({ tenantIds: [], operator: true }, (tx) =>
    tx.tenant.findMany({ select: { id: true } }),
  )
  await platform.database.withTenants({ tenantIds: tenants.map(({ id }) => id), operator: true }, (tx) =>
    tx.tenant.updateMany({ data: { apiRequestsPerMinuteMax: 1_000_000 } }),
  )
}

async function logInAs(issuer: string, username: string): Promise<string> {
  const who = { issuer, clientId: 'seatline-portal', redirectUri: PORTAL, username, password: 'seatline' }
  return (await logIn(who)).accessToken
}

function toAnswer(status: number, text: string): Answer {
  const body = JSON.parse(text) as Partial<Answer>
  return { status, data: body.data ?? null, errors: body.errors ?? [], text }
}

/** Reads server-sent events until one fits; an error always does. */
async function firstEvent(response: Response, until: (answer: Answer) => boolean): Promise<Answer> {
  if (response.headers.get('content-type')?.startsWith('text/event-stream') !== true)
    return toAnswer(response.status, await response.text())
  const reader = response.body?.getReader()
  if (reader === undefined) throw new Error('a subscription without a body')
  const late = setTimeout(() => void reader.cancel('too late'), WATCH_MS)
  const decoder = new TextDecoder()
  let text = ''
  try {
    for (;;) {
      const { value, done } = await reader.read()
      if (done) throw new Error(`the subscription ended without what was waited for [read:${text.slice(-500)}]`)
      text += decoder.decode(value, { stream: true })
      const events = text.split('\n\n')
      text = events.pop() ?? ''
      for (const event of events) {
        const json = /^data: ?(\{.*)$/m.exec(event)?.[1]
        if (json === undefined) continue
        const answer = toAnswer(response.status, json)
        if (answer.errors.length > 0 || until(answer)) return answer
      }
    }
  } finally {
    clearTimeout(late)
    await reader.cancel()
  }
}
