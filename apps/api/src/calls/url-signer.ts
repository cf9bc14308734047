import { createHmac, hkdfSync, timingSafeEqual } from 'node:crypto'
import { idSchema, instant } from '@seatline/core'
import type { Instant, RecordingId, TenantId } from '@seatline/core'

/** A path that may be fetched without a bearer token for a while, on behalf of one person: an audio element cannot send one. */
export type UrlSigner = {
  readonly recordingPath: (recording: SignedRecording, subject: string) => string
  /** On whose behalf the path was made, and whose recording it is; null when it is forged or too old. */
  readonly verify: (recordingId: string, query: unknown) => SignedFor | null
  /** The same for any other path. */
  readonly filePath: (path: string, subject: string) => string
  readonly verifyFile: (path: string, query: unknown) => string | null
}

type SignedRecording = { readonly id: RecordingId; readonly tenantId: TenantId }
export type SignedFor = { readonly subject: string; readonly tenantId: TenantId }

/** Long enough to listen to a long call, short enough that a link in a log is worthless. */
const LIFETIME_MS = 15 * 60_000

export function urlSigner(secret: string, now: () => Instant): UrlSigner {
  const recordings = signerOf(secret, 'seatline recording urls', now)
  const files = signerOf(secret, 'seatline file urls', now)
  return {
    recordingPath: ({ id, tenantId }, subject) =>
      `/recordings/${id}.wav?tenant=${tenantId}&${recordings.sign(`${tenantId}/${id}`, subject)}`,
    verify(recordingId, query) {
      const tenantId = idSchema('tenant').safeParse((query as { readonly tenant?: unknown } | undefined)?.tenant)
      const subject = tenantId.success ? recordings.verify(`${tenantId.data}/${recordingId}`, query) : null
      return tenantId.success && subject !== null ? { subject, tenantId: tenantId.data } : null
    },
    filePath: (path, subject) => `${path}?${files.sign(path, subject)}`,
    verifyFile: files.verify,
  }
}

type Signer = {
  readonly sign: (what: string, subject: string) => string
  readonly verify: (what: string, query: unknown) => string | null
}

/** Each purpose has a key of its own: what was signed for one is nothing for another. */
function signerOf(secret: string, purpose: string, now: () => Instant): Signer {
  const key = Buffer.from(hkdfSync('sha256', secret, '', purpose, 32))
  const sign = (parts: readonly string[]): string =>
    createHmac('sha256', key).update(parts.join('\n')).digest('base64url')
  return {
    sign(what, subject) {
      const expires = String(now() + LIFETIME_MS)
      return new URLSearchParams({ expires, subject, signature: sign([what, expires, subject]) }).toString()
    },
    verify(what, query) {
      const { expires, subject, signature } = (query ?? {}) as Record<string, unknown>
      if (typeof expires !== 'string' || typeof subject !== 'string' || typeof signature !== 'string') return null
      if (!/^\d{13,15}$/.test(expires) || instant(Number(expires)) <= now()) return null
      const expected = Buffer.from(sign([what, expires, subject]))
      const given = Buffer.from(signature)
      return given.length === expected.length && timingSafeEqual(given, expected) ? subject : null
    },
  }
}
