import { mkdtemp, open, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fail, ok, type Result } from '@seatline/core'
import { encodeMonoWav } from '../seed/mono-wav.ts'
import { applyGain, levellingGain, parseLevel } from './level-sound.ts'
import { runTool } from './run-tool.ts'
import type { ToolOutcome } from './run-tool.ts'
import { SNIFFED_BYTES, sniffFormat, SOUND_FORMATS } from './sound-format.ts'
import { speakingRate, VOICES } from './voices.ts'
import type { Voice } from './voices.ts'
import { LaneFullError, WorkLanes } from './work-lanes.ts'

export const PROMPT_SECONDS_MAX = 600
/** Shorter than this nobody hears it. */
const PROMPT_MS_MIN = 100
const SAMPLE_RATE = 8_000

export type SoundFault =
  | 'sound.unknownFormat'
  | 'sound.unreadable'
  | 'sound.empty'
  | 'sound.tooShort'
  | 'sound.tooLong'
  | 'sound.tooSlow'
  | 'sound.busy'
  | 'sound.toolMissing'

/** As callers hear it: WAV, 8 kHz, mono, 16 bit, as loud as all prompts. */
export type Sound = { readonly wav: Buffer; readonly durationMs: number }

/** Makes prompts of what tenants upload, record and write. */
export type SoundWorkshop = {
  readonly convert: (tenantId: string, file: string) => Promise<Result<Sound, SoundFault>>
  readonly speak: (tenantId: string, words: Words) => Promise<Result<Sound, SoundFault>>
}

export type Words = {
  readonly text: string
  readonly voice: Voice
  /** Per cent of the usual speed. */
  readonly speed: number
}

const CONVERT_MS_MAX = 60_000
const SPEAK_MS_MAX = 30_000

/** Two at a time: converting is bound by the processor, and calls come first. */
export function soundWorkshop(): SoundWorkshop {
  const lanes = new WorkLanes({ atOnce: 2, waitingMaxPerTenant: 5 })
  const inTurn = async (
    tenantId: string,
    work: (directory: string) => Promise<Result<Sound, SoundFault>>,
  ): Promise<Result<Sound, SoundFault>> => {
    try {
      return await lanes.run(tenantId, () => inDirectoryOfItsOwn(work))
    } catch (error) {
      if (error instanceof LaneFullError) return fail('sound.busy')
      throw error
    }
  }
  return {
    convert: (tenantId, file) => inTurn(tenantId, (directory) => convertFile(file, directory)),
    speak: (tenantId, words) =>
      inTurn(tenantId, async (directory) => {
        const spoken = join(directory, 'spoken.wav')
        const fault = await speakTo(spoken, directory, words)
        return fault === null ? convertFile(spoken, directory) : fail(fault)
      }),
  }
}

async function inDirectoryOfItsOwn<T>(work: (directory: string) => Promise<T>): Promise<T> {
  const directory = await mkdtemp(join(tmpdir(), 'seatline-sound-'))
  try {
    return await work(directory)
  } finally {
    await rm(directory, { recursive: true, force: true })
  }
}

/** The text comes from a file, so that no text can be taken for an option; without -m no mark-up in it is obeyed. */
async function speakTo(path: string, directory: string, words: Words): Promise<SoundFault | null> {
  const text = join(directory, 'text.txt')
  await writeFile(text, words.text)
  const { name, wordsPerMinute, pitch } = VOICES[words.voice]
  const rate = String(speakingRate(wordsPerMinute, words.speed))
  const args = ['-v', name, '-s', rate, '-p', String(pitch), '-f', text, '-w', path]
  return faultOf(await runTool('espeak-ng', args, { timeoutMs: SPEAK_MS_MAX }), 'sound.unreadable')
}

async function convertFile(file: string, directory: string): Promise<Result<Sound, SoundFault>> {
  const format = sniffFormat(await headOf(file))
  if (format === null) return fail('sound.unknownFormat')
  const raw = join(directory, 'sound.f32')
  const outcome = await runTool('ffmpeg', decodeArguments(SOUND_FORMATS[format].demuxer, file, raw), {
    timeoutMs: CONVERT_MS_MAX,
  })
  if (outcome.kind !== 'done') {
    const hasNoSound =
      outcome.kind === 'failed' && /matches no streams|does not contain any stream/.test(outcome.stderr)
    return fail(hasNoSound ? 'sound.empty' : (faultOf(outcome, 'sound.unreadable') ?? 'sound.unreadable'))
  }
  const bytes = await readFile(raw)
  const samples = new Float32Array(bytes.buffer, bytes.byteOffset, Math.floor(bytes.length / 4))
  const durationMs = Math.round((samples.length * 1_000) / SAMPLE_RATE)
  if (samples.length > PROMPT_SECONDS_MAX * SAMPLE_RATE) return fail('sound.tooLong')
  const level = parseLevel(outcome.stderr)
  const gain = level === null ? null : levellingGain(level)
  if (gain === null) return fail('sound.empty')
  if (durationMs < PROMPT_MS_MIN) return fail('sound.tooShort')
  return ok({ wav: encodeMonoWav(applyGain(samples, gain)), durationMs })
}

/**
 * One stream of sound out of one local file: no network, no other files, no pictures. It stops a second after the longest prompt, so that what it writes is
 * bounded. The level is measured on the way; the band below 100 Hz, which no telephone carries, is not counted.
 */
function decodeArguments(demuxer: string, file: string, raw: string): readonly string[] {
  return [
    ...['-hide_banner', '-nostdin', '-nostats', '-loglevel', 'info', '-max_alloc', '268435456', '-threads', '1'],
    ...['-protocol_whitelist', 'file', '-f', demuxer, '-i', `file:${file}`],
    ...['-map', '0:a:0', '-vn', '-sn', '-dn', '-map_metadata', '-1', '-t', String(PROMPT_SECONDS_MAX + 1)],
    ...['-af', 'aresample=8000,aformat=channel_layouts=mono,highpass=f=100,ebur128=peak=sample:framelog=verbose'],
    ...['-ar', String(SAMPLE_RATE), '-ac', '1', '-c:a', 'pcm_f32le', '-f', 'f32le', '-y', raw],
  ]
}

function faultOf(outcome: ToolOutcome, failed: SoundFault): SoundFault | null {
  switch (outcome.kind) {
    case 'done':
      return null
    case 'failed':
      return failed
    case 'tooSlow':
      return 'sound.tooSlow'
    case 'notInstalled':
      return 'sound.toolMissing'
  }
}

async function headOf(file: string): Promise<Buffer> {
  const handle = await open(file)
  try {
    const { bytesRead, buffer } = await handle.read(Buffer.alloc(SNIFFED_BYTES), 0, SNIFFED_BYTES, 0)
    return buffer.subarray(0, bytesRead)
  } finally {
    await handle.close()
  }
}
