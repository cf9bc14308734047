import { spawn, type ChildProcess } from 'node:child_process'
import { once } from 'node:events'
import { createServer, type AddressInfo } from 'node:net'
import {
  MEDIA_NODES,
  NODE_SILENT_MS,
  nodeSignSchema,
  PoolReplay,
  poolLogKey,
  type AcdInput,
  type AgentId,
  type CallId,
  type Fact,
  type FactOf,
  type PoolLogBatch,
  type PoolLogEntry,
} from '@seatline/core'
import { Redis } from 'ioredis'
import { afterAll, afterEach, beforeAll, beforeEach, expect, test, vi } from 'vitest'
import { agentId, command, newCallId, POOL, PoolNode, QUEUE, REGISTRAR } from './testing/pool-node.ts'

/** Promise: one engine for a pool over several nodes; it goes on when its node dies, keeps places, and is wrong about nothing without a fault. */
let server: ChildProcess
let port: number
let redis: Redis
let nodes: PoolNode[]
const BREAK = { kind: 'code', reasonId: 'rsn_break' }
const WAIT = { timeout: 15_000, interval: 20 }

beforeAll(async () => {
  port = await freePort()
  server = spawn('redis-server', ['--port', String(port), '--bind', '127.0.0.1', '--save', ''], { stdio: 'ignore' })
  redis = new Redis(port, '127.0.0.1', { maxRetriesPerRequest: null })
  redis.on('error', () => undefined)
  await redis.ping()
})
afterAll(async () => {
  redis.disconnect()
  server.kill('SIGKILL')
  await once(server, 'exit')
})
beforeEach(async () => {
  await redis.flushall()
  nodes = []
  REGISTRAR.clear()
})
afterEach(async () => {
  await Promise.all(nodes.map((node) => node.stop().catch(() => undefined)))
})

test('a busy run over two nodes: calls of both are served by one engine, nothing has to be corrected, and the log replays to the same decisions', async () => {
  const [a, b] = await twoNodes()
  await signIn(a, 6)
  const callIds = Array.from({ length: 300 }, (_, i) => ({ node: i % 2 === 0 ? a : b, callId: newCallId() }))
  for (const { node, callId } of callIds) {
    node.enqueue(callId)
    await new Promise((resolve) => setImmediate(resolve))
    for (const each of [a, b])
      for (const [id, phase] of each.calls) if (phase.kind === 'talking' && Math.random() < 0.5) each.hangUp(id)
  }
  await vi.waitFor(() => {
    for (const node of [a, b])
      for (const [callId, phase] of node.calls) if (phase.kind === 'talking') node.hangUp(callId)
    expect(a.calls.size + b.calls.size).toBe(0)
  }, WAIT)
  const connected = [...a.facts, ...b.facts].filter(({ kind }) => kind === 'call.connected')
  expect(new Set(connected.map((fact) => 'callId' in fact && fact.callId)).size).toBe(300)
  // Three audits of both nodes: each tells every two seconds which calls it has.
  const audited = Date.now() + 6_500
  await vi.waitFor(() => expect(Date.now()).toBeGreaterThan(audited), WAIT)
  expect(corrections(a, b)).toEqual([])
  expect([...a.faults, ...b.faults]).toEqual([])
  const { report } = await replay()
  expect(report).toMatchObject({ leases: 1, faults: [] })
  expect(report.steps).toBeGreaterThan(900)
}, 60_000)

test('the leader is killed: the other leads within two seconds, callers of the living keep their places, agents of the dead are freed', async () => {
  const [a, b] = await twoNodes()
  await signIn(a, 1)
  const dead = a.enqueue()
  await vi.waitFor(() => expect(a.calls.get(dead)?.kind).toBe('talking'), WAIT)
  const waiting: CallId[] = []
  // One after the other: callers of the same millisecond are served by their ids.
  for (const place of [1, 2, 3]) {
    waiting.push(b.enqueue())
    const queued = () => b.facts.filter(({ kind }) => kind === 'call.queued')
    await vi.waitFor(() => expect(queued()).toHaveLength(place), WAIT)
  }
  a.kill()
  await vi.waitFor(() => expect(b.leads).toBe(true), WAIT)
  const led = b.nodeFacts.find((fact): fact is FactOf<'pool.led'> => fact.kind === 'pool.led')
  expect(led).toMatchObject({ takenOver: true })
  expect(led?.gapMs).toBeLessThan(2_000)
  for (const callId of waiting) {
    await vi.waitFor(() => expect(b.calls.get(callId)?.kind).toBe('talking'), WAIT)
    b.hangUp(callId)
  }
  const order = b.facts.flatMap((fact) => (fact.kind === 'call.connected' ? [fact.callId] : []))
  expect(order).toEqual(waiting)
  expect(corrections(b)).toMatchObject([{ what: 'agentBound', subjectId: agentId(1) }])
  expect(b.nodeFacts).toContainEqual(expect.objectContaining({ kind: 'node.lost', lostNodeId: 'media-a' }))
  expect((await replay()).report.faults).toEqual([])
}, 60_000)

