import { z } from 'zod'

const hostPort = z
  .string()
  .regex(/^[^\s:]+:\d{1,5}$/, 'must be HOST:PORT')
  .transform((text) => {
    const colon = text.lastIndexOf(':')
    return { host: text.slice(0, colon), port: Number(text.slice(colon + 1)) }
  })

const environmentSchema = z.object({
  /** Redis of configuration, commands and the journal. */
  REDIS_URL: z.url(),
  /** Name of this node in journal events; unique in the cluster. */
  MEDIA_NODE_ID: z.string().min(1),
  /** Where Kamailio reaches us, TCP. */
  MEDIA_SIP_LISTEN: hostPort,
  /** Kamailio's internal listener: every request of ours goes there. */
  MEDIA_PROXY: hostPort,
  KAMAILIO_RPC_URL: z.url(),
  /** rtpengine's control port (NG, UDP). */
  RTPENGINE_NG: hostPort,
  /** Where rtpengine sends digits, UDP. */
  MEDIA_DTMF_LISTEN: hostPort,
  /** Address in the Contact header. */
  MEDIA_ADDRESS: z.string().min(1),
  /** Prompts, as rtpengine reads them. */
  PROMPTS_DIR: z.string().min(1),
  /** Journal outbox, configuration copy, heartbeat. */
  MEDIA_DATA_DIR: z.string().min(1),
  /** `/healthz` and `/metrics`. */
  MEDIA_HTTP_LISTEN: hostPort,
  SIP_DOMAIN: z.string().min(1),
  /** Calls this node takes at once; one more gets 503. */
  MEDIA_CALLS_MAX: z.coerce.number().int().min(1).default(2_000),
  /** How long a talking agent's phone may be gone (a reloaded tab) before the caller goes back to the queue. */
  MEDIA_PHONE_GRACE_MS: z.coerce.number().int().min(0).default(5_000),
  /** No packet from either side for so long ends the call (a lost BYE). */
  MEDIA_SILENCE_MS: z.coerce.number().int().min(1_000).default(20_000),
  /** No packet from a talking agent for so long: the browser is gone. */
  MEDIA_AGENT_SILENCE_MS: z.coerce.number().int().min(1_000).default(10_000),
  /** HOST:PORT of services in our own network that flows may call all the same, separated by commas: for development and tests. */
  MEDIA_HTTP_ALLOWED: z
    .string()
    .default('')
    .transform((text) => text.split(',').filter((each) => each !== '')),
  /** Opens the secrets of flows, as the API sealed them; without it no request that needs one is made. */
  SEATLINE_SECRETS_KEY: z.string().min(32).optional(),
  LOG_LEVEL: z.enum(['fatal', 'error', 'warn', 'info', 'debug', 'trace', 'silent']).default('info'),
})

export type MediaConfig = z.infer<typeof environmentSchema>

export class ConfigError extends Error {
  readonly code = 'media.config'
}

/** Reads the environment once; throws ConfigError with one sentence that names what is wrong. */
export function parseConfig(environment: Readonly<Record<string, string | undefined>>): MediaConfig {
  const parsed = environmentSchema.safeParse(environment)
  if (parsed.success) return parsed.data
  const faults = parsed.error.issues.map((issue) => `${issue.path.join('.')}: ${issue.message}`)
  throw new ConfigError(`the environment of the media service is wrong: ${faults.join('; ')}`)
}
