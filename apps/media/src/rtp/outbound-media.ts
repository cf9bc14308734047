import path from 'node:path'
import { buildAudioSdp } from '@seatline/sip'
import type { Described, NgCommands } from './rtpengine/ng-commands.ts'

const PROMPT_TAG = 'ivr'

/** The media of a call out: our prompts on one side, on the other whichever gateway is being tried. Commands go out one after the other. */
export class OutboundMedia {
  readonly #ng: NgCommands
  readonly #callId: string
  readonly #promptsDirectory: string
  #chain: Promise<unknown> = Promise.resolve()
  #offered = false
  #placeholder = ''

  constructor(options: { readonly ng: NgCommands; readonly callId: string; readonly promptsDirectory: string }) {
    this.#ng = options.ng
    this.#callId = options.callId
    this.#promptsDirectory = options.promptsDirectory
  }

  /** The description that a gateway is to be offered, with the codecs in that order. */
  offer(tag: string, codecs: readonly ('PCMA' | 'PCMU')[]): Promise<Described> {
    return this.#inOrder(() => {
      this.#offered = true
      this.#placeholder = buildAudioSdp({
        address: '127.0.0.1',
        port: 9,
        codecs,
        telephoneEventPayload: 101,
        direction: 'sendrecv',
        sessionId: 1,
      })
      return this.#ng.offer({
        callId: this.#callId,
        fromTag: PROMPT_TAG,
        toTag: tag,
        sdp: this.#placeholder,
        to: 'trunk',
      })
    })
  }

  /** The gateway has answered. */
  answer(tag: string, answer: string): Promise<void> {
    return this.#inOrder(async () => {
      await this.#ng.answer({ callId: this.#callId, fromTag: PROMPT_TAG, toTag: tag, sdp: answer, from: 'trunk' })
    })
  }

  /** The far end's media comes from elsewhere now; resolves with our description towards it. */
  move(tag: string, offer: string): Promise<Described> {
    return this.#inOrder(() =>
      this.#ng.move({
        callId: this.#callId,
        fromTag: tag,
        toTag: PROMPT_TAG,
        sdp: offer,
        peerSdp: this.#placeholder,
        kind: 'trunk',
        peerKind: 'trunk',
      }),
    )
  }

  /** Plays once; resolves with the length in ms. */
  play(tag: string, file: string): Promise<number> {
    return this.#inOrder(() =>
      this.#ng.play(this.#callId, { tag, file: path.join(this.#promptsDirectory, file), rounds: 1 }),
    )
  }

  drop(tag: string): Promise<void> {
    return this.#inOrder(() => this.#ng.dropParty(this.#callId, tag))
  }

  close(): Promise<void> {
    return this.#inOrder(async () => {
      if (this.#offered) await this.#ng.deleteCall(this.#callId)
    })
  }

  #inOrder<T>(command: () => Promise<T>): Promise<T> {
    const next = this.#chain.then(command)
    // One refused command must not hold up those behind it.
    this.#chain = next.catch(() => undefined)
    return next
  }
}
