import { exportJWK, generateKeyPair } from 'jose'
import type { JWK } from 'jose'
import { Provider } from 'oidc-provider'
import type { Configuration, KoaContextWithOIDC } from 'oidc-provider'
import type { MemoryStore } from './memory-store.ts'
import type { PeopleDirectory, Person } from './people-directory.ts'
import type { Realm, RealmClient } from './realm.ts'
import { matchesOrigin, matchesRedirect } from './redirects.ts'

const PROTOCOL = '/protocol/openid-connect'
/** The one protected API; the access token's audience comes from the client's mappers. */
const RESOURCE = 'urn:seatline:api'
const ROUTES = {
  authorization: `${PROTOCOL}/auth`,
  token: `${PROTOCOL}/token`,
  jwks: `${PROTOCOL}/certs`,
  end_session: `${PROTOCOL}/logout`,
  userinfo: `${PROTOCOL}/userinfo`,
  revocation: `${PROTOCOL}/revoke`,
}
const SCOPES = 'openid profile email offline_access'

export async function newSigningKey(): Promise<JWK> {
  const { privateKey } = await generateKeyPair('RS256', { extractable: true })
  const jwk = await exportJWK(privateKey)
  return { ...jwk, kid: crypto.randomUUID(), alg: 'RS256', use: 'sig' }
}

export type ProviderInput = {
  readonly issuer: string
  readonly realm: Realm
  readonly people: PeopleDirectory
  /** The first one signs; all are published. */
  readonly keys: readonly JWK[]
  readonly cookieKey: string
  readonly store: MemoryStore
}

/** oidc-provider with Keycloak's paths, token shape and sessions. The log-in page is served by identity.ts. */
export function createProvider(input: ProviderInput): Provider {
  const { realm } = input
  const provider = new Provider(input.issuer, configurationOf(input))
  provider.Client.prototype.redirectUriAllowed = function (uri) {
    return matchesRedirect(clientOf(realm, this.clientId).redirectUris, uri)
  }
  provider.Client.prototype.postLogoutRedirectUriAllowed = function (uri) {
    return matchesRedirect(clientOf(realm, this.clientId).redirectUris, uri)
  }
  return provider
}

function configurationOf(input: ProviderInput): Configuration {
  const { realm } = input
  return {
    adapter: input.store.adapter,
    clients: [
      ...realm.serviceClients.map(({ clientId, secret }) => ({
        client_id: clientId,
        client_secret: secret,
        token_endpoint_auth_method: 'client_secret_post' as const,
        grant_types: ['client_credentials'],
        response_types: [],
        redirect_uris: [],
      })),
      ...realm.clients.map((client) => ({
        client_id: client.clientId,
        token_endpoint_auth_method: 'none' as const,
        grant_types: ['authorization_code', 'refresh_token'],
        response_types: ['code' as const],
        // What is really allowed is decided by the patterns of the realm file.
        redirect_uris: ['http://127.0.0.1/'],
      })),
    ],
    jwks: { keys: [...input.keys] as never },
    cookies: { keys: [input.cookieKey], names: { session: 'seatline_identity', interaction: 'seatline_log_in' } },
    routes: ROUTES,
    discovery: { seatline_development: true },
    scopes: SCOPES.split(' '),
    claims: {
      openid: ['sub'],
      profile: ['name', 'preferred_username', 'given_name', 'family_name'],
      email: ['email', 'email_verified'],
    },
    conformIdTokenClaims: false,
    pkce: { required: () => true },
    clientBasedCORS: (_ctx, origin, client) => matchesOrigin(clientOf(realm, client.clientId).redirectUris, origin),
    findAccount: (_ctx, id) => {
      const user = input.people.find(id)
      return user?.enabled !== true ? undefined : { accountId: id, claims: () => profileOf(user) }
    },
    interactions: { url: (_ctx, interaction) => `/realms/${realm.name}/log-in/${interaction.uid}` },
    loadExistingGrant: grantAll,
    issueRefreshToken: () => Promise.resolve(true),
    rotateRefreshToken: true,
    ...tokensOf(realm, input.people),
  }
}

