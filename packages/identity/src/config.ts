export type IdentityConfig = {
  readonly host: string
  readonly port: number
  /** Keycloak realm import with the clients and people. */
  readonly realmFile: string
  /** Keeps the log-ins that were made since, over restarts. */
  readonly peopleFile: string | null
}

/** Reads the settings once; throws one sentence that says what is wrong. */
export function parseConfig(env: NodeJS.ProcessEnv): IdentityConfig {
  if (env['SEATLINE_ENV'] === 'production')
    throw new Error(
      'The embedded identity provider is for development only and does not start with SEATLINE_ENV=production; use Keycloak.',
    )
  const listen = /^(.+):(\d{1,5})$/.exec(env['IDENTITY_LISTEN'] ?? '')
  if (listen?.[1] === undefined)
    throw new Error('The identity provider cannot start: IDENTITY_LISTEN must be host:port.')
  if (!['127.0.0.1', 'localhost', '::1', '[::1]'].includes(listen[1]))
    throw new Error('The identity provider cannot start: it knows demo passwords and listens on loopback only.')
  const realmFile = env['REALM_FILE']
  if (realmFile === undefined) throw new Error('The identity provider cannot start: REALM_FILE must name the realm.')
  return { host: listen[1], port: Number(listen[2]), realmFile, peopleFile: env['IDENTITY_PEOPLE_FILE'] ?? null }
}
