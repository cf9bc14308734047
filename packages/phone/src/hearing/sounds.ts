import { loudness, strongestTone, toneShare } from '../audio/goertzel.ts'

/** A stretch of 100 ms as the ear has it. */
export type Moment = {
  readonly atMs: number
  readonly loudness: number
  /** Strongest frequency and its share of the energy. */
  readonly frequencyHz: number
  readonly toneShare: number
  /** Tells senders apart: another RTP source says the next thing. */
  readonly ssrc: number
}

export type SoundKind = 'silence' | 'tone' | 'music' | 'speech'

/** One thing after the other that was heard. Times count from the start of the timeline. */
export type Sound = {
  readonly kind: SoundKind
  readonly frequencyHz: number | null
  readonly fromMs: number
  readonly toMs: number
  readonly ssrc: number
}

export const MOMENT_MS = 100
const SILENT_BELOW = 60
const TONE_SHARE = 0.85
/** Speech pauses between words are shorter. */
const PAUSE_MS = 800
const SHORTEST_MS = 200
/** How much the level moves from moment to moment, in parts of its mean: 0.7 to 0.9 for syllables, 0.2 for a line of music. */
const SPEECH_UNREST = 0.4

export function hearMoment(samples: Int16Array, atMs: number, ssrc: number): Moment {
  const level = loudness(samples)
  if (level < SILENT_BELOW) return { atMs, loudness: level, frequencyHz: 0, toneShare: 0, ssrc }
  const { frequencyHz } = strongestTone(samples, { fromHz: 200, toHz: 3_400, stepHz: 50 })
  // The share in a window of 100 ms is sharp to 10 Hz: look around the coarse maximum.
  const fine = strongestTone(samples, { fromHz: frequencyHz - 40, toHz: frequencyHz + 40, stepHz: 10 })
  return { atMs, loudness: level, frequencyHz: fine.frequencyHz, toneShare: fine.share, ssrc }
}

/** True when at least half of what a frame holds is this tone: clear enough to tell who is heard, also over a codec. */
export const hasTone = (samples: Int16Array, frequencyHz: number): boolean =>
  loudness(samples) >= SILENT_BELOW && toneShare(samples, frequencyHz) > 0.5

export const isSilent = (moment: Moment): boolean => moment.loudness < SILENT_BELOW
const isTone = (moment: Moment): boolean => !isSilent(moment) && moment.toneShare >= TONE_SHARE

/** Joins moments to sounds: tones by frequency, everything else by its pauses, then named music or speech by how restless it is. */
export function summarise(moments: readonly Moment[]): Sound[] {
  const runs: Moment[][] = []
  for (const moment of moments) {
    const run = runs.at(-1)
    const last = run?.at(-1)
    if (run !== undefined && last !== undefined && belongsTogether(last, moment)) run.push(moment)
    else runs.push([moment])
  }
  return mergeAcrossPauses(runs.map(toSound))
    .filter(({ kind, fromMs, toMs }) => kind !== 'silence' && toMs - fromMs >= SHORTEST_MS)
    .map(({ kind, frequencyHz, fromMs, toMs, ssrc }) => ({ kind, frequencyHz, fromMs, toMs, ssrc }))
}

function belongsTogether(last: Moment, moment: Moment): boolean {
  if (last.ssrc !== moment.ssrc || isSilent(last) !== isSilent(moment)) return false
  if (isTone(last) !== isTone(moment)) return false
  return !isTone(moment) || Math.abs(last.frequencyHz - moment.frequencyHz) <= 20
}

type Run = Sound & { readonly moments: readonly Moment[] }

function toSound(moments: readonly Moment[]): Run {
  const first = moments[0]
  const last = moments.at(-1)
  if (first === undefined || last === undefined) throw new RangeError('a sound has at least one moment')
  const times = { fromMs: first.atMs, toMs: last.atMs + MOMENT_MS, ssrc: first.ssrc, moments }
  if (isSilent(first)) return { kind: 'silence', frequencyHz: null, ...times }
  if (isTone(first) && moments.length * MOMENT_MS >= 2 * SHORTEST_MS)
    return { kind: 'tone', frequencyHz: first.frequencyHz, ...times }
  return { kind: 'speech', frequencyHz: null, ...times }
}

function mergeAcrossPauses(runs: readonly Run[]): Run[] {
  const merged: Run[] = []
  let pause: Run | null = null
  for (const run of runs) {
    const last = merged.at(-1)
    const pauseMs: number = pause === null ? 0 : pause.toMs - pause.fromMs
    if (run.kind === 'silence') {
      pause = run
      continue
    }
    if (last?.kind === 'speech' && run.kind === 'speech' && last.ssrc === run.ssrc && pauseMs < PAUSE_MS)
      merged.splice(-1, 1, {
        ...last,
        toMs: run.toMs,
        moments: [...last.moments, ...(pause?.moments ?? []), ...run.moments],
      })
    else merged.push(run)
    pause = null
  }
  return merged.map((run) => (run.kind === 'speech' && !isRestless(run.moments) ? { ...run, kind: 'music' } : run))
}

/** Speech is restless: its level follows the syllables. */
function isRestless(moments: readonly Moment[]): boolean {
  const mean = moments.reduce((sum, moment) => sum + moment.loudness, 0) / moments.length
  const movement = moments
    .slice(1)
    .reduce((sum, moment, index) => sum + Math.abs(moment.loudness - (moments[index]?.loudness ?? 0)), 0)
  return movement > SPEECH_UNREST * mean * (moments.length - 1)
}
