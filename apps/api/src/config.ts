import { z } from 'zod'

const listen = z
  .string()
  .regex(/^[\w.:[\]-]+:\d+$/, 'must be host:port')
  .transform((text) => {
    const colon = text.lastIndexOf(':')
    return { host: text.slice(0, colon), port: Number(text.slice(colon + 1)) }
  })

const environment = z.object({
  /** Where this process listens. */
  API_LISTEN: listen,
  /** PostgreSQL, as a role that cannot bypass row-level security. */
  DATABASE_URL: z.string().min(1),
  REDIS_URL: z.string().min(1),
  /** Base URL of Keycloak; the realm is found under /realms/<IDENTITY_REALM>. */
  IDENTITY_URL: z.url(),
  IDENTITY_REALM: z.string().min(1).default('seatline'),
  /** The client the portal logs in with, and the audience that a token must be meant for. */
  IDENTITY_CLIENT_ID: z.string().min(1).default('seatline-portal'),
  IDENTITY_AUDIENCE: z.string().min(1).default('seatline-api'),
  /** Where browsers register their softphone. */
  SIP_WS_URL: z.string().min(1),
  SIP_DOMAIN: z.string().min(1),
  /** Shared with Kamailio (auth_ephemeral). */
  SIP_CREDENTIAL_SECRET: z.string().min(16, 'must have at least 16 characters'),
  /** Directory of the built portal; without it this process serves the API alone. */
  PORTAL_DIST: z.string().optional(),
  RECORDINGS_DIR: z.string().min(1),
  SEATLINE_ENV: z.enum(['development', 'production']).default('production'),
  LOG_LEVEL: z.enum(['debug', 'info', 'warn', 'error', 'silent']).default('info'),
})

export type ApiConfig = {
  readonly listen: { readonly host: string; readonly port: number }
  readonly databaseUrl: string
  readonly redisUrl: string
  readonly identity: {
    readonly url: string
    readonly realm: string
    readonly clientId: string
    readonly audience: string
  }
  readonly sip: { readonly wsUrl: string; readonly domain: string; readonly credentialSecret: string }
  readonly portalDist: string | null
  readonly recordingsDir: string
  readonly production: boolean
  readonly logLevel: string
}

/** Reads the settings once; throws one sentence that names every setting that is wrong. */
export function parseConfig(env: NodeJS.ProcessEnv): ApiConfig {
  const parsed = environment.safeParse(env)
  if (!parsed.success) {
    const problems = parsed.error.issues.map((issue) => `${issue.path.join('.')} ${issue.message}`)
    throw new Error(`The API cannot start, its settings are wrong: ${problems.join('; ')}`)
  }
  const value = parsed.data
  if (value.SEATLINE_ENV === 'production' && !value.IDENTITY_URL.startsWith('https:'))
    throw new Error('The API cannot start: in production IDENTITY_URL must be an https URL.')
  return {
    listen: value.API_LISTEN,
    databaseUrl: value.DATABASE_URL,
    redisUrl: value.REDIS_URL,
    identity: {
      url: value.IDENTITY_URL.replace(/\/+$/, ''),
      realm: value.IDENTITY_REALM,
      clientId: value.IDENTITY_CLIENT_ID,
      audience: value.IDENTITY_AUDIENCE,
    },
    sip: { wsUrl: value.SIP_WS_URL, domain: value.SIP_DOMAIN, credentialSecret: value.SIP_CREDENTIAL_SECRET },
    portalDist: value.PORTAL_DIST ?? null,
    recordingsDir: value.RECORDINGS_DIR,
    production: value.SEATLINE_ENV === 'production',
    logLevel: value.LOG_LEVEL,
  }
}
