import { spawn, type ChildProcess } from 'node:child_process'
import { once } from 'node:events'
import { mkdtempSync, readdirSync, rmSync, statSync } from 'node:fs'
import { createServer, type AddressInfo } from 'node:net'
import { tmpdir } from 'node:os'
import path from 'node:path'
import {
  CONFIG_CHANGED,
  CONFIG_VERSIONS,
  PLATFORM_SNAPSHOT,
  TENANT_SNAPSHOTS,
  tenantSnapshotSchema,
  type TenantId,
  type TenantSnapshot,
} from '@seatline/core'
import { Redis } from 'ioredis'
import { afterAll, afterEach, beforeAll, beforeEach, expect, test, vi } from 'vitest'
import { createLog } from '../runtime/log.ts'
import { SnapshotStore } from './snapshot-store.ts'

let server: ChildProcess
let redis: Redis
let subscriber: Redis
let directory: string
let store: SnapshotStore
let changes: string[][]

beforeAll(async () => {
  const port = await freePort()
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
  directory = mkdtempSync(path.join(tmpdir(), 'seatline-store-'))
  await redis.flushall()
  subscriber = redis.duplicate()
})
afterEach(() => {
  store.stop()
  subscriber.disconnect()
  rmSync(directory, { recursive: true, force: true })
})

test('a change is read by itself, and the numbers follow', async () => {
  await publish(tenant('one', 1, ['100', '+101']), tenant('two', 1, ['200']))
  await startStore()
  expect([store.route('101')?.tenant.name, store.route('+200')?.tenant.name]).toEqual(['one', 'two'])
  await publish(tenant('one', 2, ['102']))
  await vi.waitFor(() => expect(store.route('102')).toBeDefined())
  expect(store.route('100')).toBeUndefined()
  expect(store.route('200')?.tenant.version).toBe(1)
  expect(changes).toEqual([['two', 'one'].toSorted(), ['one']])
})

test('a message that was lost is made up for by comparing versions', async () => {
  await publish(tenant('one', 1, ['100']), tenant('two', 1, ['200']))
  await startStore()
  await write(tenant('one', 2, ['111']))
  await store.compare()
  expect(store.route('111')?.tenant.version).toBe(2)
  await store.compare()
  expect(changes.slice(1)).toEqual([['one']])
})

test('a version that is lower than the one before is taken: the database was restored', async () => {
  await publish(tenant('one', 7, ['100']))
  await startStore()
  await publish(tenant('one', 3, ['103']))
  await vi.waitFor(() => expect(store.route('103')).toBeDefined())
})

test.each([
  ['gives it up first', ['one', 'two']],
  ['gives it up last', ['two', 'one']],
])('a number that moves has its new tenant, whether the old one %s', async (_, order) => {
  await publish(tenant('one', 1, ['100']), tenant('two', 1, []))
  await startStore()
  const after: Record<string, TenantSnapshot> = { one: tenant('one', 2, []), two: tenant('two', 2, ['100']) }
  for (const name of order) {
    await publish(...(after[name] === undefined ? [] : [after[name]]))
    await vi.waitFor(() => expect(store.tenant(`ten_${name}` as TenantId)?.version).toBe(2))
  }
  expect(store.route('100')?.tenant.name).toBe('two')
})

test('a malformed snapshot is left out, and the one before it stays', async () => {
  await publish(tenant('one', 1, ['100']), tenant('two', 1, ['200']))
  await startStore()
  await redis.hset(TENANT_SNAPSHOTS, 'ten_one', '{"v":1')
  await redis.hset(CONFIG_VERSIONS, 'ten_one', '2')
  await publish(tenant('two', 2, ['201']))
  await store.compare()
  expect(store.route('100')?.tenant.version).toBe(1)
  expect(store.route('201')).toBeDefined()
})

test('what Redis has lost stays, here and after a restart', async () => {
  await publish(tenant('one', 1, ['100']), tenant('two', 1, ['200']))
  await redis.set(PLATFORM_SNAPSHOT, JSON.stringify({ v: 1, version: 1, operatorTenantId: 'ten_operator', trunks: [] }))
  await startStore()
  await redis.flushall()
  await publish(tenant('one', 2, ['101']))
  await vi.waitFor(() => expect(store.route('101')).toBeDefined())
  expect(store.route('200')).toBeDefined()
  store.stop()
  subscriber.disconnect()
  subscriber = redis.duplicate()
  await redis.flushall()
  await startStore()
  expect([store.route('101')?.tenant.version, store.route('200')?.tenant.version]).toEqual([2, 1])
  expect(store.platform?.operatorTenantId).toBe('ten_operator')
})

test('one change writes one file', async () => {
  const many = Array.from({ length: 60 }, (_, at) => tenant(`t${String(at)}`, 1, [String(1_000 + at)]))
  await publish(...many)
  await startStore()
  const folder = path.join(directory, 'configuration')
  const written = (): ReadonlyMap<string, bigint> =>
    new Map(
      readdirSync(folder)
        .filter((file) => file.endsWith('.json'))
        .map((file) => [file, statSync(path.join(folder, file), { bigint: true }).mtimeNs]),
    )
  await vi.waitFor(() => expect(written().size).toBe(60), { timeout: 10_000 })
  const before = written()
  await publish(tenant('t7', 2, ['1007']))
  await vi.waitFor(() => expect(written().get('ten_t7.json')).not.toBe(before.get('ten_t7.json')))
  const after = written()
  expect([...after].filter(([file, at]) => before.get(file) !== at).map(([file]) => file)).toEqual(['ten_t7.json'])
})

async function startStore(): Promise<void> {
  changes = []
  store = new SnapshotStore({ redis, directory, log: createLog('silent') })
  store.onChanged = ({ tenants }) => changes.push(tenants.map(({ name }) => name).toSorted())
  await store.start(subscriber)
  await vi.waitFor(async () => expect(await redis.pubsub('NUMSUB', CONFIG_CHANGED)).toEqual([CONFIG_CHANGED, 1]))
}

async function write(...tenants: readonly TenantSnapshot[]): Promise<void> {
  for (const each of tenants) {
    await redis.hset(TENANT_SNAPSHOTS, each.tenantId, JSON.stringify(each))
    await redis.hset(CONFIG_VERSIONS, each.tenantId, String(each.version))
  }
}

async function publish(...tenants: readonly TenantSnapshot[]): Promise<void> {
  await write(...tenants)
  for (const { tenantId } of tenants) await redis.publish(CONFIG_CHANGED, `tenant:${tenantId}`)
}

function tenant(name: string, version: number, numbers: readonly string[]): TenantSnapshot {
  return tenantSnapshotSchema.parse({
    v: 1,
    tenantId: `ten_${name}`,
    version,
    publishedAt: 0,
    name,
    locale: 'en',
    timeZone: 'UTC',
    status: 'live',
    limits: { concurrentCallsMax: 10 },
    fullPromptId: null,
    numbers: numbers.map((number) => ({ didId: `did_${number.replace('+', '')}`, number, flowId: 'ivr_any' })),
    flows: [],
    prompts: [],
    hours: [],
    queues: [],
    agents: [],
  })
}

async function freePort(): Promise<number> {
  const probe = createServer().listen(0, '127.0.0.1')
  await once(probe, 'listening')
  const { port } = probe.address() as AddressInfo
  probe.close()
  await once(probe, 'close')
  return port
}
