/** Sound as numbers between -1 and 1. */
export type Sound = { readonly samples: Float32Array; readonly sampleRate: number }

/** The caller speaks at this pitch in every test, the agent's microphone at the other: whoever hears which knows who talks. */
export const CALLER_TONE_HZ = 300
export const AGENT_TONE_HZ = 500

/** Below this part of the full scale a tone counts as not there: -46 dB, well under what G.711 leaves of the tones played here (0.3). */
const TONE_LEVEL_MIN = 0.005
const TONE_LEVEL_CLEAR = 0.1
const SILENCE_RMS_MAX = 0.003

export function makeTone(input: {
  readonly hz: number
  readonly seconds: number
  readonly sampleRate: number
  readonly amplitude?: number
}): Sound {
  const { hz, sampleRate, amplitude = 0.3 } = input
  const samples = Float32Array.from(
    { length: Math.round(input.seconds * sampleRate) },
    (_unused, i) => amplitude * Math.sin((2 * Math.PI * hz * i) / sampleRate),
  )
  return { samples, sampleRate }
}

/** Amplitude of one frequency, by the Goertzel algorithm over a Hann window: a pure tone of amplitude 0.3 gives 0.3, a tone elsewhere nearly nothing. */
export function toneLevel(sound: Sound, hz: number): number {
  const { samples, sampleRate } = sound
  const count = samples.length
  if (count === 0) return 0
  const turn = (2 * Math.PI * hz) / sampleRate
  const coefficient = 2 * Math.cos(turn)
  let before = 0
  let beforeThat = 0
  for (let i = 0; i < count; i++) {
    const hann = 0.5 - 0.5 * Math.cos((2 * Math.PI * i) / (count - 1))
    const now = (samples[i] ?? 0) * hann + coefficient * before - beforeThat
    beforeThat = before
    before = now
  }
  const power = before * before + beforeThat * beforeThat - coefficient * before * beforeThat
  return (Math.sqrt(Math.max(power, 0)) * 4) / count
}

/** Root mean square: how loud, whatever the pitch. */
export function loudness({ samples }: Sound): number {
  if (samples.length === 0) return 0
  let sum = 0
  for (const sample of samples) sum += sample * sample
  return Math.sqrt(sum / samples.length)
}

export const isSilent = (sound: Sound): boolean => loudness(sound) < SILENCE_RMS_MAX
export const hasTone = (sound: Sound, hz: number): boolean => toneLevel(sound, hz) > TONE_LEVEL_CLEAR
export const lacksTone = (sound: Sound, hz: number): boolean => toneLevel(sound, hz) < TONE_LEVEL_MIN

/** Cut into pieces of 50 ms, in which tones 200 Hz apart are told apart well; a rest is left out. */
export function pieces({ samples, sampleRate }: Sound): readonly Sound[] {
  const length = Math.round(sampleRate / 20)
  return Array.from({ length: Math.floor(samples.length / length) }, (_unused, i) => ({
    samples: samples.subarray(i * length, (i + 1) * length),
    sampleRate,
  }))
}

export function median(values: readonly number[]): number {
  return values.toSorted((a, b) => a - b)[Math.floor(values.length / 2)] ?? 0
}

export function slice({ samples, sampleRate }: Sound, fromS: number, toS: number): Sound {
  return { samples: samples.slice(Math.round(fromS * sampleRate), Math.round(toS * sampleRate)), sampleRate }
}
