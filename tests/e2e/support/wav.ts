import { readFile, writeFile } from 'node:fs/promises'
import type { Sound } from './tone.ts'

const HEADER_BYTES = 44
const PCM_FORMAT = 1

/** Reads a WAV file of signed 16 bit samples: one Sound for each channel. */
export function parseWav(file: Buffer): readonly Sound[] {
  if (file.toString('latin1', 0, 4) !== 'RIFF' || file.toString('latin1', 8, 12) !== 'WAVE')
    throw new Error(`not a WAV file [begins:${file.toString('latin1', 0, 12)}]`)
  const format = chunk(file, 'fmt ')
  if (format.readUInt16LE(0) !== PCM_FORMAT || format.readUInt16LE(14) !== 16) throw new Error('not 16 bit PCM')
  const channels = format.readUInt16LE(2)
  const sampleRate = format.readUInt32LE(4)
  const data = chunk(file, 'data')
  const frames = Math.floor(data.length / (2 * channels))
  return Array.from({ length: channels }, (_unused, channel) => ({
    sampleRate,
    samples: Float32Array.from(
      { length: frames },
      (_also, frame) => data.readInt16LE(2 * (frame * channels + channel)) / 32_768,
    ),
  }))
}

export const readWav = async (path: string): Promise<readonly Sound[]> => parseWav(await readFile(path))

function chunk(file: Buffer, name: string): Buffer {
  for (let at = 12; at + 8 <= file.length;) {
    const length = file.readUInt32LE(at + 4)
    if (file.toString('latin1', at, at + 4) === name) return file.subarray(at + 8, at + 8 + length)
    at += 8 + length + (length % 2)
  }
  throw new Error(`the WAV file has no such chunk [chunk:${name}]`)
}

/** Writes one channel, signed 16 bit. */
export async function writeWav(path: string, { samples, sampleRate }: Sound): Promise<void> {
  const file = Buffer.alloc(HEADER_BYTES + samples.length * 2)
  file.write('RIFF', 0, 'latin1')
  file.writeUInt32LE(file.length - 8, 4)
  file.write('WAVEfmt ', 8, 'latin1')
  file.writeUInt32LE(16, 16)
  file.writeUInt16LE(PCM_FORMAT, 20)
  file.writeUInt16LE(1, 22)
  file.writeUInt32LE(sampleRate, 24)
  file.writeUInt32LE(sampleRate * 2, 28)
  file.writeUInt16LE(2, 32)
  file.writeUInt16LE(16, 34)
  file.write('data', 36, 'latin1')
  file.writeUInt32LE(samples.length * 2, 40)
  samples.forEach((sample, i) => file.writeInt16LE(Math.round(sample * 32_767), HEADER_BYTES + 2 * i))
  await writeFile(path, file)
}