test.each(['leads', 'does not lead'])(
  'no agent is kept for callers of a dead node that %s: who rings for one is free before the node is taken for lost, and is counted as a ghost',
  async (which) => {
    const [a, b] = await twoNodes()
    const [dying, living] = which === 'leads' ? [a, b] : [b, a]
    dying.answers = false
    await signIn(a, 1)
    const dead = [dying.enqueue(), dying.enqueue(), dying.enqueue()]
    await vi.waitFor(() => expect(dying.facts.map(({ kind }) => kind)).toContain('call.presented'), WAIT)
    const later = living.enqueue()
    await vi.waitFor(() => expect(living.facts.map(({ kind }) => kind)).toContain('call.queued'), WAIT)
    const before = await logLength()
    dying.kill()
    await vi.waitFor(() => expect(living.calls.get(later)?.kind).toBe('talking'), WAIT)
    await vi.waitFor(() => expect(corrections(living)).toHaveLength(4), WAIT)
    const after = (await logged()).filter(({ n }) => n > before)
    const steps = after.flatMap((entry) => ('input' in entry ? [entry.input] : []))
    const at = (kind: AcdInput['kind']): number => steps.findIndex((input) => input.kind === kind)
    expect(at('presentation.answered')).toBeGreaterThan(at('call.silent'))
    expect(at('presentation.answered')).toBeLessThan(at('call.callerLeft'))
    const { run, facts } = await replayed()
    expect(run.report.faults).toEqual([])
    const rung = facts.flatMap((fact) => (fact.kind === 'call.presented' ? [fact.callId] : []))
    expect(rung).toEqual([dead[0], later])
    const corrected = corrections(living)
    const gone = corrected.flatMap(({ what, subjectId }) => (what === 'callGone' ? [subjectId] : []))
    expect(gone.toSorted()).toEqual(dead.toSorted())
    expect(corrected.filter(({ what }) => what === 'agentBound')).toMatchObject([{ subjectId: agentId(1) }])
  },
  30_000,
)

test('callers of a node that was not heard of for a moment keep their place, and are served when it is heard again', async () => {
  const [a, b] = await twoNodes()
  b.answers = false
  await signIn(a, 1)
  const first = b.enqueue()
  await vi.waitFor(() => expect(b.facts.map(({ kind }) => kind)).toContain('call.presented'), WAIT)
  const second = a.enqueue()
  a.answers = false
  // What it says of itself is older than it is: as if its signs did not get through.
  const sign = nodeSignSchema.parse(JSON.parse((await redis.hget(MEDIA_NODES, 'media-b')) ?? ''))
  const mute = async (): Promise<void> => {
    const at = Date.now() - NODE_SILENT_MS - 300
    await redis.hset(MEDIA_NODES, 'media-b', JSON.stringify({ ...sign, at }))
  }
  await vi.waitFor(
    async () => {
      await mute()
      expect((await loggedInputs()).map(({ kind }) => kind)).toContain('call.silent')
    },
    { timeout: 5_000, interval: 5 },
  )
  await vi.waitFor(async () => expect((await loggedInputs()).map(({ kind }) => kind)).toContain('call.heard'), WAIT)
  a.hangUp(second)
  const { run, facts } = await replayed()
  expect(run.report.faults).toEqual([])
  const queued = facts.filter((fact): fact is FactOf<'call.queued'> => fact.kind === 'call.queued')
  expect(new Set(queued.filter(({ callId }) => callId === first).map(({ enqueuedAt }) => enqueuedAt)).size).toBe(1)
  await vi.waitFor(async () => {
    const rung = (await replayed()).facts.flatMap((fact) => (fact.kind === 'call.presented' ? [fact.callId] : []))
    expect(rung).toEqual([first, second, first])
  }, WAIT)
  expect(corrections(a, b)).toEqual([])
}, 30_000)

test('a node that stops in order hands over at once, and a command waits for the next leader', async () => {
  const [a, b] = await twoNodes()
  await signIn(a, 2)
  await a.stop()
  expect(await command(redis, { kind: 'agent.notReady', agentId: agentId(2), reason: BREAK })).toMatchObject({
    ok: true,
  })
  expect(b.leads).toBe(true)
  expect(b.nodeFacts).toMatchObject([{ kind: 'pool.led', takenOver: false }])
}, 30_000)

