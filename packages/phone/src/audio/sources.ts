import type { G711 } from './g711.ts'
import { SAMPLE_RATE } from './goertzel.ts'

export const FRAME_MS = 20
export const FRAME_SAMPLES = (SAMPLE_RATE * FRAME_MS) / 1_000

/** What a phone says: encoded frames of 20 ms, one at each call; null when there is no more. */
export type FrameSource = () => Uint8Array | null

/** A tone for ever. Multiples of 50 Hz repeat within one frame, so that the frame is encoded once and costs nothing after. */
export function toneSource(codec: G711, frequencyHz: number, amplitude = 8_000): FrameSource {
  const periodFrames = Number.isInteger((frequencyHz * FRAME_MS) / 1_000) ? 1 : 50
  const frames = encodeFrames(codec, sineWave(frequencyHz, periodFrames * FRAME_SAMPLES, amplitude))
  return repeat(frames)
}

export function silenceSource(codec: G711): FrameSource {
  return repeat([new Uint8Array(FRAME_SAMPLES).fill(codec.silence)])
}

/** The samples once, then nothing. The last frame is filled up with silence. */
export function samplesSource(codec: G711, samples: Int16Array): FrameSource {
  const frames = encodeFrames(codec, samples)
  let next = 0
  return () => frames[next++] ?? null
}

export function sineWave(frequencyHz: number, length: number, amplitude = 8_000): Int16Array {
  return Int16Array.from({ length }, (_, i) =>
    Math.round(amplitude * Math.sin((2 * Math.PI * frequencyHz * i) / SAMPLE_RATE)),
  )
}

function encodeFrames(codec: G711, samples: Int16Array): Uint8Array[] {
  const frames: Uint8Array[] = []
  for (let at = 0; at < samples.length; at += FRAME_SAMPLES) {
    const frame = new Uint8Array(FRAME_SAMPLES).fill(codec.silence)
    frame.set(codec.encode(samples.subarray(at, at + FRAME_SAMPLES)))
    frames.push(frame)
  }
  return frames
}

function repeat(frames: readonly Uint8Array[]): FrameSource {
  let next = 0
  return () => frames[next++ % frames.length] ?? null
}
