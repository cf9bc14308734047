import type { Instant } from '@seatline/core'
import type { Redis } from 'ioredis'
import type { Logger } from 'pino'
import type { CommandBus } from './agents/command-bus.ts'
import type { SipCredentialIssuer } from './agents/sip-credentials.ts'
import type { TokenVerifier } from './auth/token-verifier.ts'
import type { UrlSigner } from './calls/url-signer.ts'
import type { Database } from './database/client.ts'
import type { LiveFeed } from './live/live-feed.ts'

/** The adapters that the services use: each owns one outside thing. Made once, in server.ts. */
export type Platform = {
  readonly database: Database
  readonly redis: Redis
  readonly commands: CommandBus
  readonly live: LiveFeed
  readonly tokens: TokenVerifier
  readonly sipCredentials: SipCredentialIssuer
  readonly urls: UrlSigner
  readonly now: () => Instant
  readonly log: Logger
  readonly recordingsDir: string
}
