import { closeSync, fdatasync, mkdirSync, openSync, readdirSync, readFileSync, rmSync, writeSync } from 'node:fs'
import path from 'node:path'

const SEGMENT_BYTES = 4 * 1024 * 1024
const FLUSH_MS = 50

/**
 * Lines on disk that outlive the process. A line is with the operating system when `append` returns, so killing the process loses nothing; a group flush
 * follows within 50 ms for a power failure. Whole segments are deleted when all their lines are confirmed.
 */
export class OutboxFile {
  readonly #directory: string
  readonly #epoch: number
  #segment = 0
  #descriptor: number
  #bytes = 0
  #flushing = false
  #dirty = false
  #timer: NodeJS.Timeout | null = null
  /** Lines not yet confirmed, by segment. */
  readonly #open = new Map<number, number>()

  constructor(directory: string, epoch: number) {
    mkdirSync(directory, { recursive: true })
    this.#directory = directory
    this.#epoch = epoch
    this.#descriptor = this.#openSegment()
  }

  /** Gives the segment that the lines went to, for `confirm`. */
  append(lines: readonly string[]): number {
    if (this.#bytes > SEGMENT_BYTES) this.#rotate()
    const text = lines.join('\n') + '\n'
    this.#bytes += writeSync(this.#descriptor, text)
    this.#open.set(this.#segment, (this.#open.get(this.#segment) ?? 0) + lines.length)
    this.#flushSoon()
    return this.#segment
  }

  /** The stream holds `count` more lines of that segment. */
  confirm(segment: number, count: number): void {
    const left = (this.#open.get(segment) ?? 0) - count
    this.#open.set(segment, left)
    if (left > 0 || segment === this.#segment) return
    this.#open.delete(segment)
    rmSync(this.#file(segment), { force: true })
  }

  /** Ends the file; an empty backlog leaves nothing behind. */
  close(): void {
    if (this.#timer !== null) clearTimeout(this.#timer)
    closeSync(this.#descriptor)
    if ((this.#open.get(this.#segment) ?? 0) === 0) rmSync(this.#file(this.#segment), { force: true })
  }

  #openSegment(): number {
    return openSync(this.#file(this.#segment), 'a')
  }

  #rotate(): void {
    const previous = this.#segment
    closeSync(this.#descriptor)
    this.#segment++
    this.#bytes = 0
    this.#descriptor = this.#openSegment()
    this.confirm(previous, 0)
  }

  #flushSoon(): void {
    this.#dirty = true
    if (this.#timer !== null || this.#flushing) return
    this.#timer = setTimeout(() => this.#flush(), FLUSH_MS)
    this.#timer.unref()
  }

  #flush(): void {
    this.#timer = null
    this.#dirty = false
    this.#flushing = true
    // A segment that was rotated away meanwhile gives EBADF; its lines are with the operating system all the same.
    fdatasync(this.#descriptor, () => {
      this.#flushing = false
      if (this.#dirty) this.#flushSoon()
    })
  }

  #file(segment: number): string {
    return path.join(this.#directory, `outbox-${String(this.#epoch)}-${String(segment).padStart(6, '0')}.jsonl`)
  }
}

export type LeftOver = { readonly lines: readonly string[]; readonly forget: () => void }

/** What earlier processes wrote, in their order. A line cut off by the kill is left out: it was never acknowledged. */
export function readLeftOver(directory: string): LeftOver {
  mkdirSync(directory, { recursive: true })
  const files = readdirSync(directory)
    .filter((name) => /^outbox-\d+-\d+\.jsonl$/.test(name))
    .toSorted()
    .map((name) => path.join(directory, name))
  const lines = files.flatMap((file) => {
    const text = readFileSync(file, 'utf8')
    return text
      .slice(0, text.lastIndexOf('\n') + 1)
      .split('\n')
      .filter((line) => line !== '')
  })
  return {
    lines,
    forget: () => {
      for (const file of files) rmSync(file, { force: true })
    },
  }
}
