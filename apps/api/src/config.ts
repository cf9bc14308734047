import { z } from 'zod'
import type { ProviderConfig } from './payments/provider/open-provider.ts'

const listen = z
  .string()
  .regex(/^[\w.:[\]-]+:\d+$/, 'must be host:port')
  .transform((text) => {
    const colon = text.lastIndexOf(':')
    return { host: text.slice(0, colon), port: Number(text.slice(colon + 1)) }
  })

/** In infra/keycloak/realm-seatline.json, for when IDENTITY_ADMIN_CLIENT_SECRET is not set there. */
const DEVELOPMENT_ADMIN_SECRET = 'seatline-development'

/** Whoever is believed about the client's address could write any address into the audit: a plain "all of them" is not accepted. */
const trustProxy = z
  .string()
  .regex(
    /^(?:\d{1,2}|[\da-fA-F.:/]+|loopback|linklocal|uniquelocal)(?:\s*,\s*(?:[\da-fA-F.:/]+|loopback|linklocal|uniquelocal))*$/,
    {
      message: 'must be a number of proxies, or addresses and networks with commas between them',
    },
  )
  .transform((text) => (/^\d{1,2}$/.test(text) ? Number(text) : text.split(/\s*,\s*/)))

const environment = z.object({
  /** Where this process listens. */
  API_LISTEN: listen,
  /**
   * The proxies in front of this process whose X-Forwarded-For is believed, so that the audit has the client's address and not the proxy's: how many there are
   * (`1` behind one ingress), or their addresses and networks (`10.0.0.0/8, loopback`). Unset: none, the address is that of the connection.
   */
  TRUST_PROXY: trustProxy.optional(),
  /** PostgreSQL, as a role that cannot bypass row-level security. */
  DATABASE_URL: z.string().min(1),
  REDIS_URL: z.string().min(1),
  /** Base URL of Keycloak; the realm is found under /realms/<IDENTITY_REALM>. */
  IDENTITY_URL: z.url(),
  IDENTITY_REALM: z.string().min(1).default('seatline'),
  /** The client the portal logs in with, and the audience that a token must be meant for. */
  IDENTITY_CLIENT_ID: z.string().min(1).default('seatline-portal'),
  IDENTITY_AUDIENCE: z.string().min(1).default('seatline-api'),
  /** The service account that makes log-ins for people who accept an invitation, and ends sessions of those who leave. */
  IDENTITY_ADMIN_CLIENT_ID: z.string().min(1).default('seatline-identity-admin'),
  IDENTITY_ADMIN_CLIENT_SECRET: z.string().min(1).optional(),
  /** Where people reach the portal: what links in mails begin with. Default: where this process listens. */
  PORTAL_URL: z.url().optional(),
  /** smtp:// or smtps://, with user and password in it where the server wants them. Stronger than MAIL_DIR. */
  SMTP_URL: z.url({ protocol: /^smtps?$/ }).optional(),
  MAIL_FROM: z.string().min(3).default('Seatline <no-reply@seatline.test>'),
  /** Without a mail server mails are written to this directory, one .eml file each. */
  MAIL_DIR: z.string().min(1).optional(),
  /** Where browsers register their softphone. */
  SIP_WS_URL: z.string().min(1),
  SIP_DOMAIN: z.string().min(1),
  /** Shared with Kamailio (auth_ephemeral). */
  SIP_CREDENTIAL_SECRET: z.string().min(16, 'must have at least 16 characters'),
  /** What secrets of HTTP steps are sealed with; shared with media. Unset: no secret can be kept. */
  SEATLINE_SECRETS_KEY: z.string().min(32, 'must have at least 32 characters').optional(),
  /** Directory of the built portal; without it this process serves the API alone. */
  PORTAL_DIST: z.string().optional(),
  RECORDINGS_DIR: z.string().min(1),
  /** Prompts, in the directory that the media nodes play them from. */
  PROMPTS_DIR: z.string().min(1),
  /** Logos of tenants. */
  ASSETS_DIR: z.string().min(1),
  /** Where the platform's own test calls go: the SIP address (TCP) that carriers use. Without it a preflight only looks. */
  PREFLIGHT_SIP_SERVER: listen.optional(),
  /** Where they come from: an address of this machine, which is the source address of the trunk trk_preflight. */
  PREFLIGHT_ADDRESS: z.ipv4().optional(),
  /** The secret key of the payment provider (Stripe). Unset: clients pay by bank transfer alone. */
  STRIPE_API_KEY: z.string().min(8).optional(),
  /** What the provider signs its messages with. They go to /payment-events; unset: none is taken, and payments are found by the nightly question alone. */
  STRIPE_WEBHOOK_SECRET: z.string().min(8).optional(),
  /** Another address of the provider's API than its own, for tests. */
  STRIPE_API_URL: z.url().optional(),
  SEATLINE_ENV: z.enum(['development', 'production']).default('production'),
  LOG_LEVEL: z.enum(['debug', 'info', 'warn', 'error', 'silent']).default('info'),
})

