import { createHash } from 'node:crypto'
import KeycloakConnect from 'keycloak-connect'
import { instant } from '@seatline/core'
import type { Instant } from '@seatline/core'
import { z } from 'zod'

/** Who a verified token says it is. Rights are not in the token: they are rows of ours. */
export type VerifiedToken = { readonly subject: string; readonly expiresAt: Instant }

/** `unavailable`: the identity provider could not be asked, so nothing is known about the token. */
export type Verification =
  | { readonly kind: 'verified'; readonly token: VerifiedToken }
  | { readonly kind: 'rejected'; readonly reason: string }
  | { readonly kind: 'unavailable'; readonly reason: string }

export type TokenVerifier = { readonly verify: (token: string) => Promise<Verification> }

export type TokenVerifierOptions = {
  readonly identity: { readonly url: string; readonly realm: string; readonly audience: string }
  readonly production: boolean
  readonly now: () => Instant
}

/** What keycloak-connect 26 has, beyond its published types. */
type GrantManager = {
  createGrant: (grant: { access_token: string }) => Promise<{ access_token: { content: unknown } }>
}

const claimsSchema = z.object({
  sub: z.string().min(1),
  exp: z.number(),
  nbf: z.number().optional(),
  seatline_development: z.boolean().optional(),
})

const CACHED_TOKENS_MAX = 10_000
const VERIFY_TIMEOUT_MS = 5_000

/**
 * Verifies access tokens with keycloak-connect: RS256 by the realm's published keys, issuer, audience, time. A key that is not known yet is fetched, at most
 * once a second, so a rotated key is accepted at its first use. A verified token is remembered until it expires: checking it again costs no RSA.
 */
export function createTokenVerifier(options: TokenVerifierOptions): TokenVerifier {
  const grants = grantManager(options)
  const verified = new Map<string, VerifiedToken>()
  const issuerIsFit = options.production ? onceTrue(() => isProductionIssuer(options)) : () => Promise.resolve(true)
  return {
    async verify(token) {
      const key = createHash('sha256').update(token).digest('base64')
      const known = verified.get(key)
      if (known !== undefined && known.expiresAt > options.now()) return { kind: 'verified', token: known }
      verified.delete(key)
      const result = await verifyOnce({ token, grants, options, issuerIsFit })
      if (result.kind === 'verified') remember(verified, key, result.token)
      return result
    },
  }
}

function remember(verified: Map<string, VerifiedToken>, key: string, token: VerifiedToken): void {
  const oldest = verified.size >= CACHED_TOKENS_MAX ? verified.keys().next().value : undefined
  if (oldest !== undefined) verified.delete(oldest)
  verified.set(key, token)
}

function grantManager({ identity }: TokenVerifierOptions): GrantManager {
  const config = {
    realm: identity.realm,
    'auth-server-url': `${identity.url}/`,
    resource: identity.audience,
    'bearer-only': true,
    'ssl-required': 'none',
    'confidential-port': 0,
    'verify-token-audience': true,
    'min-time-between-jwks-requests': 1,
  }
  return new KeycloakConnect({}, config).grantManager as unknown as GrantManager
}

type Attempt = {
  readonly token: string
  readonly grants: GrantManager
  readonly options: TokenVerifierOptions
  readonly issuerIsFit: () => Promise<boolean>
}

async function verifyOnce({ token, grants, options, issuerIsFit }: Attempt): Promise<Verification> {
  try {
    if (!(await issuerIsFit())) return { kind: 'rejected', reason: 'a development identity provider in production' }
    const grant = await withinTime(grants.createGrant({ access_token: token }))
    return acceptClaims(grant.access_token.content, options)
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error)
    return isOutage(reason) ? { kind: 'unavailable', reason } : { kind: 'rejected', reason }
  }
}

/** keycloak-connect takes a token without an expiry for one that never expires, and looks at no `nbf`. */
function acceptClaims(content: unknown, { now, production }: TokenVerifierOptions): Verification {
  const claims = claimsSchema.safeParse(content)
  if (!claims.success) return { kind: 'rejected', reason: 'a claim is missing' }
  const { sub, exp, nbf, seatline_development: development } = claims.data
  if (production && development === true) return { kind: 'rejected', reason: 'a development token in production' }
  const expiresAt = instant(Math.floor(exp * 1000))
  if (expiresAt <= now()) return { kind: 'rejected', reason: 'expired' }
  if (nbf !== undefined && nbf * 1000 > now()) return { kind: 'rejected', reason: 'not valid yet' }
  return { kind: 'verified', token: { subject: sub, expiresAt } }
}

const isOutage = (reason: string): boolean =>
  /ECONN|ENOTFOUND|EAI_AGAIN|EHOSTUNREACH|socket hang up|Error fetching JWK|timed out|fetch failed/.test(reason)

async function withinTime<T>(work: Promise<T>): Promise<T> {
  let timer: NodeJS.Timeout | undefined
  const late = new Promise<never>((_resolve, reject) => {
    timer = setTimeout(() => reject(new Error('the identity provider timed out')), VERIFY_TIMEOUT_MS)
  })
  try {
    return await Promise.race([work, late])
  } finally {
    clearTimeout(timer)
  }
}

/** The embedded provider says in its discovery document that it is for development only. */
async function isProductionIssuer({ identity }: TokenVerifierOptions): Promise<boolean> {
  const url = `${identity.url}/realms/${identity.realm}/.well-known/openid-configuration`
  const response = await fetch(url, { signal: AbortSignal.timeout(VERIFY_TIMEOUT_MS) })
  if (!response.ok) throw new Error(`Error fetching JWK issuer [status:${String(response.status)}]`)
  const document = z.object({ seatline_development: z.boolean().optional() }).parse(await response.json())
  return document.seatline_development !== true
}

/** Asks again until the answer has been yes once. */
function onceTrue(ask: () => Promise<boolean>): () => Promise<boolean> {
  let known = false
  return async () => (known ||= await ask())
}