const clientOf = (realm: Realm, clientId: string): RealmClient =>
  realm.clients.find((client) => client.clientId === clientId) ?? { clientId, redirectUris: [], audiences: [] }

/** How long things last, and what an access token looks like. */
function tokensOf(realm: Realm, people: PeopleDirectory): Pick<Configuration, 'ttl' | 'features' | 'formats'> {
  return {
    ttl: {
      AccessToken: realm.accessTokenSeconds,
      AuthorizationCode: 60,
      ClientCredentials: 300,
      IdToken: realm.accessTokenSeconds,
      RefreshToken: realm.sessionSeconds,
      Grant: realm.sessionSeconds,
      Session: realm.sessionSeconds,
      Interaction: 1_800,
    },
    features: {
      devInteractions: { enabled: false },
      clientCredentials: { enabled: true },
      userinfo: { enabled: true },
      revocation: { enabled: true },
      rpInitiatedLogout: { enabled: true, logoutSource, postLogoutSuccessSource },
      resourceIndicators: {
        enabled: true,
        defaultResource: () => RESOURCE,
        useGrantedResource: () => true,
        getResourceServerInfo: (_ctx, _resource, client) => ({
          scope: SCOPES,
          audience: clientOf(realm, client.clientId).audiences[0] ?? 'account',
          accessTokenFormat: 'jwt',
          accessTokenTTL: realm.accessTokenSeconds,
          jwt: { sign: { alg: 'RS256' } },
        }),
      },
    },
    formats: {
      customizers: {
        jwt: (_ctx, token, jwt) => {
          const accountId = 'accountId' in token ? token.accountId : undefined
          const user = people.find(accountId)
          jwt.header = { ...jwt.header, typ: 'JWT' }
          jwt.payload = { ...jwt.payload, ...keycloakClaims(token.clientId ?? '', user) }
        },
      },
    },
  }
}

/** What Keycloak puts into an access token, besides what the standard asks for, and our own mark. */
function keycloakClaims(clientId: string, user: Person | undefined): Record<string, unknown> {
  return {
    typ: 'Bearer',
    azp: clientId,
    seatline_development: true,
    ...(user === undefined ? {} : { ...profileOf(user), realm_access: { roles: user.realmRoles } }),
  }
}

const profileOf = (user: Person) => ({
  sub: user.id,
  name: `${user.firstName} ${user.lastName}`,
  given_name: user.firstName,
  family_name: user.lastName,
  preferred_username: user.username,
  email: user.email,
  email_verified: true,
})

/** The portal is our own: nobody is asked whether it may know who logs in. */
async function grantAll(ctx: KoaContextWithOIDC) {
  const { oidc } = ctx
  const { client, session } = oidc
  if (client === undefined || session?.accountId === undefined) return undefined
  const known = oidc.result?.consent?.grantId ?? session.grantIdFor(client.clientId)
  const existing = known === undefined ? undefined : await oidc.provider.Grant.find(known)
  if (existing !== undefined) return existing
  const grant = new oidc.provider.Grant({ clientId: client.clientId, accountId: session.accountId })
  grant.addOIDCScope(SCOPES)
  grant.addResourceScope(RESOURCE, SCOPES)
  await grant.save()
  return grant
}

/** Keycloak logs out at once when the application says whom; so does this page, without a question. */
function logoutSource(ctx: KoaContextWithOIDC, form: string): void {
  ctx.body = `<!doctype html><html lang="en"><meta charset="utf-8"><title>Logging out</title>
<body onload="document.forms[0].submit()">${form.replace('</form>', '<input type="hidden" name="logout" value="yes"></form>')}
<noscript><button type="submit" form="op.logoutForm">Log out / 退出</button></noscript></body></html>`
}

function postLogoutSuccessSource(ctx: KoaContextWithOIDC): void {
  ctx.body =
    '<!doctype html><html lang="en"><meta charset="utf-8"><title>Logged out</title><p>You are logged out. 已退出登录。</p></html>'
}