/** Where mails go; `none`: nowhere, and whoever sends one is told so. */
export type MailConfig =
  | { readonly kind: 'smtp'; readonly url: string; readonly from: string }
  | { readonly kind: 'folder'; readonly directory: string; readonly from: string }
  | { readonly kind: 'none' }

/** The line that test calls are placed on. */
export type PreflightLine = {
  readonly server: { readonly host: string; readonly port: number }
  readonly localAddress: string
}

export type ApiConfig = {
  readonly listen: { readonly host: string; readonly port: number }
  /** As Express takes it: how many proxies are trusted, or which; false: none. */
  readonly trustProxy: number | readonly string[] | false
  readonly databaseUrl: string
  readonly redisUrl: string
  readonly identity: {
    readonly url: string
    readonly realm: string
    readonly clientId: string
    readonly audience: string
    readonly admin: { readonly clientId: string; readonly clientSecret: string | null }
  }
  readonly portalUrl: string
  readonly mail: MailConfig
  readonly sip: { readonly wsUrl: string; readonly domain: string; readonly credentialSecret: string }
  /** Null: secrets of HTTP steps cannot be kept. */
  readonly secretsKey: string | null
  readonly portalDist: string | null
  readonly recordingsDir: string
  readonly promptsDir: string
  readonly assetsDir: string
  /** Null: no test calls are placed. */
  readonly preflight: PreflightLine | null
  /** Null: clients pay by bank transfer alone. */
  readonly payments: ProviderConfig | null
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
  if (value.SEATLINE_ENV === 'production' && value.PORTAL_URL?.startsWith('https:') !== true)
    throw new Error(
      'The API cannot start: in production PORTAL_URL must be an https URL; links in mails begin with it.',
    )
  return {
    listen: value.API_LISTEN,
    trustProxy: value.TRUST_PROXY ?? false,
    databaseUrl: value.DATABASE_URL,
    redisUrl: value.REDIS_URL,
    identity: {
      url: value.IDENTITY_URL.replace(/\/+$/, ''),
      realm: value.IDENTITY_REALM,
      clientId: value.IDENTITY_CLIENT_ID,
      audience: value.IDENTITY_AUDIENCE,
      admin: { clientId: value.IDENTITY_ADMIN_CLIENT_ID, clientSecret: adminSecretOf(value) },
    },
    portalUrl: (value.PORTAL_URL ?? `http://${value.API_LISTEN.host}:${String(value.API_LISTEN.port)}`).replace(
      /\/+$/,
      '',
    ),
    mail: mailOf(value),
    sip: { wsUrl: value.SIP_WS_URL, domain: value.SIP_DOMAIN, credentialSecret: value.SIP_CREDENTIAL_SECRET },
    secretsKey: value.SEATLINE_SECRETS_KEY ?? null,
    portalDist: value.PORTAL_DIST ?? null,
    recordingsDir: value.RECORDINGS_DIR,
    promptsDir: value.PROMPTS_DIR,
    assetsDir: value.ASSETS_DIR,
    preflight: preflightOf(value),
    payments: paymentsOf(value),
    production: value.SEATLINE_ENV === 'production',
    logLevel: value.LOG_LEVEL,
  }
}

type Environment = z.infer<typeof environment>

/** The embedded identity provider's secret is no secret; a real one is set. */
const adminSecretOf = (value: Environment): string | null =>
  value.IDENTITY_ADMIN_CLIENT_SECRET ?? (value.SEATLINE_ENV === 'development' ? DEVELOPMENT_ADMIN_SECRET : null)

type MailEnvironment = Pick<Environment, 'SMTP_URL' | 'MAIL_DIR' | 'MAIL_FROM'>

/** A mail server is stronger than a directory. */
export function mailOf({ SMTP_URL: url, MAIL_DIR: directory, MAIL_FROM: from }: MailEnvironment): MailConfig {
  if (url !== undefined) return { kind: 'smtp', url, from }
  return directory === undefined ? { kind: 'none' } : { kind: 'folder', directory, from }
}

function preflightOf({
  PREFLIGHT_SIP_SERVER: server,
  PREFLIGHT_ADDRESS: localAddress,
}: Environment): PreflightLine | null {
  return server === undefined || localAddress === undefined ? null : { server, localAddress }
}

const paymentsOf = (value: Environment): ProviderConfig | null =>
  value.STRIPE_API_KEY === undefined
    ? null
    : {
        apiKey: value.STRIPE_API_KEY,
        webhookSecret: value.STRIPE_WEBHOOK_SECRET ?? null,
        apiUrl: value.STRIPE_API_URL ?? null,
      }
