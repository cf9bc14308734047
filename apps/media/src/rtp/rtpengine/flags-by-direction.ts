/** What kind of end rtpengine faces on a leg. */
export type LegKind = 'trunk' | 'sipPhone' | 'browser'

type NgFlags = Readonly<Record<string, unknown>>

/**
 * Without `port latching` rtpengine would take a new port towards the caller with each agent, and the caller would need a re-INVITE.
 * `trust address` is the default: the address in SDP counts until packets say otherwise.
 */
const PLAIN: NgFlags = {
  'transport-protocol': 'RTP/AVP',
  ICE: 'remove',
  'rtcp-mux': ['demux'],
  DTLS: 'off',
  flags: ['port latching'],
}

/** Flags for a description that goes TO such an end. */
export const OFFER_TO: Readonly<Record<LegKind, NgFlags>> = {
  trunk: PLAIN,
  sipPhone: { ...PLAIN, 'rtcp-mux': [] },
  browser: {
    'transport-protocol': 'UDP/TLS/RTP/SAVPF',
    ICE: 'force',
    'rtcp-mux': ['offer', 'require'],
    // RFC 8842: the browser answers `active`; rtpengine waits for its handshake.
    DTLS: 'passive',
    SDES: ['off'],
    flags: ['port latching', 'generate-mid'],
  },
}

/** Flags for an answer that comes FROM such an end and goes back to the caller's trunk. */
export const ANSWER_FROM: Readonly<Record<LegKind, NgFlags>> = { trunk: PLAIN, sipPhone: PLAIN, browser: PLAIN }
