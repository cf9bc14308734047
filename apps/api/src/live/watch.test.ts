import { instant } from '@seatline/core'
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest'
import type { LiveChange, LiveFeed } from './live-feed.ts'
import { HEARTBEAT_MS, watch } from './watch.ts'

type Value = { readonly reading: number; readonly sentAt: number }

function scene(lifeMs: number) {
  const listeners = new Set<(change: LiveChange) => void>()
  const feed: LiveFeed = {
    listen: (listener) => {
      listeners.add(listener)
      return () => void listeners.delete(listener)
    },
    close: () => undefined,
  }
  const now = () => instant(Date.now())
  const scene = { readings: 0, fails: false }
  const values = watch<Value>({
    feed,
    concerns: (change) => change.tenantIds.includes('ten_a'),
    read: () => {
      scene.readings += 1
      return scene.fails
        ? Promise.reject(new Error('gone'))
        : Promise.resolve({ reading: scene.readings, sentAt: now() })
    },
    beat: (value) => ({ ...value, sentAt: now() }),
    until: instant(Date.now() + lifeMs),
    now,
  })[Symbol.asyncIterator]()
  const change = (tenantId: string): void => {
    for (const listener of listeners)
      listener({ tenantIds: [tenantId], agentIds: [], callIds: [], subjects: [], everybody: false })
  }
  return { scene, values, change, listeners }
}

beforeEach(() => {
  vi.useFakeTimers({ now: 1_000_000 })
})
afterEach(() => {
  vi.useRealTimers()
})

describe('what a subscription sends', () => {
  test('the state at once, and again after a change that concerns it, however many changes there were', async () => {
    const { values, change } = scene(60_000)
    expect((await values.next()).value).toMatchObject({ reading: 1 })
    const next = values.next()
    for (let i = 0; i < 20; i += 1) change('ten_a')
    await vi.advanceTimersByTimeAsync(100)
    expect((await next).value).toMatchObject({ reading: 2 })
    await values.return?.()
  })

  test('a sign of life without reading anew, when nothing that concerns it happens', async () => {
    const { values, change } = scene(60_000)
    await values.next()
    const next = values.next()
    change('ten_b')
    await vi.advanceTimersByTimeAsync(HEARTBEAT_MS + 100)
    expect((await next).value).toMatchObject({ reading: 1, sentAt: 1_000_000 + HEARTBEAT_MS + 100 })
    await values.return?.()
  })

  test('the state anew after half a minute, so that a lost message heals', async () => {
    const { values } = scene(120_000)
    let last: Value | undefined
    for (let beat = 0; beat < 8; beat += 1) {
      const next = values.next()
      await vi.advanceTimersByTimeAsync(HEARTBEAT_MS + 100)
      last = (await next).value as Value
    }
    expect(last?.reading).toBe(2)
    await values.return?.()
  })

  test('nothing after the log-in has expired', async () => {
    const { values, listeners } = scene(7_000)
    await values.next()
    const second = values.next()
    await vi.advanceTimersByTimeAsync(HEARTBEAT_MS + 100)
    expect((await second).done).toBe(false)
    const third = values.next()
    await vi.advanceTimersByTimeAsync(HEARTBEAT_MS)
    expect((await third).done).toBe(true)
    expect(listeners.size).toBe(0)
  })

  test('nothing to a client that has gone, and nobody listens for it any more', async () => {
    const { values, listeners } = scene(60_000)
    await values.next()
    await values.return?.()
    await vi.advanceTimersByTimeAsync(HEARTBEAT_MS)
    expect(listeners.size).toBe(0)
  })

  test('an error when the right is withdrawn meanwhile', async () => {
    const { scene: state, values, change } = scene(60_000)
    await values.next()
    state.fails = true
    const next = values.next()
    const failed = expect(next).rejects.toThrow('gone')
    change('ten_a')
    await vi.advanceTimersByTimeAsync(100)
    await failed
  })
})
