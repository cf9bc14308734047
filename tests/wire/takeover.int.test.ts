import { DEFAULT_POOL, poolLeaseKey, poolLeaseSchema } from '@seatline/core'
import type { FactOf, JournalEvent } from '@seatline/core'
import { MediaClock } from '@seatline/phone'
import type { DeskPhone } from '@seatline/phone'
import { setTimeout as delay } from 'node:timers/promises'
import pg from 'pg'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { eventually } from './support/edge.ts'
import { allReady, callAll, LOAD, replayPool, signInAll } from './support/pool-load.ts'
import { poolAgents, poolTenants } from './support/pool-tenants.ts'
import { factsOf, startSignallingPath } from './support/signalling-path.ts'
import type { SignallingPath } from './support/signalling-path.ts'

/**
 * Promise: the leading media node is killed in the middle of a busy run while it has callers in the queue and in talks. Nothing of the others' is lost, and no agent is
 * given to a caller who is gone.
 */
let path: SignallingPath
let phones: readonly DeskPhone[] = []
let database: pg.Client
const clock = new MediaClock()
const agentIds = poolAgents(LOAD.agents)
/** A node is lost after 2 s without a sign, seen at the next look or the one after. */
const GHOST_MS_MAX = 5_000
/** Nearly all agents are away, so that callers wait when the node dies. */
const FEW = 4

beforeAll(async () => {
  path = await startSignallingPath(
    { portBase: 5_300, rtpPorts: { min: 29_000, max: 30_999 }, mediaNodes: 2 },
    { records: true, tenants: poolTenants(agentIds), agentIds },
  )
  database = new pg.Client({ connectionString: path.stack.databaseOwnerUrl })
  await database.connect()
  phones = await signInAll(path, agentIds, clock)
  await allReady(path, agentIds.slice(0, FEW))
}, 150_000)
afterAll(async () => {
  await Promise.all(phones.map((phone) => phone.close()))
  await database.end()
  await path.stop()
})

it('the other leads within two seconds; places are kept, every call has one record, no agent is stuck', async () => {
  const callers = callAll(path, LOAD)
  await delay((LOAD.seconds * 1_000) / 2)
  const killed = await leader()
  await path.stack.kill(killed === 'media-1' ? 'media' : 'media2')
  // Nobody leads now: what agents ask for waits for the next leader.
  await allReady(path, agentIds.slice(FEW))
  await callers

  const events = await eventually(
    'every call to have ended or its node to be lost',
    () => path.journal(),
    (all) => {
      const ended = new Set(factsOf(all, 'call.ended').map(({ callId }) => callId))
      const lost = factsOf(all, 'node.lost').some(({ lostNodeId }) => lostNodeId === killed)
      return (
        lost &&
        all.every(({ fact, nodeId }) => fact.kind !== 'call.arrived' || nodeId === killed || ended.has(fact.callId))
      )
    },
    40_000,
  )
  const led = factsOf(events, 'pool.led').at(-1)
  expect(led).toMatchObject({ takenOver: true })
  expect(led?.gapMs).toBeLessThan(2_000)

  // Whoever waited before waits since the same moment after.
  const since = Map.groupBy(factsOf(events, 'call.queued'), ({ callId }) => callId)
  for (const queued of since.values()) expect(new Set(queued.map(({ enqueuedAt }) => enqueuedAt)).size).toBe(1)

  expect(servedAfter(events, killed)).toEqual({ isInOrder: true, someWaited: true })

  const arrived = new Set(factsOf(events, 'call.arrived').map(({ callId }) => callId))
  const rows = await eventually(
    'a record of every call',
    async () =>
      (await database.query<{ id: string; ended: boolean }>(`select id, ended_at is not null as ended from call`)).rows,
    (all) => all.filter(({ ended }) => ended).length === arrived.size,
    30_000,
  )
  expect(rows).toHaveLength(arrived.size)

  const { replay, told } = await replayPool(path.redis)
  expect(replay.report.faults).toEqual([])

  // From the moment when the other leads no agent is rung for a caller of the dead node; who talked there is free, and counted.
  const dead = new Set(
    events.flatMap(({ fact, nodeId }) => (fact.kind === 'call.arrived' && nodeId === killed ? [fact.callId] : [])),
  )
  const ledAt = events.findLast(({ fact }) => fact.kind === 'pool.led')?.at ?? Number.NaN
  const rungFor = told.flatMap(({ at, fact }) => (fact.kind === 'call.presented' ? [{ at, callId: fact.callId }] : []))
  expect(rungFor.filter(({ at, callId }) => at < ledAt && dead.has(callId)).length).toBeGreaterThan(0)
  expect(rungFor.filter(({ at, callId }) => at >= ledAt && dead.has(callId))).toEqual([])
  const ghosts = factsOf(events, 'pool.corrected')
  expect(ghosts.filter(({ what }) => what === 'agentBound').length).toBeGreaterThan(0)
  expect(Math.max(...ghosts.map(({ ghostMs }) => ghostMs))).toBeLessThan(GHOST_MS_MAX)
  // Whoever did not hear the phone in time may be not ready; nobody is bound to a call.
  const stuck = [...(replay.pool?.agents() ?? [])].filter(
    ({ status, servedCall }) => servedCall !== null || (status.kind !== 'ready' && status.kind !== 'notReady'),
  )
  expect(stuck.map(({ agentId, status }) => ({ agentId, status }))).toEqual([])
  expect([...(replay.pool?.calls() ?? [])]).toEqual([])
}, 240_000)

/** Callers of the living node who waited when the other died, and were rung through after: in each queue, those who had come first, first. */
function servedAfter(events: readonly JournalEvent[], killed: string) {
  const led = events.findLast(({ fact }) => fact.kind === 'pool.led')
  const waited = new Map<string, FactOf<'call.queued'>>()
  for (const { fact, nodeId, at } of events)
    if (fact.kind === 'call.queued' && nodeId !== killed && at < (led?.at ?? 0)) waited.set(fact.callId, fact)
  const served = events.flatMap(({ fact, at }) => {
    const queued = fact.kind === 'call.presented' ? waited.get(fact.callId) : undefined
    return queued === undefined || at < (led?.at ?? 0) ? [] : [queued]
  })
  const inOrder = [...Map.groupBy(served, ({ queueId }) => queueId).values()].every((each) =>
    each.every(({ enqueuedAt }, index) => index === 0 || (each[index - 1]?.enqueuedAt ?? 0) <= enqueuedAt),
  )
  return { isInOrder: inOrder, someWaited: served.length > 5 }
}

async function leader(): Promise<string> {
  const lease = await path.redis.get(poolLeaseKey(DEFAULT_POOL))
  return poolLeaseSchema.parse(JSON.parse(lease ?? '{}')).nodeId
}
