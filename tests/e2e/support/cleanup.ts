/** What was opened is closed in the opposite order; one that cannot be closed keeps none of the others open. */
export class Cleanup {
  readonly #steps: (() => Promise<unknown>)[] = []

  /** Hands `opened` back, so that opening and closing stand in one line. */
  async own<T>(opened: Promise<T>, close: (value: T) => Promise<unknown>): Promise<T> {
    const value = await opened
    this.#steps.push(() => close(value))
    return value
  }

  async run(): Promise<void> {
    const failures: unknown[] = []
    for (const step of this.#steps.splice(0).toReversed()) {
      await step().catch((error: unknown) => failures.push(error))
    }
    if (failures.length > 0) throw new AggregateError(failures, 'not everything could be closed')
  }
}
