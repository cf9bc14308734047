import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdtemp, rm } from 'node:fs/promises'
import { createServer } from 'node:net'
import type { AddressInfo } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { CONFIG_CHANGED, CONFIG_VERSIONS, TENANT_SNAPSHOTS, tenantSnapshotSchema } from '@seatline/core'
import type { TenantId, TenantSnapshot } from '@seatline/core'
import { Redis } from 'ioredis'
import { SnapshotStore } from '../../apps/media/src/tenants/snapshot-store.ts'
import { createLog } from '../../apps/media/src/runtime/log.ts'
import { describeMachine, percentile } from './report.ts'

/**
 * How long a media node needs to read the configuration of many clients at its start, and how long after its publication a change is in the node's hands.
 * `npm run bench -- configuration`. The store is the media node's own, on a Redis of its own.
 */
const TENANTS = 1_000
const CHANGES = 300

export async function benchConfiguration(): Promise<number> {
  console.log(`Configuration of ${TENANTS} clients.\nMachine: ${describeMachine()}`)
  const directory = await mkdtemp(join(tmpdir(), 'seatline-configuration-'))
  const port = await freePort()
  const server = spawn('redis-server', ['--port', String(port), '--bind', '127.0.0.1', '--save', ''], {
    stdio: 'ignore',
  })
  const redis = new Redis(port, '127.0.0.1', { maxRetriesPerRequest: null })
  redis.on('error', () => undefined)
  const stores: SnapshotStore[] = []
  const connections: Redis[] = [redis]
  const openStore = (): { readonly store: SnapshotStore; readonly subscriber: Redis } => {
    const reader = redis.duplicate()
    const subscriber = redis.duplicate()
    connections.push(reader, subscriber)
    const store = new SnapshotStore({ redis: reader, directory, log: createLog('silent') })
    stores.push(store)
    return { store, subscriber }
  }
  try {
    const tenants = Array.from({ length: TENANTS }, (_, at) => makeTenant(at, 1))
    for (const tenant of tenants) await write(redis, tenant)
    console.log(`  a snapshot has ${Math.round(JSON.stringify(tenants[0]).length / 1_024)} KiB`)
    await start(openStore(), 'the first start, its copy on disk written beside it')
    const warm = openStore()
    await start(warm, 'the next start')
    await measureChanges(redis, warm.store)
    for (const store of stores) store.stop()
    await redis.flushall()
    await start(openStore(), 'a start with Redis empty, from the copy on disk')
    return 0
  } finally {
    for (const store of stores) store.stop()
    for (const connection of connections) connection.disconnect()
    server.kill()
    await once(server, 'exit')
    await rm(directory, { recursive: true, force: true })
  }
}

type Opened = { readonly store: SnapshotStore; readonly subscriber: Redis }

async function start({ store, subscriber }: Opened, what: string): Promise<void> {
  const startedAt = performance.now()
  await store.start(subscriber)
  const ms = performance.now() - startedAt
  console.log(`  ${what}: ${ms.toFixed(0)} ms for ${store.tenants.length} clients`)
}

async function measureChanges(redis: Redis, store: SnapshotStore): Promise<void> {
  while (Number((await redis.pubsub('NUMSUB', CONFIG_CHANGED))[1]) === 0) await redis.ping()
  const times: number[] = []
  for (let change = 0; change < CHANGES; change++) {
    const tenant = makeTenant((change * 37) % TENANTS, change + 2)
    const publishedAt = performance.now()
    const arrived = new Promise<void>((resolve) => {
      store.onChanged = ({ tenants }) => {
        if (tenants.some(({ tenantId, version }) => tenantId === tenant.tenantId && version === tenant.version))
          resolve()
      }
    })
    await write(redis, tenant)
    await redis.publish(CONFIG_CHANGED, `tenant:${tenant.tenantId}`)
    await arrived
    times.push(performance.now() - publishedAt)
  }
  const [p50, p99] = [percentile(times, 0.5), percentile(times, 0.99)]
  console.log(
    `  ${CHANGES} changes, from writing to the node's index: p50 ${p50.toFixed(1)} ms, p99 ${p99.toFixed(1)} ms, most ${Math.max(...times).toFixed(1)} ms`,
  )
}

async function write(redis: Redis, tenant: TenantSnapshot): Promise<void> {
  await redis.hset(TENANT_SNAPSHOTS, tenant.tenantId, JSON.stringify(tenant))
  await redis.hset(CONFIG_VERSIONS, tenant.tenantId, String(tenant.version))
}

/** A client of the middle size: 2 menus of 12 steps, 8 queues, 20 agents, 30 prompts, 3 numbers, a year's holidays. */
function makeTenant(at: number, version: number): TenantSnapshot {
  const id = (prefix: string, n: number | string): string => `${prefix}_bench-${String(at)}-${String(n)}`
  const many = <T>(count: number, make: (n: number) => T): T[] => Array.from({ length: count }, (_, n) => make(n))
  const nodes = many(12, (n) => ({
    kind: 'play',
    nodeId: `step-${String(n)}`,
    label: `Step ${String(n)}`,
    promptId: id('prm', n),
    interruptible: true,
    next: `step-${String((n + 1) % 12)}`,
  }))
  const tenantId = `ten_bench-${String(at)}` as TenantId
  return tenantSnapshotSchema.parse({
    v: 1,
    tenantId,
    version,
    publishedAt: version,
    name: `Client ${String(at)}`,
    locale: 'en',
    timeZone: 'Asia/Shanghai',
    status: 'live',
    limits: { concurrentCallsMax: 50 },
    fullPromptId: null,
    numbers: many(3, (n) => ({
      didId: id('did', n),
      number: `400${String(at * 10 + n).padStart(7, '0')}`,
      flowId: id('ivr', 0),
    })),
    flows: many(2, (n) => ({
      flowId: id('ivr', n),
      flowVersionId: id('ivv', n),
      name: `Menu ${String(n)}`,
      entryNodeId: 'step-0',
      nodes,
    })),
    prompts: many(30, (n) => ({
      promptId: id('prm', n),
      name: `Prompt ${String(n)}`,
      file: `${tenantId}/${String(n)}.wav`,
      durationMs: 4_000,
    })),
    hours: many(2, (n) => ({
      hoursId: id('hrs', n),
      name: `Hours ${String(n)}`,
      timeZone: 'Asia/Shanghai',
      weekly: many(7, (day) => ({ day: day + 1, from: '09:00', to: '17:00' })),
      holidays: many(20, (day) => ({ date: `2027-03-${String(day + 1).padStart(2, '0')}`, name: 'Holiday' })),
      specialDays: [],
    })),
    queues: many(8, (n) => ({
      queueId: id('que', n),
      tenantId,
      name: `Queue ${String(n)}`,
      musicPromptId: id('prm', 0),
    })),
    agents: many(20, (n) => ({
      agentId: id('agt', n),
      homeTenantId: tenantId,
      name: `Agent ${String(n)}`,
      queueIds: many(4, (queue) => id('que', queue)),
    })),
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
