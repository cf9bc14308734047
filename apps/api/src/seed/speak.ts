import { execFile } from 'node:child_process'
import { mkdtemp, readFile, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { promisify } from 'node:util'
import type { Utterance } from './demo-clients.ts'
import { encodeMonoWav } from './mono-wav.ts'

const run = promisify(execFile)

const VOICES: Readonly<Record<Utterance['voice'], readonly string[]>> = {
  cmn: ['-v', 'cmn', '-s', '150', '-p', '45'],
  en: ['-v', 'en-gb', '-s', '155', '-p', '45'],
}

/** A tool of the operating system that the seeds need. */
export class MissingToolError extends Error {
  readonly code = 'seed.missingTool'
}

/** Says the utterances one after another; answers a WAV at 8 kHz, mono, 16 bit, at an even volume, with a breath between them. */
export async function speak(utterances: readonly Utterance[]): Promise<Buffer> {
  const directory = await mkdtemp(join(tmpdir(), 'seatline-speech-'))
  try {
    const parts: string[] = []
    for (const [index, { voice, text }] of utterances.entries()) {
      const path = join(directory, `${String(index)}.wav`)
      await tool('espeak-ng', [...VOICES[voice], '-w', path, text])
      parts.push(path)
    }
    const raw = join(directory, 'speech.raw')
    // Telephone band; a peak of -3 dB; a quarter of a second of silence at the end.
    const effects = ['rate', '8000', 'highpass', '200', 'norm', '-3', 'pad', '0.1', '0.25']
    await tool('sox', [
      ...parts,
      '-r',
      '8000',
      '-c',
      '1',
      '-b',
      '16',
      '-e',
      'signed-integer',
      '-t',
      'raw',
      raw,
      ...effects,
    ])
    const bytes = await readFile(raw)
    return encodeMonoWav(new Int16Array(bytes.buffer, bytes.byteOffset, Math.floor(bytes.length / 2)))
  } finally {
    await rm(directory, { recursive: true, force: true })
  }
}

async function tool(name: string, args: readonly string[]): Promise<void> {
  try {
    await run(name, args)
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'ENOENT')
      throw new MissingToolError(`The prompts can not be spoken: the program ${name} is not installed.`)
    throw error
  }
}
