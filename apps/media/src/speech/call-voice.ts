import type { PromptId, PromptPart, SpeechPart, TenantSnapshot } from '@seatline/core'
import type { Clock } from '../runtime/clock.ts'
import { SequencePlayer, type PlayedOut } from './sequence-player.ts'
import { filesOf } from './speech-files.ts'

/** The part of a call that its voice needs. */
export type SpokenTo = {
  readonly tenant: TenantSnapshot
  readonly media: {
    playPrompt(file: string): Promise<number>
    playMusic(file: string): Promise<void>
    stopPlaying(): Promise<void>
  }
}

/** What the platform says to the caller of one call: one thing at a time, whoever of menu, queue and voicemail asks for it. */
export class CallVoice {
  readonly #call: SpokenTo
  readonly #player: SequencePlayer
  readonly #onFault: (error: unknown) => void

  constructor(call: SpokenTo, options: { readonly clock: Clock; readonly onFault: (error: unknown) => void }) {
    this.#call = call
    const { media } = call
    const { clock, onFault } = options
    this.#onFault = onFault
    this.#player = new SequencePlayer({
      clock,
      ear: {
        play: (file) =>
          media.playPrompt(file).catch((error: unknown) => {
            onFault(error)
            throw error
          }),
        stop: () => void media.stopPlaying().catch(onFault),
      },
    })
  }

  say(parts: readonly (SpeechPart | PromptPart)[], onEnd: (outcome: PlayedOut) => void): void {
    this.#player.play(filesOf(this.#call.tenant, parts), onEnd)
  }

  stopSaying(): void {
    this.#player.stop()
  }

  /** What is said goes no further; something else plays already. */
  forget(): void {
    this.#player.forget()
  }

  /** Until something else is said. */
  playMusic(promptId: PromptId): void {
    this.#player.forget()
    const file = this.#call.tenant.prompts.find((prompt) => prompt.promptId === promptId)?.file
    if (file !== undefined) void this.#call.media.playMusic(file).catch(this.#onFault)
  }
}
