import { expect, test } from 'vitest'
import { createConnectionMonitor } from './connection-monitor.ts'
import type { ConnectionMonitor } from './connection-monitor.ts'

type Rig = {
  readonly monitor: ConnectionMonitor
  readonly probes: () => number
  readonly recoveries: () => number
  answer: boolean
  seconds(count: number): Promise<void>
}

function rig(): Rig {
  let now = 0
  let due: (() => void) | null = null
  let probes = 0
  let recoveries = 0
  const monitor = createConnectionMonitor({
    now: () => now,
    setTimer: (run) => {
      due = run
      return () => (due = null)
    },
    probe: () => {
      probes++
      return Promise.resolve(made.answer)
    },
  })
  const made: Rig = {
    monitor,
    probes: () => probes,
    recoveries: () => recoveries,
    answer: true,
    seconds: async (count) => {
      for (let i = 0; i < count; i++) {
        now += 1_000
        due?.()
        await Promise.resolve()
        await Promise.resolve()
      }
    },
  }
  monitor.onRecovered(() => recoveries++)
  monitor.start()
  return made
}

test('a server that is heard is not asked', async () => {
  const r = rig()
  for (let i = 0; i < 20; i++) {
    await r.seconds(1)
    r.monitor.heard()
  }
  expect([r.probes(), r.monitor.state()]).toEqual([0, 'connected'])
})

test('silence is followed by a question, and the answer keeps it connected', async () => {
  const r = rig()
  await r.seconds(5)
  expect([r.probes(), r.monitor.state()]).toEqual([1, 'connected'])
})

test('a server that goes silent and does not answer is lost within six seconds', async () => {
  const r = rig()
  r.answer = false
  await r.seconds(6)
  expect(r.monitor.state()).toBe('lost')
})

test('a broken stream is lost at once when the server does not answer either', async () => {
  const r = rig()
  r.answer = false
  r.monitor.failed()
  await r.seconds(1)
  expect(r.monitor.state()).toBe('lost')
})

test('a broken request alone is no lost connection', async () => {
  const r = rig()
  r.monitor.failed()
  await r.seconds(1)
  expect([r.monitor.state(), r.recoveries()]).toEqual(['connected', 0])
})

test('coming back is told once, so that the screen reads everything anew', async () => {
  const r = rig()
  r.answer = false
  await r.seconds(6)
  r.answer = true
  await r.seconds(3)
  expect([r.monitor.state(), r.recoveries()]).toEqual(['connected', 1])
})
