import { randomBytes } from 'node:crypto'
import { setTimeout as delay } from 'node:timers/promises'
import { COMMAND_STREAM, commandReplyKey, commandReplySchema, formatId } from '@seatline/core'
import type { AgentCommand, CommandEnvelope, CommandReply } from '@seatline/core'
import { Redis } from 'ioredis'
import { StackError } from './stack-error.ts'

const REPLY_SECONDS = 5
const UNTIL_MS = 20_000

export type AgentCommands = {
  /** Null when no engine answers in time. */
  readonly send: (command: AgentCommand) => Promise<CommandReply | null>
  /** Sends it again while it is refused, for example until the engine has heard that the phone is registered. */
  readonly until: (command: AgentCommand) => Promise<void>
  readonly close: () => void
}

/** The commands of agents without a browser, on the same stream as the API's. */
export function openAgentCommands(redisUrl: string): AgentCommands {
  const redis = new Redis(redisUrl)
  // Told by what is sent next; ioredis connects again by itself.
  redis.on('error', () => undefined)
  // Waiting for a reply blocks a connection: each command in flight gets one of its own.
  const send = async (command: AgentCommand): Promise<CommandReply | null> => {
    const commandId = formatId('command', randomBytes(20))
    const envelope: CommandEnvelope = { v: 1, commandId, sentAt: Date.now(), command }
    const waiting = redis.duplicate()
    waiting.on('error', () => undefined)
    try {
      await redis.xadd(COMMAND_STREAM, '*', 'command', JSON.stringify(envelope))
      const reply = await waiting.brpop(commandReplyKey(commandId), REPLY_SECONDS)
      return reply === null ? null : commandReplySchema.parse(JSON.parse(reply[1]))
    } finally {
      waiting.disconnect()
    }
  }
  const until = async (command: AgentCommand): Promise<void> => {
    const deadline = performance.now() + UNTIL_MS
    let reply = await send(command)
    while (reply?.ok !== true && !(reply?.code === 'agent.alreadySignedIn') && performance.now() < deadline) {
      await delay(300)
      reply = await send(command)
    }
    const code = reply?.ok === false ? reply.code : 'no answer'
    if (reply?.ok === true || code === 'agent.alreadySignedIn') return
    throw new StackError(`The demo's agent could not be brought in (${command.kind}: ${code}).`)
  }
  return { send, until, close: () => redis.disconnect() }
}
