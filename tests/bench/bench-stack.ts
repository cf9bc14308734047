import { randomBytes } from 'node:crypto'
import {
  COMMAND_STREAM,
  commandReplyKey,
  CONFIG_CHANGED,
  CONFIG_VERSIONS,
  formatId,
  PLATFORM_SNAPSHOT,
  platformSnapshotSchema,
  TENANT_SNAPSHOTS,
  tenantSnapshotSchema,
} from '@seatline/core'
import type { AgentCommand, TenantSnapshot } from '@seatline/core'
import { startStack } from '@seatline/stack'
import type { Stack } from '@seatline/stack'
import { Redis } from 'ioredis'
import pg from 'pg'
import type { BenchOptions } from './options.ts'

export const TENANT_ID = 'ten_demo-travel'
export const NOISY_TENANT_ID = 'ten_demo-heating'
export const QUEUE_ID = 'que_travel-booking'
export const NUMBER = '4008002002'

/** The whole of Seatline with a demo tenant made big enough: many agents, no wrap-up, no limits. */
export type BenchStack = {
  readonly stack: Stack
  readonly agentIds: readonly string[]
  command(command: AgentCommand): Promise<void>
  /** Recordings by status, of calls that began after `since`. */
  recordings(since: Date): Promise<ReadonlyMap<string, number>>
  /** Calls that the database knows to be over, of those that began after `since`. */
  finishedCalls(since: Date): Promise<number>
  stop(): Promise<void>
}

export async function startBenchStack(options: BenchOptions, agentCount: number): Promise<BenchStack> {
  const stack = await startStack({
    portBase: options.portBase,
    rtpPorts: options.rtpPorts,
    without: ['portal'],
    env: { kamailio: { TRUNK_CALLS_PER_SECOND: '10000', FLOOD_REQUESTS: '100000' } },
  })
  const redis = new Redis(stack.redisUrl)
  const commands = new Redis(stack.redisUrl)
  const database = new pg.Pool({ connectionString: stack.databaseOwnerUrl, max: 2 })
  const agentIds = Array.from({ length: agentCount }, (_, i) => `agt_bench${String(i + 1).padStart(4, '0')}`)
  for (const agentId of agentIds)
    await database.query(`insert into agent (id, tenant_id, name) values ($1, $2, $1)`, [agentId, TENANT_ID])
  const parts = { redis, database }
  await enlargeTenant(parts, agentIds)
  await limitTenant(parts, NOISY_TENANT_ID, options.burstLimit)
  const count = async (text: string, since: Date): Promise<readonly { key: string; count: number }[]> =>
    (await database.query<{ key: string; count: number }>(text, [since])).rows
  return {
    stack,
    agentIds,
    command: (command) => sendCommand(commands, command),
    recordings: async (since) => {
      const rows = await count(
        `select status::text as key, count(*)::int as count from recording where started_at >= $1 group by 1`,
        since,
      )
      return new Map(rows.map((row) => [row.key, row.count]))
    },
    finishedCalls: async (since) => {
      const rows = await count(
        `select 'all' as key, count(*)::int as count from call where arrived_at >= $1 and ended_at is not null`,
        since,
      )
      return rows[0]?.count ?? 0
    },
    stop: async () => {
      redis.disconnect()
      commands.disconnect()
      await database.end()
      await stack.stop()
    },
  }
}

async function enlargeTenant(parts: PublishParts, agentIds: readonly string[]): Promise<void> {
  const { redis } = parts
  const tenant = tenantSnapshotSchema.parse(JSON.parse((await redis.hget(TENANT_SNAPSHOTS, TENANT_ID)) ?? ''))
  const platform = platformSnapshotSchema.parse(JSON.parse((await redis.get(PLATFORM_SNAPSHOT)) ?? ''))
  const enlarged = tenantSnapshotSchema.parse({
    ...tenant,
    version: tenant.version + 1,
    limits: { concurrentCallsMax: 100_000, callsPerSecondMax: null, seats: null },
    // The digit ends the menu's prompt; a greeting before it would only add waiting.
    flows: tenant.flows.map((flow) => ({ ...flow, entryNodeId: 'menu' })),
    queues: tenant.queues.map((queue) => ({ ...queue, wrapUpMs: 0, record: true })),
    agents: [
      ...tenant.agents,
      ...agentIds.map((agentId) => ({ agentId, homeTenantId: TENANT_ID, name: agentId, queueIds: [QUEUE_ID] })),
    ],
  })
  const trunks = platform.trunks.map((trunk) => ({ ...trunk, concurrentCallsMax: 100_000 }))
  await publish(parts, enlarged)
  await redis.set(PLATFORM_SNAPSHOT, JSON.stringify({ ...platform, version: platform.version + 1_000, trunks }))
  await redis.publish(CONFIG_CHANGED, 'platform')
}

type PublishParts = { readonly redis: Redis; readonly database: pg.Pool }

/** Kept as a version as well: the worker gives Redis back what the database says. */
async function publish({ redis, database }: PublishParts, tenant: TenantSnapshot): Promise<void> {
  const { tenantId, version } = tenant
  const snapshot = JSON.stringify(tenant)
  await database.query(
    `insert into config_version (tenant_id, version, published_at, sha256, snapshot) values ($1, $2, now(), 'benchmark', $3)`,
    [tenantId, version, snapshot],
  )
  await redis.hset(TENANT_SNAPSHOTS, tenantId, snapshot)
  await redis.hset(CONFIG_VERSIONS, tenantId, version)
  await redis.publish(CONFIG_CHANGED, `tenant:${tenantId}`)
}

/** The tenant that will be flooded gets no more than it has rented. */
async function limitTenant(parts: PublishParts, tenantId: string, callsPerSecondMax: number): Promise<void> {
  const text = (await parts.redis.hget(TENANT_SNAPSHOTS, tenantId)) ?? ''
  const tenant = tenantSnapshotSchema.parse(JSON.parse(text))
  const limits = { ...tenant.limits, callsPerSecondMax }
  await publish(parts, tenantSnapshotSchema.parse({ ...tenant, version: tenant.version + 1, limits }))
}

async function sendCommand(redis: Redis, command: AgentCommand): Promise<void> {
  const commandId = formatId('command', randomBytes(20))
  const envelope = { v: 1, commandId, sentAt: Date.now(), command }
  await redis.xadd(COMMAND_STREAM, '*', 'command', JSON.stringify(envelope))
  const answer = await redis.brpop(commandReplyKey(commandId), 10)
  const reply = JSON.parse(answer?.[1] ?? '{"ok":false,"code":"no answer"}') as { ok: boolean; code?: string }
  if (!reply.ok) throw new Error(`${command.kind} was refused: ${reply.code ?? '?'}`)
}
