import { buildAudioSdp, parseAudio } from '@seatline/sip'

export type G711 = 'PCMA' | 'PCMU'

/** A party's description with the one codec that will be used, so that no agent can choose another. Null: no plain G.711 audio. */
export function reduceToG711(offer: string): string | null {
  const audio = parseAudio(offer)
  if (audio === null || !/^m=audio \d+ RTP\/AVPF? /m.test(offer)) return null
  const codec = audio.payloads.find((each) => each.codec === 'PCMA' || each.codec === 'PCMU')?.codec
  if (codec !== 'PCMA' && codec !== 'PCMU') return null
  return buildAudioSdp({
    address: audio.address,
    port: audio.port,
    codecs: [codec],
    telephoneEventPayload: audio.payloads.find((each) => each.codec === 'TELEPHONE-EVENT')?.type ?? null,
    direction: 'sendrecv',
    sessionId: 1,
  })
}
