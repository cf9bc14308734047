import type { Logger } from 'pino'

/** At once, and then at intervals; a round that lasts longer than the interval is not joined by another. `what` names the work when it fails. */
export function repeat(
  everyMs: number,
  work: () => Promise<void>,
  how: { readonly log: Logger; readonly what: string },
): { readonly stop: () => void } {
  let isRunning = false
  const run = (): void => {
    if (isRunning) return
    isRunning = true
    work()
      .catch((error: unknown) => how.log.warn({ err: error }, `${how.what} failed; it is tried again`))
      .finally(() => {
        isRunning = false
      })
  }
  run()
  const timer = setInterval(run, everyMs)
  return { stop: () => clearInterval(timer) }
}
