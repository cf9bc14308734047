import type { SessionTimer } from '@seatline/core'
import { serializeSessionExpires, type Headers, type IncomingCall, type SessionExpires } from '@seatline/sip'

/** RFC 4028: what we ask for, and the least that we accept. */
const INTERVAL_SECONDS = 1_800
const INTERVAL_SECONDS_MIN = 90

/** Headers of an INVITE of ours. We keep the session alive ourselves, so it does not hang on the phone's timers. */
export const OFFERED_SESSION: Headers = {
  'Session-Expires': serializeSessionExpires({ intervalSeconds: INTERVAL_SECONDS, refresher: 'uac' }),
  'Min-SE': String(INTERVAL_SECONDS_MIN),
}

/** What a caller's INVITE gets: a timer when they can do one (RFC 4028 9); `tooSmall` is answered 422 with our minimum. */
export function termsForCaller(
  call: Pick<IncomingCall, 'sessionExpires' | 'supports'>,
): SessionTimer | null | 'tooSmall' {
  const asked = call.sessionExpires
  if (asked === null) return call.supports('timer') ? { intervalMs: INTERVAL_SECONDS * 1_000, refresher: 'them' } : null
  if (asked.intervalSeconds < INTERVAL_SECONDS_MIN && call.supports('timer')) return 'tooSmall'
  const intervalMs = Math.max(asked.intervalSeconds, INTERVAL_SECONDS_MIN) * 1_000
  if (asked.refresher !== null) return { intervalMs, refresher: asked.refresher === 'uac' ? 'them' : 'us' }
  return { intervalMs, refresher: call.supports('timer') ? 'them' : 'us' }
}

export const TOO_SMALL_HEADERS: Headers = { 'Min-SE': String(INTERVAL_SECONDS_MIN) }

/** Headers of our 2xx to their INVITE or UPDATE. */
export function sessionHeaders(session: SessionTimer | null): Headers {
  if (session === null) return {}
  const refresher = session.refresher === 'them' ? 'uac' : 'uas'
  return {
    'Session-Expires': serializeSessionExpires({ intervalSeconds: session.intervalMs / 1_000, refresher }),
    ...(refresher === 'uac' ? { Require: 'timer' } : {}),
  }
}

/** Terms in their 2xx to our INVITE. */
export function termsFromAnswer(answer: SessionExpires | null): SessionTimer | null {
  if (answer === null) return null
  return { intervalMs: answer.intervalSeconds * 1_000, refresher: answer.refresher === 'uas' ? 'them' : 'us' }
}

/** Terms in their re-INVITE or UPDATE: here they are the UAC. */
export function termsFromModify(asked: SessionExpires | null): SessionTimer | null {
  if (asked === null) return null
  const intervalMs = Math.max(asked.intervalSeconds, INTERVAL_SECONDS_MIN) * 1_000
  return { intervalMs, refresher: asked.refresher === 'uas' ? 'us' : 'them' }
}
