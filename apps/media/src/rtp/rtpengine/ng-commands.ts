import { parseAudio } from '@seatline/sip'
import { z } from 'zod'
import { ANSWER_FROM, OFFER_TO, type LegKind } from './flags-by-direction.ts'
import { NgError, type NgClient, type NgReply } from './ng-client.ts'

const CALLER = 'caller'
/** A copy goes to a socket of ours: plain RTP. */
const PLAIN_COPY = { 'transport-protocol': 'RTP/AVP', ICE: 'remove', 'rtcp-mux': ['demux'] }
const streamSchema = z.looseObject({ stats: z.looseObject({ packets: z.number() }).optional() })
const querySchema = z.looseObject({
  tags: z.record(z.string(), z.looseObject({ medias: z.array(z.looseObject({ streams: z.array(streamSchema) })) })),
})
const playSchema = z.looseObject({ duration: z.number().optional() })
const sdpSchema = z.looseObject({ sdp: z.string() })

export type Described = {
  readonly sdp: string
  /** rtpengine's port in that description. */
  readonly port: number
}

/** The commands of one rtpengine call for one interaction: from-tag `caller`; to-tags `ivr` and `agent-<leg>`. */
export class NgCommands {
  readonly #ng: NgClient

  constructor(ng: NgClient) {
    this.#ng = ng
  }

  /** `fromTag` is the caller's unless said otherwise. */
  async offer(at: { callId: string; fromTag?: string; toTag: string; sdp: string; to: LegKind }): Promise<Described> {
    const reply = await this.#ng.request('offer', {
      'call-id': at.callId,
      'from-tag': at.fromTag ?? CALLER,
      // With the tag in the offer the far end gets a port of its own; without it rtpengine reuses the one of the previous party.
      'to-tag': at.toTag,
      sdp: at.sdp,
      ...OFFER_TO[at.to],
    })
    return described(reply)
  }

  async answer(at: {
    callId: string
    fromTag?: string
    toTag: string
    sdp: string
    from: LegKind
  }): Promise<Described> {
    const reply = await this.#ng.request('answer', {
      'call-id': at.callId,
      'from-tag': at.fromTag ?? CALLER,
      'to-tag': at.toTag,
      sdp: at.sdp,
      ...ANSWER_FROM[at.from],
    })
    return described(reply)
  }

  /** A party's new description in a session that is up; the other side keeps its port. */
  async move(at: {
    callId: string
    fromTag: string
    toTag: string
    sdp: string
    peerSdp: string
    kind: LegKind
    peerKind: LegKind
  }): Promise<Described> {
    await this.#ng.request('offer', {
      'call-id': at.callId,
      'from-tag': at.fromTag,
      'to-tag': at.toTag,
      sdp: at.sdp,
      ...OFFER_TO[at.peerKind],
    })
    const reply = await this.#ng.request('answer', {
      'call-id': at.callId,
      'from-tag': at.fromTag,
      'to-tag': at.toTag,
      sdp: at.peerSdp,
      ...OFFER_TO[at.kind],
    })
    return described(reply)
  }

  /** Plays to one party; resolves with the length of one round in ms. */
  async play(
    callId: string,
    { tag, file, rounds }: { readonly tag: string; readonly file: string; readonly rounds: number },
  ): Promise<number> {
    const reply = await this.#ng.request('play media', {
      'call-id': callId,
      'from-tag': tag,
      file,
      ...(rounds > 1 ? { 'repeat-times': rounds } : {}),
    })
    return playSchema.parse(reply).duration ?? 0
  }

  async stopPlaying(callId: string, tag: string): Promise<void> {
    await this.#ng.request('stop media', { 'call-id': callId, 'from-tag': tag })
  }

  /** Keys that this party presses are told to us and pass on to nobody, until `unblockKeys`. */
  async blockKeys(callId: string, tag: string): Promise<void> {
    await this.#ng.request('block DTMF', { 'call-id': callId, 'from-tag': tag })
  }

  async unblockKeys(callId: string, tag: string): Promise<void> {
    await this.#ng.request('unblock DTMF', { 'call-id': callId, 'from-tag': tag })
  }

  /** What that party says reaches nobody, until `unblock`. Keys pass. */
  async block(callId: string, tag: string): Promise<void> {
    await this.#ng.request('block media', { 'call-id': callId, 'from-tag': tag })
  }

  async unblock(callId: string, tag: string): Promise<void> {
    await this.#ng.request('unblock media', { 'call-id': callId, 'from-tag': tag })
  }

  async startRecording(callId: string, metadata: string): Promise<void> {
    await this.#ng.request('start recording', { 'call-id': callId, metadata })
  }

  async stopRecording(callId: string): Promise<void> {
    await this.#ng.request('stop recording', { 'call-id': callId })
  }

  /** A copy of what the party sends is on offer; resolves with the tag of who may take it. */
  async subscribe(callId: string, from: string): Promise<{ readonly tag: string; readonly sdp: string }> {
    const reply = await this.#ng.request('subscribe request', { 'call-id': callId, 'from-tags': [from], ...PLAIN_COPY })
    const { 'to-tag': tag, sdp } = z.looseObject({ 'to-tag': z.string(), sdp: z.string() }).parse(reply)
    return { tag, sdp }
  }

  /** The answer must take every payload on offer, telephone events too. */
  async answerSubscription(callId: string, tag: string, sdp: string): Promise<void> {
    await this.#ng.request('subscribe answer', { 'call-id': callId, 'to-tag': tag, sdp, ...PLAIN_COPY })
  }

  async unsubscribe(callId: string, tag: string): Promise<void> {
    await this.#ng.request('unsubscribe', { 'call-id': callId, 'to-tag': tag })
  }

  /** Drops one party. */
  async dropParty(callId: string, tag: string): Promise<void> {
    await this.#ng.request('delete', { 'call-id': callId, 'from-tag': tag, 'delete-delay': 0 })
  }

  async deleteCall(callId: string): Promise<void> {
    await this.#ng.request('delete', { 'call-id': callId, 'delete-delay': 0 })
  }

  async ping(): Promise<void> {
    await this.#ng.request('ping')
  }

  async listCalls(): Promise<readonly string[]> {
    const reply = await this.#ng.request('list', { limit: 10_000 })
    return z.looseObject({ calls: z.array(z.string()) }).parse(reply).calls
  }

  /** Packets received from each tag so far; null when rtpengine knows the call no more. */
  async packets(callId: string): Promise<ReadonlyMap<string, number> | null> {
    try {
      const { tags } = querySchema.parse(await this.#ng.request('query', { 'call-id': callId }))
      return new Map(Object.entries(tags).map(([tag, { medias }]) => [tag, countPackets(medias)]))
    } catch (error) {
      if (error instanceof NgError && error.code === 'ng.refused') return null
      throw error
    }
  }
}

function countPackets(medias: readonly { readonly streams: readonly z.infer<typeof streamSchema>[] }[]): number {
  return medias[0]?.streams[0]?.stats?.packets ?? 0
}

function described(reply: NgReply): Described {
  const { sdp } = sdpSchema.parse(reply)
  return { sdp, port: parseAudio(sdp)?.port ?? 0 }
}
