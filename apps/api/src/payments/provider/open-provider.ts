import { createHash } from 'node:crypto'
import Stripe from 'stripe'

/** How the payment provider is reached. Secrets come from the environment alone. */
export type ProviderConfig = {
  readonly apiKey: string
  /** What its messages are signed with; null: this process takes none. */
  readonly webhookSecret: string | null
  /** Another address than the provider's own: for tests. */
  readonly apiUrl: string | null
}

const TIMEOUT_MS = 20_000

/** The provider's client. It repeats nothing by itself: what is asked again is asked by the task that wants it, with the same key. */
export function openProvider(config: ProviderConfig): Stripe {
  const url = config.apiUrl === null ? null : new URL(config.apiUrl)
  return new Stripe(config.apiKey, {
    maxNetworkRetries: 0,
    timeout: TIMEOUT_MS,
    telemetry: false,
    ...(url === null
      ? {}
      : { host: url.hostname, port: url.port, protocol: url.protocol === 'http:' ? 'http' : 'https' }),
  })
}

/** A key of the provider's form from a key of ours, which may be longer than it takes. */
export const idempotencyKey = (key: string): string =>
  `seatline-${createHash('sha256').update(key).digest('hex').slice(0, 48)}`
