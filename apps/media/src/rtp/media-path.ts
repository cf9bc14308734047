import path from 'node:path'
import { buildAudioSdp, buildPlaceholderAnswer, parseAudio } from '@seatline/sip'
import type { LegKind } from './rtpengine/flags-by-direction.ts'
import type { Described, NgCommands } from './rtpengine/ng-commands.ts'

const IVR_TAG = 'ivr'
const CALLER_TAG = 'caller'
const ROUNDS_WITHOUT_END = 100_000

export class MediaRefusedError extends Error {
  readonly code = 'media.refused'
}

/**
 * The media of one interaction: one rtpengine call, the caller's port the same from the first prompt to the last agent. Commands go out one after the
 * other, in the order they were asked for.
 */
export class MediaPath {
  readonly #ng: NgCommands
  readonly #callId: string
  readonly #promptsDirectory: string
  #chain: Promise<unknown> = Promise.resolve()
  #callerSdp = ''
  /** Who the caller is joined to: the menu, or an agent. */
  #peer: { readonly tag: string; readonly kind: LegKind; readonly answer: string } | null = null
  #playing = false
  #heldTag: string | null = null
  #closed = false

  constructor(options: { readonly ng: NgCommands; readonly callId: string; readonly promptsDirectory: string }) {
    this.#ng = options.ng
    this.#callId = options.callId
    this.#promptsDirectory = options.promptsDirectory
  }

  /** Answers the caller's offer. Rejects with MediaRefusedError when there is nothing in it that we can talk. */
  open(offer: string): Promise<Described> {
    return this.#inOrder(async () => {
      const callerSdp = reduceToG711(offer)
      const placeholder = callerSdp === null ? null : buildPlaceholderAnswer(callerSdp, 1)
      if (callerSdp === null || placeholder === null) throw new MediaRefusedError('no G.711 audio over RTP is offered')
      this.#callerSdp = callerSdp
      this.#peer = { tag: IVR_TAG, kind: 'trunk', answer: placeholder }
      const at = { callId: this.#callId, toTag: IVR_TAG }
      await this.#ng.offer({ ...at, sdp: callerSdp, to: 'trunk' })
      return this.#ng.answer({ ...at, sdp: placeholder, from: 'trunk' })
    })
  }

  /** The description that an agent's phone is to be offered. */
  offerAgent(tag: string, kind: LegKind): Promise<Described> {
    return this.#inOrder(() => this.#ng.offer({ callId: this.#callId, toTag: tag, sdp: this.#callerSdp, to: kind }))
  }

  /** The agent's phone has answered: caller and agent are joined. */
  joinAgent(tag: string, kind: LegKind, answer: string): Promise<void> {
    return this.#inOrder(async () => {
      this.#peer = { tag, kind, answer }
      await this.#ng.answer({ callId: this.#callId, toTag: tag, sdp: answer, from: kind })
    })
  }

  /** A party's media comes from elsewhere now; resolves with our description towards it. */
  moveAgent(tag: string, kind: LegKind, offer: string): Promise<Described> {
    return this.#inOrder(() =>
      this.#ng.move({
        callId: this.#callId,
        fromTag: tag,
        toTag: CALLER_TAG,
        sdp: offer,
        peerSdp: this.#callerSdp,
        kind,
        peerKind: 'trunk',
      }),
    )
  }

  /** The caller's media comes from elsewhere now; whom the caller hears stays. */
  moveCaller(offer: string): Promise<Described> {
    return this.#inOrder(async () => {
      const callerSdp = reduceToG711(offer)
      const peer = this.#peer
      if (callerSdp === null || peer === null) throw new MediaRefusedError('no G.711 audio over RTP is offered')
      this.#callerSdp = callerSdp
      const at = { callId: this.#callId, toTag: peer.tag }
      await this.#ng.offer({ ...at, sdp: callerSdp, to: peer.kind })
      return this.#ng.answer({ ...at, sdp: peer.answer, from: peer.kind })
    })
  }

  dropAgent(tag: string): Promise<void> {
    return this.#inOrder(async () => {
      if (this.#heldTag === tag) await this.#release()
      await this.#ng.dropParty(this.#callId, tag)
    })
  }

  /** Neither hears the other; the caller hears the music. */
  hold(tag: string, music: string | null): Promise<void> {
    return this.#inOrder(async () => {
      this.#heldTag = tag
      await this.#ng.block(this.#callId, tag)
      await this.#ng.block(this.#callId, CALLER_TAG)
      if (music !== null) await this.#play(music, ROUNDS_WITHOUT_END)
    })
  }

  retrieve(tag: string): Promise<void> {
    return this.#inOrder(async () => {
      await this.#stop()
      if (this.#heldTag === tag) await this.#release()
      await this.#ng.unblock(this.#callId, tag)
    })
  }

  /** Plays once; resolves with the length in ms. */
  playPrompt(file: string): Promise<number> {
    return this.#inOrder(() => this.#play(file, 1))
  }

  playMusic(file: string): Promise<void> {
    return this.#inOrder(async () => {
      await this.#play(file, ROUNDS_WITHOUT_END)
    })
  }

  stopPlaying(): Promise<void> {
    return this.#inOrder(() => this.#stop())
  }

  startRecording(metadata: string): Promise<void> {
    return this.#inOrder(() => this.#ng.startRecording(this.#callId, metadata))
  }

  stopRecording(): Promise<void> {
    return this.#inOrder(() => this.#ng.stopRecording(this.#callId))
  }

  close(): Promise<void> {
    return this.#inOrder(async () => {
      this.#closed = true
      if (this.#callerSdp !== '') await this.#ng.deleteCall(this.#callId)
    })
  }

  packets(): Promise<ReadonlyMap<string, number> | null> {
    return this.#ng.packets(this.#callId)
  }

  async #play(file: string, rounds: number): Promise<number> {
    this.#playing = true
    return this.#ng.playToCaller(this.#callId, path.join(this.#promptsDirectory, file), rounds)
  }

  async #stop(): Promise<void> {
    if (!this.#playing) return
    this.#playing = false
    await this.#ng.stopPlaying(this.#callId)
  }

  async #release(): Promise<void> {
    this.#heldTag = null
    await this.#ng.unblock(this.#callId, CALLER_TAG)
  }

  #inOrder<T>(command: () => Promise<T>): Promise<T> {
    const next = this.#chain.then(() => {
      if (this.#closed) throw new MediaRefusedError('the media path is closed')
      return command()
    })
    // One refused command must not hold up those behind it.
    this.#chain = next.catch(() => undefined)
    return next
  }
}

/** The caller's description with the one codec that will be used, so that no agent can choose another. Null: no plain G.711 audio. */
function reduceToG711(offer: string): string | null {
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
