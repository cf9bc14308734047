/** What stands in a register: the thing, and what whoever keeps an index of the things knows of it. */
export type Entry<V, L> = { value: V; link: L | undefined }

/**
 * Things by id. One step asks for the same few again and again, so the one that was asked for last is at hand; and a thing that is replaced is replaced where it stands.
 */
export class Register<K extends string, V extends object, L = undefined> {
  readonly #entries = new Map<K, Entry<V, L>>()
  #lastKey: K | null = null
  #last: Entry<V, L> | null = null
  /** Asked for last of those who are not there. */
  #missing: K | null = null

  get(key: K): V | undefined {
    return this.find(key)?.value
  }

  set(key: K, value: V): Entry<V, L> {
    const known = this.find(key)
    if (known !== null) {
      known.value = value
      return known
    }
    const entry: Entry<V, L> = { value, link: undefined }
    this.#entries.set(key, entry)
    this.#lastKey = key
    this.#last = entry
    this.#missing = null
    return entry
  }

  delete(key: K): void {
    this.#entries.delete(key)
    this.#lastKey = null
    this.#last = null
  }

  *values(): Generator<V> {
    for (const { value } of this.#entries.values()) yield value
  }

  *[Symbol.iterator](): Generator<[K, V]> {
    for (const [key, { value }] of this.#entries) yield [key, value]
  }

  /** The place of the thing, which stays the same while it is there; null: it is not. */
  find(key: K): Entry<V, L> | null {
    if (this.#last !== null && key === this.#lastKey) return this.#last
    if (key === this.#missing) return null
    const entry = this.#entries.get(key)
    if (entry === undefined) {
      this.#missing = key
      return null
    }
    this.#lastKey = key
    this.#last = entry
    return entry
  }
}
