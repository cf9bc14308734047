export const SAMPLE_RATE = 8_000

/**
 * How much of the samples' energy lies at `frequencyHz`: 1 for a pure tone, near 0 for none of it. Goertzel's algorithm; the resolution is
 * SAMPLE_RATE / samples.length, so tones that are multiples of 50 Hz do not disturb each other in frames of 20 ms.
 */
export function toneShare(samples: Int16Array, frequencyHz: number): number {
  const coefficient = 2 * Math.cos((2 * Math.PI * frequencyHz) / SAMPLE_RATE)
  let previous = 0
  let beforePrevious = 0
  let energy = 0
  for (const sample of samples) {
    const next = sample + coefficient * previous - beforePrevious
    beforePrevious = previous
    previous = next
    energy += sample * sample
  }
  if (energy === 0) return 0
  const power = previous * previous + beforePrevious * beforePrevious - coefficient * previous * beforePrevious
  return (2 * power) / (samples.length * energy)
}

/** Root mean square: 0 to 32767. */
export function loudness(samples: Int16Array): number {
  let energy = 0
  for (const sample of samples) energy += sample * sample
  return samples.length === 0 ? 0 : Math.sqrt(energy / samples.length)
}

/** The frequency (to `stepHz`) that holds the largest share, and that share. */
export function strongestTone(
  samples: Int16Array,
  range: { readonly fromHz: number; readonly toHz: number; readonly stepHz: number },
): { readonly frequencyHz: number; readonly share: number } {
  let best = { frequencyHz: range.fromHz, share: 0 }
  for (let frequencyHz = range.fromHz; frequencyHz <= range.toHz; frequencyHz += range.stepHz) {
    const share = toneShare(samples, frequencyHz)
    if (share > best.share) best = { frequencyHz, share }
  }
  return best
}
