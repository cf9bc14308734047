/** Redis sorted set: agents whose phones may not register any more, by the epoch millisecond since when. The API writes it, media tells the edge. */
export const REVOKED_PHONES = 'seatline:phones:revoked'
/** Redis channel: the set has changed. Media also reads it every 2 s, so a lost message heals. */
export const REVOKED_PHONES_CHANGED = 'seatline:phones:changed'
/** Longer than any credential lives: an entry older than this says nothing any more. */
export const REVOKED_PHONE_KEPT_MS = 3_600_000
