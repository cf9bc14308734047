/** RFC 4028 Session-Expires. */
export type SessionExpires = { readonly intervalSeconds: number; readonly refresher: 'uac' | 'uas' | null }

/** Null when the header is missing or malformed. */
export function parseSessionExpires(value: string | undefined): SessionExpires | null {
  const match = /^\s*(\d{1,9})\s*((?:;[^,]*)?)$/.exec(value ?? '')
  if (match === null) return null
  const refresher = /;\s*refresher\s*=\s*(uac|uas)\b/i.exec(match[2] ?? '')?.[1]?.toLowerCase()
  return {
    intervalSeconds: Number(match[1]),
    refresher: refresher === 'uac' || refresher === 'uas' ? refresher : null,
  }
}

export const serializeSessionExpires = (expires: SessionExpires): string =>
  `${String(expires.intervalSeconds)}${expires.refresher === null ? '' : `;refresher=${expires.refresher}`}`

/** True when a Supported or Require header of the message names the option tag `timer`. */
export const hasOptionTag = (headerValues: readonly string[], tag: string): boolean =>
  headerValues.some((value) => value.split(',').some((each) => each.trim().toLowerCase() === tag))
