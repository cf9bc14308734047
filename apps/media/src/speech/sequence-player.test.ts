import { instant } from '@seatline/core'
import { expect, test } from 'vitest'
import type { Clock } from '../runtime/clock.ts'
import { SequencePlayer, type PlayedOut } from './sequence-player.ts'

/** A clock that is moved by hand, and an ear that notes what it hears when. */
function setUp(lengths: Readonly<Record<string, number>>) {
  let now = 0
  const timers = new Set<{ readonly at: number; readonly run: () => void }>()
  const clock: Clock = {
    now: () => instant(now),
    at: (at, run) => {
      const timer = { at, run }
      timers.add(timer)
      return () => timers.delete(timer)
    },
  }
  const heard: string[] = []
  const ends: PlayedOut[] = []
  const player = new SequencePlayer({
    clock,
    ear: {
      play: (file) => {
        heard.push(`${String(now)} ${file}`)
        const length = lengths[file]
        return length === undefined ? Promise.reject(new Error('no such file')) : Promise.resolve(length)
      },
      stop: () => heard.push(`${String(now)} silence`),
    },
  })
  const settle = async (): Promise<void> => {
    for (let turn = 0; turn < 20; turn++) await Promise.resolve()
  }
  const until = async (end: number): Promise<void> => {
    await settle()
    for (;;) {
      const next = [...timers].filter(({ at }) => at <= end).toSorted((a, b) => a.at - b.at)[0]
      if (next === undefined) break
      timers.delete(next)
      now = next.at
      next.run()
      await settle()
    }
    now = end
  }
  return { player, heard, ends, until, onEnd: (how: PlayedOut) => void ends.push(how) }
}

test('files follow each other by their lengths, and the end is told when the last has been heard', async () => {
  const { player, heard, ends, until, onEnd } = setUp({ a: 500, b: 300 })
  player.play(['a', 'b'], onEnd)
  await until(859)
  expect(ends).toEqual([])
  await until(860)
  expect({ heard, ends }).toEqual({ heard: ['0 a', '500 b'], ends: ['finished'] })
})

test('what cannot be played is left out; nothing at all is a failure', async () => {
  const { player, heard, ends, until, onEnd } = setUp({ b: 300 })
  player.play(['a', 'b'], onEnd)
  await until(400)
  player.play(['a'], onEnd)
  player.play([], onEnd)
  await until(500)
  expect(heard).toEqual(['0 a', '0 b', '400 a'])
  expect(ends).toEqual(['finished', 'failed'])
})

test('what is stopped, or followed by something else, goes no further and tells nothing', async () => {
  const { player, heard, ends, until, onEnd } = setUp({ a: 500, b: 300, c: 100 })
  player.play(['a', 'b'], onEnd)
  await until(100)
  player.play(['c', 'b'], onEnd)
  await until(150)
  player.stop()
  await until(2_000)
  expect({ heard, ends }).toEqual({ heard: ['0 a', '100 c', '150 silence'], ends: [] })
})