test('what agents ask for while the leader dies is answered once by it or by the next', async () => {
  const [a] = await twoNodes()
  const agents = Array.from({ length: 20 }, (_, index) => agentId(index + 1))
  await signIn(a, agents.length)
  const pause = (id: AgentId) => command(redis, { kind: 'agent.notReady', agentId: id, reason: BREAK })
  const replies = agents.map(async (id, index) => {
    // The leader dies while some are on their way to it, some in its hands and some not sent yet.
    for (let turn = 0; turn < index; turn++) await new Promise((resolve) => setImmediate(resolve))
    if (index === agents.length / 2) a.kill()
    return pause(id)
  })
  expect((await Promise.all(replies)).filter(({ ok }) => !ok)).toEqual([])
  const applied = (await loggedInputs()).filter(({ kind }) => kind === 'agent.notReady')
  expect(applied).toHaveLength(agents.length)
  expect((await replay()).report.faults).toEqual([])
}, 60_000)

test('what breaks the engine is refused, and the pool goes on as if it had not been asked', async () => {
  const [a] = await twoNodes(1)
  await signIn(a, 1)
  a.breaks = 'agent.notReady'
  const broken = await command(redis, { kind: 'agent.notReady', agentId: agentId(1), reason: BREAK })
  expect(broken).toMatchObject({ ok: false, code: 'engine.unavailable' })
  a.breaks = null
  const callId = a.enqueue()
  await vi.waitFor(() => expect(a.calls.get(callId)?.kind).toBe('talking'), WAIT)
  expect((await replay()).report).toMatchObject({ leases: 2, faults: [] })
}, 30_000)

test('the same pool goes on after all nodes were restarted: agents stay signed in, the log counts on', async () => {
  const [a] = await twoNodes(1)
  await signIn(a, 2)
  await a.stop()
  const again = await startNode('media-a')
  const callId = again.enqueue()
  await vi.waitFor(() => expect(again.calls.get(callId)?.kind).toBe('talking'), WAIT)
  expect((await replay()).report).toMatchObject({ leases: 2, faults: [] })
}, 30_000)

async function twoNodes(count = 2): Promise<readonly [PoolNode, PoolNode]> {
  const a = await startNode('media-a')
  await vi.waitFor(() => expect(a.leads).toBe(true), WAIT)
  const b = count === 2 ? await startNode('media-b') : a
  expect(count === 2 && b.leads).toBe(false)
  return [a, b]
}

async function startNode(nodeId: string): Promise<PoolNode> {
  const node = new PoolNode(nodeId, port)
  nodes.push(node)
  await node.start()
  return node
}

async function signIn(leader: PoolNode, count: number): Promise<void> {
  for (let n = 1; n <= count; n++) {
    leader.phone(agentId(n))
    const signedIn = { kind: 'agent.signIn', agentId: agentId(n), device: 'sipPhone', queueIds: [QUEUE.queueId] }
    expect(await command(redis, signedIn)).toMatchObject({ ok: true })
    expect(await command(redis, { kind: 'agent.ready', agentId: agentId(n) })).toMatchObject({ ok: true })
  }
}

async function logged(): Promise<readonly PoolLogEntry[]> {
  const rows = await redis.xrange(poolLogKey(POOL), '-', '+')
  return rows.flatMap(([, fields]) => (JSON.parse(fields[1] ?? '') as PoolLogBatch).entries)
}

const loggedInputs = async (): Promise<readonly AcdInput[]> =>
  (await logged()).flatMap((entry) => ('input' in entry ? [entry.input] : []))

async function replay(): Promise<PoolReplay> {
  const run = new PoolReplay()
  for (const entry of await logged()) run.take(entry)
  return run
}

const logLength = async (): Promise<number> => (await logged()).at(-1)?.n ?? 0

/** With the facts of every decision. */
async function replayed(): Promise<{ readonly run: PoolReplay; readonly facts: readonly Fact[] }> {
  const facts: Fact[] = []
  const run = new PoolReplay((_step, outcome) => facts.push(...outcome.facts.map(({ fact }) => fact)))
  for (const entry of await logged()) run.take(entry)
  return { run, facts }
}

const corrections = (...from: readonly PoolNode[]) =>
  from.flatMap(({ nodeFacts }) => nodeFacts.filter((fact) => fact.kind === 'pool.corrected'))

async function freePort(): Promise<number> {
  const probe = createServer().listen(0, '127.0.0.1')
  await once(probe, 'listening')
  const { port: free } = probe.address() as AddressInfo
  probe.close()
  await once(probe, 'close')
  return free
}
