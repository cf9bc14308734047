import { MediaClock } from '@seatline/phone'
import type { DeskPhone } from '@seatline/phone'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { eventually } from './support/edge.ts'
import { allReady, callAll, LOAD, orderedFacts, pathsIn, replayPool, signInAll } from './support/pool-load.ts'
import { poolAgents, poolTenants } from './support/pool-tenants.ts'
import { factsOf, startSignallingPath } from './support/signalling-path.ts'
import type { SignallingPath } from './support/signalling-path.ts'

/** Promise: on real calls over two media nodes, what happens to every call is what the pure engine says for the same inputs, and nothing has to be corrected. */
let path: SignallingPath
let phones: readonly DeskPhone[] = []
const clock = new MediaClock()
const agentIds = poolAgents(LOAD.agents)

beforeAll(async () => {
  path = await startSignallingPath(
    { portBase: 5_200, rtpPorts: { min: 27_000, max: 28_999 }, mediaNodes: 2 },
    { records: false, tenants: poolTenants(agentIds) },
  )
  phones = await signInAll(path, agentIds, clock)
  await allReady(path, agentIds)
}, 120_000)
afterAll(async () => {
  await Promise.all(phones.map((phone) => phone.close()))
  await path.stop()
})

it('every call of three tenants goes the way that the replay of the log says', async () => {
  await callAll(path, LOAD)
  const events = await eventually(
    'the last call to end',
    () => path.journal(),
    (all) => factsOf(all, 'call.ended').length === factsOf(all, 'call.arrived').length,
    30_000,
  )
  const arrived = factsOf(events, 'call.arrived').length
  expect(arrived).toBeGreaterThanOrEqual(LOAD.seconds * LOAD.callsPerSecond * 0.95)
  const { replay, facts } = await replayPool(path.redis)
  expect(replay.report.faults).toEqual([])
  expect(pathsIn(orderedFacts(events))).toEqual(pathsIn(facts))
  expect(factsOf(events, 'call.connected').length).toBeGreaterThan(arrived / 2)
  expect(new Set(events.flatMap(({ fact, nodeId }) => (fact.kind === 'call.arrived' ? [nodeId] : []))).size).toBe(2)
  expect(factsOf(events, 'pool.corrected')).toEqual([])
  expect(factsOf(events, 'pool.led')).toHaveLength(1)
}, 180_000)
