import { mkdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs'
import { rename, writeFile } from 'node:fs/promises'
import path from 'node:path'

const EVERY_MS = 1_000

/** A file that says when this node was last alive, so that the next process can date the end of the calls that this one may leave behind. */
export class Heartbeat {
  readonly #file: string
  readonly #now: () => number
  readonly #onFault: (error: unknown) => void
  #timer: NodeJS.Timeout | null = null

  constructor(directory: string, now: () => number, onFault: (error: unknown) => void) {
    mkdirSync(directory, { recursive: true })
    this.#file = path.join(directory, 'last-alive')
    this.#now = now
    this.#onFault = onFault
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
    this.#timer = setInterval(() => void this.#beatLater(), EVERY_MS)
    this.#timer.unref()
  }

  stop(): void {
    if (this.#timer !== null) clearInterval(this.#timer)
    this.#beat()
  }

  /** In the background: a slow disk must not hold up calls. */
  async #beatLater(): Promise<void> {
    const draft = `${this.#file}.draft`
    try {
      await writeFile(draft, String(this.#now()))
      await rename(draft, this.#file)
    } catch (error) {
      this.#onFault(error)
    }
  }

  #beat(): void {
    const draft = `${this.#file}.new`
    writeFileSync(draft, String(this.#now()))
    renameSync(draft, this.#file)
  }
}
