import type { Instant } from '@seatline/core'
import type { SealingKey } from '@seatline/sealing'
import type { Redis } from 'ioredis'
import type { Logger } from 'pino'
import type { CommandBus } from './agents/command-bus.ts'
import type { SipCredentialIssuer } from './agents/sip-credentials.ts'
import type { TokenVerifier } from './auth/token-verifier.ts'
import type { UrlSigner } from './calls/url-signer.ts'
import type { PreflightLine } from './config.ts'
import type { Database } from './database/client.ts'
import type { IdentityAdmin } from './identity-admin/identity-admin.ts'
import type { LiveFeed } from './live/live-feed.ts'
import type { SoundWorkshop } from './prompts/sound-workshop.ts'
import type { Mailer } from './mail/mailer.ts'
import type { PaymentProvider } from './payments/provider/payment-provider.ts'

/** The adapters that the services use: each owns one outside thing. Made once, in server.ts. */
export type Platform = {
  readonly database: Database
  readonly redis: Redis
  readonly commands: CommandBus
  readonly live: LiveFeed
  readonly tokens: TokenVerifier
  readonly identityAdmin: IdentityAdmin
  readonly mailer: Mailer
  /** What links in mails begin with. */
  readonly portalUrl: string
  readonly sipCredentials: SipCredentialIssuer
  readonly urls: UrlSigner
  readonly now: () => Instant
  readonly log: Logger
  readonly recordingsDir: string
  /** Logos of tenants, a directory for each. */
  readonly assetsDir: string
  readonly promptsDir: string
  /** Converts sounds, a few at a time. */
  readonly sounds: SoundWorkshop
  /** Seals what HTTP steps need to know and nobody else; null: not on this installation. */
  readonly secretsKey: SealingKey | null
  /** Where test calls are placed; null: not on this installation. */
  readonly preflight: PreflightLine | null
  /** Null: clients pay by bank transfer alone. */
  readonly payments: PaymentProvider | null
}
