import { createHash, randomBytes } from 'node:crypto'

export type Tokens = {
  readonly accessToken: string
  readonly refreshToken: string
  readonly idToken: string
  readonly expiresInSeconds: number
}

export type LogInInput = {
  readonly issuer: string
  readonly clientId: string
  readonly redirectUri: string
  readonly username: string
  readonly password: string
}

/** Logs in as a browser does: authorization request with PKCE, the log-in page's own form, the code, the tokens. Works with Keycloak and with the embedded provider. */
export async function logIn(input: LogInInput): Promise<Tokens> {
  const verifier = randomBytes(32).toString('base64url')
  const state = randomBytes(8).toString('base64url')
  const endpoint = `${input.issuer}/protocol/openid-connect`
  const question = new URLSearchParams({
    client_id: input.clientId,
    redirect_uri: input.redirectUri,
    response_type: 'code',
    scope: 'openid profile email',
    state,
    code_challenge: createHash('sha256').update(verifier).digest('base64url'),
    code_challenge_method: 'S256',
  })
  const browser = new CookieBrowser(input.redirectUri)
  const page = await browser.open(`${endpoint}/auth?${question.toString()}`)
  const answer = await browser.submit(page, { username: input.username, password: input.password })
  if (answer.redirect === null) throw new LogInRefusedError(input.username, answer.status)
  const returned = new URL(answer.redirect).searchParams
  if (returned.get('state') !== state) throw new Error('the identity provider changed the state')
  const code = returned.get('code')
  if (code === null) throw new Error(`the identity provider gave no code [error:${returned.get('error') ?? ''}]`)
  return fetchTokens(endpoint, {
    grant_type: 'authorization_code',
    client_id: input.clientId,
    redirect_uri: input.redirectUri,
    code,
    code_verifier: verifier,
  })
}

/** The log-in page was shown again. */
export class LogInRefusedError extends Error {
  readonly status: number
  constructor(username: string, status: number) {
    super(`the log-in was refused [user:${username} status:${String(status)}]`)
    this.status = status
  }
}

export const refresh = (input: Pick<LogInInput, 'issuer' | 'clientId'>, refreshToken: string): Promise<Tokens> =>
  fetchTokens(`${input.issuer}/protocol/openid-connect`, {
    grant_type: 'refresh_token',
    client_id: input.clientId,
    refresh_token: refreshToken,
  })

async function fetchTokens(endpoint: string, form: Record<string, string>): Promise<Tokens> {
  const response = await fetch(`${endpoint}/token`, { method: 'POST', body: new URLSearchParams(form) })
  const body = (await response.json()) as Record<string, unknown>
  if (!response.ok) throw new Error(`no tokens [status:${String(response.status)} error:${String(body['error'])}]`)
  return {
    accessToken: String(body['access_token']),
    refreshToken: String(body['refresh_token']),
    idToken: String(body['id_token']),
    expiresInSeconds: Number(body['expires_in']),
  }
}

type Page = { readonly url: string; readonly html: string; readonly status: number; readonly redirect: string | null }

/** Follows redirects with cookies, up to the application's address. */
class CookieBrowser {
  readonly #cookies = new Map<string, string>()
  readonly #stopAt: string

  constructor(stopAt: string) {
    this.#stopAt = stopAt
  }

  open(url: string): Promise<Page> {
    return this.#follow(url, { method: 'GET' })
  }

  submit(page: Page, fields: Record<string, string>): Promise<Page> {
    const action = /<form[^>]*\saction="([^"]+)"/.exec(page.html)?.[1]?.replaceAll('&amp;', '&')
    if (action === undefined) throw new Error(`no form on the page [status:${String(page.status)} url:${page.url}]`)
    return this.#follow(new URL(action, page.url).href, { method: 'POST', body: new URLSearchParams(fields) })
  }

  async #follow(url: string, init: RequestInit): Promise<Page> {
    let next = { url, init }
    for (let hop = 0; hop < 10; hop += 1) {
      const cookie = [...this.#cookies].map(([name, value]) => `${name}=${value}`).join('; ')
      const response = await fetch(next.url, { ...next.init, redirect: 'manual', headers: { cookie } })
      this.#keep(response)
      const location = response.headers.get('location')
      const html = await response.text()
      if (location === null) return { url: next.url, html, status: response.status, redirect: null }
      const target = new URL(location, next.url).href
      if (target.startsWith(this.#stopAt)) return { url: target, html: '', status: response.status, redirect: target }
      next = { url: target, init: { method: 'GET' } }
    }
    throw new Error('the log-in goes in circles')
  }

  #keep(response: Response): void {
    for (const line of response.headers.getSetCookie()) {
      const [, name, value] = /^([^=]+)=([^;]*)/.exec(line) ?? []
      if (name === undefined || value === undefined) continue
      if (value === '') this.#cookies.delete(name)
      else this.#cookies.set(name, value)
    }
  }
}
