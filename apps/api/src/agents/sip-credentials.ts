import { createHmac } from 'node:crypto'
import { instant } from '@seatline/core'
import type { AgentId, Instant } from '@seatline/core'
import type { SipCredentialsView } from './agent-views.ts'

export type SipCredentialIssuer = { readonly issue: (agentId: AgentId) => SipCredentialsView }

/** Long enough that a registration is refreshed a few times, short enough that a leaked one is soon worthless. */
const LIFETIME_MS = 30 * 60_000

/**
 * Issues what Kamailio's auth_ephemeral checks: user name `<expiry, Unix seconds>:<agent id>`, password the base64 HMAC-SHA1 of the user name under the
 * shared secret. Nothing is stored anywhere.
 */
export function sipCredentialIssuer(options: {
  readonly wsUrl: string
  readonly domain: string
  readonly secret: string
  readonly now: () => Instant
}): SipCredentialIssuer {
  return {
    issue(agentId) {
      const expirySeconds = Math.floor((options.now() + LIFETIME_MS) / 1_000)
      const username = `${String(expirySeconds)}:${agentId}`
      return {
        wsUrl: options.wsUrl,
        domain: options.domain,
        aor: `sip:${agentId}@${options.domain}`,
        username,
        password: createHmac('sha1', options.secret).update(username).digest('base64'),
        expiresAt: instant(expirySeconds * 1_000),
      }
    },
  }
}
