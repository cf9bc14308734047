/**
 * Things by id. One step asks for the same few again and again, so the one that was found last is at hand; and a thing that is replaced is replaced where it stands.
 */
export class Register<K extends string, V extends object> {
  readonly #entries = new Map<K, { value: V }>()
  #lastKey: K | null = null
  #last: { value: V } | null = null

  constructor(entries: Iterable<readonly [K, V]> = []) {
    for (const [key, value] of entries) this.set(key, value)
  }

  get(key: K): V | undefined {
    return this.#find(key)?.value
  }

  set(key: K, value: V): void {
    const known = this.#find(key)
    if (known !== null) {
      known.value = value
      return
    }
    const entry = { value }
    this.#entries.set(key, entry)
    this.#lastKey = key
    this.#last = entry
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

  #find(key: K): { value: V } | null {
    if (this.#last !== null && key === this.#lastKey) return this.#last
    const entry = this.#entries.get(key)
    if (entry === undefined) return null
    this.#lastKey = key
    this.#last = entry
    return entry
  }
}
