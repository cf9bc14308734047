import { journalEventSchema } from '@seatline/core'
import { describe, expect, test } from 'vitest'
import { deriveCallback, isCallbackEvent } from './derive-callback.ts'
import type { CallbackEvent } from './derive-callback.ts'

let seq = 0
function event(at: number, fact: object): CallbackEvent {
  seq += 1
  const parsed = journalEventSchema.parse({
    v: 1,
    eventId: `evt_told-${String(seq)}`,
    at,
    tenantId: 'ten_demo',
    nodeId: 'media-1',
    epoch: 1,
    subject: { kind: 'call', id: 'cal_first' },
    seq,
    fact: { callbackId: 'cbk_one', callId: 'cal_first', ...fact },
  })
  if (!isCallbackEvent(parsed)) throw new Error('not of a callback')
  return parsed
}

const requested = event(2_000, {
  kind: 'callback.requested',
  queueId: 'que_repair',
  number: '13800000001',
  enqueuedAt: 1_000,
})
const attempted = (attempt: number, at: number) =>
  event(at, {
    kind: 'callback.attempted',
    callId: `cal_try-${String(attempt)}`,
    queueId: 'que_repair',
    agentId: 'agt_li',
    attempt,
  })
const attemptEnded = (attempt: number, at: number, outcome: string) =>
  event(at, { kind: 'callback.attemptEnded', callId: `cal_try-${String(attempt)}`, attempt, outcome })
const ended = (at: number, outcome: string, attempts: number) =>
  event(at, { kind: 'callback.ended', outcome, attempts })

describe('the row of a callback', () => {
  test('keeps the place that the caller had, and waits', () => {
    expect(deriveCallback([requested])).toMatchObject({
      id: 'cbk_one',
      state: 'waiting',
      enqueuedAt: new Date(1_000),
      requestedAt: new Date(2_000),
      attempts: 0,
      endedAt: null,
    })
  })

  test('has each attempt once, with its call and what came of it', () => {
    const events = [
      requested,
      attempted(1, 3_000),
      attemptEnded(1, 4_000, 'noAnswer'),
      attempted(2, 60_000),
      attemptEnded(2, 61_000, 'answered'),
      ended(61_000, 'reached', 2),
    ]
    const row = deriveCallback(events)
    expect(row).toMatchObject({ state: 'reached', attempts: 2, endedAt: new Date(61_000) })
    expect(row?.attemptsLog.map(({ callId, outcome }) => [callId, outcome])).toEqual([
      ['cal_try-1', 'noAnswer'],
      ['cal_try-2', 'answered'],
    ])
    expect(deriveCallback([...events, ...events])).toEqual(row)
    expect(deriveCallback(events.toReversed())).toEqual(row)
  })

  test('is none while nobody said that it was asked for', () => {
    expect(deriveCallback([attempted(1, 3_000)])).toBeNull()
  })
})
