import { readFile, writeFile } from 'node:fs/promises'
import path from 'node:path'
import { DEFAULT_FLAGS, PoolReplay, type PoolLogEntry } from '@seatline/core'
import { describe, expect, it } from 'vitest'
import { SeededRandom } from '../testing/seeded-random.ts'
import { packEntries, segmentsOf, unpackEntries } from './segment.ts'
import { RecordedDay } from './testing/record-day.ts'

/**
 * Promise: what the engine decided once it decides again. The day in the file was recorded by an earlier state of the engine; when this test fails, a change of what the
 * engine decides has come without a flag of its own (core/acd/flags.ts). `RECORD_DAY=1` records it anew, for a change of the log itself.
 */
const FILE = path.join(import.meta.dirname, 'testing/recorded-day.jsonl.gz')

const day = (seed: number, flags = DEFAULT_FLAGS): readonly PoolLogEntry[] =>
  new RecordedDay(new SeededRandom(seed)).record(1_000, flags)

/** By way of the text in which a log is kept. */
async function replayed(entries: readonly PoolLogEntry[]): Promise<PoolReplay> {
  const replay = new PoolReplay()
  for (const entry of await unpackEntries(await packEntries(entries))) replay.take(entry)
  return replay
}

describe('a recorded day', () => {
  it('replays to the same decisions, to the last bit', async () => {
    if (process.env['RECORD_DAY'] === '1') await writeFile(FILE, await packEntries(day(7)))
    const replay = new PoolReplay()
    for (const entry of await unpackEntries(await readFile(FILE))) replay.take(entry)
    expect(replay.report.faults.slice(0, 3)).toEqual([])
    expect(replay.report.steps).toBeGreaterThan(3_000)
  })

  it('replays by the flags that were on then', async () => {
    const [older, newer] = [day(8, []), day(8)]
    expect((await replayed(older)).report.faults).toEqual([])
    expect((await replayed(newer)).report.faults).toEqual([])
    const decisions = (entries: readonly PoolLogEntry[]) =>
      entries.flatMap((entry) => ('decided' in entry ? [entry.decided] : []))
    expect(decisions(older)).not.toEqual(decisions(newer))
    const switched = older.map((entry) =>
      'input' in entry && entry.input.kind === 'engine.configured'
        ? { ...entry, input: { ...entry.input, flags: DEFAULT_FLAGS } }
        : entry,
    )
    expect((await replayed(switched)).report.faults.length).toBeGreaterThan(0)
  })

  it('says where entries are missing', async () => {
    const entries = day(9)
    const report = (await replayed([...entries.slice(0, 500), ...entries.slice(501)])).report
    expect(report.faults).toMatchObject([{ kind: 'gap', n: 502 }])
  })

  it('is cut where the lease changes, and what was written twice is kept once', () => {
    const entries = day(10).slice(0, 10)
    const positions = { inputs: '0-0', commands: '0-0', taken: {} }
    const batch = (token: number, from: number, until: number) => ({
      v: 1 as const,
      token,
      entries: entries.slice(from, until),
      positions,
    })
    expect(segmentsOf([batch(1, 0, 4), batch(1, 2, 6), batch(2, 6, 10)])).toMatchObject([
      { token: 1, first: 1, last: 6 },
      { token: 2, first: 7, last: 10 },
    ])
  })
})
