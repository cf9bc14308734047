import { SeededRandom } from './seeded-random.ts'

const HEADER = 44

const samplesOf = (wav: Buffer): Int16Array =>
  Int16Array.from({ length: (wav.length - HEADER) / 2 }, (_, index) => wav.readInt16LE(HEADER + index * 2))

/** As a computer's recorder writes it: 44.1 kHz, mono, 16 bit. */
export function toneWav(hz: number, seconds: number): Buffer {
  const rate = 44_100
  const data = Buffer.alloc(HEADER + rate * seconds * 2)
  data.write('RIFF....WAVEfmt ....................data....', 'latin1')
  for (const [at, value] of [
    [4, data.length - 8],
    [16, 16],
    [24, rate],
    [28, rate * 2],
    [40, data.length - HEADER],
  ] as const)
    data.writeUInt32LE(value, at)
  for (const [at, value] of [
    [20, 1],
    [22, 1],
    [32, 2],
    [34, 16],
  ] as const)
    data.writeUInt16LE(value, at)
  for (let index = 0; index < rate * seconds; index++)
    data.writeInt16LE(Math.round(8_000 * Math.sin((2 * Math.PI * hz * index) / rate)), HEADER + index * 2)
  return data
}

/** How much of a WAV's energy is one tone, from 0 to 1; its first and last tenth are not looked at. */
export function toneShare(wav: Buffer, hz: number): number {
  const all = samplesOf(wav)
  const samples = all.subarray(Math.floor(all.length * 0.1), Math.floor(all.length * 0.9))
  let [real, imaginary, energy] = [0, 0, 0]
  for (const [index, sample] of samples.entries()) {
    const angle = (2 * Math.PI * hz * index) / 8_000
    real += sample * Math.cos(angle)
    imaginary += sample * Math.sin(angle)
    energy += sample * sample
  }
  return (2 * (real * real + imaginary * imaginary)) / (samples.length * energy)
}

/** In dB below full scale. */
export function levelOf(wav: Buffer): number {
  const samples = samplesOf(wav)
  const energy = samples.reduce((sum, sample) => sum + sample * sample, 0)
  return 10 * Math.log10(energy / samples.length / 32_768 ** 2)
}

/** A file of AMR narrow band, 12.2 kbit/s: nothing here can write one of speech, but any bits decode to some sound. */
export function amrNoise(frames: number): Buffer {
  const random = new SeededRandom(1)
  const frame = (): Buffer => Buffer.from([0x3c, ...Array.from({ length: 31 }, () => random.between(0, 255))])
  return Buffer.concat([Buffer.from('#!AMR\n'), ...Array.from({ length: frames }, frame)])
}
