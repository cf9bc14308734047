import { randomBytes } from 'node:crypto'
import { createServer } from 'node:http'
import type { IncomingMessage, RequestListener, ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import express from 'express'
import type { Express, Request, Response } from 'express'
import { createLocalJWKSet, jwtVerify } from 'jose'
import type { JWK } from 'jose'
import { adminApi } from './admin-api.ts'
import { localeOf, logInPage } from './log-in-page.ts'
import { MemoryStore } from './memory-store.ts'
import { PeopleDirectory } from './people-directory.ts'
import { createProvider, newSigningKey } from './provider.ts'
import type { Realm } from './realm.ts'

export type RunningIdentity = {
  /** Base URL, as Keycloak's: the realm is under `/realms/<name>`. */
  readonly url: string
  readonly issuer: string
  /** Signs with a new key from now on. `keepOld` says whether the old one is still published. */
  readonly rotateKey: (keepOld: boolean) => Promise<void>
  readonly close: () => Promise<void>
}

type State = { keys: JWK[]; handle: RequestListener }

/** Starts the development identity provider; `port` 0 takes a free one. */
export async function startIdentity(options: {
  readonly host: string
  readonly port: number
  readonly realm: Realm
  /** Keeps people who were made or changed; without it they end with the process. */
  readonly peopleFile?: string
}): Promise<RunningIdentity> {
  const { realm } = options
  const people = new PeopleDirectory(realm.users, options.peopleFile ?? null)
  const state: State = { keys: [await newSigningKey()], handle: notReady }
  const server = createServer((request, response) => state.handle(request, response))
  await new Promise<void>((resolve, reject) => {
    server.once('error', (error: NodeJS.ErrnoException) => {
      const taken = error.code === 'EADDRINUSE'
      reject(taken ? new Error(`The identity provider cannot start: port ${String(options.port)} is in use.`) : error)
    })
    server.listen(options.port, options.host, resolve)
  })
  const url = `http://${options.host}:${String((server.address() as AddressInfo).port)}`
  const issuer = `${url}/realms/${realm.name}`
  const cookieKey = randomBytes(32).toString('base64url')
  const store = new MemoryStore()
  const serve = (): void => {
    state.handle = identityApp({ issuer, realm, people, keys: state.keys, cookieKey, store })
  }
  serve()
  return {
    url,
    issuer,
    async rotateKey(keepOld) {
      state.keys = [await newSigningKey(), ...(keepOld ? state.keys : [])]
      serve()
    },
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve())
        server.closeAllConnections()
      }),
  }
}

const notReady = (_request: IncomingMessage, response: ServerResponse): void => {
  response.writeHead(503).end()
}

type AppInput = {
  readonly issuer: string
  readonly realm: Realm
  readonly people: PeopleDirectory
  readonly keys: readonly JWK[]
  readonly cookieKey: string
  readonly store: MemoryStore
}

function identityApp(input: AppInput): Express {
  const { realm } = input
  const base = `/realms/${realm.name}`
  const provider = createProvider(input)
  const app = express()
  app.disable('x-powered-by')
  app.get(`${base}/protocol/openid-connect/userinfo`, userinfo(input))
  app.get(`${base}/log-in/:uid`, async (request, response) => {
    const { params } = await provider.interactionDetails(request, response)
    sendPage(response, realm, {
      locale: pageLocale(request, params),
      action: request.path,
      username: '',
      failed: false,
    })
  })
  app.post(`${base}/log-in/:uid`, express.urlencoded({ extended: false, limit: '4kb' }), async (request, response) => {
    const { params } = await provider.interactionDetails(request, response)
    const { username, password } = credentials(request)
    const user = input.people.logIn(username, password)
    if (user === null) {
      const locale = pageLocale(request, params)
      sendPage(response.status(401), realm, { locale, action: request.path, username, failed: true })
      return
    }
    await provider.interactionFinished(request, response, { login: { accountId: user.id } })
  })
  app.use(
    `/admin/realms/${realm.name}`,
    adminApi({
      people: input.people,
      clientOf: serviceClientOf(input),
      adminClientIds: realm.serviceClients.filter((client) => client.managesUsers).map((client) => client.clientId),
      endSessions: (personId) => input.store.forgetAccount(personId),
    }),
  )
  app.use(base, provider.callback())
  return app
}

function pageLocale(request: Request, params: Record<string, unknown>): ReturnType<typeof localeOf> {
  const form = (request.body ?? {}) as Record<string, unknown>
  const wishes = [request.query['lang'], form['lang'], params['ui_locales'], request.headers['accept-language']]
  return localeOf(wishes.map((wish) => (typeof wish === 'string' ? wish : undefined)))
}

function credentials(request: Request): { readonly username: string; readonly password: string } {
  const { username, password } = (request.body ?? {}) as Record<string, unknown>
  return {
    username: typeof username === 'string' ? username.trim().toLowerCase() : '',
    password: typeof password === 'string' ? password : '',
  }
}

type Page = Pick<Parameters<typeof logInPage>[0], 'locale' | 'action' | 'username' | 'failed'>

function sendPage(response: Response, realm: Realm, page: Page): void {
  response
    .set({
      'cache-control': 'no-store',
      'content-security-policy':
        "default-src 'none'; style-src 'unsafe-inline'; frame-ancestors 'none'; base-uri 'none'",
      'referrer-policy': 'no-referrer',
    })
    .type('html')
    .send(
      logInPage({
        ...page,
        usernames: realm.users.map((user) => user.username),
        password: realm.users[0]?.password ?? '',
      }),
    )
}

/** Keycloak's userinfo takes the access token of the API; oidc-provider's own takes none that is meant for another audience. */
function userinfo({ issuer, people, keys }: AppInput): (request: Request, response: Response) => Promise<void> {
  const published = publishedKeys(keys)
  return async (request, response) => {
    const token = /^Bearer (.+)$/.exec(request.headers.authorization ?? '')?.[1] ?? ''
    const verified = await jwtVerify(token, published, { issuer }).catch(() => null)
    const user = people.find(verified?.payload.sub)
    if (user === undefined) {
      response.status(401).set('www-authenticate', 'Bearer error="invalid_token"').json({ error: 'invalid_token' })
      return
    }
    response.json({
      sub: user.id,
      preferred_username: user.username,
      email: user.email,
      name: `${user.firstName} ${user.lastName}`,
    })
  }
}

const publishedKeys = (keys: readonly JWK[]) =>
  createLocalJWKSet({ keys: keys.map(({ kty, n, e, kid, alg }) => ({ kty, n, e, kid, alg }) as JWK) })

/** A service account's own token: one that no person has logged in for. */
function serviceClientOf({ issuer, keys, realm }: AppInput): (bearer: string) => Promise<string | null> {
  const published = publishedKeys(keys)
  return async (bearer) => {
    const verified = await jwtVerify(bearer, published, { issuer }).catch(() => null)
    const { azp, sub } = verified?.payload ?? {}
    const client = realm.serviceClients.find(({ clientId }) => clientId === azp && clientId === sub)
    return client?.clientId ?? (verified === null ? null : '')
  }
}
