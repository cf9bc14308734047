import type { RequestText, TenantId } from '@seatline/core'
import { tenantSecretsKey, unseal, type SealingKey } from '@seatline/sealing'

export class SecretMissingError extends Error {
  readonly code = 'ivr.secretMissing'
}

/** A tenant's secrets as the configuration sealed them; opened when a request needs one, and not kept. */
export class FlowSecrets {
  readonly #redis: { hget(key: string, field: string): Promise<string | null> }
  readonly #key: SealingKey | null

  constructor(options: {
    readonly redis: { hget(key: string, field: string): Promise<string | null> }
    /** Null: the installation has no key, and no request that needs a secret is made. */
    readonly key: SealingKey | null
  }) {
    this.#redis = options.redis
    this.#key = options.key
  }

  async open(tenantId: TenantId, name: string): Promise<string> {
    const sealed = this.#key === null ? null : await this.#redis.hget(tenantSecretsKey(tenantId), name)
    const secret = sealed === null || this.#key === null ? null : unseal(this.#key, { tenantId, name }, sealed)
    if (secret === null) throw new SecretMissingError('a secret of the flow cannot be opened')
    return secret
  }

  /** A request's text with secrets and digits in their places; `encode` writes a secret as the place wants it. */
  async fill(
    tenantId: TenantId,
    text: RequestText,
    options: { readonly digits: Readonly<Record<string, string>>; readonly encode: (secret: string) => string },
  ): Promise<string> {
    const pieces = await Promise.all(
      text.map(async (piece) => {
        if (piece.kind === 'text') return piece.text
        if (piece.kind === 'digits') return options.digits[piece.name] ?? ''
        return options.encode(await this.open(tenantId, piece.name))
      }),
    )
    return pieces.join('')
  }
}

/** How a secret is written into a body of this content type. */
export function encoderFor(contentType: string): (secret: string) => string {
  if (/json/i.test(contentType)) return (secret) => JSON.stringify(secret).slice(1, -1)
  if (/x-www-form-urlencoded/i.test(contentType)) return encodeURIComponent
  return (secret) => secret
}

/** In a header nothing may end the line. */
export const inHeader = (secret: string): string => secret.replaceAll(/[\r\n\0]/g, '')
