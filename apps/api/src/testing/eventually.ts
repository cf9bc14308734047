import { setTimeout as wait } from 'node:timers/promises'

/** Waits until `isTrue`, asking again and again; throws after the deadline, saying what did not come about. */
export async function eventually(
  what: string,
  isTrue: () => Promise<boolean> | boolean,
  options: { readonly deadlineMs?: number; readonly everyMs?: number } = {},
): Promise<void> {
  const giveUpAt = performance.now() + (options.deadlineMs ?? 30_000)
  while (!(await isTrue())) {
    if (performance.now() > giveUpAt) throw new Error(`did not come about in time: ${what}`)
    await wait(options.everyMs ?? 20)
  }
}
