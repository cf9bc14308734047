import { mkdtemp, mkdir, readFile, rename, rm, access, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import type { SpeechLocale } from '@seatline/core'
import { runTool } from '../prompts/run-tool.ts'
import { speakingRate, VOICES, type Voice } from '../prompts/voices.ts'
import { encodeMonoWav } from '../seed/mono-wav.ts'

const VOICE_OF: Readonly<Record<SpeechLocale, Voice>> = { 'zh-CN': 'mandarin', en: 'english' }
const TOOL_MS_MAX = 30_000

export type WantedSpeech = {
  readonly locale: SpeechLocale
  readonly text: string
  /** Relative to the prompt directory. */
  readonly file: string
}

export class SpeechFailedError extends Error {
  readonly code = 'speech.failed'
}

/** Speaks what is not there yet, two at a time, as long as `goesOn`. Answers how many files it made. */
export async function speakMissing(
  promptsDir: string,
  wanted: readonly WantedSpeech[],
  goesOn: () => boolean = () => true,
): Promise<number> {
  const left = [...wanted]
  let made = 0
  const work = async (): Promise<void> => {
    for (let next = left.shift(); next !== undefined && goesOn(); next = left.shift()) {
      if (await isThere(join(promptsDir, next.file))) continue
      await speakOne(promptsDir, next)
      made++
    }
  }
  await Promise.all([work(), work()])
  return made
}

/** Silence at both ends goes, so that words follow each other as in speech; a breath stays at the end. */
async function speakOne(promptsDir: string, { locale, text, file }: WantedSpeech): Promise<void> {
  const directory = await mkdtemp(join(tmpdir(), 'seatline-speech-'))
  try {
    const [written, spoken, raw] = [join(directory, 'text.txt'), join(directory, 'spoken.wav'), join(directory, 'raw')]
    await writeFile(written, text)
    const { name, wordsPerMinute, pitch } = VOICES[VOICE_OF[locale]]
    const rate = String(speakingRate(wordsPerMinute, 100))
    await tool('espeak-ng', ['-v', name, '-s', rate, '-p', String(pitch), '-f', written, '-w', spoken])
    const trimmed = ['silence', '1', '0.01', '0.5%', 'reverse', 'silence', '1', '0.01', '0.5%', 'reverse']
    const shaped = ['gain', '-6', 'rate', '8000', 'highpass', '200', ...trimmed, 'norm', '-3', 'pad', '0.01', '0.08']
    const format = ['-r', '8000', '-c', '1', '-b', '16', '-e', 'signed-integer', '-t', 'raw']
    await tool('sox', [spoken, ...format, raw, ...shaped])
    const bytes = await readFile(raw)
    const samples = new Int16Array(bytes.buffer, bytes.byteOffset, Math.floor(bytes.length / 2))
    await writeWhole(join(promptsDir, file), encodeMonoWav(samples))
  } finally {
    await rm(directory, { recursive: true, force: true })
  }
}

async function tool(name: 'espeak-ng' | 'sox', args: readonly string[]): Promise<void> {
  const outcome = await runTool(name, args, { timeoutMs: TOOL_MS_MAX })
  if (outcome.kind !== 'done') throw new SpeechFailedError(`${name} does not speak a word [${outcome.kind}]`)
}

/** Nobody hears half a word. */
export async function writeWhole(path: string, wav: Buffer): Promise<void> {
  await mkdir(dirname(path), { recursive: true })
  await writeFile(`${path}.part`, wav)
  await rename(`${path}.part`, path)
}

export const isThere = (path: string): Promise<boolean> =>
  access(path).then(
    () => true,
    () => false,
  )
