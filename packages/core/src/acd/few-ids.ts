/** A set of ids in the order in which they came in. Most hold one id or none, which costs no table. */
export class FewIds<K extends string> {
  #first: K | null = null
  readonly #others = new Set<K>()

  get size(): number {
    return this.#others.size + (this.#first === null ? 0 : 1)
  }

  add(id: K): void {
    if (this.#first === id) return
    if (this.#first === null && this.#others.size === 0) this.#first = id
    else this.#others.add(id)
  }

  delete(id: K): void {
    if (this.#first === id) this.#first = null
    else if (this.#others.size > 0) this.#others.delete(id)
  }

  /** All of them; none is left. */
  take(): readonly K[] {
    const first = this.#first
    this.#first = null
    if (this.#others.size === 0) return first === null ? [] : [first]
    const ids = first === null ? [...this.#others] : [first, ...this.#others]
    this.#others.clear()
    return ids
  }
}
