import path from 'node:path'
import { buildAudioSdp, buildPlaceholderAnswer } from '@seatline/sip'
import { reduceToG711, type G711 } from './reduce-to-g711.ts'
import type { LegKind } from './rtpengine/flags-by-direction.ts'
import type { Described, NgCommands } from './rtpengine/ng-commands.ts'

const IVR_TAG = 'ivr'
const FIRST_CALLER_TAG = 'caller'
const ROUNDS_WITHOUT_END = 100_000

type Placeholder = { readonly sdp: string; readonly codec: G711 }

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
  /** Who called has `caller`; a customer who is called back has a tag of the leg that was dialled. */
  #callerTag = FIRST_CALLER_TAG
  /** What the calls to a customer are offered from, while nobody is on the line but the agent. */
  #placeholder: Placeholder | null = null
  /** Who the caller is joined to: the menu, or an agent. */
  #peer: { readonly tag: string; readonly kind: LegKind; readonly answer: string } | null = null
  #playing = false
  /** What plays until it is stopped. */
  #music: string | null = null
  #heldTag: string | null = null
  #partedTag: string | null = null
  #closed = false

  constructor(options: { readonly ng: NgCommands; readonly callId: string; readonly promptsDirectory: string }) {
    this.#ng = options.ng
    this.#callId = options.callId
    this.#promptsDirectory = options.promptsDirectory
  }

  get callerTag(): string {
    return this.#callerTag
  }

  /** Nobody has called: agents are rung first, in this codec, and the customer is called after that. */
  openForCallback(codec: G711): void {
    const sdp = placeholderOf(codec)
    this.#placeholder = { sdp, codec }
    this.#callerSdp = sdp
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
    return this.#inOrder(() =>
      this.#ng.offer({ callId: this.#callId, fromTag: this.#callerTag, toTag: tag, sdp: this.#callerSdp, to: kind }),
    )
  }

  /** The agent's phone has answered: caller and agent are joined. */
  joinAgent(tag: string, kind: LegKind, answer: string): Promise<void> {
    return this.#inOrder(async () => {
      this.#peer = { tag, kind, answer }
      await this.#ng.answer({
        callId: this.#callId,
        fromTag: this.#callerTag,
        toTag: tag,
        sdp: answer,
        from: kind,
      })
    })
  }

  /** The description that a customer who is to be called back is to be offered. */
  offerCustomer(tag: string): Promise<Described> {
    return this.#inOrder(() => {
      const { sdp } = this.#agentFirst()
      return this.#ng.offer({ callId: this.#callId, fromTag: IVR_TAG, toTag: tag, sdp, to: 'trunk' })
    })
  }

  /** The customer has answered and is the caller from now on, joined to the agent who waits. */
  joinCustomer(tag: string, answer: string): Promise<void> {
    return this.#inOrder(async () => {
      this.#agentFirst()
      const customerSdp = reduceToG711(answer)
      if (customerSdp === null) throw new MediaRefusedError('no G.711 audio over RTP is answered')
      const peer = this.#peer
      await this.#ng.answer({ callId: this.#callId, fromTag: IVR_TAG, toTag: tag, sdp: answer, from: 'trunk' })
      this.#callerTag = tag
      this.#callerSdp = customerSdp
      this.#placeholder = null
      if (peer === null) return
      const at = { callId: this.#callId, fromTag: tag, toTag: peer.tag }
      await this.#ng.offer({ ...at, sdp: customerSdp, to: peer.kind })
      await this.#ng.answer({ ...at, sdp: peer.answer, from: peer.kind })
    })
  }

  /** A party's media comes from elsewhere now; resolves with our description towards it. */
  moveAgent(tag: string, kind: LegKind, offer: string): Promise<Described> {
    return this.#inOrder(() =>
      this.#ng.move({
        callId: this.#callId,
        fromTag: tag,
        toTag: this.#callerTag,
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
      const at = { callId: this.#callId, fromTag: this.#callerTag, toTag: peer.tag }
      await this.#ng.offer({ ...at, sdp: callerSdp, to: peer.kind })
      return this.#ng.answer({ ...at, sdp: peer.answer, from: peer.kind })
    })
  }

  dropAgent(tag: string): Promise<void> {
    return this.#inOrder(async () => {
      const wasWith = this.#heldTag === tag || this.#partedTag === tag
      if (wasWith) await this.#release()
      await this.#ng.dropParty(this.#callId, tag)
      // rtpengine ends what plays to the caller together with any party that goes: a phone that rang in vain is no reason for silence.
      if (this.#music !== null && !wasWith) await this.#play(this.#music, ROUNDS_WITHOUT_END)
    })
  }

  /** Neither hears the other; the caller hears the music. */
  hold(tag: string, music: string | null): Promise<void> {
    return this.#inOrder(async () => {
      this.#heldTag = tag
      await this.#ng.block(this.#callId, tag)
      await this.#ng.block(this.#callId, this.#callerTag)
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

  /** The caller goes elsewhere for a while: neither hears the other, and the keys that the caller presses reach us alone. */
  part(tag: string): Promise<void> {
    return this.#inOrder(async () => {
      await this.#stop()
      this.#partedTag = tag
      await this.#ng.block(this.#callId, tag)
      await this.#ng.block(this.#callId, this.#callerTag)
      await this.#ng.blockKeys(this.#callId, this.#callerTag)
    })
  }

  rejoin(tag: string): Promise<void> {
    return this.#inOrder(async () => {
      await this.#stop()
      if (this.#partedTag === tag || this.#heldTag === tag) await this.#release()
      await this.#ng.unblock(this.#callId, tag)
    })
  }

  /** That party (null: the caller) hears the file over and over, until `endLoop`. */
  loop(tag: string | null, file: string): Promise<void> {
    return this.#inOrder(async () => {
      if (tag === null) await this.#play(file, ROUNDS_WITHOUT_END)
      else await this.#ng.play(this.#callId, { tag, file: this.#pathOf(file), rounds: ROUNDS_WITHOUT_END })
    })
  }

  endLoop(tag: string | null): Promise<void> {
    return this.#inOrder(() => (tag === null ? this.#stop() : this.#ng.stopPlaying(this.#callId, tag)))
  }

  /** The caller does not hear that party, who hears the caller, until `hear`. */
  hush(tag: string): Promise<void> {
    return this.#inOrder(() => this.#ng.block(this.#callId, tag))
  }

  /** The caller hears that party (again). Whom something else keeps apart stays apart. */
  hear(tag: string): Promise<void> {
    return this.#inOrder(async () => {
      if (this.#heldTag !== tag && this.#partedTag !== tag) await this.#ng.unblock(this.#callId, tag)
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
    this.#music = rounds === ROUNDS_WITHOUT_END ? file : null
    return this.#ng.play(this.#callId, { tag: this.#callerTag, file: this.#pathOf(file), rounds })
  }

  async #stop(): Promise<void> {
    if (!this.#playing) return
    this.#playing = false
    this.#music = null
    await this.#ng.stopPlaying(this.#callId, this.#callerTag)
  }

  #pathOf(file: string): string {
    return path.join(this.#promptsDirectory, file)
  }

  async #release(): Promise<void> {
    const wasParted = this.#partedTag !== null
    this.#heldTag = null
    this.#partedTag = null
    await this.#ng.unblock(this.#callId, this.#callerTag)
    if (wasParted) await this.#ng.unblockKeys(this.#callId, this.#callerTag)
  }

  #agentFirst(): Placeholder {
    if (this.#placeholder === null) throw new MediaRefusedError('somebody is on the line already')
    return this.#placeholder
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

/** A party of whom only the codec is known. */
const placeholderOf = (codec: G711): string =>
  buildAudioSdp({
    address: '127.0.0.1',
    port: 9,
    codecs: [codec],
    telephoneEventPayload: 101,
    direction: 'sendrecv',
    sessionId: 1,
  })
