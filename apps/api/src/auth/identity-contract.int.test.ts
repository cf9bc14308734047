import { instant } from '@seatline/core'
import { readRealm, startIdentity } from '@seatline/identity'
import { keycloakIsMissing, logIn, LogInRefusedError, refresh, startKeycloak } from '@seatline/identity/testing'
import type { Tokens } from '@seatline/identity/testing'
import { decodeJwt, decodeProtectedHeader, generateKeyPair, SignJWT } from 'jose'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { REALM_FILE } from '../testing/api-world.ts'
import { createTokenVerifier } from './token-verifier.ts'
import type { TokenVerifier } from './token-verifier.ts'

/** What the API relies on, of whichever identity provider. */
type Provider = {
  readonly url: string
  readonly rotateKey: () => Promise<void>
  readonly close: () => Promise<void>
}

const MEI = '00000000-0000-4000-8000-000000000001'

function identityContract(start: () => Promise<Provider>): void {
  let provider: Provider
  let tokens: Tokens

  const verifierWith = (changed: { url?: string; audience?: string; laterMs?: number }): TokenVerifier =>
    createTokenVerifier({
      identity: {
        url: changed.url ?? provider.url,
        realm: 'seatline',
        audience: changed.audience ?? 'seatline-api',
      },
      production: false,
      now: () => instant(Date.now() + (changed.laterMs ?? 0)),
    })
  const who = (password = 'seatline') => ({
    issuer: `${provider.url}/realms/seatline`,
    clientId: 'seatline-portal',
    redirectUri: 'http://127.0.0.1:4400/signed-in',
    username: 'mei',
    password,
  })
  const kindOf = async (token: string, verifier = verifierWith({})): Promise<string> =>
    (await verifier.verify(token)).kind

  beforeAll(async () => {
    provider = await start()
    tokens = await logIn(who())
  }, 600_000)
  afterAll(async () => {
    await provider.close()
  })

  test('a log-in by code and PKCE gives a token that the API accepts, with the fixed id of the person', async () => {
    const verification = await verifierWith({}).verify(tokens.accessToken)
    expect(verification).toMatchObject({ kind: 'verified', token: { subject: MEI } })
  })

  test('the token has the shape of a Keycloak access token', () => {
    expect(decodeProtectedHeader(tokens.accessToken)).toMatchObject({ alg: 'RS256', typ: 'JWT' })
    const claims = decodeJwt(tokens.accessToken)
    expect(claims).toMatchObject({
      iss: `${provider.url}/realms/seatline`,
      sub: MEI,
      typ: 'Bearer',
      azp: 'seatline-portal',
      preferred_username: 'mei',
      realm_access: { roles: expect.arrayContaining(['seatline-user']) as unknown },
    })
    expect([claims.aud].flat()).toContain('seatline-api')
    expect((claims.exp ?? 0) - (claims.iat ?? 0)).toBe(900)
  })

  test('a wrong password is refused on the log-in page', async () => {
    await expect(logIn(who('wrong'))).rejects.toThrow(LogInRefusedError)
  })

  test('a refresh gives another accepted token', async () => {
    tokens = await refresh(who(), tokens.refreshToken)
    expect(await kindOf(tokens.accessToken)).toBe('verified')
  })

  test('neither the id token nor the refresh token opens the API', async () => {
    expect(await kindOf(tokens.idToken)).toBe('rejected')
    expect(await kindOf(tokens.refreshToken)).toBe('rejected')
  })

  test('an expired token is refused', async () => {
    expect(await kindOf(tokens.accessToken, verifierWith({ laterMs: 901_000 }))).toBe('rejected')
  })

  test('a token for another audience is refused', async () => {
    expect(await kindOf(tokens.accessToken, verifierWith({ audience: 'another-api' }))).toBe('rejected')
  })

  test('a token of another issuer is refused', async () => {
    const url = provider.url.replace('127.0.0.1', 'localhost')
    expect(await kindOf(tokens.accessToken, verifierWith({ url }))).toBe('rejected')
  })

  test('a token signed by somebody else is refused, whatever key it names', async () => {
    const { privateKey } = await generateKeyPair('RS256')
    const { kid } = decodeProtectedHeader(tokens.accessToken)
    for (const named of [kid, 'unknown-key']) {
      const header = { alg: 'RS256', typ: 'JWT', ...(named === undefined ? {} : { kid: named }) }
      const forged = await new SignJWT(decodeJwt(tokens.accessToken)).setProtectedHeader(header).sign(privateKey)
      expect(await kindOf(forged)).toBe('rejected')
    }
  })

  test('an unsigned or changed token is refused', async () => {
    const [header = '', payload = '', signature = ''] = tokens.accessToken.split('.')
    const encode = (value: object): string => Buffer.from(JSON.stringify(value)).toString('base64url')
    const other = encode({ ...decodeJwt(tokens.accessToken), sub: '00000000-0000-4000-8000-000000000007' })
    const unsigned = encode({ ...decodeProtectedHeader(tokens.accessToken), alg: 'none' })
    for (const token of [
      `${unsigned}.${payload}.`,
      `${header}.${other}.${signature}`,
      `${header}.${payload}.`,
      'x',
      '',
    ])
      expect(await kindOf(token), token).toBe('rejected')
  })

  test('after a change of keys, tokens of both keys are accepted', async () => {
    const verifier = verifierWith({})
    const before = tokens.accessToken
    expect(await kindOf(before, verifier)).toBe('verified')
    await provider.rotateKey()
    const after = (await logIn(who())).accessToken
    expect(decodeProtectedHeader(after).kid).not.toBe(decodeProtectedHeader(before).kid)
    // Keys are fetched at most once a second; a key not known yet is a second fetch.
    await expect.poll(() => kindOf(after, verifier), { timeout: 10_000, interval: 200 }).toBe('verified')
    expect(await kindOf(before)).toBe('verified')
  })
}

