const SAMPLE_RATE = 8_000
const HEADER = 44

/** A WAV file (16 bit, 8 kHz, mono) as rtpengine plays it. */
export function encodeMonoWav(samples: Int16Array): Buffer {
  const data = Buffer.alloc(HEADER + samples.length * 2)
  data.write('RIFF', 0)
  data.writeUInt32LE(data.length - 8, 4)
  data.write('WAVEfmt ', 8)
  data.writeUInt32LE(16, 16)
  data.writeUInt16LE(1, 20)
  data.writeUInt16LE(1, 22)
  data.writeUInt32LE(SAMPLE_RATE, 24)
  data.writeUInt32LE(SAMPLE_RATE * 2, 28)
  data.writeUInt16LE(2, 32)
  data.writeUInt16LE(16, 34)
  data.write('data', 36)
  data.writeUInt32LE(samples.length * 2, 40)
  for (const [index, sample] of samples.entries()) data.writeInt16LE(sample, HEADER + index * 2)
  return data
}

/** Length of a WAV file of that form. */
export function wavDurationMs(sizeBytes: number): number {
  return Math.round((Math.max(0, sizeBytes - HEADER) * 1_000) / (SAMPLE_RATE * 2))
}
