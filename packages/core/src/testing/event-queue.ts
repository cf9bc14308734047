type Entry<E> = { readonly at: number; readonly order: number; readonly event: E }

/** What is to happen, taken out in the order of time; at the same time, in the order in which it was put in. A binary heap. */
export class EventQueue<E> {
  readonly #heap: Entry<E>[] = []
  #added = 0

  add(at: number, event: E): void {
    const heap = this.#heap
    heap.push({ at, order: this.#added++, event })
    for (let child = heap.length - 1; child > 0;) {
      const parent = (child - 1) >> 1
      if (!this.#swapIfBefore(child, parent)) return
      child = parent
    }
  }

  /** null when nothing is left. */
  take(): { readonly at: number; readonly event: E } | null {
    const heap = this.#heap
    const [first] = heap
    const last = heap.pop()
    if (first === undefined || last === undefined) return null
    if (heap.length > 0) {
      heap[0] = last
      this.#sink()
    }
    return first
  }

  #sink(): void {
    for (let parent = 0; ;) {
      const left = 2 * parent + 1
      const child = this.#isBefore(left + 1, left) ? left + 1 : left
      if (!this.#swapIfBefore(child, parent)) return
      parent = child
    }
  }

  #swapIfBefore(child: number, parent: number): boolean {
    if (!this.#isBefore(child, parent)) return false
    const [a, b] = [this.#heap[child], this.#heap[parent]]
    if (a === undefined || b === undefined) return false
    this.#heap[parent] = a
    this.#heap[child] = b
    return true
  }

  #isBefore(a: number, b: number): boolean {
    const [first, second] = [this.#heap[a], this.#heap[b]]
    if (first === undefined || second === undefined) return false
    return first.at < second.at || (first.at === second.at && first.order < second.order)
  }
}
