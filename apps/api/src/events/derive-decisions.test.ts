import { idSchema, journalEventSchema } from '@seatline/core'
import type { JournalEvent } from '@seatline/core'
import { expect, test } from 'vitest'
import { deriveDecisions } from './derive-decisions.ts'

const CALL = idSchema('call').parse('cal_decided')
const AT = 1_700_000_000_000
let seq = 0
const event = (ms: number, fact: object): JournalEvent =>
  journalEventSchema.parse({
    v: 1,
    eventId: `evt_decided-${String(++seq)}`,
    at: AT + ms,
    tenantId: 'ten_one',
    nodeId: 'media-1',
    epoch: 1,
    subject: { kind: 'call', id: CALL },
    seq,
    fact: { callId: CALL, ...fact },
  })
const queued = { queueId: 'que_one', agentId: 'agt_one' }
const reason = { method: 'longestIdle', candidates: 2, idleMs: 1, waitedMs: 2 }

/** Promise: however the events of a call come in, each ringing is a decision with its outcome, each time told is compared with the true one, and the last agent is known. */
test('decisions, estimates and the last contact of a call', () => {
  const events = [
    event(0, {
      kind: 'call.arrived',
      legId: 'leg_one',
      trunkId: 'trk_one',
      didId: 'did_one',
      ani: '+8613800000001',
      dnis: '400',
      sipCallId: 'x',
    }),
    event(1_000, { kind: 'call.toldWait', queueId: 'que_one', position: 2, expectedMs: 30_000 }),
    event(5_000, { kind: 'call.presented', ...queued, presentation: 1, reason }),
    event(9_000, { kind: 'call.presentationEnded', ...queued, presentation: 1, outcome: 'noAnswer', sipStatus: 408 }),
    event(9_000, { kind: 'call.presented', ...queued, agentId: 'agt_two', presentation: 2, reason }),
    event(21_000, {
      kind: 'call.presentationEnded',
      ...queued,
      agentId: 'agt_two',
      presentation: 2,
      outcome: 'answered',
      sipStatus: 200,
    }),
    event(21_000, { kind: 'call.connected', ...queued, agentId: 'agt_two', legId: 'leg_two', waitedMs: 21_000 }),
  ]
  const derived = deriveDecisions(events.toReversed())
  expect(derived.decisions.map(({ agentId, outcome }) => [agentId, outcome])).toEqual([
    ['agt_one', 'noAnswer'],
    ['agt_two', 'answered'],
  ])
  expect(derived.estimates).toMatchObject([{ position: 2, expectedMs: 30_000, actualMs: 20_000 }])
  expect(derived.contacts).toMatchObject([{ tenantId: 'ten_one', number: '13800000001', agentId: 'agt_two' }])
  expect(deriveDecisions(events)).toEqual(derived)
})

test('of one who left the queue by key nothing came true that could be compared', () => {
  const { estimates } = deriveDecisions([
    event(0, { kind: 'call.toldWait', queueId: 'que_one', position: 1, expectedMs: 5_000 }),
    event(2_000, { kind: 'call.leftQueue', queueId: 'que_one', to: 'callback', waitedMs: 2_000 }),
  ])
  expect(estimates).toMatchObject([{ actualMs: null }])
})
