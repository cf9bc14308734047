const SAMPLE_RATE = 8_000
const BEAT_MS = 500
const BEATS_PER_CHORD = 8

/** MIDI notes of each chord: C major 7, A minor 7, F major 7, G 6, C, E minor 7, F major 7, G. */
const CHORDS: readonly (readonly number[])[] = [
  [48, 55, 59, 64],
  [45, 52, 55, 60],
  [41, 48, 52, 57],
  [43, 50, 52, 59],
  [48, 55, 60, 64],
  [40, 47, 50, 55],
  [41, 48, 52, 57],
  [43, 50, 55, 59],
]
/** Which chord note, and how many octaves up, is plucked on each half beat; null rests. */
const PATTERN: readonly (readonly [note: number, octave: number] | null)[] = [
  [0, 1],
  null,
  [2, 1],
  [3, 1],
  [1, 2],
  null,
  [3, 1],
  [2, 1],
  [0, 2],
  null,
  [3, 1],
  [1, 1],
  [2, 2],
  [3, 1],
  null,
  [1, 1],
]

/**
 * Music for callers who wait: soft chords with a plucked line over them, 32 seconds that loop without a seam (what still sounds at the end goes on at the
 * start). Composed here, so that nobody's licence is needed. 16 bit, 8 kHz, mono.
 */
export function composeHoldMusic(): Int16Array {
  const frames = (CHORDS.length * BEATS_PER_CHORD * BEAT_MS * SAMPLE_RATE) / 1_000
  const mix = new Float64Array(frames)
  const chordFrames = frames / CHORDS.length
  const halfBeat = (BEAT_MS * SAMPLE_RATE) / 2_000
  for (const [index, chord] of CHORDS.entries()) {
    const start = index * chordFrames
    for (const note of chord) addPad(mix, { start, frames: chordFrames, frequency: frequencyOf(note + 12) })
    for (const [step, choice] of PATTERN.entries()) {
      const note = choice === null ? undefined : chord[choice[0]]
      if (choice === null || note === undefined) continue
      addPluck(mix, { start: start + step * halfBeat, frequency: frequencyOf(note + 12 * choice[1]) })
    }
  }
  return normalized(mix)
}

const frequencyOf = (midiNote: number): number => 440 * 2 ** ((midiNote - 69) / 12)

/** A slow swell that overlaps with the next chord's. */
function addPad(
  mix: Float64Array,
  tone: { readonly start: number; readonly frames: number; readonly frequency: number },
): void {
  const swell = Math.round(tone.frames * 0.25)
  const length = tone.frames + swell
  for (let index = 0; index < length; index++) {
    const rise = Math.min(1, index / swell, (length - index) / swell)
    const envelope = 0.5 - 0.5 * Math.cos(Math.PI * rise)
    const phase = (2 * Math.PI * tone.frequency * index) / SAMPLE_RATE
    const vibrato = 0.3 * Math.sin((2 * Math.PI * 4.5 * index) / SAMPLE_RATE)
    add(mix, tone.start + index, 0.16 * envelope * (Math.sin(phase + vibrato) + 0.25 * Math.sin(2 * phase)))
  }
}

/** A struck string: high overtones fade first. */
function addPluck(mix: Float64Array, tone: { readonly start: number; readonly frequency: number }): void {
  const length = SAMPLE_RATE * 1.4
  for (let index = 0; index < length; index++) {
    const seconds = index / SAMPLE_RATE
    const attack = Math.min(1, index / 40)
    let value = 0
    for (let overtone = 1; overtone <= 4; overtone++)
      value +=
        (Math.exp(-seconds * (2.2 + 1.6 * overtone)) / overtone) *
        Math.sin(2 * Math.PI * tone.frequency * overtone * seconds)
    add(mix, tone.start + index, 0.4 * attack * value)
  }
}

function add(mix: Float64Array, frame: number, value: number): void {
  const place = Math.round(frame) % mix.length
  mix[place] = (mix[place] ?? 0) + value
}

/** To a quarter of full scale: music must not be louder than the voice that follows. */
function normalized(mix: Float64Array): Int16Array {
  const peak = mix.reduce((most, value) => Math.max(most, Math.abs(value)), 1e-9)
  return Int16Array.from(mix, (value) => Math.round((value / peak) * 8_192))
}
