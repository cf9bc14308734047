import { createHmac, hkdfSync, timingSafeEqual } from 'node:crypto'
import { instant } from '@seatline/core'
import type { Instant, RecordingId } from '@seatline/core'

/** A path that may be fetched without a bearer token for a while, on behalf of one person: an audio element cannot send one. */
export type UrlSigner = {
  readonly recordingPath: (recordingId: RecordingId, subject: string) => string
  /** The subject on whose behalf the path was made; null when it is forged or too old. */
  readonly verify: (recordingId: string, query: unknown) => string | null
}

/** Long enough to listen to a long call, short enough that a link in a log is worthless. */
const LIFETIME_MS = 15 * 60_000

export function urlSigner(secret: string, now: () => Instant): UrlSigner {
  const key = Buffer.from(hkdfSync('sha256', secret, '', 'seatline recording urls', 32))
  const sign = (parts: readonly string[]): string =>
    createHmac('sha256', key).update(parts.join('\n')).digest('base64url')
  return {
    recordingPath(recordingId, subject) {
      const expires = String(now() + LIFETIME_MS)
      const query = new URLSearchParams({ expires, subject, signature: sign([recordingId, expires, subject]) })
      return `/recordings/${recordingId}.wav?${query.toString()}`
    },
    verify(recordingId, query) {
      const { expires, subject, signature } = (query ?? {}) as Record<string, unknown>
      if (typeof expires !== 'string' || typeof subject !== 'string' || typeof signature !== 'string') return null
      if (!/^\d{13,15}$/.test(expires) || instant(Number(expires)) <= now()) return null
      const expected = Buffer.from(sign([recordingId, expires, subject]))
      const given = Buffer.from(signature)
      return given.length === expected.length && timingSafeEqual(given, expected) ? subject : null
    },
  }
}
