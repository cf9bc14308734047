import { join } from 'node:path'
import {
  CONFIG_CHANGED,
  fixedTextsOf,
  SPEECH_LOCALES,
  spokenFile,
  TENANT_SNAPSHOTS,
  tenantSnapshotSchema,
  textFile,
  TONE_WORD,
  VOCABULARY,
} from '@seatline/core'
import type { Redis } from 'ioredis'
import { encodeMonoWav } from '../seed/mono-wav.ts'
import { isThere, speakMissing, writeWhole } from './speak-words.ts'
import type { WantedSpeech } from './speak-words.ts'

const SAMPLE_RATE = 8_000
const TONE = { hz: 1_000, seconds: 0.4, amplitude: 9_000 }

type Log = { readonly error: (context: object, message: string) => void }

/** Every word of both languages, each made once. */
export async function makeWords(promptsDir: string, goesOn?: () => boolean): Promise<number> {
  for (const locale of SPEECH_LOCALES) {
    const tone = join(promptsDir, spokenFile(locale, TONE_WORD))
    if (!(await isThere(tone))) await writeWhole(tone, encodeMonoWav(toneSamples()))
  }
  const wanted = SPEECH_LOCALES.flatMap((locale) =>
    Object.entries(VOCABULARY[locale]).map(([name, text]): WantedSpeech => ({
      locale,
      text,
      file: spokenFile(locale, name),
    })),
  )
  return speakMissing(promptsDir, wanted, goesOn)
}

/** The fixed texts of everything that a tenant has published. */
export async function makeTexts(promptsDir: string, snapshot: string, goesOn?: () => boolean): Promise<number> {
  const { tenantId, flows } = tenantSnapshotSchema.parse(JSON.parse(snapshot))
  const wanted = flows.flatMap((flow) =>
    fixedTextsOf(flow).map(({ locale, text }) => ({ locale, text, file: textFile(tenantId, locale, text) })),
  )
  return speakMissing(promptsDir, wanted, goesOn)
}

function toneSamples(): Int16Array {
  const { hz, seconds, amplitude } = TONE
  return Int16Array.from({ length: SAMPLE_RATE * seconds }, (_, index) =>
    Math.round(amplitude * Math.sin((2 * Math.PI * hz * index) / SAMPLE_RATE)),
  )
}

/**
 * Keeps everything spoken that calls put together: the words at the start, the texts of a tenant's flows with each publication. Nothing waits for it: a call that is faster
 * leaves the part out that is not there yet.
 */
export class SpeechKeeper {
  readonly #promptsDir: string
  readonly #redis: Redis
  readonly #subscriber: Redis
  readonly #log: Log
  #work: Promise<unknown> = Promise.resolve()
  #isStopped = false
  readonly #goesOn = (): boolean => !this.#isStopped

  constructor(parts: { readonly promptsDir: string; readonly redis: Redis; readonly log: Log }) {
    this.#promptsDir = parts.promptsDir
    this.#redis = parts.redis
    this.#subscriber = parts.redis.duplicate()
    this.#log = parts.log
  }

  async start(): Promise<void> {
    this.#subscriber.on('error', () => undefined)
    this.#subscriber.on('message', (_channel: string, message: string) => {
      const tenantId = /^tenant:(.+)$/.exec(message)?.[1]
      if (tenantId !== undefined) this.#then(() => this.#makeTextsOf(tenantId))
    })
    this.#then(() => makeWords(this.#promptsDir, this.#goesOn))
    this.#then(async () => {
      for (const tenantId of await this.#redis.hkeys(TENANT_SNAPSHOTS)) await this.#makeTextsOf(tenantId)
    })
    await this.#subscriber.subscribe(CONFIG_CHANGED)
  }

  stop(): void {
    this.#isStopped = true
    this.#subscriber.disconnect()
  }

  async #makeTextsOf(tenantId: string): Promise<void> {
    const snapshot = await this.#redis.hget(TENANT_SNAPSHOTS, tenantId)
    if (snapshot !== null) await makeTexts(this.#promptsDir, snapshot, this.#goesOn)
  }

  /** One after the other; what fails is told, and tried again with the next publication or start. */
  #then(work: () => Promise<unknown>): void {
    this.#work = this.#work
      .then(() => (this.#isStopped ? undefined : work()))
      .catch((error: unknown) => {
        if (!this.#isStopped) this.#log.error({ err: error }, 'what calls say could not be spoken')
      })
  }
}
