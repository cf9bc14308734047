import { describe, expect, it } from 'vitest'
import { PCMA } from '../audio/g711.ts'
import { FRAME_MS, FRAME_SAMPLES, sineWave } from '../audio/sources.ts'
import { Ear } from './ear.ts'

const seconds = (count: number): number => count * 8_000
const silence = (count: number): Int16Array => new Int16Array(seconds(count))

/** Syllables: noise that swells five times a second and pauses after each word. */
function speech(count: number): Int16Array {
  let state = 7
  return Int16Array.from({ length: seconds(count) }, (_, i) => {
    state = (state * 1_103_515_245 + 12_345) & 0x7fff_ffff
    const syllable = Math.max(0, Math.sin((2 * Math.PI * 2.5 * i) / 8_000)) * (i % 8_000 < 6_000 ? 1 : 0)
    return ((state >> 15) - 16_384) * 0.5 * syllable
  })
}

/** A chord that is held. */
const music = (count: number): Int16Array =>
  [262, 330, 392]
    .map((hz) => sineWave(hz, seconds(count), 3_000))
    .reduce((sum, part) => sum.map((s, i) => s + (part[i] ?? 0)))

function listen(parts: readonly { readonly samples: Int16Array; readonly ssrc?: number }[]): Ear {
  const ear = new Ear({ watchHz: [500], timeline: true })
  let atMs = 0
  for (const { samples, ssrc = 1 } of parts) {
    for (let at = 0; at < samples.length; at += FRAME_SAMPLES) {
      ear.hear({ payload: PCMA.encode(samples.subarray(at, at + FRAME_SAMPLES)), ssrc, atMs }, PCMA)
      atMs += FRAME_MS
    }
  }
  return ear
}

describe('what is heard', () => {
  it('is told apart as speech, music and tones, with times', () => {
    const sounds = listen([
      { samples: speech(3) },
      { samples: silence(1) },
      { samples: music(4) },
      { samples: silence(1) },
      { samples: sineWave(450, seconds(1)) },
    ]).sounds(0)
    expect(sounds.map(({ kind, frequencyHz }) => [kind, frequencyHz])).toEqual([
      ['speech', null],
      ['music', null],
      ['tone', 450],
    ])
    expect(sounds[1]).toMatchObject({ fromMs: 4_000, toMs: 8_000 })
  })

  it('begins anew when another source speaks', () => {
    const sounds = listen([
      { samples: music(2), ssrc: 1 },
      { samples: music(2), ssrc: 2 },
    ]).sounds(0)
    expect(sounds.map(({ ssrc }) => ssrc)).toEqual([1, 2])
  })

  it('says when a watched tone came and when it was last there', async () => {
    const ear = listen([{ samples: silence(1) }, { samples: sineWave(500, seconds(1)) }, { samples: silence(1) }])
    expect(ear.tones.get(500)).toMatchObject({ firstAtMs: 1_000, lastAtMs: 1_980, frames: 50 })
    expect(await ear.waitForTone(500, 1_000, 0)).toBe(1_000)
  })
})
