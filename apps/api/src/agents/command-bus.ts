import { commandReplyKey, commandReplySchema, COMMAND_STREAM, COMMAND_TTL_MS, formatId } from '@seatline/core'
import type {
  AgentCommand,
  CommandEnvelope,
  CommandId,
  CommandReply,
  Instant,
  PlatformCommand,
  QueueCommand,
} from '@seatline/core'
import { randomBytes } from 'node:crypto'
import { Redis } from 'ioredis'
import type { Logger } from 'pino'

/** `unavailable`: no reply within the command's life time; the engine refuses it as expired should it still see it. */
export type CommandOutcome =
  | { readonly kind: 'accepted'; readonly commandId: CommandId }
  | { readonly kind: 'refused'; readonly reply: Extract<CommandReply, { ok: false }> }
  | { readonly kind: 'unavailable' }

export type CommandBus = {
  readonly send: (command: AgentCommand | PlatformCommand | QueueCommand) => Promise<CommandOutcome>
  readonly close: () => Promise<void>
}

type Options = {
  readonly redisUrl: string
  readonly now: () => Instant
  readonly log: Logger
  /** How long to wait for the reply; default: as long as the command may be carried out. */
  readonly replyTimeoutMs?: number
}

/** Entries kept in the stream: a command is worthless after seconds. */
const STREAM_LENGTH = 10_000
const WAITERS_MAX = 50
const REDIS_OPTIONS = {
  maxRetriesPerRequest: 1,
  enableOfflineQueue: true,
  connectTimeout: 2_000,
  commandTimeout: 7_000,
}

/** Sends commands to the engine over Redis and waits for each reply. A waiting BRPOP blocks its connection, so there is a small pool of them. */
export function openCommandBus(options: Options): CommandBus {
  const { redisUrl, now, log } = options
  const sender = new Redis(redisUrl, { ...REDIS_OPTIONS, commandTimeout: 2_000 })
  sender.on('error', (error) => log.warn({ err: error }, 'redis connection for commands failed'))
  const waiters = connectionPool(redisUrl, log)
  const timeoutMs = options.replyTimeoutMs ?? COMMAND_TTL_MS
  return {
    async send(command) {
      const commandId = formatId('command', randomBytes(20))
      const envelope: CommandEnvelope = { v: 1, commandId, sentAt: now(), command }
      try {
        const waiter = await waiters.take()
        try {
          const text = JSON.stringify(envelope)
          await sender.xadd(COMMAND_STREAM, 'MAXLEN', '~', STREAM_LENGTH, '*', 'command', text)
          const popped = await waiter.brpop(commandReplyKey(commandId), timeoutMs / 1_000)
          return outcomeOf(commandId, popped?.[1] ?? null)
        } finally {
          waiters.give(waiter)
        }
      } catch (error) {
        log.error({ err: error, kind: command.kind, commandId }, 'a command could not be sent')
        return { kind: 'unavailable' }
      }
    },
    async close() {
      sender.disconnect()
      await waiters.close()
    },
  }
}

function outcomeOf(commandId: CommandId, reply: string | null): CommandOutcome {
  if (reply === null) return { kind: 'unavailable' }
  const parsed = commandReplySchema.parse(JSON.parse(reply))
  return parsed.ok ? { kind: 'accepted', commandId } : { kind: 'refused', reply: parsed }
}

type Pool = {
  readonly take: () => Promise<Redis>
  readonly give: (connection: Redis) => void
  readonly close: () => Promise<void>
}

function connectionPool(redisUrl: string, log: Logger): Pool {
  const idle: Redis[] = []
  const all = new Set<Redis>()
  const queue: ((connection: Redis) => void)[] = []
  const open = (): Redis => {
    const connection = new Redis(redisUrl, REDIS_OPTIONS)
    connection.on('error', (error) => log.warn({ err: error }, 'redis connection for replies failed'))
    all.add(connection)
    return connection
  }
  return {
    take: () => {
      const ready = idle.pop() ?? (all.size < WAITERS_MAX ? open() : undefined)
      return ready === undefined ? new Promise((resolve) => queue.push(resolve)) : Promise.resolve(ready)
    },
    give: (connection) => {
      const next = queue.shift()
      if (next === undefined) idle.push(connection)
      else next(connection)
    },
    close: () => {
      for (const connection of all) connection.disconnect()
      return Promise.resolve()
    },
  }
}
