import { isHoldOffer, parseAudio } from '@seatline/sip'

export type OfferClass = { readonly offer: 'none' | 'hold' | 'active'; readonly movesMedia: boolean }

/** What a new offer changes, compared with the far end's last description. An address of 0.0.0.0 is hold, not a move (RFC 3264 8.4). */
export function classifyOffer(sdp: string | null, previous: string): OfferClass {
  if (sdp === null) return { offer: 'none', movesMedia: false }
  const offer = isHoldOffer(sdp) ? 'hold' : 'active'
  const next = parseAudio(sdp)
  const last = parseAudio(previous)
  if (next === null || last === null || next.address === '0.0.0.0' || next.port === 0)
    return { offer, movesMedia: false }
  const moved = next.port !== last.port || (last.address !== '0.0.0.0' && next.address !== last.address)
  return { offer, movesMedia: moved || transportKeys(sdp) !== transportKeys(previous) }
}

/** ICE user and DTLS fingerprint: new ones mean a new transport even at the same port (RFC 8842 5.5). */
function transportKeys(sdp: string): string {
  return [...sdp.matchAll(/^a=(?:ice-ufrag|fingerprint):(.*)$/gm)].map((match) => (match[1] ?? '').trim()).join('|')
}
