import type { Sound } from './tone.ts'

/** What is played to a caller, by name. */
export type KnownSounds = Readonly<Record<string, Sound>>
export type Match = { readonly name: string; readonly score: number }

const PIECE_SAMPLES = 800
/** G.711 leaves more than 0.98 of a sound that is there; two different prompts share less than 0.7. */
const SCORE_MIN = 0.9

/**
 * Which of the known sounds this is a piece of: the greatest normalised correlation over all positions, a loop included. Null when it is none of them.
 * Compared over the loudest 100 ms of what was heard.
 */
export function recognise(heard: Sound, known: KnownSounds): Match | null {
  const piece = loudestPiece(heard.samples)
  if (piece === null) return null
  const matches = Object.entries(known).map(([name, sound]) => ({ name, score: bestScore(piece, sound.samples) }))
  const best = matches.toSorted((a, b) => b.score - a.score)[0]
  return best !== undefined && best.score >= SCORE_MIN ? best : null
}

function loudestPiece(samples: Float32Array): Float32Array | null {
  let best: Float32Array | null = null
  let bestEnergy = 1e-4 * PIECE_SAMPLES
  for (let at = 0; at + PIECE_SAMPLES <= samples.length; at += PIECE_SAMPLES / 2) {
    const piece = samples.subarray(at, at + PIECE_SAMPLES)
    const sum = energy(piece)
    if (sum > bestEnergy) [best, bestEnergy] = [piece, sum]
  }
  return best
}

function bestScore(piece: Float32Array, whole: Float32Array): number {
  const looped = new Float32Array(whole.length + piece.length)
  looped.set(whole)
  looped.set(whole.subarray(0, piece.length), whole.length)
  const ownEnergy = energy(piece)
  let windowEnergy = energy(looped.subarray(0, piece.length))
  let best = 0
  for (let at = 0; at < whole.length; at++) {
    if (windowEnergy > ownEnergy / 4) {
      let product = 0
      for (let i = 0; i < piece.length; i++) product += (piece[i] ?? 0) * (looped[at + i] ?? 0)
      best = Math.max(best, product / Math.sqrt(ownEnergy * windowEnergy))
    }
    windowEnergy += (looped[at + piece.length] ?? 0) ** 2 - (looped[at] ?? 0) ** 2
  }
  return best
}

function energy(samples: Float32Array): number {
  let sum = 0
  for (const sample of samples) sum += sample * sample
  return sum
}