describe('the embedded development identity provider', () => {
  const start = async (): Promise<Provider> => {
    const identity = await startIdentity({ host: '127.0.0.1', port: 0, realm: readRealm(REALM_FILE) })
    return { url: identity.url, rotateKey: () => identity.rotateKey(true), close: identity.close }
  }
  identityContract(start)

  test('is refused in production, by its own word and by the mark in its tokens', async () => {
    const provider = await start()
    const issuer = `${provider.url}/realms/seatline`
    const redirectUri = 'http://127.0.0.1:4400/signed-in'
    const who = { issuer, clientId: 'seatline-portal', redirectUri, username: 'mei', password: 'seatline' }
    const { accessToken } = await logIn(who)
    const identity = { url: provider.url, realm: 'seatline', audience: 'seatline-api' }
    const verifier = createTokenVerifier({ identity, production: true, now: () => instant(Date.now()) })
    expect(await verifier.verify(accessToken)).toMatchObject({ kind: 'rejected' })
    await provider.close()
  })

  test('that cannot be reached is an outage, not a wrong token', async () => {
    const provider = await start()
    const issuer = `${provider.url}/realms/seatline`
    const redirectUri = 'http://127.0.0.1:4400/signed-in'
    const who = { issuer, clientId: 'seatline-portal', redirectUri, username: 'mei', password: 'seatline' }
    const { accessToken } = await logIn(who)
    const identity = { url: provider.url, realm: 'seatline', audience: 'seatline-api' }
    const verifier = createTokenVerifier({ identity, production: false, now: () => instant(Date.now()) })
    await provider.close()
    expect(await verifier.verify(accessToken)).toMatchObject({ kind: 'unavailable' })
  })
})

const missing = await keycloakIsMissing()
const name = missing === null ? 'Keycloak' : `Keycloak (skipped: ${missing})`
describe.skipIf(missing !== null)(name, () => {
  identityContract(async () => {
    const keycloak = await startKeycloak(REALM_FILE)
    return { url: keycloak.url, rotateKey: () => keycloak.rotateKey('seatline'), close: keycloak.close }
  })
})
