import { SAMPLE_RATE } from './goertzel.ts'

/** What is wrong with a file that cannot be played, for the person who named it. */
export class WavError extends Error {
  readonly code = 'wav.unusable'
}

type Format = { readonly channels: number; readonly rate: number; readonly bits: number; readonly encoding: number }

const PCM = 1

/** Reads a WAV file (16 bit PCM, any rate, any number of channels) as 8 kHz mono: the first channel, nearest earlier sample. */
export function parseWav(file: Uint8Array): Int16Array {
  const view = new DataView(file.buffer, file.byteOffset, file.byteLength)
  const tag = (at: number): string => String.fromCharCode(...file.subarray(at, at + 4))
  if (file.byteLength < 12 || tag(0) !== 'RIFF' || tag(8) !== 'WAVE') throw new WavError('it is no WAV file')
  let format: Format | null = null
  for (let at = 12; at + 8 <= file.byteLength;) {
    const length = view.getUint32(at + 4, true)
    if (tag(at) === 'fmt ' && length >= 16) {
      format = {
        encoding: view.getUint16(at + 8, true),
        channels: view.getUint16(at + 10, true),
        rate: view.getUint32(at + 12, true),
        bits: view.getUint16(at + 22, true),
      }
    }
    if (tag(at) === 'data') return toTelephone(view, at + 8, Math.min(length, file.byteLength - at - 8), format)
    at += 8 + length + (length % 2)
  }
  throw new WavError('it holds no audio')
}

function toTelephone(view: DataView, at: number, length: number, format: Format | null): Int16Array {
  if (format === null) throw new WavError('its format is not stated')
  const { encoding, channels, rate, bits } = format
  if (encoding !== PCM || bits !== 16 || channels < 1 || rate < 1)
    throw new WavError(`it must be 16 bit PCM, but is encoding ${encoding} with ${bits} bit`)
  const frames = Math.floor(length / (2 * channels))
  if (frames === 0) throw new WavError('it holds no audio')
  const samples = new Int16Array(Math.floor((frames * SAMPLE_RATE) / rate))
  for (let i = 0; i < samples.length; i++) {
    samples[i] = view.getInt16(at + 2 * channels * Math.floor((i * rate) / SAMPLE_RATE), true)
  }
  return samples
}
