import { expect } from 'vitest'
import type { AgentInterval, CallRecord } from './records.ts'
import { hasTone, isSilent, lacksTone, slice } from './tone.ts'
import { parseWav } from './wav.ts'

/** What the test's own clock saw, epoch milliseconds. */
export type Seen = {
  readonly dialledAt: number
  readonly connectedAt: number
  readonly endedAt: number
  /** What was done when, in order, until the end. */
  readonly stretches: readonly Stretch[]
}

type Stretch = {
  readonly what: 'talking' | 'held' | 'muted'
  readonly fromAt: number
  readonly toAt: number
}

/** Both are recorded as they speak. A browser that holds or mutes sends silence. */
const RECORDED = {
  talking: { left: 'caller', right: 'agent' },
  held: { left: 'caller', right: 'silence' },
  muted: { left: 'caller', right: 'silence' },
} as const

/** The test sees a change on a screen or by ear some time after it happened. */
const SEEN_WITHIN_MS = 1_500
/** A recording begins and ends with a packet, each up to this far from the talk time's ends. */
const RECORDING_TOLERANCE_MS = 400

export const ms = (time: string | Date | null): number => (time === null ? Number.NaN : new Date(time).getTime())

function expectNear(what: string, actual: number, seen: number): void {
  expect(Math.abs(actual - seen), `${what}: recorded ${actual - seen} ms after it was seen`).toBeLessThan(
    SEEN_WITHIN_MS,
  )
}

/** The times of the record agree with each other exactly, and with what was seen from outside. */
export function expectTimes(record: CallRecord, seen: Seen): void {
  expectNear('arrival', ms(record.arrivedAt), seen.dialledAt)
  expectNear('connection', ms(record.connectedAt), seen.connectedAt)
  expectNear('end', ms(record.endedAt), seen.endedAt)
  expect(record.durationMs).toBe(ms(record.endedAt) - ms(record.arrivedAt))
  expect(record.waitMs).toBe(ms(record.connectedAt) - ms(record.queuedAt))
  // The caller's line is closed a moment after the agent has left.
  const closingMs = ms(record.endedAt) - ms(record.connectedAt) - record.talkMs - record.holdMs
  expect(closingMs).toBeGreaterThanOrEqual(0)
  expect(closingMs).toBeLessThan(1_000)
  const heldMs = seen.stretches
    .filter(({ what }) => what === 'held')
    .reduce((sum, { fromAt, toAt }) => sum + toAt - fromAt, 0)
  expectNear('hold', record.holdMs, heldMs)
}

/** Nothing is missing between an agent's intervals and nothing is counted twice. */
export function expectContiguous(intervals: readonly AgentInterval[]): void {
  intervals.forEach((interval, i) => {
    const next = intervals[i + 1]
    if (next !== undefined) expect(interval.toAt, `${interval.status} before ${next.status}`).toEqual(next.fromAt)
    if (interval.toAt !== null) expect(interval.durationMs).toBe(ms(interval.toAt) - ms(interval.fromAt))
  })
}

/** The agent's time on the call is the call's time with the agent. */
export function expectIntervalsAgree(intervals: readonly AgentInterval[], record: CallRecord): void {
  const sum = (status: string): number =>
    intervals
      .filter((interval) => interval.callId === record.id && interval.status === status)
      .reduce((total, interval) => total + (interval.durationMs ?? Number.NaN), 0)
  expect({ talking: sum('talking'), hold: sum('hold'), wrapUp: sum('wrapUp') }).toEqual({
    talking: record.talkMs,
    hold: record.holdMs,
    wrapUp: record.wrapUpMs,
  })
  const first = intervals.find((interval) => interval.callId === record.id && interval.status === 'talking')
  expect(first?.fromAt.toISOString()).toBe(new Date(ms(record.connectedAt)).toISOString())
}

/** Caller left, agent right, as long as the talk time, and each stretch of the call at its place. */
export function expectRecording(wav: Buffer, record: CallRecord, seen: Seen): void {
  const [left, right, ...more] = parseWav(wav)
  expect(more).toEqual([])
  if (left === undefined || right === undefined) throw new Error('the recording is not stereo')
  const lengthMs = (left.samples.length / left.sampleRate) * 1_000
  expect(Math.abs(lengthMs - record.talkMs - record.holdMs)).toBeLessThan(RECORDING_TOLERANCE_MS)
  const [recording] = record.recordings
  expect(Math.abs((recording?.expectedMs ?? 0) - record.talkMs - record.holdMs)).toBeLessThan(RECORDING_TOLERANCE_MS)
  expect(Math.abs((recording?.durationMs ?? 0) - lengthMs)).toBeLessThan(2)

  const atSecond = (from: number): { left: string; right: string } => ({
    left: speaker(slice(left, from, from + 0.4)),
    right: speaker(slice(right, from, from + 0.4)),
  })
  for (const { what, fromAt, toAt } of seen.stretches) {
    const middle = ((fromAt + toAt) / 2 - ms(record.connectedAt)) / 1_000
    expect(atSecond(middle), `${what}, ${middle.toFixed(1)} s after the answer`).toEqual(RECORDED[what])
  }
}

function speaker(sound: ReturnType<typeof slice>): string {
  if (isSilent(sound)) return 'silence'
  if (hasTone(sound, 300) && lacksTone(sound, 500)) return 'caller'
  if (hasTone(sound, 500) && lacksTone(sound, 300)) return 'agent'
  return 'a mixture'
}

/** The price follows from the record and the bill holds that very price. */
export function expectRated(record: CallRecord): void {
  const [line, ...more] = record.price?.lines ?? []
  expect(more).toEqual([])
  if (line === undefined) throw new Error('the call has no price')
  const caller = record.legs.find((leg) => leg.party === 'CALLER')
  const connectedMs = ms(caller?.endedAt ?? null) - ms(caller?.answeredAt ?? null)
  expect({ leg: line.legId, direction: line.direction, ms: line.durationMs }).toEqual({
    leg: caller?.id,
    direction: 'INBOUND',
    ms: connectedMs,
  })
  const [first = 0, then = 0] = line.increment.split('/').map(Number)
  const further = Math.max(0, Math.ceil((connectedMs / 1_000 - first) / then)) * then
  expect(line.billableSeconds).toBe(first + further)
  const exact = BigInt(line.pricePerMinute.micros) * BigInt(line.billableSeconds)
  const roundedBy = BigInt(line.amount.micros) * 60n - exact
  expect(roundedBy >= -30n && roundedBy <= 30n, 'rounded to the nearest millionth').toBe(true)
  expect(record.price?.total.micros).toBe(line.amount.micros)
}
