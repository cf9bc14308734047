import { describe, expect, it } from 'vitest'
import { PCMA, PCMU } from './g711.ts'
import { loudness, strongestTone, toneShare } from './goertzel.ts'
import { FRAME_SAMPLES, samplesSource, sineWave, toneSource } from './sources.ts'
import { parseWav, WavError } from './wav.ts'

const noise = (length: number, seed = 1): Int16Array => {
  let state = seed
  return Int16Array.from({ length }, () => {
    state = (state * 1_103_515_245 + 12_345) & 0x7fff_ffff
    return (state >> 15) - 32_768 / 2
  })
}

function wav(options: { rate: number; channels: number; bits?: number; samples: readonly number[] }): Uint8Array {
  const { rate, channels, bits = 16, samples } = options
  const file = Buffer.alloc(44 + samples.length * 2)
  file.write('RIFF', 0)
  file.writeUInt32LE(file.length - 8, 4)
  file.write('WAVEfmt ', 8)
  file.writeUInt32LE(16, 16)
  file.writeUInt16LE(1, 20)
  file.writeUInt16LE(channels, 22)
  file.writeUInt32LE(rate, 24)
  file.writeUInt16LE(bits, 34)
  file.write('data', 36)
  file.writeUInt32LE(samples.length * 2, 40)
  samples.forEach((sample, i) => file.writeInt16LE(sample, 44 + 2 * i))
  return file
}

describe('tone detection', () => {
  it.each([300, 500, 1_000, 2_350])(
    'finds all of a %i Hz tone at its frequency and none elsewhere, after G.711',
    (hz) => {
      for (const codec of [PCMA, PCMU]) {
        const samples = codec.decode(codec.encode(sineWave(hz, FRAME_SAMPLES)))
        expect(toneShare(samples, hz)).toBeGreaterThan(0.99)
        expect(toneShare(samples, hz + 100)).toBeLessThan(0.01)
        expect(strongestTone(samples, { fromHz: 200, toHz: 3_400, stepHz: 50 }).frequencyHz).toBe(hz)
      }
    },
  )

  it('finds no tone in noise and none in silence', () => {
    expect(toneShare(noise(800), 500)).toBeLessThan(0.1)
    expect(toneShare(new Int16Array(160), 500)).toBe(0)
    expect(loudness(new Int16Array(160))).toBe(0)
  })
})

describe('sources', () => {
  it('repeat a tone without a seam from frame to frame', () => {
    for (const hz of [500, 440]) {
      const source = toneSource(PCMA, hz)
      const frames = Array.from({ length: 100 }, () => source() ?? new Uint8Array())
      const all = PCMA.decode(Buffer.concat(frames))
      expect(toneShare(all, hz)).toBeGreaterThan(0.99)
    }
  })

  it('play samples once and fill the last frame with silence', () => {
    const source = samplesSource(PCMA, sineWave(400, FRAME_SAMPLES + 1))
    expect(source()).toHaveLength(FRAME_SAMPLES)
    expect(source()?.at(-1)).toBe(PCMA.silence)
    expect(source()).toBeNull()
  })
})

describe('WAV files', () => {
  it('of any rate and number of channels become 8 kHz mono', () => {
    expect([...parseWav(wav({ rate: 8_000, channels: 1, samples: [1, 2, 3] }))]).toEqual([1, 2, 3])
    expect([...parseWav(wav({ rate: 16_000, channels: 2, samples: [1, 9, 2, 9, 3, 9, 4, 9] }))]).toEqual([1, 3])
  })

  it.each([
    ['some other file', Buffer.from('ID3 something else entirely'), 'it is no WAV file'],
    ['24 bit samples', wav({ rate: 8_000, channels: 1, bits: 24, samples: [1] }), 'it must be 16 bit PCM'],
    ['no samples', wav({ rate: 8_000, channels: 1, samples: [] }), 'it holds no audio'],
  ])('with %s are refused with the reason', (_, file, reason) => {
    expect(() => parseWav(file)).toThrow(WavError)
    expect(() => parseWav(file)).toThrow(reason)
  })
})
