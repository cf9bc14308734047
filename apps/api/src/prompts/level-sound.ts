/** How loud prompts are, in LUFS: as loud as speech in a telephone network, so that a caller need not turn anything. */
export const LOUDNESS_TARGET = -19
/** No sample comes nearer to full scale than this, in dB. */
export const PEAK_MAX = -1.5
/** Below this peak, in dB, there is nothing to hear. */
const SILENCE_PEAK = -55
/** Too short or too quiet for a loudness to be measured: then its peak is brought here. */
const PEAK_WITHOUT_LOUDNESS = -6
/** Raising more than this would raise mostly hiss. */
const GAIN_MAX = 40
/** ffmpeg's ebur128 says -70 when nothing passed its gate. */
const UNMEASURED = -69.5

export type Level = {
  /** Integrated loudness, EBU R 128. */
  readonly loudness: number
  readonly peak: number
}

/** The gain in dB that makes a sound as loud as all prompts; null when there is nothing to hear. One gain for all of it: nothing is squeezed. */
export function levellingGain({ loudness, peak }: Level): number | null {
  if (!Number.isFinite(peak) || peak < SILENCE_PEAK) return null
  const wanted = loudness <= UNMEASURED ? PEAK_WITHOUT_LOUDNESS - peak : LOUDNESS_TARGET - loudness
  return Math.min(wanted, PEAK_MAX - peak, GAIN_MAX)
}

/** What ffmpeg's filter ebur128 prints at the end; null when it printed nothing. */
export function parseLevel(stderr: string): Level | null {
  const summary = stderr.slice(stderr.lastIndexOf('Summary:'))
  const loudness = /\bI:\s+(-?[\d.]+|-inf|nan) LUFS/.exec(summary)?.[1]
  const peak = /\bPeak:\s+(-?[\d.]+|-inf|nan) dBFS/.exec(summary)?.[1]
  return loudness === undefined || peak === undefined ? null : { loudness: decibels(loudness), peak: decibels(peak) }
}

const decibels = (text: string): number => (Number.isNaN(Number(text)) ? Number.NEGATIVE_INFINITY : Number(text))

export function applyGain(samples: Float32Array, gainDb: number): Int16Array {
  const factor = 10 ** (gainDb / 20) * 32_767
  return Int16Array.from(samples, (sample) => Math.max(-32_768, Math.min(32_767, Math.round(sample * factor))))
}
