import { createHash } from 'node:crypto'
import { mkdirSync, readdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs'
import { rename, writeFile } from 'node:fs/promises'
import path from 'node:path'

const PLATFORM = 'platform'
const ENDING = '.json'

/** The texts that were kept, by tenant. */
export type KeptTexts = { readonly tenants: ReadonlyMap<string, string>; readonly platform: string | null }

/**
 * The published configuration on this node's own disk, a file for each tenant: one change writes one file. Files are written one after another beside the calls,
 * and whole or not at all.
 */
export class SnapshotCopy {
  readonly #directory: string
  readonly #onFault: (error: unknown) => void
  readonly #hashes = new Map<string, string>()
  readonly #waiting = new Map<string, string>()
  #isWriting = false

  constructor(directory: string, onFault: (error: unknown) => void) {
    this.#directory = directory
    this.#onFault = onFault
    mkdirSync(directory, { recursive: true })
  }

  load(): KeptTexts {
    const texts = new Map<string, string>()
    for (const file of readdirSync(this.#directory).filter((name) => name.endsWith(ENDING))) {
      const text = readFileSync(path.join(this.#directory, file), 'utf8')
      const name = file.slice(0, -ENDING.length)
      this.#hashes.set(name, hashOf(text))
      texts.set(name, text)
    }
    const platform = texts.get(PLATFORM) ?? null
    texts.delete(PLATFORM)
    return { tenants: texts, platform }
  }

  keepTenant(tenantId: string, text: string): void {
    this.#keep(tenantId, text)
  }

  keepPlatform(text: string): void {
    this.#keep(PLATFORM, text)
  }

  /** Writes at once what still waits. */
  close(): void {
    for (const [name, text] of this.#waiting) {
      const draft = `${this.#fileOf(name)}.last`
      writeFileSync(draft, text)
      renameSync(draft, this.#fileOf(name))
    }
    this.#waiting.clear()
  }

  #keep(name: string, text: string): void {
    const hash = hashOf(text)
    if (this.#hashes.get(name) === hash) return
    this.#hashes.set(name, hash)
    this.#waiting.set(name, text)
    if (this.#isWriting) return
    this.#isWriting = true
    void this.#writeWaiting().finally(() => {
      this.#isWriting = false
    })
  }

  async #writeWaiting(): Promise<void> {
    for (;;) {
      const [next] = this.#waiting
      if (next === undefined) return
      const [name, text] = next
      try {
        const draft = `${this.#fileOf(name)}.new`
        await writeFile(draft, text)
        // What has come meanwhile is newer: it is next in the loop, or was written by `close`.
        if (this.#waiting.get(name) !== text) continue
        await rename(draft, this.#fileOf(name))
      } catch (error) {
        this.#hashes.delete(name)
        this.#onFault(error)
      }
      if (this.#waiting.get(name) === text) this.#waiting.delete(name)
    }
  }

  #fileOf(name: string): string {
    return path.join(this.#directory, `${name}${ENDING}`)
  }
}

const hashOf = (text: string): string => createHash('sha256').update(text).digest('base64')
