import { promisify } from 'node:util'
import { gunzip, gzip } from 'node:zlib'
import type { PoolLogBatch, PoolLogEntry } from '@seatline/core'

const compress = promisify(gzip)
const expand = promisify(gunzip)

/** A piece of a pool's log under one lease. */
export type Segment = {
  readonly token: number
  readonly first: number
  readonly last: number
  readonly fromAt: number
  readonly untilAt: number
  readonly entries: readonly PoolLogEntry[]
}

/** Entries of several batches, cut where the lease changes. An entry that was written twice is taken once. */
export function segmentsOf(batches: readonly PoolLogBatch[]): readonly Segment[] {
  const segments: { readonly token: number; readonly entries: PoolLogEntry[] }[] = []
  let n = -1
  for (const { token, entries } of batches)
    for (const entry of entries) {
      if (entry.n <= n) continue
      n = entry.n
      const present = segments.at(-1)
      if (present?.token === token) present.entries.push(entry)
      else segments.push({ token, entries: [entry] })
    }
  return segments.flatMap(({ token, entries }) => {
    const [first] = entries
    const last = entries.at(-1)
    if (first === undefined || last === undefined) return []
    return [{ token, first: first.n, last: last.n, fromAt: first.at, untilAt: last.at, entries }]
  })
}

export const packEntries = (entries: readonly PoolLogEntry[]): Promise<Buffer> =>
  compress(entries.map((entry) => JSON.stringify(entry)).join('\n'))

/** Lines of JSON, compressed or not. */
export async function unpackEntries(packed: Uint8Array): Promise<readonly PoolLogEntry[]> {
  const isCompressed = packed[0] === 0x1f && packed[1] === 0x8b
  const text = (isCompressed ? await expand(packed) : Buffer.from(packed)).toString('utf8')
  // Written by this product, in whatever version; the engine's flags in it say how it decided.
  return text
    .split('\n')
    .filter((line) => line !== '')
    .map((line) => JSON.parse(line) as PoolLogEntry)
}
