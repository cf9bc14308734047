import { OutboxFile, readLeftOver, type LeftOver } from './outbox-file.ts'

/** The log that events end up in. Resolves when it holds all of them on its disk, in the given order. */
export interface JournalSink {
  append(lines: readonly string[]): Promise<void>
}

type Waiting = { readonly line: string; readonly segment: number | null }

const BATCH_MAX = 500
const CUT_AFTER = 10_000
const RETRY_MS = [100, 250, 500, 1_000, 2_000] as const

/**
 * Takes events at any time, keeps each on disk until the sink has confirmed it, and sends in order. What an earlier process left is sent first, with the
 * same ids: at least once, and the reader drops what it has.
 */
export class Outbox {
  readonly #sink: JournalSink
  readonly #file: OutboxFile
  readonly #leftOver: LeftOver
  /** In order; those before `#head` are confirmed, and cut off now and then, so that a long backlog costs nothing each time. */
  #waiting: Waiting[]
  #head = 0
  #leftOverLines: number
  #sending = false
  #failures = 0
  #retry: NodeJS.Timeout | null = null
  #closed = false
  confirmed = 0

  constructor(options: { readonly directory: string; readonly epoch: number; readonly sink: JournalSink }) {
    this.#sink = options.sink
    this.#leftOver = readLeftOver(options.directory)
    this.#waiting = this.#leftOver.lines.map((line) => ({ line, segment: null }))
    this.#leftOverLines = this.#waiting.length
    this.#file = new OutboxFile(options.directory, options.epoch)
    if (this.#leftOverLines === 0) this.#leftOver.forget()
    else this.#send()
  }

  /** Events that the sink has not confirmed. */
  get backlog(): number {
    return this.#waiting.length - this.#head
  }

  append(lines: readonly string[]): void {
    if (lines.length === 0) return
    const segment = this.#file.append(lines)
    for (const line of lines) this.#waiting.push({ line, segment })
    this.#send()
  }

  /** Resolves when everything is confirmed, or at the time limit; true when nothing is left. The rest stays on disk. */
  async close(limitMs: number): Promise<boolean> {
    const deadline = Date.now() + limitMs
    while (this.backlog > 0 && Date.now() < deadline) await new Promise((resolve) => setTimeout(resolve, 10))
    this.#closed = true
    if (this.#retry !== null) clearTimeout(this.#retry)
    this.#file.close()
    return this.backlog === 0
  }

  #send(): void {
    if (this.#sending || this.#closed || this.#retry !== null || this.backlog === 0) return
    this.#sending = true
    const batch = this.#waiting.slice(this.#head, this.#head + BATCH_MAX)
    this.#sink
      .append(batch.map(({ line }) => line))
      .then(
        () => {
          this.#failures = 0
          this.#settle(batch)
        },
        () => this.#retryLater(),
      )
      .finally(() => {
        this.#sending = false
        this.#send()
      })
  }

  #settle(batch: readonly Waiting[]): void {
    this.#head += batch.length
    if (this.#head >= CUT_AFTER || this.backlog === 0) {
      this.#waiting = this.#waiting.slice(this.#head)
      this.#head = 0
    }
    this.confirmed += batch.length
    const counts = new Map<number, number>()
    for (const { segment } of batch) {
      if (segment !== null) counts.set(segment, (counts.get(segment) ?? 0) + 1)
      else if (--this.#leftOverLines === 0) this.#leftOver.forget()
    }
    if (this.#closed) return
    for (const [segment, count] of counts) this.#file.confirm(segment, count)
  }

  #retryLater(): void {
    const delayMs = RETRY_MS[Math.min(this.#failures, RETRY_MS.length - 1)]
    this.#failures++
    this.#retry = setTimeout(() => {
      this.#retry = null
      this.#send()
    }, delayMs)
  }
}
