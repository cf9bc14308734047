/**
 * The one ordered queue of everything that happens on this node. A task may post further tasks; they run after those already waiting, never inside each
 * other, so a step always sees the result of the one before.
 */
export class Inbox {
  readonly #tasks: (() => void)[] = []
  readonly #onFault: (error: unknown) => void
  #running = false

  constructor(onFault: (error: unknown) => void) {
    this.#onFault = onFault
  }

  post(task: () => void): void {
    this.#tasks.push(task)
    if (!this.#running) this.#drain()
  }

  #drain(): void {
    this.#running = true
    // Tasks that are posted meanwhile lengthen the list that is walked.
    for (const task of this.#tasks) {
      try {
        task()
      } catch (error) {
        // A broken invariant ends what it belongs to, not the node.
        this.#onFault(error)
      }
    }
    this.#tasks.length = 0
    this.#running = false
  }
}
