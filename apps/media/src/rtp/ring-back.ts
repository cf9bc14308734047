import { existsSync, mkdirSync, renameSync, writeFileSync } from 'node:fs'
import path from 'node:path'

/** Relative to the prompt directory, which rtpengine reads too. */
export const RING_BACK_FILE = '_tones/ring-back.wav'

const RATE = 8_000
/** What is heard in the home network while it rings: 450 Hz, one second in five. */
const HZ = 450
const TONE_SAMPLES = RATE
const PERIOD_SAMPLES = 5 * RATE
const LOUDNESS = 6_000

/** Makes the file where it is missing. */
export function ensureRingBack(promptsDirectory: string): void {
  const file = path.join(promptsDirectory, RING_BACK_FILE)
  if (existsSync(file)) return
  mkdirSync(path.dirname(file), { recursive: true })
  // Several nodes may share the directory: what is read is always whole.
  const draft = `${file}.${String(process.pid)}`
  writeFileSync(draft, ringBackWav())
  renameSync(draft, file)
}

function ringBackWav(): Buffer {
  const bytes = PERIOD_SAMPLES * 2
  const wav = Buffer.alloc(44 + bytes)
  wav.write('RIFF', 0)
  wav.writeUInt32LE(36 + bytes, 4)
  wav.write('WAVEfmt ', 8)
  wav.writeUInt32LE(16, 16)
  wav.writeUInt16LE(1, 20)
  wav.writeUInt16LE(1, 22)
  wav.writeUInt32LE(RATE, 24)
  wav.writeUInt32LE(RATE * 2, 28)
  wav.writeUInt16LE(2, 32)
  wav.writeUInt16LE(16, 34)
  wav.write('data', 36)
  wav.writeUInt32LE(bytes, 40)
  for (let sample = 0; sample < TONE_SAMPLES; sample++)
    wav.writeInt16LE(Math.round(LOUDNESS * Math.sin((2 * Math.PI * HZ * sample) / RATE)), 44 + sample * 2)
  return wav
}
