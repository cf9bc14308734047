import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { recognise } from './prompt-match.ts'
import { hasTone, isSilent, lacksTone, makeTone, slice, toneLevel } from './tone.ts'
import type { Sound } from './tone.ts'
import { readWav, writeWav } from './wav.ts'

/** A deterministic noise, different for each seed (mulberry32). */
function noise(seed: number, seconds: number): Sound {
  let state = seed
  const samples = Float32Array.from({ length: seconds * 8_000 }, () => {
    state = (state + 0x6d2b79f5) | 0
    let t = Math.imul(state ^ (state >>> 15), 1 | state)
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t
    return (((t ^ (t >>> 14)) >>> 0) / 2 ** 32 - 0.5) * 0.4
  })
  return { samples, sampleRate: 8_000 }
}

test('a tone is found with its level, and a tone at another pitch is not taken for it', () => {
  const caller = makeTone({ hz: 300, seconds: 0.3, sampleRate: 8_000 })
  expect(toneLevel(caller, 300)).toBeCloseTo(0.3, 2)
  expect([hasTone(caller, 300), lacksTone(caller, 500), isSilent(caller)]).toEqual([true, true, false])
})

test('no sound at all is silence', () => {
  expect(isSilent({ samples: new Float32Array(0), sampleRate: 8_000 })).toBe(true)
})

test('a piece of a known sound is recognised, across the end of its loop too; another sound is not', () => {
  const known = { music: noise(1, 2), greeting: noise(2, 2) }
  const { samples } = known.music
  const acrossTheEnd = { samples: Float32Array.of(...samples.slice(-400), ...samples.slice(0, 800)), sampleRate: 8_000 }
  expect(recognise(slice(known.greeting, 0.5, 0.9), known)?.name).toBe('greeting')
  expect(recognise(acrossTheEnd, known)?.name).toBe('music')
  expect(recognise(slice(noise(3, 1), 0, 0.4), known)).toBeNull()
})

test('a WAV file comes back as it was written', async () => {
  const folder = await mkdtemp(join(tmpdir(), 'seatline-wav-'))
  try {
    await writeWav(join(folder, 'a.wav'), makeTone({ hz: 500, seconds: 0.2, sampleRate: 48_000 }))
    const [channel, ...others] = await readWav(join(folder, 'a.wav'))
    expect(others).toEqual([])
    expect(channel && toneLevel(channel, 500)).toBeCloseTo(0.3, 2)
  } finally {
    await rm(folder, { recursive: true })
  }
})
