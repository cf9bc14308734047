import { mkdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs'
import path from 'node:path'

const EVERY_MS = 1_000

/** A file that says when this node was last alive, so that the next process can date the end of the calls that this one may leave behind. */
export class Heartbeat {
  readonly #file: string
  readonly #now: () => number
  #timer: NodeJS.Timeout | null = null

  constructor(directory: string, now: () => number) {
    mkdirSync(directory, { recursive: true })
    this.#file = path.join(directory, 'last-alive')
    this.#now = now
  }

  /** Epoch milliseconds of the previous process's last sign of life; null when there was none. */
  readPrevious(): number | null {
    try {
      const at = Number(readFileSync(this.#file, 'utf8').trim())
      return Number.isSafeInteger(at) && at > 0 ? at : null
    } catch {
      return null
    }
  }

  start(): void {
    this.#beat()
    this.#timer = setInterval(() => this.#beat(), EVERY_MS)
    this.#timer.unref()
  }

  stop(): void {
    if (this.#timer !== null) clearInterval(this.#timer)
    this.#beat()
  }

  #beat(): void {
    const draft = `${this.#file}.new`
    writeFileSync(draft, String(this.#now()))
    renameSync(draft, this.#file)
  }
}
