import { z } from 'zod'
import { idSchema } from '../ids.ts'

/** Languages that words are spoken in. */
export const SPEECH_LOCALES = ['zh-CN', 'en'] as const
export type SpeechLocale = (typeof SPEECH_LOCALES)[number]

/**
 * A piece of what a caller hears: a prompt of the tenant, or a word that was spoken once per language and lies under `spokenFile`. What is said is a list of
 * pieces, heard one after the other as one sound.
 */
export const speechPartSchema = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('prompt'), promptId: idSchema('prompt') }),
  z.object({
    kind: z.literal('word'),
    word: z.string().regex(/^[a-z0-9][a-zA-Z0-9-]{0,39}$/),
    locale: z.enum(SPEECH_LOCALES),
  }),
])
export type SpeechPart = z.infer<typeof speechPartSchema>

/** Where a word lies, relative to the prompt directory: WAV, 8 kHz, mono, signed 16 bit. */
export const spokenFile = (locale: SpeechLocale, word: string): string => `_spoken/${locale}/${word}.wav`
