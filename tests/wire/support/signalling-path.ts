import { mkdirSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import { randomBytes } from 'node:crypto'
import {
  COMMAND_STREAM,
  commandReplyKey,
  commandReplySchema,
  CONFIG_CHANGED,
  CONFIG_VERSIONS,
  formatId,
  JOURNAL_STREAM,
  journalEventSchema,
  PLATFORM_SNAPSHOT,
  TENANT_SNAPSHOTS,
} from '@seatline/core'
import type {
  AgentCommand,
  CommandReply,
  FactKind,
  FactOf,
  JournalEvent,
  PlatformCommand,
  TenantSnapshot,
} from '@seatline/core'
import { sineWave } from '@seatline/phone'
import { startStack } from '@seatline/stack'
import type { Stack, StackOptions } from '@seatline/stack'
import { Redis } from 'ioredis'
import { introduceTenants } from './call-records.ts'
import { eventually } from './edge.ts'
import { wavFile } from './spoken-tones.ts'
import { wirePlatform, wireTenants } from './wire-tenants.ts'

/** Kamailio, rtpengine, Redis and media as one, without database and portal: what a call needs to live. */
export type SignallingPath = {
  readonly stack: Stack
  readonly redis: Redis
  /** Everything the journal holds, in order. */
  journal(): Promise<readonly JournalEvent[]>
  /** Sends an agent's command and gives the engine's answer. */
  command(command: AgentCommand | PlatformCommand): Promise<CommandReply>
  stop(): Promise<void>
}

const PROMPT_SAMPLES = 8_000

type PathOptions = {
  readonly records: boolean
  /** Others than those of `wire-tenants.ts`, and who works for them. */
  readonly tenants?: readonly TenantSnapshot[]
  readonly agentIds?: readonly string[]
}

/** With `records` the worker and PostgreSQL run too, and keep a record of each call. */
export async function startSignallingPath(
  options: StackOptions,
  { records, tenants = wireTenants(), agentIds }: PathOptions = { records: false },
): Promise<SignallingPath> {
  const stack = await startStack({
    ...options,
    without: ['identity', 'api', 'portal', ...(records ? [] : (['postgres', 'worker'] as const))],
    seed: records,
  })
  if (records) await introduceTenants(stack.databaseOwnerUrl, tenants, agentIds)
  const redis = new Redis(stack.redisUrl)
  writePrompts(stack.paths.prompts, tenants)
  await publish(redis, tenants)
  await trunkKnown(stack)
  return {
    stack,
    redis,
    journal: async () => {
      const entries = await redis.xrange(JOURNAL_STREAM, '-', '+')
      return entries.map(([, fields]) => journalEventSchema.parse(JSON.parse(fields[1] ?? '')))
    },
    command: (command) => sendCommand(stack.redisUrl, command),
    stop: async () => {
      redis.disconnect()
      await stack.stop()
    },
  }
}

/** One second of a tone for each prompt, so that it is heard which one plays. */
function writePrompts(directory: string, tenants: readonly TenantSnapshot[]): void {
  for (const tenant of tenants) {
    for (const [index, { file }] of tenant.prompts.entries()) {
      const target = path.join(directory, file)
      mkdirSync(path.dirname(target), { recursive: true })
      writeFileSync(target, wavFile(sineWave(700 + 100 * index, PROMPT_SAMPLES)))
    }
  }
}

/** Another version of a tenant's configuration, while calls go on. */
export async function publishTenant(redis: Redis, tenant: TenantSnapshot): Promise<void> {
  await redis.hset(TENANT_SNAPSHOTS, tenant.tenantId, JSON.stringify(tenant))
  await redis.hset(CONFIG_VERSIONS, tenant.tenantId, tenant.version)
  await redis.publish(CONFIG_CHANGED, `tenant:${tenant.tenantId}`)
}

async function publish(redis: Redis, tenants: readonly TenantSnapshot[]): Promise<void> {
  await redis.set(PLATFORM_SNAPSHOT, JSON.stringify(wirePlatform()))
  for (const tenant of tenants) await publishTenant(redis, tenant)
  await redis.publish(CONFIG_CHANGED, 'platform')
}

/** Media has read the platform's trunks and told Kamailio of them. */
async function trunkKnown(stack: Stack): Promise<void> {
  await eventually(
    'trunks in Kamailio',
    async () => {
      const response = await fetch(stack.urls.kamailioRpc, {
        method: 'POST',
        body: JSON.stringify({ jsonrpc: '2.0', id: 1, method: 'htable.dump', params: ['trunks'] }),
      })
      return response.text()
    },
    (text) => text.includes('trk_wire'),
    20_000,
  )
}

async function sendCommand(redisUrl: string, command: AgentCommand | PlatformCommand): Promise<CommandReply> {
  const redis = new Redis(redisUrl)
  try {
    const commandId = formatId('command', randomBytes(20))
    const envelope = { v: 1, commandId, sentAt: Date.now(), command }
    await redis.xadd(COMMAND_STREAM, '*', 'command', JSON.stringify(envelope))
    const answer = await redis.brpop(commandReplyKey(commandId), 5)
    if (answer === null) throw new Error(`no answer to ${command.kind}`)
    return commandReplySchema.parse(JSON.parse(answer[1]))
  } finally {
    redis.disconnect()
  }
}

/** The facts of one kind, of one call when its SIP Call-ID is given. */
export function factsOf<K extends FactKind>(events: readonly JournalEvent[], kind: K): FactOf<K>[] {
  return events.map((event) => event.fact).filter((fact): fact is FactOf<K> => fact.kind === kind)
}
