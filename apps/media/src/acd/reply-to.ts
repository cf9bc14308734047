import { commandReplyKey, type CommandReply } from '@seatline/core'
import type { Redis } from 'ioredis'
import { messageOf, type Log } from '../runtime/log.ts'

const REPLY_TTL_SECONDS = 30

/** Answers a command that is not the engine's on the list where the API waits. */
export const replyTo =
  (redis: Redis, log: Log) =>
  (reply: CommandReply): void => {
    const key = commandReplyKey(reply.commandId)
    redis
      .multi()
      .lpush(key, JSON.stringify(reply))
      .expire(key, REPLY_TTL_SECONDS)
      .exec()
      .catch((error: unknown) => log.warn({ error: messageOf(error) }, 'a command cannot be answered'))
  }
