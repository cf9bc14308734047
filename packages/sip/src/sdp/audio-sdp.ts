import { parse, write, type SessionDescription } from 'sdp-transform'

export type MediaDirection = 'sendrecv' | 'sendonly' | 'recvonly' | 'inactive'
export type AudioEndpoint = {
  readonly address: string
  readonly port: number
  readonly direction: MediaDirection
  /** Payload types in the order of preference, with their encoding names in upper case. */
  readonly payloads: readonly { readonly type: number; readonly codec: string }[]
}

const STATIC_CODECS: Readonly<Record<number, string>> = { 0: 'PCMU', 8: 'PCMA', 9: 'G722', 18: 'G729' }
const DIRECTIONS: readonly MediaDirection[] = ['sendrecv', 'sendonly', 'recvonly', 'inactive']

type AudioMedia = SessionDescription['media'][number]

const audioOf = (session: SessionDescription): AudioMedia | null =>
  session.media.find((media) => media.type === 'audio') ?? null

/** The audio stream of a session description; null when there is none or the text is no SDP. */
export function parseAudio(sdp: string): AudioEndpoint | null {
  const session = parseSession(sdp)
  const audio = session === null ? null : audioOf(session)
  if (session === null || audio === null) return null
  const address = audio.connection?.ip ?? session.connection?.ip ?? '0.0.0.0'
  const names = new Map(audio.rtp.map(({ payload, codec }) => [payload, codec.toUpperCase()]))
  // sdp-transform gives a lone payload type as a number, whatever its types say.
  const payloads: unknown = audio.payloads
  const types = (typeof payloads === 'number' ? payloads.toString() : typeof payloads === 'string' ? payloads : '')
    .split(' ')
    .filter((type) => /^\d+$/.test(type))
    .map(Number)
  return {
    address,
    port: audio.port,
    // RFC 3264 8.4: an address of 0.0.0.0 is the old way to put on hold.
    direction: address === '0.0.0.0' ? 'inactive' : parseDirection(audio.direction ?? session.direction),
    payloads: types.map((type) => ({ type, codec: names.get(type) ?? STATIC_CODECS[type] ?? '?' })),
  }
}

/** True when the peer that sent this offer does not want to hear us: music on hold is due (RFC 3264 8.4). */
export function isHoldOffer(sdp: string): boolean {
  const audio = parseAudio(sdp)
  return audio !== null && (audio.direction === 'sendonly' || audio.direction === 'inactive' || audio.port === 0)
}

/** The direction that answers an offered one (RFC 3264 6.1) when we are willing to send and receive. */
export function answerDirection(offered: MediaDirection): MediaDirection {
  switch (offered) {
    case 'sendonly': {
      return 'recvonly'
    }
    case 'recvonly': {
      return 'sendonly'
    }
    case 'sendrecv':
    case 'inactive': {
      return offered
    }
  }
}

/** The same description with another direction and the next session version (RFC 3264 8), for an answer to hold or retrieve. */
export function withDirection(sdp: string, direction: MediaDirection): string {
  const session = parse(sdp)
  delete session.direction
  for (const media of session.media) media.direction = direction
  session.origin.sessionVersion++
  return write(session)
}

export type DtlsRole = 'active' | 'passive'

/** Our DTLS role after the far end has answered `answer`; null without DTLS (RFC 5763 5). */
export function dtlsRoleAfter(answer: string): DtlsRole | null {
  const theirs = /^a=setup:(active|passive)\s*$/m.exec(answer)?.[1]
  if (theirs === undefined) return null
  return theirs === 'active' ? 'passive' : 'active'
}

/** The description as an answer: it may not leave the DTLS role open, and an association that stands keeps its roles (RFC 8842 5.3, 5.5). */
export function withDtlsRole(sdp: string, role: DtlsRole | null): string {
  return role === null ? sdp : sdp.replaceAll(/^a=setup:\w+/gm, `a=setup:${role}`)
}

/** A plain RTP audio description, as a simulated phone or the IVR's end offers and answers it. Port 9 means: no media of our own (RFC 863's discard port). */
export function buildAudioSdp(audio: {
  readonly address: string
  readonly port: number
  readonly codecs: readonly ('PCMA' | 'PCMU')[]
  readonly telephoneEventPayload: number | null
  readonly direction: MediaDirection
  readonly sessionId: number
}): string {
  const rtp = audio.codecs.map((codec) => ({ payload: codec === 'PCMU' ? 0 : 8, codec, rate: 8_000 }))
  const events = audio.telephoneEventPayload
  const lines = [
    'v=0',
    `o=- ${String(audio.sessionId)} 1 IN IP4 ${audio.address}`,
    's=-',
    `c=IN IP4 ${audio.address}`,
    't=0 0',
    `m=audio ${String(audio.port)} RTP/AVP ${[...rtp.map(({ payload }) => payload), ...(events === null ? [] : [events])].join(' ')}`,
    ...rtp.map(({ payload, codec, rate }) => `a=rtpmap:${String(payload)} ${codec}/${String(rate)}`),
    ...(events === null ? [] : [`a=rtpmap:${String(events)} telephone-event/8000`, `a=fmtp:${String(events)} 0-15`]),
    `a=${audio.direction}`,
    'a=ptime:20',
  ]
  return lines.join('\r\n') + '\r\n'
}

/** The answer of an end that takes G.711 as offered but has no media of its own (the IVR before an agent is joined): first offered G.711 codec, telephone events kept. Null: nothing that we can talk. */
export function buildPlaceholderAnswer(offer: string, sessionId: number): string | null {
  const audio = parseAudio(offer)
  const codec = audio?.payloads.find((each) => each.codec === 'PCMA' || each.codec === 'PCMU')?.codec
  if (audio === null || (codec !== 'PCMA' && codec !== 'PCMU')) return null
  return buildAudioSdp({
    address: '127.0.0.1',
    port: 9,
    codecs: [codec],
    telephoneEventPayload: audio.payloads.find((each) => each.codec === 'TELEPHONE-EVENT')?.type ?? null,
    direction: 'sendrecv',
    sessionId,
  })
}

function parseSession(sdp: string): SessionDescription | null {
  try {
    return parse(sdp)
  } catch {
    return null
  }
}

function parseDirection(direction: string | undefined): MediaDirection {
  return DIRECTIONS.find((each) => each === direction) ?? 'sendrecv'
}
