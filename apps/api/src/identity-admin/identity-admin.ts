import type { Logger } from 'pino'
import { z } from 'zod'
import { InvalidInputError, UserError } from '../user-errors.ts'
import { splitName } from './split-name.ts'

/** A person's log-in at the identity provider. `id` is the `sub` of the tokens. */
export type LogIn = { readonly id: string; readonly email: string; readonly enabled: boolean }

export type NewLogIn = { readonly email: string; readonly name: string; readonly locale: string }

/** What we ask of the identity provider beside tokens: a small part of Keycloak's Admin REST API. */
export type IdentityAdmin = {
  readonly findByEmail: (email: string) => Promise<LogIn | null>
  /** Makes a log-in that cannot be used yet: without password, disabled. */
  readonly create: (person: NewLogIn) => Promise<LogIn>
  readonly setPassword: (id: string, password: string) => Promise<void>
  readonly setEnabled: (id: string, enabled: boolean) => Promise<void>
  /** Ends all sessions: no refresh token of before is good any more. */
  readonly endSessions: (id: string) => Promise<void>
}

export type IdentityAdminOptions = {
  readonly url: string
  readonly realm: string
  readonly clientId: string
  /** null: not configured; everything is refused as unavailable. */
  readonly clientSecret: string | null
  readonly log: Logger
}

export class IdentityUnavailableError extends UserError {
  constructor() {
    super({
      code: 'identity.unavailable',
      message: 'Log-ins cannot be changed at the moment. Nothing was lost; please try again in a minute.',
    })
  }
}

const usersSchema = z.array(
  z.object({ id: z.string(), email: z.string().optional(), username: z.string(), enabled: z.boolean() }),
)
const tokenSchema = z.object({ access_token: z.string(), expires_in: z.number() })
const problemSchema = z.object({
  errorMessage: z.string().optional(),
  error: z.string().optional(),
  error_description: z.string().optional(),
})
const TIMEOUT_MS = 5_000

/** Keycloak's Admin REST API, as a service account (client credentials) with the role manage-users. */
export function identityAdmin(options: IdentityAdminOptions): IdentityAdmin {
  const users = `/admin/realms/${encodeURIComponent(options.realm)}/users`
  const ask = authorizedFetch(options)
  const pathOf = (id: string): string => `${users}/${encodeURIComponent(id)}`
  const findByEmail = async (email: string): Promise<LogIn | null> => {
    const response = await ask('GET', `${users}?${new URLSearchParams({ email, exact: 'true' }).toString()}`)
    const [found] = usersSchema.parse(await expectOk(response, options.log).json())
    return found === undefined ? null : { id: found.id, email: found.email ?? email, enabled: found.enabled }
  }
  return {
    findByEmail,
    async create({ email, name, locale }) {
      const response = await ask('POST', users, {
        username: email,
        email,
        emailVerified: true,
        enabled: false,
        attributes: { locale: [locale] },
        ...splitName(name),
      })
      // Somebody was quicker: the log-in is there, which is what was wanted.
      const created = response.status === 409 ? null : expectOk(response, options.log)
      const id = created?.headers.get('location')?.split('/').pop()
      if (id !== undefined) return { id, email, enabled: false }
      const found = await findByEmail(email)
      if (found === null)
        throw new UserError({
          code: 'identity.nameTaken',
          message: 'The user name of this log-in belongs to somebody else.',
        })
      return found
    },
    async setPassword(id, value) {
      const response = await ask('PUT', `${pathOf(id)}/reset-password`, { type: 'password', temporary: false, value })
      if (response.status === 400) throw new InvalidInputError('password', await problemOf(response))
      expectOk(response, options.log)
    },
    async setEnabled(id, enabled) {
      // Keycloak takes what is not said for what is to be removed: the whole person is sent back.
      const present = z.looseObject({}).parse(await expectOk(await ask('GET', pathOf(id)), options.log).json())
      expectOk(await ask('PUT', pathOf(id), { ...present, enabled }), options.log)
    },
    async endSessions(id) {
      const response = await ask('POST', `${pathOf(id)}/logout`)
      if (response.status !== 404) expectOk(response, options.log)
    },
  }
}

type Ask = (method: string, path: string, body?: object) => Promise<Response>

/** With the service account's token, which is fetched again when it is about to end or is refused. */
function authorizedFetch(options: IdentityAdminOptions): Ask {
  let token: { readonly value: string; readonly until: number } | null = null
  const send = async (url: string, init: RequestInit): Promise<Response> => {
    try {
      return await fetch(url, { ...init, signal: AbortSignal.timeout(TIMEOUT_MS) })
    } catch (error) {
      options.log.error({ err: error }, 'the identity provider cannot be reached')
      throw new IdentityUnavailableError()
    }
  }
  const freshToken = async (): Promise<string> => {
    if (options.clientSecret === null) {
      options.log.error('IDENTITY_ADMIN_CLIENT_SECRET is not set: log-ins cannot be managed')
      throw new IdentityUnavailableError()
    }
    if (token !== null && token.until > performance.now()) return token.value
    const body = new URLSearchParams({
      grant_type: 'client_credentials',
      client_id: options.clientId,
      client_secret: options.clientSecret,
    })
    const url = `${options.url}/realms/${encodeURIComponent(options.realm)}/protocol/openid-connect/token`
    const granted = tokenSchema.parse(await expectOk(await send(url, { method: 'POST', body }), options.log).json())
    token = { value: granted.access_token, until: performance.now() + (granted.expires_in - 10) * 1_000 }
    return token.value
  }
  const sendAs = async (method: string, path: string, body: object | undefined): Promise<Response> =>
    send(`${options.url}${path}`, {
      method,
      headers: { authorization: `Bearer ${await freshToken()}`, 'content-type': 'application/json' },
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    })
  return async (method, path, body) => {
    const response = await sendAs(method, path, body)
    if (response.status !== 401) return response
    token = null
    return sendAs(method, path, body)
  }
}

function expectOk(response: Response, log: Logger): Response {
  if (response.ok) return response
  log.error({ status: response.status, path: new URL(response.url).pathname }, 'the identity provider refused')
  throw new IdentityUnavailableError()
}

async function problemOf(response: Response): Promise<string> {
  const problem = problemSchema.safeParse(await response.json().catch(() => null))
  return (
    problem.data?.error_description ?? problem.data?.errorMessage ?? 'This password is not allowed. Choose another.'
  )
}
