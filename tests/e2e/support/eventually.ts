import { setTimeout as delay } from 'node:timers/promises'

/** Asks until `read` gives a value that `holds`; rejects after `timeoutMs` (default 10 s) with the last value. */
export async function eventually<T>(
  what: string,
  read: () => Promise<T> | T,
  holds: (value: T) => boolean,
  timeoutMs = 10_000,
): Promise<T> {
  const deadline = Date.now() + timeoutMs
  for (;;) {
    const value = await read()
    if (holds(value)) return value
    if (Date.now() > deadline) throw new Error(`${what}: still ${describe(value)} after ${timeoutMs} ms`)
    await delay(50)
  }
}

const describe = (value: unknown): string =>
  (JSON.stringify(value) as string | undefined)?.slice(0, 600) ?? String(value)
