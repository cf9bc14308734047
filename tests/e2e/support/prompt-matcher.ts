import { Worker } from 'node:worker_threads'
import type { KnownSounds, Match } from './prompt-match.ts'
import type { Sound } from './tone.ts'

export type Question = { readonly id: number; readonly heard: Sound }
export type Answer = { readonly id: number; readonly match: Match | null }

/**
 * Recognises prompts on a thread of its own: it takes long enough to hold up the packets of the telephone in the test's own thread, and the other side would
 * hear gaps that nobody made.
 */
export class PromptMatcher {
  readonly #worker: Worker
  readonly #waiting = new Map<number, (match: Match | null) => void>()
  #asked = 0

  constructor(known: KnownSounds) {
    this.#worker = new Worker(new URL('./prompt-match-worker.ts', import.meta.url), { workerData: known })
    this.#worker.on('message', ({ id, match }: Answer) => {
      this.#waiting.get(id)?.(match)
      this.#waiting.delete(id)
    })
  }

  recognise = (heard: Sound): Promise<Match | null> =>
    new Promise((resolve) => {
      this.#asked++
      this.#waiting.set(this.#asked, resolve)
      this.#worker.postMessage({ id: this.#asked, heard } satisfies Question)
    })

  async close(): Promise<void> {
    await this.#worker.terminate()
  }
}
