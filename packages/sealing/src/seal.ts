import { createCipheriv, createDecipheriv, createSecretKey, hkdfSync, randomBytes } from 'node:crypto'
import type { KeyObject } from 'node:crypto'

const VERSION = 1
const NONCE_BYTES = 12
const TAG_BYTES = 16
const TEXT_LENGTH_MIN = 32

export type SealingKey = KeyObject
/** Whose secret it is: what is sealed for one place is not opened for another. */
export type SecretPlace = { readonly tenantId: string; readonly name: string }

/** Redis hash of a tenant's sealed secrets: field = name, value = base64 of what `seal` made. */
export const tenantSecretsKey = (tenantId: string): string => `seatline:secrets:${tenantId}`

/** The key of an installation, from `SEATLINE_SECRETS_KEY`. Throws a sentence when it is too short to be one. */
export function sealingKey(text: string): SealingKey {
  if (text.length < TEXT_LENGTH_MIN)
    throw new Error(`SEATLINE_SECRETS_KEY must have at least ${String(TEXT_LENGTH_MIN)} characters`)
  return createSecretKey(Buffer.from(hkdfSync('sha256', text, '', 'seatline flow secrets', 32)))
}

//  0         1              13             29
//  | version | nonce        | tag          | text …
export function seal(key: SealingKey, place: SecretPlace, secret: string): Uint8Array<ArrayBuffer> {
  const nonce = randomBytes(NONCE_BYTES)
  const cipher = createCipheriv('aes-256-gcm', key, nonce)
  cipher.setAAD(placeBytes(place))
  const text = Buffer.concat([cipher.update(secret, 'utf8'), cipher.final()])
  return new Uint8Array(Buffer.concat([Buffer.of(VERSION), nonce, cipher.getAuthTag(), text]))
}

/** The secret; null when it was sealed with another key, for another place, or is no sealed secret. */
export function unseal(key: SealingKey, place: SecretPlace, sealed: Uint8Array | string): string | null {
  const bytes = typeof sealed === 'string' ? Buffer.from(sealed, 'base64') : Buffer.from(sealed)
  const tagAt = 1 + NONCE_BYTES
  const textAt = tagAt + TAG_BYTES
  if (bytes[0] !== VERSION || bytes.length < textAt) return null
  const decipher = createDecipheriv('aes-256-gcm', key, bytes.subarray(1, tagAt), { authTagLength: TAG_BYTES })
  decipher.setAAD(placeBytes(place))
  decipher.setAuthTag(bytes.subarray(tagAt, textAt))
  try {
    return Buffer.concat([decipher.update(bytes.subarray(textAt)), decipher.final()]).toString('utf8')
  } catch {
    // What does not authenticate is nobody's secret; the caller says so to whoever needs to know.
    return null
  }
}

const placeBytes = ({ tenantId, name }: SecretPlace): Buffer => Buffer.from(`${tenantId}\n${name}`, 'utf8')
