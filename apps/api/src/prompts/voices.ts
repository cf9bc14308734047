/** Voices of the embedded engine, by the language they speak. */
export const VOICE_NAMES = ['mandarin', 'english'] as const
export type Voice = (typeof VOICE_NAMES)[number]

/** espeak-ng's name, its usual words a minute, and a pitch from 0 to 99. */
export const VOICES: Readonly<
  Record<Voice, { readonly name: string; readonly wordsPerMinute: number; readonly pitch: number }>
> = {
  mandarin: { name: 'cmn', wordsPerMinute: 150, pitch: 45 },
  english: { name: 'en-gb', wordsPerMinute: 155, pitch: 45 },
}

/** Per cent of the usual speed. */
export const SPEED = { min: 50, max: 200, usual: 100 } as const
/** Some minutes of speech. */
export const SPOKEN_CHARACTERS_MAX = 2_000

export const speakingRate = (wordsPerMinute: number, speedPercent: number): number =>
  Math.round((wordsPerMinute * Math.min(SPEED.max, Math.max(SPEED.min, speedPercent))) / 100)
