import type { JournalEvent, TenantId } from '@seatline/core'
import { instant, queuedCallsOf, serviceLevel } from '@seatline/core'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { openDatabase } from '../database/client.ts'
import type { Database } from '../database/client.ts'
import { deriveCall } from '../events/derive-call.ts'
import { NodeStarts } from '../events/node-starts.ts'
import { JournalWriter } from '../testing/journal-stories.ts'
import { SeededRandom } from '../testing/seeded-random.ts'
import { createStoryWorld } from '../testing/story-world.ts'
import { startTestPostgres } from '../testing/test-postgres.ts'
import type { TestPostgres } from '../testing/test-postgres.ts'
import { readLiveQueues } from './repository.ts'

const T0 = Date.UTC(2026, 10, 5, 10)
const TENANT = 'ten_test-a' as TenantId
const QUEUE = 'que_test-0-1'
const AGENT = 'agt_test-1'

let postgres: TestPostgres
let database: Database
beforeAll(async () => {
  postgres = await startTestPostgres()
  database = openDatabase((await postgres.createDatabase('live')).appUrl)
  await createStoryWorld(database)
})
afterAll(async () => {
  await database.close()
  await postgres.stop()
})

const writer = new JournalWriter(new SeededRandom(5), { nodeId: 'media-1', epoch: T0 - 60_000 })
const tell = (callId: string, atMs: number, fact: object): void =>
  writer.write({ kind: 'call', id: callId }, TENANT, T0 + atMs, { callId, ...fact })

function arrives(callId: string): void {
  const way = { legId: `leg_${callId.slice(4)}`, trunkId: 'trk_test', didId: 'did_test-0', sipCallId: callId }
  tell(callId, 0, { kind: 'call.arrived', ani: '+861', dnis: '4001111000', ...way })
  tell(callId, 0, { kind: 'call.queued', queueId: QUEUE, priority: 0, position: 1, enqueuedAt: T0, requeued: false })
}
const isAnswered = (callId: string, atMs: number, waitedMs: number): void =>
  tell(callId, atMs, { kind: 'call.connected', queueId: QUEUE, agentId: AGENT, legId: 'leg_agent', waitedMs })

/** The caller asks to be called back after 10 s; the only attempt is begun at its time. */
function isCalledBack(name: string, atMs: number): string {
  const ids = { callbackId: `cbk_${name}`, queueId: QUEUE }
  arrives(`cal_asks-${name}`)
  tell(`cal_asks-${name}`, 10_000, { kind: 'call.leftQueue', queueId: QUEUE, to: 'callback', waitedMs: 10_000 })
  tell(`cal_asks-${name}`, 10_000, { kind: 'callback.requested', ...ids, number: '+861', enqueuedAt: T0 })
  const attempt = `cal_${name}-1`
  const dialled = { ani: '400', dnis: '+861', destinationClass: 'mobile', test: false }
  tell(attempt, atMs, { kind: 'call.dialled', ...dialled })
  tell(attempt, atMs, { kind: 'callback.attempted', ...ids, agentId: AGENT, attempt: 1 })
  return attempt
}

it('is the same figure on the live screen as in the reports, callbacks included', async () => {
  for (const [index, waitedMs] of [3_000, 18_000, 45_000].entries()) {
    arrives(`cal_quick-${String(index)}`)
    isAnswered(`cal_quick-${String(index)}`, waitedMs, waitedMs)
  }
  arrives('cal_gone')
  tell('cal_gone', 30_000, { kind: 'call.abandoned', queueId: QUEUE, waitedMs: 30_000, phase: 'queue' })
  arrives('cal_waits')
  // Reached after 90 s: one answered call, too late. Reached after 15 s: one in time. In vain: nowhere.
  for (const [name, atMs] of [
    ['late', 90_000],
    ['soon', 15_000],
  ] as const) {
    const attempt = isCalledBack(name, atMs)
    tell(attempt, atMs + 4_000, {
      kind: 'callback.attemptEnded',
      callbackId: `cbk_${name}`,
      attempt: 1,
      outcome: 'answered',
    })
    isAnswered(attempt, atMs + 4_000, atMs)
  }
  const vain = isCalledBack('vain', 60_000)
  tell(vain, 70_000, { kind: 'callback.attemptEnded', callbackId: 'cbk_vain', attempt: 1, outcome: 'busy' })

  const rows = [...Map.groupBy(writer.events, ({ subject }) => subject.id).values()].flatMap(
    (events: readonly JournalEvent[]) => {
      const call = deriveCall(events, new NodeStarts())?.call
      return call === undefined ? [] : [{ ...call, variables: {} }]
    },
  )
  const queues = await database.withTenants({ tenantIds: [TENANT], operator: false }, async (tx) => {
    await tx.call.createMany({ data: rows })
    return readLiveQueues(tx, TENANT, { from: instant(T0 - 3_600_000), timeZone: 'Asia/Shanghai' })
  })
  const live = queues.find(({ queue }) => queue.id === QUEUE)?.serviceLevelToday
  const rule = { variant: 'answeredOfOffered', thresholdMs: live?.thresholdMs ?? 0, shortAbandonMs: 0 } as const
  const share = serviceLevel(queuedCallsOf(writer.events.map(({ fact }) => fact)), rule)
  expect(live).toMatchObject({ thresholdMs: 20_000, answeredWithin: 3, answered: 5, abandoned: 1, ratio: 0.5 })
  expect(share).toEqual({ part: live?.answeredWithin, whole: (live?.answered ?? 0) + (live?.abandoned ?? 0) })
})
