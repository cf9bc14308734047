import { describe, expect, it } from 'vitest'
import { parseOptions } from './options.ts'
import { describeCalls, percentile } from './report.ts'

describe('percentiles', () => {
  it('are the nearest rank: 99 of 100 values lie at or below p99', () => {
    const values = Array.from({ length: 100 }, (_, i) => 100 - i)
    expect([percentile(values, 0.5), percentile(values, 0.99), percentile(values, 1)]).toEqual([50, 99, 100])
    expect(percentile([7], 0.99)).toBe(7)
    expect(percentile([], 0.5)).toBeNaN()
  })
})

describe('the report', () => {
  it('counts failures by what failed', () => {
    const good = { failure: null, answerMs: 10, twoWayAudioMs: 20, routingMs: 30, packetsLost: 1 }
    const lines = describeCalls([good, { ...good, failure: 'no agent answered', twoWayAudioMs: null }])
    expect(lines[0]).toBe('  calls: 2, failed: 1 (1 no agent answered)')
    expect(lines).toContain("  agent's answer to two-way audio: median 20 ms, p95 20 ms, p99 20 ms, worst 20 ms")
  })
})

describe('the options', () => {
  it('measure 20 calls a second for a minute and 200 recorded calls unless told otherwise', () => {
    expect(parseOptions([])).toMatchObject({ rate: 20, seconds: 60, recorded: 200 })
    expect(parseOptions(['--rate', '5', '--talk', '1.5'])).toMatchObject({ rate: 5, talkMs: 1_500 })
    expect(() => parseOptions(['--rate', 'many'])).toThrow("--rate must be a number, not 'many'")
  })
})
