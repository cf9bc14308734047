import { expect, test } from 'vitest'
import { applyGain, levellingGain, LOUDNESS_TARGET, parseLevel, PEAK_MAX } from './level-sound.ts'

test.each([
  ['quiet speech is raised to the target', { loudness: -40, peak: -25 }, LOUDNESS_TARGET + 40],
  ['loud speech is lowered', { loudness: -9, peak: -0.1 }, LOUDNESS_TARGET + 9],
  ['a peak is never cut', { loudness: -40, peak: -3 }, PEAK_MAX + 3],
  ['hiss is not raised without end', { loudness: -68, peak: -54 }, 40],
  ['too short to have a loudness: by its peak', { loudness: -70, peak: -20 }, 14],
  ['nothing to hear', { loudness: -70, peak: -60 }, null],
  ['no sample at all', { loudness: -70, peak: Number.NEGATIVE_INFINITY }, null],
])('%s', (_, level, gain) => {
  expect(levellingGain(level)).toBe(gain)
})

test('reads what ffmpeg measured', () => {
  const printed =
    'Summary:\n\n  Integrated loudness:\n    I:         -51.6 LUFS\n\n  Sample peak:\n    Peak:      -47.3 dBFS'
  expect(parseLevel(printed)).toEqual({ loudness: -51.6, peak: -47.3 })
  expect(parseLevel(printed.replace('-47.3', '-inf'))).toEqual({ loudness: -51.6, peak: Number.NEGATIVE_INFINITY })
  expect(parseLevel('')).toBeNull()
})

test('a gain past full scale ends at full scale', () => {
  expect([...applyGain(Float32Array.of(0, 0.5, -1), 20)]).toEqual([0, 32_767, -32_768])
})
