import { mkdirSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import { spokenFile, VOCABULARY } from '@seatline/core'
import { sineWave } from '@seatline/phone'

/** Every other word: short, so that what is put together from many is over soon. */
export const OTHER_WORD_HZ = 1_500
const SAMPLES = { told: 4_000, other: 800 }

/** Makes a tone of each word that is spoken in a call, so that it is heard which one is said. */
export function writeSpokenTones(promptsDirectory: string, hzOf: Readonly<Record<string, number>>): void {
  for (const word of [...Object.keys(VOCABULARY.en), 'tone']) {
    const hz = hzOf[word]
    const target = path.join(promptsDirectory, spokenFile('en', word))
    mkdirSync(path.dirname(target), { recursive: true })
    writeFileSync(target, wavFile(sineWave(hz ?? OTHER_WORD_HZ, hz === undefined ? SAMPLES.other : SAMPLES.told)))
  }
}

export function wavFile(samples: Int16Array): Buffer {
  const header = Buffer.alloc(44)
  header.write('RIFF', 0)
  header.writeUInt32LE(36 + samples.byteLength, 4)
  header.write('WAVEfmt ', 8)
  header.writeUInt32LE(16, 16)
  header.writeUInt16LE(1, 20)
  header.writeUInt16LE(1, 22)
  header.writeUInt32LE(8_000, 24)
  header.writeUInt32LE(16_000, 28)
  header.writeUInt16LE(2, 32)
  header.writeUInt16LE(16, 34)
  header.write('data', 36)
  header.writeUInt32LE(samples.byteLength, 40)
  return Buffer.concat([header, Buffer.from(samples.buffer)])
}
